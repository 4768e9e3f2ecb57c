import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { routes } from '#contract';
import { LIVE, call, newIntent } from '../client';
import { momentOf, useText, useWords } from '../i18n';
import { ProblemNote } from '../parts';
import type { History } from './history-page';
import { words } from './words';

type Write = History['changes'][number];
type Props = { flow: string; changes: readonly Write[]; mayWrite: boolean };

/** Restores, imports and undos: what each wrote, and the way back while nobody has worked on since. */
export function DraftWrites({ flow, changes, mayWrite }: Props) {
  return (
    <ol className="lx-list">
      {changes.map((change) => (
        <li key={change.id} style={{ padding: '10px 18px' }}>
          <OneWrite flow={flow} change={change} mayWrite={mayWrite} />
        </li>
      ))}
    </ol>
  );
}

function OneWrite({ flow, change, mayWrite }: { flow: string; change: Write; mayWrite: boolean }) {
  const t = useWords(words);
  const text = useText();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [intent] = useState(newIntent);
  const [error, setError] = useState<unknown>(null);
  const undo = async () => {
    setError(null);
    try {
      await call(routes.undoChange, { params: { id: flow }, body: { change: change.id } }, { idempotencyKey: intent });
      void message.success(t('undoneNow'));
    } catch (refused) {
      setError(refused);
    }
    await client.invalidateQueries({ queryKey: [LIVE] });
  };
  const name = change.signer ? text(change.signer) : '';
  return (
    <>
      <div className="lx-tags">
        <b>{t(`what.${change.what}`, { n: change.release ?? '', name })}</b>
        {change.undone && <span className="lx-chip plain">{t('undone')}</span>}
        {mayWrite && change.undoable && (
          <Button size="small" onClick={() => void undo()}>
            {t('undo')}
          </Button>
        )}
      </div>
      <div className="lx-quiet">
        {t('savedAt', { name: change.byName, at: momentOf(change.at) })} ·{' '}
        {change.drafts.map((draft) => `${t(`kind.${draft.kind}`)} ${text(draft.name)}`).join(' · ')}
        {!change.undoable && !change.undone && ` · ${t('savedSince')}`}
      </div>
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}
