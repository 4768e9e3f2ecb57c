import { Alert, Button, Progress, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Flow } from '#domain';
import { momentOf, useWords } from '../i18n';
import { Loaded, ProblemNote } from '../parts';
import { ItemList } from './item-list';
import { Result } from './result';
import { StartForm } from './start-form';
import { type BackTest, type Head, isGoing, useBackTest, useBackTests } from './use-back-test';
import { words } from './words';

type Props = { flow: Flow; mayWrite: boolean; onPlay: () => void };

/** Starting one, those that were, and the one that is looked at. */
export function BackTests({ flow, mayWrite, onPlay }: Props) {
  const t = useWords(words);
  const { list, start, cancel, again } = useBackTests(flow.id);
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <>
      <p className="lx-hint">{t('intro')}</p>
      {mayWrite && <StartForm onStart={async (asked) => setChosen(await start(asked))} />}
      <Loaded query={list}>
        {(heads) => {
          const shown = heads.find(({ id }) => id === chosen) ?? heads[0];
          if (!shown) return <p className="lx-hint">{t('none')}</p>;
          return (
            <>
              <Earlier heads={heads} shown={shown.id} onChoose={setChosen} />
              <One
                key={shown.id}
                id={shown.id}
                flow={flow}
                mayWrite={mayWrite}
                onCancel={cancel}
                onOver={again}
                onPlay={onPlay}
              />
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function Earlier({ heads, shown, onChoose }: { heads: readonly Head[]; shown: string; onChoose: (id: string) => void }) {
  const t = useWords(words);
  const label = ({ startedAt, byName, of, state }: Head): string =>
    t('earlierOne', { at: momentOf(startedAt), name: byName, issues: of, state: t(`state.${state}`) });
  return (
    <div className="lx-filters">
      <label htmlFor="backtest-which">{t('earlier')}</label>
      <Select
        id="backtest-which"
        value={shown}
        style={{ minWidth: 420 }}
        options={heads.map((head) => ({ value: head.id, label: label(head) }))}
        onChange={onChoose}
      />
    </div>
  );
}

type OneProps = Omit<Props, 'flow'> & {
  flow: Flow;
  id: string;
  onCancel: (id: string) => Promise<void>;
  onOver: () => Promise<void>;
};

function One({ id, flow, mayWrite, onCancel, onOver, onPlay }: OneProps) {
  const query = useBackTest(id);
  const going = query.data && isGoing(query.data);
  const was = useRef(going);
  useEffect(() => {
    if (was.current === true && going === false) void onOver();
    was.current = going;
  }, [going, onOver]);
  return (
    <Loaded query={query}>
      {(one) =>
        isGoing(one) ? (
          <Going one={one} mayWrite={mayWrite} onCancel={onCancel} />
        ) : (
          <Ended one={one} flow={flow} onPlay={onPlay} />
        )
      }
    </Loaded>
  );
}

function Going({ one, mayWrite, onCancel }: { one: BackTest; mayWrite: boolean; onCancel: OneProps['onCancel'] }) {
  const t = useWords(words);
  const [error, setError] = useState<unknown>(null);
  const { id, state, done, of } = one;
  const said = state === 'reading' ? t('reading') : t('progress', { done, of });
  return (
    <div className="lx-backtest-going" role="status">
      <Progress percent={of > 0 ? Math.floor((100 * done) / of) : 0} aria-label={said} />
      <span>{said}</span>
      {mayWrite && <Button onClick={() => void onCancel(id).catch(setError)}>{t('cancel')}</Button>}
      {error !== null && <ProblemNote error={error} />}
    </div>
  );
}

function Ended({ one, flow, onPlay }: { one: BackTest; flow: Flow; onPlay: () => void }) {
  const t = useWords(words);
  if (one.state === 'cancelled') return <Alert type="info" showIcon title={t('cancelled')} />;
  if (!one.summary) return <Alert type="error" showIcon title={t('failed', { why: one.problem ?? '' })} />;
  return (
    <>
      <Alert type={one.current ? 'success' : 'warning'} showIcon title={t(one.current ? 'attached' : 'outdated')} />
      <Result one={one} summary={one.summary} />
      <ItemList one={one} summary={one.summary} flow={flow} onPlay={onPlay} />
    </>
  );
}
