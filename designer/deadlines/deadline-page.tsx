import { Badge, Tabs } from 'antd';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { routes } from '#contract';
import { type ClockPreview, type Policy, type PreviewAsk, checkPolicy, previewEntry } from '#domain';
import { holdsAny, useMe, useRead } from '../client';
import { DraftBar, type Hands, type Opened, policyDraft, useDraft, useHands, useOpened, useUndoKeys } from '../draft';
import { useText, useWords } from '../i18n';
import { Loaded, Section } from '../parts';
import { AskForm } from './ask-form';
import { CalendarStrip } from './calendar-strip';
import { entryAt } from './entries';
import { EntryForm } from './entry-form';
import { EntryList } from './entry-list';
import { MarkList } from './mark-list';
import { marksOf } from './marks';
import { PolicyProblems } from './problems';
import { TimeLine } from './time-line';
import { type DeskCalendar, useDeskCalendar } from './use-calendar';
import { type Look, useLook } from './use-look';
import { words } from './words';
import { WorkingView } from './working-view';
import { WorstArrivals } from './worst-arrivals';
import './deadlines.css';

/** A policy's clocks, ladders and windows, edited with their effect before the eyes. */
export function DeadlinePage() {
  const { id = '' } = useParams();
  const opened = useOpened(policyDraft, id);
  return <Loaded query={opened}>{(read) => <Editor key={id} id={id} opened={read} />}</Loaded>;
}

function Editor({ id, opened }: { id: string; opened: Opened<Policy> }) {
  const t = useWords(words);
  const text = useText();
  const me = useMe();
  const hands = useHands(opened.document, holdsAny(me, ['ruleAuthor', 'administrator']));
  const draft = useDraft({ kind: policyDraft, id, opened, hands });
  const { document: policy } = hands;
  const desk = useDeskCalendar(policy.calendar);
  const look = useLook(policy, desk.data?.hours.zone);
  useUndoKeys(hands);
  useEffect(() => {
    document.title = `${text(policy.name)} · 两心`;
  }, [policy.name, text]);
  return (
    <div className="lx-deadlines">
      <DraftBar title={text(policy.name)} hands={hands} draft={draft}>
        <Link to={`/studio/policies/${id}`}>{t('allNumbers')}</Link>
      </DraftBar>
      {draft.note}
      <div className="lx-deadlines-body">
        <EntryList policy={policy} look={look} />
        <div className="lx-deadlines-main">
          <Loaded query={desk}>{(read) => <Shown policy={policy} look={look} desk={read} />}</Loaded>
        </div>
        <Side hands={hands} look={look} />
      </div>
    </div>
  );
}

/** The preview of what is looked at, a moment behind the hands. */
function Shown({ policy, look, desk }: { policy: Policy; look: Look; desk: DeskCalendar }) {
  const t = useWords(words);
  const settled = useDeferredValue(policy);
  const { at, unit, pause, extension, key, grade } = look;
  const [chosen, setChosen] = useState<string | null>(null);
  const ask = useMemo((): PreviewAsk => {
    const given = { ...(unit === undefined ? {} : { unit }), ...(pause ? { pause } : {}) };
    return { at, ...given, ...(extension ? { extension } : {}) };
  }, [at, unit, pause, extension]);
  const previews = useMemo(
    () => previewEntry(settled, desk.calendar, entryAt(settled, key, grade), ask),
    [settled, desk.calendar, key, grade, ask],
  );
  const marks = useMemo(() => marksOf(previews, ask), [previews, ask]);
  const clock = clockOf(previews, look.clock);
  return (
    <>
      <Section title={t('arrival')} id="arrival">
        <AskForm policy={policy} look={look} desk={desk} previews={previews} />
      </Section>
      {clock === undefined ? (
        <p className="lx-hint">{t('noClock')}</p>
      ) : (
        <>
          <Section title={t('timeLine')} id="time-line">
            <TimeLine calendar={desk.calendar} previews={previews} marks={marks} chosen={chosen} onChoose={setChosen} />
            <MarkList marks={marks} zone={desk.calendar.zone.name} chosen={chosen} onChoose={setChosen} />
          </Section>
          <Section title={t('onCalendar')} id="on-calendar">
            <CalendarStrip calendar={desk.calendar} marks={marks} preview={clock} />
          </Section>
          <Section title={t('working')} id="working">
            <WorkingView preview={clock} zone={desk.calendar.zone.name} />
          </Section>
          <Section title={t('worst')} id="worst">
            <WorstArrivals desk={desk} preview={clock} look={look} />
          </Section>
        </>
      )}
    </>
  );
}

const clockOf = (previews: readonly ClockPreview[], kind: string | null): ClockPreview | undefined =>
  previews.find((one) => one.kind === kind) ?? previews.find((one) => one.kind === 'reply') ?? previews[0];

/** What is chosen as a form, and what is wrong with the whole policy. */
function Side({ hands, look }: { hands: Hands<Policy>; look: Look }) {
  const t = useWords(words);
  const [tab, setTab] = useState('form');
  const calendars = useRead(routes.listCalendars, {});
  const settled = useDeferredValue(hands.document);
  const problems = useMemo(() => {
    const known = calendars.data?.items.map(({ id }) => id) ?? [settled.calendar];
    return checkPolicy(settled, { calendars: known });
  }, [settled, calendars.data]);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const colour = errors > 0 ? '#b23a2a' : problems.length > 0 ? '#94600c' : '#2c7a4b';
  const checks = (
    <>
      {t('checks')} <Badge count={problems.length} showZero color={colour} />
    </>
  );
  return (
    <aside className="lx-deadlines-side" aria-label={t('form')}>
      <Tabs
        size="small"
        activeKey={tab}
        onChange={setTab}
        items={[
          { key: 'form', label: t('form'), children: <EntryForm key={look.key} hands={hands} look={look} /> },
          {
            key: 'checks',
            label: checks,
            children: <PolicyProblems problems={problems} look={look} onJump={() => setTab('form')} />,
          },
        ]}
      />
    </aside>
  );
}
