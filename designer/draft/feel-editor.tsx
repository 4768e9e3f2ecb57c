import { acceptCompletion, autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { type Diagnostic, linter } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { compileCondition } from '#domain';
import { useText } from '../i18n';
import { type FeelName, offersFor, wordBefore } from './feel-names';

export type FeelProps = {
  label: string;
  value: string;
  names: readonly FeelName[];
  disabled: boolean;
  onChange: (value: string) => void;
  onRest: () => void;
};

/** An expression under the hands: facts and words are offered while typing, what cannot be read is underlined at its place. */
export default function FeelEditor({ label, value, names, disabled, onChange, onRest }: FeelProps) {
  const text = useText();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const lock = useRef(new Compartment());
  const latest = useRef({ names, text, onChange, onRest });
  latest.current = { names, text, onChange, onRest };
  useEffect(() => {
    if (!host.current) return;
    const offered = (context: CompletionContext): CompletionResult | null => offers(context, latest.current);
    const made = new EditorView({
      parent: host.current,
      doc: value,
      extensions: [
        history(),
        keymap.of([{ key: 'Tab', run: acceptCompletion }, ...defaultKeymap, ...historyKeymap]),
        autocompletion({ override: [offered], icons: false }),
        linter(({ state }) => faultsOf(state.doc.toString(), latest.current.text), { delay: 200 }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label }),
        lock.current.of(locked(disabled)),
        EditorView.updateListener.of(({ docChanged, state, focusChanged, view: { hasFocus } }) => {
          const next = state.doc.toString();
          if (docChanged && next.trim() !== '') latest.current.onChange(next);
          if (focusChanged && !hasFocus) latest.current.onRest();
        }),
      ],
    });
    view.current = made;
    return () => made.destroy();
    // The editor is made once; what changes later goes in by the effects below.
  }, []);
  useEffect(() => {
    const now = view.current;
    if (!now || now.state.doc.toString() === value || (now.hasFocus && now.state.doc.toString().trim() === '')) return;
    now.dispatch({ changes: { from: 0, to: now.state.doc.length, insert: value } });
  }, [value]);
  useEffect(() => view.current?.dispatch({ effects: lock.current.reconfigure(locked(disabled)) }), [disabled]);
  return <div ref={host} className="lx-feel" />;
}

const locked = (isLocked: boolean) => [EditorState.readOnly.of(isLocked), EditorView.editable.of(!isLocked)];

type Says = { names: readonly FeelName[]; text: ReturnType<typeof useText> };

function offers({ state, pos, explicit }: CompletionContext, { names, text }: Says): CompletionResult | null {
  const word = wordBefore(state.doc.toString(), pos);
  if (!word || (word.typed === '' && !explicit)) return null;
  return {
    from: word.from,
    // Names are sought by what people call them as well as by their keys, which the editor's own filter cannot.
    filter: false,
    options: offersFor(word.typed, names, text).map(({ apply, shown, detail, cursor }) => ({
      label: shown,
      detail,
      apply: (view, _completion, from, to) => {
        const end = from + apply.length - cursor;
        view.dispatch({ changes: { from, to, insert: apply }, selection: { anchor: end } });
      },
    })),
  };
}

/** What the desk's own reader says of the expression, at its place. */
function faultsOf(typed: string, text: Says['text']): Diagnostic[] {
  if (typed.trim() === '') return [];
  const read = compileCondition(typed);
  if (read.ok) return [];
  const { message, from = 0, to = typed.length } = read.error;
  // What is missing at the end has no place of its own: the last that was written is underlined.
  const start = Math.min(from, typed.trimEnd().length - 1);
  return [{ from: start, to: Math.min(typed.length, Math.max(to, start + 1)), severity: 'error', message: text(message) }];
}
