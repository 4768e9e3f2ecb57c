import { Button, Select } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { type ResultOf, type Routes, routes } from '#contract';
import { call, holdsAny, useMe, useRead } from '../client';
import { useList, useText, useWords } from '../i18n';
import { Loaded, ProblemNote } from '../parts';
import { SinceLastRelease } from '../versions/shown';
import { BackTestLine } from './back-test-line';
import { Findings } from './findings';
import { PublishForm } from './publish-form';
import { words } from './words';

export type Checked = ResultOf<Routes['checkRelease']>;

/**
 * The drafts of a flow as one: check them, see what differs from the current release; whoever edited none of it and may
 * approve publishes exactly what was checked. The address keeps the flow, so an author can hand it to an approver.
 */
export function PublishPanel() {
  const t = useWords(words);
  const text = useText();
  const [params, setParams] = useSearchParams();
  const flows = useRead(routes.listFlows, {});
  return (
    <Loaded query={flows}>
      {({ items }) => {
        const flow = params.get('flow') ?? items[0]?.id;
        const options = items.map((head) => ({ value: head.id, label: text(head.name) }));
        return (
          <>
            <div className="lx-filters">
              <label htmlFor="publish-flow">{t('flow')}</label>
              <Select
                id="publish-flow"
                value={flow ?? null}
                options={options}
                style={{ minWidth: 200 }}
                onChange={(value) => setParams({ flow: value }, { replace: true })}
              />
            </div>
            {flow && <CheckAndPublish key={flow} flow={flow} />}
          </>
        );
      }}
    </Loaded>
  );
}

function CheckAndPublish({ flow }: { flow: string }) {
  const t = useWords(words);
  const [checked, setChecked] = useState<Checked | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const check = async () => {
    setBusy(true);
    setError(null);
    try {
      setChecked(await call(routes.checkRelease, { body: { flow } }));
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p>
        <Button onClick={() => void check()} loading={busy} type={checked ? 'default' : 'primary'}>
          {t('checkAll')}
        </Button>
      </p>
      {error !== null && <ProblemNote error={error} />}
      {checked && (
        <>
          <Findings items={checked.items} />
          <SinceLastRelease flow={flow} />
          <BackTestLine flow={flow} backTest={checked.backTest} />
          <Approval flow={flow} checked={checked} onPublished={() => setChecked(null)} onStale={check} />
        </>
      )}
    </>
  );
}

/** Publishing is not offered to those who edited the drafts; the server refuses it as well. */
function Approval(props: { flow: string; checked: Checked; onPublished: () => void; onStale: () => Promise<void> }) {
  const t = useWords(words);
  const list = useList();
  const me = useMe();
  if (!props.checked.publishable && !props.checked.items.every((item) => item.severity === 'warning')) return null;
  if (props.checked.authors.includes(me.id))
    return <p className="lx-hint">{t('notOwn', { names: list(props.checked.authors) })}</p>;
  if (!holdsAny(me, ['ruleApprover', 'administrator'])) return <p className="lx-hint">{t('handOn')}</p>;
  return <PublishForm {...props} />;
}
