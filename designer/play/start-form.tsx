import { Alert, Button, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import { routes } from '#contract';
import { type Decision, type Facts, type Flow, type ScenarioIntake, startPlay, writeInstant } from '#domain';
import { call, useCity, useNow } from '../client';
import { Field } from '../draft';
import { factWords, useText, useWords } from '../i18n';
import { ProblemNote } from '../parts';
import { instantOfLocal, localOf } from './local-time';
import type { Session } from './session';
import { words } from './words';

type Props = {
  flow: Flow;
  decisions: readonly Decision[];
  /** The zone of the calendar that the draft's policy names. */
  zone: string;
  onStart: (session: Session) => void;
};

/** What is reported and when: made up here, or as it really was. */
export function StartForm({ flow, decisions, zone, onStart }: Props) {
  const t = useWords(words);
  return (
    <div className="lx-play-start">
      <section className="lx-card" aria-labelledby="play-sample">
        <h2 id="play-sample">{t('sample')}</h2>
        <p className="lx-hint">{t('sampleHelp')}</p>
        <Sample flow={flow} decisions={decisions} zone={zone} onStart={onStart} />
      </section>
      <section className="lx-card" aria-labelledby="play-past">
        <h2 id="play-past">{t('past')}</h2>
        <p className="lx-hint">{t('pastHelp')}</p>
        <Past flow={flow} onStart={onStart} />
      </section>
    </div>
  );
}

const plain = /^[\p{L}_][\p{L}\p{N}_]*$/u;
/** Facts of the report itself, which have fields of their own. */
const reported = new Set(['category', 'district', 'street', 'source']);

/** Facts that the draft's tables ask about, and that an intake may bring along. */
function factsAsked(flow: Flow, decisions: readonly Decision[]): string[] {
  const asked = decisions.flatMap((one) => (one.kind === 'table' ? one.inputs.map(({ expression }) => expression) : []));
  const own = (flow.facts ?? []).map(({ id }) => id);
  return [...new Set([...own, 'grade', 'unit', ...asked])].filter(
    (one) => plain.test(one) && !reported.has(one) && one !== 'null',
  );
}

/** What a typed value means: JSON where it is such, else the text itself. */
function valueOf(typed: string): Facts[string] {
  try {
    return JSON.parse(typed) as Facts[string];
  } catch {
    return typed;
  }
}

type Typed = {
  at: string;
  category: string;
  district: string | null;
  street: string | null;
  text: string;
  facts: Record<string, string>;
};

function Sample({ flow, decisions, zone, onStart }: Props) {
  const t = useWords(words);
  const text = useText();
  const { data: city } = useCity();
  const now = useNow();
  const [typed, setTyped] = useState<Partial<Typed>>({});
  const facts = useMemo(() => factsAsked(flow, decisions), [flow, decisions]);
  const labels = new Map((flow.facts ?? []).map(({ id, label }) => [id, label]));
  const at = typed.at ?? localOf(zone, new Date(now).toISOString());
  const category = typed.category ?? city?.categories[0]?.key ?? 'general';
  const district = typed.district === undefined ? (city?.districts[0]?.code ?? null) : typed.district;
  const streets = (city?.streets ?? []).filter((street) => street.district === district);
  const start = instantOfLocal(zone, at);
  const begin = (): void => {
    if (start === null) return;
    const given = Object.entries(typed.facts ?? {}).filter(([, value]) => value.trim() !== '');
    const intake: ScenarioIntake = {
      ...{
        source: 'media',
        category,
        district,
        street: typed.street ?? null,
        text: typed.text?.trim() === '' ? '—' : (typed.text ?? '—'),
      },
      ...{ point: null, anonymous: true, channel: 'page', reporter: {}, relapseOf: null },
      facts: Object.fromEntries(given.map(([name, value]) => [name, valueOf(value)])),
    };
    onStart({ play: startPlay(writeInstant(zone, start), intake, flow.id), recorded: [] });
  };
  const places = (list: readonly { code: string; name: { zh: string; en: string } }[]) =>
    list.map(({ code, name }) => ({ value: code, label: text(name) }));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        begin();
      }}
    >
      <Field label={t('reportedAt')}>
        {(id) => (
          <input
            id={id}
            type="datetime-local"
            className="ant-input"
            value={at}
            onChange={(event) => setTyped({ ...typed, at: event.target.value })}
          />
        )}
      </Field>
      <Field label={text(factWords['category'] ?? { zh: '', en: '' })}>
        {(id) => (
          <Select
            id={id}
            value={category}
            showSearch={{ optionFilterProp: 'label' }}
            options={(city?.categories ?? []).map(({ key, name }) => ({ value: key, label: text(name) }))}
            onChange={(value) => setTyped({ ...typed, category: value })}
          />
        )}
      </Field>
      <div className="lx-form-row">
        <Field label={text(factWords['district'] ?? { zh: '', en: '' })}>
          {(id) => (
            <Select
              id={id}
              allowClear
              value={district}
              options={places(city?.districts ?? [])}
              onChange={(value: string | null) => setTyped({ ...typed, district: value, street: null })}
            />
          )}
        </Field>
        <Field label={text(factWords['street'] ?? { zh: '', en: '' })}>
          {(id) => (
            <Select
              id={id}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              value={typed.street ?? null}
              options={places(streets)}
              onChange={(value: string | null) => setTyped({ ...typed, street: value })}
            />
          )}
        </Field>
      </div>
      <Field label={t('text')}>
        {(id) => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 2, maxRows: 5 }}
            maxLength={2000}
            value={typed.text ?? ''}
            onChange={(event) => setTyped({ ...typed, text: event.target.value })}
          />
        )}
      </Field>
      <details>
        <summary>{t('moreFacts')}</summary>
        <p className="lx-hint">{t('moreFactsHelp')}</p>
        {facts.map((name) => (
          <Field key={name} label={`${text(labels.get(name) ?? factWords[name] ?? { zh: name, en: name })} (${name})`}>
            {(id) => (
              <Input
                id={id}
                value={typed.facts?.[name] ?? ''}
                onChange={(event) => setTyped({ ...typed, facts: { ...typed.facts, [name]: event.target.value } })}
              />
            )}
          </Field>
        ))}
      </details>
      <p>
        <Button type="primary" htmlType="submit" disabled={start === null}>
          {t('start')}
        </Button>
      </p>
    </form>
  );
}

function Past({ flow, onStart }: Pick<Props, 'flow' | 'onStart'>) {
  const t = useWords(words);
  const [no, setNo] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const begin = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const { start, intake, acts } = await call(routes.readPastIssue, { params: { no: no.trim() } });
      onStart({ play: startPlay(start, intake, flow.id), recorded: acts });
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void begin();
      }}
    >
      <Field label={t('number')}>
        {(id) => <Input id={id} value={no} placeholder="GY-2026-000123" onChange={(event) => setNo(event.target.value)} />}
      </Field>
      {error !== null && <ProblemNote error={error} />}
      <p>
        <Button htmlType="submit" loading={busy} disabled={no.trim() === ''}>
          {t('start')}
        </Button>
      </p>
      <Alert type="info" showIcon title={t('scrubbed')} />
    </form>
  );
}
