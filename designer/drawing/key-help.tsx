import { useWords } from '../i18n';
import { words } from './words';

const rows = [
  ['N', 'addNext'],
  ['C', 'connect'],
  ['Tab', 'keyTab'],
  ['← ↑ → ↓', 'keyMove'],
  ['Delete', 'remove'],
  ['Ctrl+Z', 'undo'],
  ['Ctrl+Y', 'redo'],
  ['Ctrl+C', 'keyCopy'],
  ['Ctrl+X', 'keyCut'],
  ['Ctrl+V', 'keyPaste'],
  ['Ctrl+D', 'keyDuplicate'],
  ['Ctrl+A', 'keyAll'],
  ['Ctrl+F', 'find'],
  ['T', 'tidy'],
  ['Esc', 'keyLetGo'],
] as const;

/** Every key of the drawing. */
export function KeyHelp() {
  const t = useWords(words);
  return (
    <dl className="lx-keys">
      {rows.map(([key, what]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{t(what)}</dd>
        </div>
      ))}
    </dl>
  );
}
