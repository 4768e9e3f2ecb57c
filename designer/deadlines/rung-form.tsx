import { Button, InputNumber, Select } from 'antd';
import { type Policy, type RungSpec, localTimeSchema } from '#domain';
import { BilingualField, ChoiceField, Field, type Hands, TextField } from '../draft';
import { useWords } from '../i18n';
import { Addresses } from './addresses';
import { patchRung, removeRung } from './edit';
import { MOST_UNITS, lengthUnits } from './length-field';
import { useActText } from './mark-text';
import { words } from './words';

type Props = { hands: Hands<Policy>; ladder: string; rung: RungSpec };

const acts: readonly RungSpec['act'][] = [
  { kind: 'remind' },
  { kind: 'tell' },
  { kind: 'card', colour: 'yellow' },
  { kind: 'card', colour: 'red' },
  { kind: 'raise' },
  { kind: 'supervise' },
  { kind: 'whistle', whistle: 'daily' },
  { kind: 'whistle', whistle: 'hard' },
  { kind: 'whistle', whistle: 'emergency' },
  { kind: 'reassign' },
  { kind: 'signBySystem' },
];

/** One rung: when from the due, what happens, who hears of it. */
export function RungForm({ hands, ladder, rung }: Props) {
  const t = useWords(words);
  const say = useActText();
  const disabled = !hands.mayWrite;
  const patch = (change: Partial<Record<keyof RungSpec, unknown>>, field?: string): void =>
    hands.change((now) => patchRung(now, ladder, rung.key, change), field && `${ladder} ${rung.key} ${field}`);
  return (
    <>
      <BilingualField
        label={t('rungName')}
        value={rung.name}
        disabled={disabled}
        onRest={hands.rest}
        onChange={(name) => name && patch({ name }, 'name')}
      />
      <When rung={rung} disabled={disabled} patch={patch} onRest={hands.rest} />
      <ChoiceField
        label={t('rungAct')}
        value={JSON.stringify(acts.find((act) => say(act) === say(rung.act)))}
        choices={acts.map((act) => ({ value: JSON.stringify(act), label: say(act) }))}
        disabled={disabled}
        onChange={(value) => patch({ act: acts.find((act) => JSON.stringify(act) === value) })}
      />
      <Addresses to={rung.to} disabled={disabled} onChange={(to) => patch({ to })} />
      <ChoiceField
        label={t('channel')}
        mayBeEmpty
        value={rung.channel}
        choices={(['inbox', 'sms', 'voice'] as const).map((value) => ({ value, label: t(`channel.${value}`) }))}
        disabled={disabled}
        onChange={(channel) => patch({ channel })}
      />
      <Button size="small" danger disabled={disabled} onClick={() => hands.change((now) => removeRung(now, ladder, rung.key))}>
        {t('removeRung')}
      </Button>
    </>
  );
}

type WhenProps = {
  rung: RungSpec;
  disabled: boolean;
  patch: (change: Partial<Record<keyof RungSpec, unknown>>, field?: string) => void;
  onRest: () => void;
};

/** Before, at or after the due; for days also at which hour. */
function When({ rung, disabled, patch, onRest }: WhenProps) {
  const t = useWords(words);
  const { n, unit } = rung.offset;
  const side = n === 0 ? 'at' : n < 0 ? 'before' : 'after';
  const turn = (next: string | undefined): void => {
    const most = Math.max(1, Math.abs(n));
    patch({ offset: { unit, n: next === 'at' ? 0 : next === 'before' ? -most : most } });
  };
  const isDays = n !== 0 && (unit === 'wd' || unit === 'nd');
  return (
    <>
      <ChoiceField
        label={t('rungWhen')}
        value={side}
        choices={(['before', 'at', 'after'] as const).map((value) => ({ value, label: t(`side.${value}`) }))}
        disabled={disabled}
        onChange={turn}
      />
      {n !== 0 && (
        <Field label={t('howFar')}>
          {(id) => (
            <span className="lx-length">
              <InputNumber
                id={id}
                min={1}
                max={MOST_UNITS}
                precision={0}
                value={Math.abs(n)}
                disabled={disabled}
                onBlur={onRest}
                onChange={(next) => next !== null && patch({ offset: { unit, n: n < 0 ? -next : next } }, 'offset')}
              />
              <Select
                aria-label={`${t('howFar')} ${t('unitOfLength')}`}
                value={unit}
                disabled={disabled}
                options={lengthUnits.map((value) => ({ value, label: t(`unit.${value}`) }))}
                onChange={(next) => patch({ offset: { n, unit: next } })}
              />
            </span>
          )}
        </Field>
      )}
      {isDays && (
        <TimeField key={rung.time ?? ''} time={rung.time} disabled={disabled} onTime={(time) => patch({ time }, 'time')} />
      )}
    </>
  );
}

type TimeProps = { time: RungSpec['time']; disabled: boolean; onTime: (time: RungSpec['time']) => void };

/** The hour of a rung counted in days: as the hours of work open or close, or by the clock. */
function TimeField({ time, disabled, onTime }: TimeProps) {
  const t = useWords(words);
  const isClock = time !== undefined && time !== 'open' && time !== 'close';
  return (
    <>
      <ChoiceField
        label={t('rungTime')}
        value={time === undefined ? 'none' : isClock ? 'clock' : time}
        choices={(['none', 'open', 'close', 'clock'] as const).map((value) => ({ value, label: t(`time.${value}`) }))}
        disabled={disabled}
        onChange={(value) => onTime(value === 'none' ? undefined : value === 'clock' ? '09:00' : value)}
      />
      {isClock && (
        <TextField
          label={t('rungClock')}
          value={time}
          disabled={disabled}
          onChange={(typed) => localTimeSchema.safeParse(typed).success && onTime(typed)}
        />
      )}
    </>
  );
}
