import { App } from 'antd';
import { useCallback, useEffect, useRef, type ReactNode } from 'react';
import { useWords } from '../i18n';
import { ProblemNote } from '../parts';
import { ConflictNote } from './conflict';
import { forget } from './kept';
import type { DraftKind } from './kinds';
import type { Opened } from './opened';
import { type Standing, useSaving } from './saving';
import { words } from './words';

export type Draft<T> = {
  standing: Standing<T>;
  save: () => Promise<void>;
  about: { kind: DraftKind<T>['name']; id: string };
  /** What the server refused or a colleague changed, to be shown above the work. */
  note: ReactNode;
};

type Tools<T> = {
  kind: DraftKind<T>;
  id: string;
  opened: Opened<T>;
  hands: { document: T; change: (next: (document: T) => T) => void; load: (next: T) => void; mayWrite: boolean };
};

/** Keeps a document under the hands saved, and says what came between. */
export function useDraft<T>({ kind, id, opened, hands }: Tools<T>): Draft<T> {
  const t = useWords(words);
  const { message } = App.useApp();
  const { document, change, load, mayWrite } = hands;
  const onMerged = useCallback(
    (merged: T, conflicts: number) => {
      load(merged);
      if (conflicts === 0) void message.info(t('joined'));
    },
    [load, message, t],
  );
  const { standing, save, settle } = useSaving({ kind, id, document, known: opened.server, mayWrite, onMerged });
  const told = useRef(false);
  useEffect(() => {
    if (told.current || !opened.restored) return;
    told.current = true;
    if (opened.document === opened.server.document) forget(kind.name, id);
    else void message.info(t('restored'));
  }, [id, kind, message, opened, t]);
  const note =
    standing.is === 'refused' ? (
      <ProblemNote error={standing.error} retry={() => void save()} />
    ) : standing.is === 'conflict' ? (
      <ConflictNote
        conflicts={standing.conflicts}
        by={standing.by}
        onSettle={(theirs) => {
          change((now) => theirs.reduce((one, conflict) => kind.takeTheirs(one, conflict), now));
          settle();
        }}
      />
    ) : null;
  return { standing, save, note, about: { kind: kind.name, id } };
}
