import type { FlowDiff } from '#domain';
import { useWords } from '../i18n';
import { words } from './words';
import './versions.css';

type Kind = FlowDiff['change'];

/** What became of a thing, by a sign and a word: colour alone says nothing to many. */
export const signs: Readonly<Record<Kind, string>> = { added: '+', removed: '−', changed: '≠' };

export function Mark({ kind }: { kind: Kind }) {
  const t = useWords(words);
  return (
    <span className={`lx-diff-mark ${kind}`}>
      <b aria-hidden="true">{signs[kind]}</b> {t(kind)}
    </span>
  );
}
