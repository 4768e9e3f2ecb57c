import { Button, Collapse } from 'antd';
import { type NodeOf, type Outcome, patchNode, renameOutcome } from '#domain';
import { commandWords, useText, useWords } from '../../i18n';
import type { Editor } from '../use-editor';
import { words } from '../words';
import { useEventChoices } from './choices';
import { BilingualField, ChoiceField, ManyField, TextField, isKey } from '../../draft';

type Person = NodeOf<'task'> | NodeOf<'ask'>;
type Props = { node: Person; editor: Editor };

const marks = [
  'startPromise',
  'stopPromise',
  'pausePromise',
  'resumePromise',
  'acceptReplies',
  'returnReplies',
  'startCycle',
] as const;

/** What whoever acts may pick, in order; each leads along the line that bears it. */
export function Outcomes({ node, editor }: Props) {
  const t = useWords(words);
  const text = useText();
  const disabled = !editor.mayWrite;
  const set = (outcomes: Outcome[], gesture?: string): void =>
    editor.change((flow) => patchNode(flow, node.id, { outcomes }), gesture && `${node.id} ${gesture}`);
  const patch = (at: number, change: Partial<Record<keyof Outcome, unknown>>, gesture?: string): void =>
    set(
      node.outcomes.map((one, i) => (i === at ? cleaned({ ...one, ...change }) : one)),
      gesture,
    );
  const add = (): void => {
    const taken = new Set(node.outcomes.map(({ id }) => id));
    let n = node.outcomes.length + 1;
    while (taken.has(`way${n}`)) n += 1;
    const label = { zh: `结果 ${n}`, en: `Outcome ${n}` };
    set([...node.outcomes, { id: `way${n}`, label, command: 'choose', event: 'chosen', marks: [], requires: [] }]);
  };
  const swap = (at: number, by: -1 | 1): void => {
    const next = [...node.outcomes];
    const [a, b] = [next[at], next[at + by]];
    if (!a || !b) return;
    next[at] = b;
    next[at + by] = a;
    set(next);
  };
  return (
    <section>
      <h3>{t('outcomes')}</h3>
      <Collapse
        size="small"
        items={node.outcomes.map((outcome, i) => ({
          key: String(i),
          label: `${text(outcome.label)}${detailOf(outcome)}`,
          children: (
            <OutcomeForm
              outcome={outcome}
              disabled={disabled}
              rest={editor.rest}
              onPatch={(change, field) => patch(i, change, field && `outcome ${i} ${field}`)}
              onRename={(id) =>
                editor.change((flow) => renameOutcome(flow, node.id, outcome.id, id), `${node.id} outcome ${i} id`)
              }
              onMove={(by) => swap(i, by)}
              {...(node.outcomes.length > 1 ? { onRemove: () => set(node.outcomes.filter((_, at) => at !== i)) } : {})}
            />
          ),
        }))}
      />
      <Button disabled={disabled} onClick={add} style={{ marginTop: 8 }}>
        {t('addOutcome')}
      </Button>
    </section>
  );
}

/** Rows of one outcome that differ by what the form must say. */
const detailOf = ({ when, command }: Outcome): string =>
  when === undefined
    ? ''
    : ` · ${command} ${Object.entries(when)
        .map(([key, values]) => `${key}=${values.map((value) => JSON.stringify(value)).join('|')}`)
        .join(' ')}`;

const cleaned = (outcome: object): Outcome =>
  Object.fromEntries(Object.entries(outcome).filter(([, value]) => value !== undefined)) as Outcome;

type FormProps = {
  outcome: Outcome;
  disabled: boolean;
  rest: () => void;
  onPatch: (change: Partial<Record<keyof Outcome, unknown>>, field?: string) => void;
  onRename: (id: string) => void;
  onMove: (by: -1 | 1) => void;
  onRemove?: () => void;
};

function OutcomeForm({ outcome, disabled, rest, onPatch, onRename, onMove, onRemove }: FormProps) {
  const t = useWords(words);
  const text = useText();
  const events = useEventChoices();
  const common = { disabled, onRest: rest };
  const simple = outcome.marks.flatMap((mark) => (mark.do === 'set' || mark.do === 'result' ? [] : [mark.do]));
  const rest_ = outcome.marks.filter((mark) => mark.do === 'set' || mark.do === 'result');
  const commands = Object.entries(commandWords).map(([value, label]) => ({ value, label: `${text(label)} (${value})` }));
  return (
    <>
      <BilingualField
        {...common}
        label={t('label')}
        value={outcome.label}
        onChange={(label) => label && onPatch({ label }, 'label')}
      />
      <ChoiceField
        label={t('command')}
        help={t('commandHelp')}
        value={outcome.command}
        choices={[{ value: 'choose', label: t('choose') }, ...commands.filter(({ value }) => value !== 'choose')]}
        disabled={disabled}
        onChange={(command) => onPatch({ command })}
      />
      <ChoiceField
        label={t('event')}
        value={outcome.event}
        choices={events}
        disabled={disabled}
        onChange={(event) => onPatch({ event })}
      />
      <ManyField
        label={t('marks')}
        values={simple}
        choices={marks.map((value) => ({ value, label: t(`mark.${value}`) }))}
        disabled={disabled}
        onChange={(next) => onPatch({ marks: [...next.map((one) => ({ do: one })), ...rest_] })}
      />
      <ManyField
        free
        label={t('requires')}
        help={t('requiresHelp')}
        values={outcome.requires}
        choices={[]}
        disabled={disabled}
        onChange={(requires) => onPatch({ requires })}
      />
      <BilingualField
        {...common}
        area
        mayBeEmpty
        label={t('residentTold')}
        value={outcome.resident}
        onChange={(resident) => onPatch({ resident }, 'resident')}
      />
      <TextField {...common} label={t('outcomeKey')} value={outcome.id} onChange={(id) => isKey(id) && onRename(id)} />
      <div className="lx-commands">
        <Button size="small" disabled={disabled} onClick={() => onMove(-1)}>
          {t('earlier')}
        </Button>
        <Button size="small" disabled={disabled} onClick={() => onMove(1)}>
          {t('later')}
        </Button>
        {onRemove && (
          <Button size="small" danger disabled={disabled} onClick={onRemove}>
            {t('remove')}
          </Button>
        )}
      </div>
    </>
  );
}
