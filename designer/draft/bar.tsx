import { Button, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../i18n';
import { PresentOthers } from './presence';
import type { Draft } from './use-draft';
import { words } from './words';
import './draft.css';

type Props<T> = {
  title: string;
  hands: { undo: () => void; redo: () => void; canUndo: boolean; canRedo: boolean; mayWrite: boolean };
  draft: Draft<T>;
  /** What is at hand in it, for whoever else has it open, and what that is called. */
  place?: string | null;
  nameOf?: (place: string) => string;
  /** Before and after undo and redo. */
  before?: ReactNode;
  children?: ReactNode;
};

/** What is always at hand over a draft: its name, whether it is saved, undo and redo, the way to publishing. */
export function DraftBar<T>({ title, hands, draft, place = null, nameOf, before, children }: Props<T>) {
  const t = useWords(words);
  const { standing } = draft;
  return (
    <header className="lx-draft-bar">
      <Link to="/studio" aria-label={t('back')}>
        ←
      </Link>
      <h1>{title}</h1>
      <span className={`lx-standing ${standing.is}`} role="status" aria-live="polite">
        {hands.mayWrite ? t(`standing.${standing.is}`) : t('readOnly')}
      </span>
      {standing.is === 'away' && (
        <Button size="small" onClick={() => void draft.save()}>
          {t('tryNow')}
        </Button>
      )}
      <PresentOthers {...draft.about} place={place} {...(nameOf ? { nameOf } : {})} />
      <span className="lx-grow" />
      {before}
      <Tip label={t('undo')} keys="Ctrl+Z">
        <Button disabled={!hands.canUndo || !hands.mayWrite} onClick={hands.undo} aria-label={t('undo')}>
          ↶
        </Button>
      </Tip>
      <Tip label={t('redo')} keys="Ctrl+Y">
        <Button disabled={!hands.canRedo || !hands.mayWrite} onClick={hands.redo} aria-label={t('redo')}>
          ↷
        </Button>
      </Tip>
      {children}
      <Link className="lx-publish" to="/studio#publish">
        {t('toPublish')}
      </Link>
    </header>
  );
}

export function Tip({ label, keys, children }: { label: string; keys: string; children: ReactNode }) {
  return (
    <Tooltip title={`${label} (${keys})`}>
      <span>{children}</span>
    </Tooltip>
  );
}
