import { momentOf, useWords } from '../i18n';
import { words } from './words';

/** Says that a person's data is gone, and since when; nothing where nothing was erased. */
export function ErasedMark({ at, short = false }: { at: string | null; short?: boolean }) {
  const t = useWords(words);
  if (at === null) return null;
  return <span className="lx-chip late">{short ? t('erased') : t('erasedOn', { at: momentOf(at) })}</span>;
}
