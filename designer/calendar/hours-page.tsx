import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import { type WeeklyHours, isZone, weeklyHoursSchema } from '#domain';
import { holdsAny, useMe } from '../client';
import {
  BilingualField,
  DraftBar,
  Field,
  type Hands,
  type Opened,
  TextField,
  hoursDraft,
  useDraft,
  useHands,
  useOpened,
  useUndoKeys,
} from '../draft';
import { useText, useWords } from '../i18n';
import { Loaded, Section } from '../parts';
import { hoursIn, hoursText } from './hours-text';
import { type Spans, WeekBars, breakOf, weekdays } from './week-bars';
import { words } from './words';

/** The weekly hours of a calendar as a draft: what a release freezes, noon break and make-up days with it. */
export function HoursPage() {
  const { id = '' } = useParams();
  const opened = useOpened(hoursDraft, id);
  return <Loaded query={opened}>{(read) => <Editor key={id} id={id} opened={read} />}</Loaded>;
}

function Editor({ id, opened }: { id: string; opened: Opened<WeeklyHours> }) {
  const t = useWords(words);
  const text = useText();
  const me = useMe();
  const hands = useHands(opened.document, holdsAny(me, ['ruleAuthor', 'administrator']));
  const draft = useDraft({ kind: hoursDraft, id, opened, hands });
  const { document: hours, change, rest, mayWrite } = hands;
  useUndoKeys(hands);
  useEffect(() => {
    document.title = `${text(hours.name)} · 两心`;
  }, [hours.name, text]);
  return (
    <>
      <DraftBar title={text(hours.name)} hands={hands} draft={draft}>
        <Link to={`/calendar?calendar=${id}`}>{t('toCalendar')}</Link>
      </DraftBar>
      {draft.note}
      <p className="lx-hint">{t('hoursLead')}</p>
      <div className="lx-two">
        <div>
          <Section title={t('weekly')} id="weekly">
            <Days hands={hands} />
          </Section>
        </div>
        <div>
          <Section title={t('asBars')} id="bars">
            <WeekBars hours={hours} />
          </Section>
          <Section title={t('more')} id="more">
            <BilingualField
              label={t('name')}
              value={hours.name}
              disabled={!mayWrite}
              onRest={rest}
              onChange={(name) => name && change((now) => ({ ...now, name }), 'name')}
            />
            <TextField
              label={t('zone')}
              help={t('zoneHelp')}
              value={hours.zone}
              disabled={!mayWrite}
              onRest={rest}
              onChange={(zone) => isZone(zone) && change((now) => ({ ...now, zone }), 'zone')}
            />
          </Section>
        </div>
      </div>
    </>
  );
}

function Days({ hands }: { hands: Hands<WeeklyHours> }) {
  const t = useWords(words);
  const { document: hours, change, rest, mayWrite } = hands;
  const common = { disabled: !mayWrite, onRest: rest };
  return (
    <div className="lx-fields">
      {weekdays.map((day) => (
        <SpansField
          key={day}
          {...common}
          label={t(`week.${day}`)}
          spans={hours.week[day]}
          fits={(spans) => weeklyHoursSchema.safeParse({ ...hours, week: { ...hours.week, [day]: spans } }).success}
          onChange={(spans) => change((now) => ({ ...now, week: { ...now.week, [day]: spans } }), day)}
        />
      ))}
      <SpansField
        {...common}
        label={t('makeUpHours')}
        spans={hours.makeUp}
        fits={(spans) => weeklyHoursSchema.safeParse({ ...hours, makeUp: spans }).success}
        onChange={(makeUp) => change((now) => ({ ...now, makeUp }), 'makeUp')}
      />
    </div>
  );
}

type SpansProps = {
  label: string;
  spans: Spans;
  fits: (spans: Spans) => boolean;
  disabled: boolean;
  onChange: (spans: Spans) => void;
  onRest: () => void;
};

/** Hours of one day as they are written; what cannot be read, or cannot be, is said and not taken. */
function SpansField({ label, spans, fits, disabled, onChange, onRest }: SpansProps) {
  const t = useWords(words);
  const said = hoursText(spans);
  const [typed, setTyped] = useState(said);
  const [isWrong, setWrong] = useState(false);
  useEffect(() => {
    setTyped(said);
    setWrong(false);
  }, [said]);
  const take = (next: string): void => {
    setTyped(next);
    const read = hoursIn(next);
    const isFit = read !== null && fits(read);
    setWrong(!isFit);
    if (isFit && hoursText(read) !== said) onChange(read);
  };
  const noon = breakOf(spans);
  const about = spans.length === 0 ? t('dayOff') : noon === null ? t('noBreak') : t('break', { from: noon[0], to: noon[1] });
  return (
    <Field label={label} help={isWrong ? t('hoursWrong') : about}>
      {(id) => (
        <Input
          id={id}
          value={typed}
          maxLength={80}
          disabled={disabled}
          {...(isWrong ? { status: 'error' as const } : {})}
          onChange={(event) => take(event.target.value)}
          onBlur={onRest}
        />
      )}
    </Field>
  );
}
