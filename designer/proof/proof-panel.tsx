import { App, Button } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { routes } from '#contract';
import { type CounterExample, proofProperties, proofPropertyNames, type ProofProblem, type ProofVerdict } from '#domain';
import { call } from '../client';
import { useText, useWords } from '../i18n';
import { ProblemNote } from '../parts';
import type { ProofState } from './use-proof';
import { words } from './words';

type Props = { state: ProofState; mayWrite: boolean; onJump: (id: string) => void };

const marks: Record<ProofVerdict, string> = { proven: '✓', counterExample: '✗', unknown: '?' };

/** What the proof says: three verdicts, and each thing that is wrong or cannot be told, with its place and its issue. */
export function ProofPanel({ state, mayWrite, onJump }: Props) {
  const t = useWords(words);
  const text = useText();
  const proven = 'proven' in state ? state.proven : undefined;
  return (
    <section className="lx-proof" aria-label={t('proof')} aria-busy={state.is === 'running'}>
      <h3>{t('proof')}</h3>
      <p className="lx-quiet">{t('why')}</p>
      <p role="status" className="lx-quiet">
        {state.is === 'running' && t('running')}
        {state.is === 'noDrafts' && t('noDrafts')}
        {state.is === 'failed' && t('failed')}
        {state.is === 'done' && proven === null && t('waits')}
      </p>
      {proven && (
        <>
          <ul className="lx-verdicts">
            {proofProperties.map((property) => (
              <li key={property} className={proven.proof.verdicts[property]}>
                <span aria-hidden>{marks[proven.proof.verdicts[property]]}</span> {text(proofPropertyNames[property])}:{' '}
                <b>{t(proven.proof.verdicts[property])}</b>
              </li>
            ))}
          </ul>
          <ul className="lx-problems">
            {proven.problems.map((problem, i) => (
              <Finding key={i} problem={problem} mayWrite={mayWrite} onJump={onJump} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Finding({ problem, mayWrite, onJump }: { problem: ProofProblem; mayWrite: boolean; onJump: (id: string) => void }) {
  const t = useWords(words);
  const text = useText();
  const place = problem.edge ?? problem.node;
  const { counterExample: example } = problem;
  return (
    <li className={problem.severity}>
      {text(problem.message)} <span className="lx-quiet">{text(problem.mend)}</span>{' '}
      {example && (
        <>
          <br />
          <span>{t('issue', { facts: text(example.factWords) })}</span>
          <br />
          <span className="lx-quiet">{t('way', { way: example.way.map(({ name }) => text(name)).join(' → ') })}</span>
          <br />
        </>
      )}
      {place === undefined ? (
        problem.at && <code>{problem.at}</code>
      ) : (
        <button type="button" className="lx-link" onClick={() => onJump(place)}>
          {t('show')}
        </button>
      )}{' '}
      {example && mayWrite && <SaveButton example={example} />}
    </li>
  );
}

/** One click makes the counter-example a scenario beside the draft: red until this is mended, and a test ever after. */
function SaveButton({ example }: { example: CounterExample }) {
  const t = useWords(words);
  const client = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    const id = `counter-${Date.now().toString(36)}`;
    const name = { zh: `反例：${example.what.zh}`.slice(0, 80), en: `Counter-example: ${example.what.en}`.slice(0, 80) };
    try {
      await call(routes.saveScenario, { params: { id }, body: { ...example.scenario, id, name } }, { ifMatch: '*' });
      await client.invalidateQueries({ queryKey: ['flow-scenarios'] });
      void message.success(t('saved'));
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button size="small" loading={busy} onClick={() => void save()}>
        {t('save')}
      </Button>
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}
