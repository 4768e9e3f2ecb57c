import { Tabs } from 'antd';
import { type Clock, type Flow, type PlayFrame, calendarOfClock, clockName, explainClock } from '#domain';
import {
  clockKindWords,
  clockStatusWords,
  commandWords,
  dueOf,
  eventWords,
  momentOf,
  roleWords,
  stageWords,
  useText,
  useWords,
} from '../i18n';
import { DayStrip } from '../issue';
import type { PlayActs } from './play-room';
import type { Session } from './session';
import { useWho } from './who';
import { words } from './words';

type Props = { flow: Flow; frame: PlayFrame; session: Session; acts: PlayActs };

/** Beside the play: clocks with their working, what happened, cards and notices, and the steps so far. */
export function SeenTabs(props: Props) {
  const t = useWords(words);
  const { state, events, notices } = props.frame;
  const { steps } = props.session.play;
  return (
    <section className="lx-play-pane" aria-label={t('seen')}>
      <Tabs
        size="small"
        items={[
          { key: 'clocks', label: t('clocks', { n: state.clocks.length }), children: <Clocks {...props} /> },
          { key: 'events', label: t('events', { n: events.length }), children: <Events {...props} /> },
          { key: 'told', label: t('told', { n: notices.length + state.cards.length }), children: <Told {...props} /> },
          { key: 'steps', label: t('steps', { n: steps.length }), children: <Steps {...props} /> },
        ]}
      />
    </section>
  );
}

function Clocks({ frame }: Props) {
  const t = useWords(words);
  const { clocks } = frame.state;
  const isRunning = ({ status }: Clock): boolean => status === 'running' || status === 'paused';
  const running = clocks.filter(isRunning).sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  const ended = clocks.filter((clock) => !isRunning(clock));
  return (
    <>
      {clocks.length === 0 && <p className="lx-quiet">{t('noClocks')}</p>}
      {running.map((clock) => (
        <ClockRow key={clock.id} clock={clock} frame={frame} />
      ))}
      {ended.length > 0 && (
        <details>
          <summary>{t('ended', { n: ended.length })}</summary>
          {ended.map((clock) => (
            <ClockRow key={clock.id} clock={clock} frame={frame} />
          ))}
        </details>
      )}
    </>
  );
}

function ClockRow({ clock, frame: { setting, state } }: { clock: Clock; frame: PlayFrame }) {
  const t = useWords(words);
  const text = useText();
  const who = useWho(setting);
  const calendar = setting.desk.calendar(setting.calendarId, state.editions[setting.calendarId] ?? 0);
  const unit = state.assignments.find(({ id }) => id === clock.id.split('.')[0])?.unit;
  const working = calendar ? explainClock(calendarOfClock(calendar, clock), clock).steps : [];
  return (
    <div className="lx-clock">
      <div className="lx-clock-head">
        <b>
          {text(clockKindWords[clock.kind] ?? clockName(clock.kind))}{' '}
          {unit !== undefined && <span className="lx-quiet">{who.unit(unit)}</span>}
        </b>
        <span className={`lx-chip ${clock.status === 'expired' ? 'late' : clock.status === 'paused' ? 'waiting' : 'going'}`}>
          {text(clockStatusWords[clock.status])}
        </span>
      </div>
      <div className="lx-num">{dueOf(clock.dueAt)}</div>
      {working.length > 0 && (
        <details>
          <summary>{t('working')}</summary>
          {working.map(({ text: said, days }, i) => (
            <div key={i}>
              <p className="lx-hint">{text(said)}</p>
              <DayStrip days={[...days]} />
            </div>
          ))}
        </details>
      )}
    </div>
  );
}

function Events({ flow, frame }: Props) {
  const text = useText();
  const who = useWho(frame.setting);
  const nodeName = (id: string | undefined) => text(flow.nodes.find((node) => node.id === id)?.name ?? { zh: '', en: '' });
  return (
    <ol className="lx-timeline">
      {[...frame.events].reverse().map(({ type, at, plannedAt, unit, node, by }, i) => (
        <li key={frame.events.length - i} className={type === 'cardIssued' || type === 'limitPassed' ? 'alarm' : ''}>
          <time dateTime={at}>{momentOf(plannedAt ?? at)}</time>
          <b>{text(eventWords[type])}</b> {unit !== undefined && who.unit(unit)} {node !== undefined && nodeName(node)}{' '}
          <span className="lx-quiet">{who.person(by)}</span>
        </li>
      ))}
    </ol>
  );
}

function Told({ frame }: Props) {
  const t = useWords(words);
  const text = useText();
  const who = useWho(frame.setting);
  const { cards } = frame.state;
  const { notices } = frame;
  const addressee = (to: (typeof notices)[number]['address']): string => {
    if (to.to === 'resident') return who.person('citizen');
    if (to.to === 'person') return who.person(to.person);
    return to.to === 'unit' ? who.unit(to.unit) : t('desk', { role: text(roleWords[to.role]) });
  };
  return (
    <>
      {cards.map((card) => (
        <p key={card.id}>
          <span className={`lx-chip esc-${card.colour}`}>{t(card.colour)}</span> {who.unit(card.unit)}{' '}
          <time className="lx-num">{momentOf(card.plannedAt)}</time>
        </p>
      ))}
      {cards.length + notices.length === 0 && <p className="lx-quiet">{t('noneTold')}</p>}
      <ul className="lx-sentences">
        {[...notices].reverse().map(({ key, at, template, address, channel }) => (
          <li key={key}>
            <time className="lx-num">{momentOf(at)}</time> {addressee(address)} · <code>{template}</code>{' '}
            <span className="lx-quiet">{t(`channel.${channel}`)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The steps of the play; each is a place to go back to. */
function Steps({ frame, session, acts }: Props) {
  const t = useWords(words);
  const text = useText();
  const who = useWho(frame.setting);
  const { steps } = session.play;
  if (steps.length === 0) return <p className="lx-quiet">{t('noSteps')}</p>;
  return (
    <ol className="lx-sentences lx-steps">
      {steps.map((step, i) => (
        <li key={i}>
          {step.do === undefined
            ? t('untilThen', { at: (step.run?.until ?? '').replace('T', ' ') })
            : `${(step.at ?? '').replace('T', ' ')} ${who.person(step.by ?? '')}：${text(commandWords[step.do as keyof typeof commandWords])}`}{' '}
          <span className="lx-quiet">{text(stageWords[frame.marks[i]?.stage ?? 'RECEIVED'])}</span>{' '}
          {i < steps.length - 1 && (
            <button type="button" className="lx-link" onClick={() => acts.backTo(i + 1)}>
              {t('backHere')}
            </button>
          )}
        </li>
      ))}
    </ol>
  );
}
