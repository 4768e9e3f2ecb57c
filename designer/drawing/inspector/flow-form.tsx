import { useQuery } from '@tanstack/react-query';
import { Button, Collapse } from 'antd';
import { Link } from 'react-router';
import { routes } from '#contract';
import type { Flow } from '#domain';
import { call } from '../../client';
import { useText, useWords } from '../../i18n';
import type { Editor } from '../use-editor';
import { words } from '../words';
import { BilingualField, ChoiceField, TextField, isKey } from '../../draft';

type Fact = NonNullable<Flow['facts']>[number];

const withFact = (facts: readonly Fact[], at: number, fact: Fact): Fact[] => facts.map((one, i) => (i === at ? fact : one));

/** Nothing is selected: the flow's own name and the facts that its intakes may bear. */
export function FlowForm({ editor }: { editor: Editor }) {
  const t = useWords(words);
  const text = useText();
  const { flow, mayWrite } = editor;
  const policies = useQuery({ queryKey: ['drawing', 'policies'], queryFn: () => call(routes.listPolicies, {}) });
  const facts = flow.facts ?? [];
  const setFacts = (next: typeof facts, gesture?: string): void => editor.change((now) => ({ ...now, facts: next }), gesture);
  return (
    <>
      <h2>{t('theFlow')}</h2>
      <p className="lx-hint">{t('selectHint')}</p>
      <BilingualField
        label={t('flowName')}
        value={flow.name}
        disabled={!mayWrite}
        onRest={editor.rest}
        onChange={(name) => name && editor.change((now) => ({ ...now, name }), 'flow name')}
      />
      <ChoiceField
        label={t('policy')}
        value={flow.policy}
        choices={(policies.data?.items ?? []).map(({ id, name }) => ({ value: id, label: text(name) }))}
        disabled={!mayWrite}
        onChange={(policy) => policy !== undefined && editor.change((now) => ({ ...now, policy }))}
      />
      <p>
        <Link to={`/studio/deadlines/${flow.policy}`}>{t('openPolicy')}</Link>
      </p>
      <h3>{t('facts')}</h3>
      <p className="lx-quiet">{t('factsHelp')}</p>
      <Collapse
        size="small"
        style={{ marginBottom: 8 }}
        items={facts.map((fact, i) => ({
          key: String(i),
          label: text(fact.label),
          children: (
            <>
              <TextField
                label={t('factKey')}
                value={fact.id}
                disabled={!mayWrite}
                onRest={editor.rest}
                onChange={(id) => isKey(id) && setFacts(withFact(facts, i, { ...fact, id }), `fact ${i}`)}
              />
              <BilingualField
                label={t('factLabel')}
                value={fact.label}
                disabled={!mayWrite}
                onRest={editor.rest}
                onChange={(label) => label && setFacts(withFact(facts, i, { ...fact, label }), `fact ${i}`)}
              />
              <Button size="small" danger disabled={!mayWrite} onClick={() => setFacts(facts.filter((_, at) => at !== i))}>
                {t('remove')}
              </Button>
            </>
          ),
        }))}
      />
      <Button
        disabled={!mayWrite}
        onClick={() => setFacts([...facts, { id: `fact${facts.length + 1}`, label: { zh: '新的事实', en: 'A new fact' } }])}
      >
        {t('addFact')}
      </Button>
    </>
  );
}
