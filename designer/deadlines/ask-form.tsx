import { Button, Input, InputNumber, Select, Switch } from 'antd';
import {
  type ClockPreview,
  type LengthUnit,
  type Policy,
  formatInstant,
  gradeSchema,
  isExtendable,
  isPausable,
  plusMillis,
} from '#domain';
import { useNow } from '../client';
import { ChoiceField, Field } from '../draft';
import { gradeMeaning, gradeWords, useText, useWords } from '../i18n';
import { instantOfLocal } from '../play/local-time';
import { hasGrade, useClockName } from './entries';
import { MOST_UNITS, lengthUnits } from './length-field';
import type { DeskCalendar } from './use-calendar';
import type { Look } from './use-look';
import { words } from './words';

type Props = { policy: Policy; look: Look; desk: DeskCalendar; previews: readonly ClockPreview[] };

/** Which arrival is looked at, and what if. */
export function AskForm({ policy, look, desk, previews }: Props) {
  const t = useWords(words);
  const text = useText();
  const now = useNow();
  const clock = useClockName();
  const kinds = previews.map(({ kind }) => kind);
  const grades = gradeSchema.options.filter((one) => policy.grades[one]);
  const refused = new Set(previews.flatMap((one) => one.refused));
  return (
    <>
      <div className="lx-ask">
        <InstantField label={t('arrivesAt')} zone={look.zone} value={look.at} onChange={(at) => look.set({ at })} />
        <div className="lx-field">
          <label>&nbsp;</label>
          <Button onClick={() => look.set({ at: new Date(now).toISOString() })}>{t('now')}</Button>
        </div>
        {hasGrade(look.entry) && (
          <ChoiceField
            label={t('grade')}
            value={look.grade}
            choices={grades.map((value) => ({ value, label: `${text(gradeWords[value])} · ${text(gradeMeaning[value])}` }))}
            onChange={(value) => look.set({ grade: gradeSchema.parse(value) })}
          />
        )}
        {kinds.length > 1 && (
          <ChoiceField
            label={t('clockShown')}
            value={look.clock ?? (kinds.includes('reply') ? 'reply' : kinds[0])}
            choices={kinds.map((value) => ({ value, label: clock(value) }))}
            onChange={(value) => value !== undefined && look.set({ clock: value })}
          />
        )}
        {desk.units.length > 0 && (
          <ChoiceField
            label={t('unit')}
            mayBeEmpty
            value={look.unit}
            choices={desk.units.map(({ unit, unitName }) => ({ value: unit, label: text(unitName) }))}
            onChange={(unit) => look.set({ unit })}
          />
        )}
      </div>
      {kinds.some(isPausable) && <PauseAsk look={look} />}
      {kinds.some(isExtendable) && <ExtensionAsk look={look} policy={policy} />}
      {[...refused].map((code) => (
        <p key={code} role="alert" className="lx-refused">
          {t(`refused.${code}`)}
        </p>
      ))}
    </>
  );
}

type InstantProps = { label: string; zone: string; value: string; onChange: (instant: string) => void };

/** A date and a time of the city; half-typed ones are not taken. */
function InstantField({ label, zone, value, onChange }: InstantProps) {
  return (
    <Field label={label}>
      {(id) => (
        <Input
          id={id}
          type="datetime-local"
          value={formatInstant(zone, value).replace(' ', 'T')}
          onChange={(event) => {
            const instant = instantOfLocal(zone, event.target.value);
            if (instant !== null) onChange(instant);
          }}
        />
      )}
    </Field>
  );
}

const DAY = 86_400_000;

function PauseAsk({ look }: { look: Look }) {
  const t = useWords(words);
  const { pause, setPause, zone, at } = look;
  return (
    <div className="lx-ask">
      <label className="lx-what-if">
        <Switch
          size="small"
          checked={pause !== null}
          onChange={(on) =>
            setPause(on ? { from: plusMillis(at, DAY), to: plusMillis(at, 2 * DAY), reason: t('supposed') } : null)
          }
        />
        {t('ifPaused')}
      </label>
      {pause && (
        <>
          <InstantField
            label={t('pausedFrom')}
            zone={zone}
            value={pause.from}
            onChange={(from) => setPause({ ...pause, from })}
          />
          <InstantField label={t('pausedTo')} zone={zone} value={pause.to} onChange={(to) => setPause({ ...pause, to })} />
        </>
      )}
    </div>
  );
}

function ExtensionAsk({ look, policy }: { look: Look; policy: Policy }) {
  const t = useWords(words);
  const { extension, setExtension, zone, at, entry } = look;
  const grade = 'grade' in entry ? entry.grade : policy.defaultGrade;
  const most = policy.extensions.grades[grade]?.each;
  return (
    <div className="lx-ask">
      <label className="lx-what-if">
        <Switch
          size="small"
          checked={extension !== null}
          onChange={(on) => setExtension(on ? { length: most ?? { n: 1, unit: 'wd' }, at } : null)}
        />
        {t('ifExtended')}
      </label>
      {extension && (
        <>
          <Field label={t('extendedBy')}>
            {(id) => (
              <span className="lx-length">
                <InputNumber
                  id={id}
                  min={1}
                  max={MOST_UNITS}
                  precision={0}
                  value={extension.length.n}
                  onChange={(n) => n !== null && setExtension({ ...extension, length: { ...extension.length, n } })}
                />
                <Select
                  aria-label={`${t('extendedBy')} ${t('unitOfLength')}`}
                  value={extension.length.unit}
                  options={lengthUnits.map((value) => ({ value, label: t(`unit.${value}`) }))}
                  onChange={(unit: LengthUnit) => setExtension({ ...extension, length: { ...extension.length, unit } })}
                />
              </span>
            )}
          </Field>
          <InstantField
            label={t('extendedAt')}
            zone={zone}
            value={extension.at}
            onChange={(granted) => setExtension({ ...extension, at: granted })}
          />
        </>
      )}
    </div>
  );
}
