import { Button, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { type ClockRule, type Grade, type Length, lengthText } from '#domain';
import { ChoiceField, Field, Toggle } from '../draft';
import { useText, useWords } from '../i18n';
import { withAt } from './edit';
import { ladderOf, useClockName } from './entries';
import type { FormProps } from './entry-form';
import { LadderField, useLadderChoices } from './ladder-field';
import { LengthField } from './length-field';
import { Donor } from './donor-field';
import { words } from './words';

/** Clocks that the desk starts by themselves for a grade; a policy may leave any of them out. */
const kinds = ['sign', 'contact', 'reply', 'promise', 'accept'] as const;

type Props = FormProps & { grade: Grade };

/** A grade: its clocks, what they hang on, and how far its reply may be extended. */
export function GradeForm({ hands, look, grade }: Props) {
  const t = useWords(words);
  const clock = useClockName();
  const { document: policy, change, mayWrite } = hands;
  const clocks = policy.grades[grade]?.clocks ?? {};
  const shown = look.clock ?? ('reply' in clocks ? 'reply' : (Object.keys(clocks)[0] ?? 'promise'));
  const free = kinds.filter((kind) => !(kind in clocks));
  const put = (next: typeof clocks, gesture?: string): void =>
    change((now) => withAt(now, ['grades', grade, 'clocks'], next), gesture);
  return (
    <>
      {Object.entries(clocks).map(([kind, rule]) => (
        <details key={kind} className="lx-clock-form" open={kind === shown}>
          <summary>
            <b>{clock(kind)}</b> <ClockSum rule={rule} />
          </summary>
          <ClockForm
            {...{ hands, grade, kind, rule }}
            onChange={(next, gesture) => put({ ...clocks, [kind]: next }, gesture)}
            onRemove={() => {
              const { [kind]: _gone, ...others } = clocks;
              put(others);
            }}
          />
        </details>
      ))}
      {free.length > 0 && (
        <AddClock
          kinds={free}
          disabled={!mayWrite}
          onAdd={(kind) => {
            const from = kind === 'accept' || kind === 'promise' ? 'acceptance' : 'dispatch';
            put({ ...clocks, [kind]: { length: { n: 1, unit: 'wd' }, rolled: false, from, donor: t('newDonor') } });
            look.set({ clock: kind });
          }}
        />
      )}
      {'reply' in clocks && <ExtensionForm hands={hands} look={look} grade={grade} />}
      <LadderField hands={hands} ladder={ladderOf(policy, look.entry, shown)} of={clock(shown)} />
    </>
  );
}

function ClockSum({ rule }: { rule: ClockRule }) {
  const t = useWords(words);
  const text = useText();
  if (!rule.length) return <span className="lx-quiet">{rule.setBy ? t(`setBy.${rule.setBy}`) : t('noLength')}</span>;
  return <span className="lx-quiet">{text(lengthText(rule.length))}</span>;
}

type ClockProps = Pick<Props, 'hands' | 'grade'> & {
  kind: string;
  rule: ClockRule;
  onChange: (rule: ClockRule, gesture?: string) => void;
  onRemove: () => void;
};

function ClockForm({ hands, grade, kind, rule, onChange, onRemove }: ClockProps) {
  const t = useWords(words);
  const ladders = useLadderChoices(hands.document);
  const disabled = !hands.mayWrite;
  const { length } = rule;
  const put = (field: keyof ClockRule, value: unknown, gesture?: string): void => onChange(withAt(rule, [field], value), gesture);
  return (
    <>
      {length ? (
        <LengthField
          label={t('length')}
          value={length}
          disabled={disabled}
          onRest={hands.rest}
          onChange={(next: Length, typed) => put('length', next, typed ? `${grade} ${kind}` : undefined)}
        />
      ) : (
        <Button size="small" disabled={disabled} onClick={() => put('length', { n: 5, unit: 'wd' })}>
          {t('giveLength')}
        </Button>
      )}
      {length?.unit === 'nd' && (
        <Toggle
          label={t('rolled')}
          help={t('rolledHelp')}
          value={rule.rolled}
          disabled={disabled}
          onChange={(rolled) => put('rolled', rolled)}
        />
      )}
      <ChoiceField
        label={t('startsFrom')}
        value={rule.from}
        choices={(['acceptance', 'dispatch', 'claim'] as const).map((value) => ({ value, label: t(`from.${value}`) }))}
        disabled={disabled}
        onChange={(from) => from !== undefined && put('from', from)}
      />
      <ChoiceField
        label={t('setBy')}
        mayBeEmpty
        value={rule.setBy}
        choices={(['appointment', 'agreement'] as const).map((value) => ({ value, label: t(`setBy.${value}`) }))}
        disabled={disabled}
        onChange={(setBy) => put('setBy', setBy)}
      />
      <ChoiceField
        label={t('ladder')}
        mayBeEmpty
        value={rule.ladder}
        choices={ladders}
        disabled={disabled}
        onChange={(ladder) => put('ladder', ladder)}
      />
      <Donor hands={hands} path={['grades', grade, 'clocks', kind]} value={rule.donor} />
      <Button size="small" danger disabled={disabled} onClick={onRemove}>
        {t('removeClock')}
      </Button>
    </>
  );
}

type AddProps<K extends string> = { kinds: readonly K[]; disabled: boolean; onAdd: (kind: K) => void };

function AddClock<K extends string>({ kinds: free, disabled, onAdd }: AddProps<K>) {
  const t = useWords(words);
  const clock = useClockName();
  const [picked, setPicked] = useState<K | undefined>(free[0]);
  const kind = free.find((one) => one === picked) ?? free[0];
  return (
    <div className="lx-add">
      <Select
        aria-label={t('whichClock')}
        value={kind ?? null}
        options={free.map((value) => ({ value, label: clock(value) }))}
        disabled={disabled}
        onChange={(value: K | null) => setPicked(value ?? undefined)}
      />
      <Button disabled={disabled || kind === undefined} onClick={() => kind !== undefined && onAdd(kind)}>
        {t('addClock')}
      </Button>
    </div>
  );
}

/** How often, and by how much at once, a reply of the grade may be extended (T07). */
function ExtensionForm({ hands, grade }: Props) {
  const t = useWords(words);
  const { document: policy, change, rest, mayWrite } = hands;
  const rule = policy.extensions.grades[grade];
  const put = (value: unknown, gesture?: string): void =>
    change((now) => withAt(now, ['extensions', 'grades', grade], value), gesture);
  return (
    <section className="lx-form-part">
      <h3>{t('extensions')}</h3>
      <Toggle
        label={t('mayExtend')}
        value={rule !== undefined}
        disabled={!mayWrite}
        onChange={(on) => put(on ? { max: 1, each: { n: 5, unit: 'wd' } } : undefined)}
      />
      {rule && (
        <>
          <Field label={t('extensionMax')}>
            {(id) => (
              <InputNumber
                id={id}
                min={1}
                precision={0}
                value={rule.max}
                disabled={!mayWrite}
                onBlur={rest}
                onChange={(max) => max !== null && put({ ...rule, max }, 'extension max')}
              />
            )}
          </Field>
          <LengthField
            label={t('extensionEach')}
            value={rule.each}
            disabled={!mayWrite}
            onRest={rest}
            onChange={(each, typed) => put({ ...rule, each }, typed ? 'extension each' : undefined)}
          />
        </>
      )}
    </section>
  );
}
