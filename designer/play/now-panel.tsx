import { Alert, Button } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type Choice, type Flow, type PlayFrame, choicesAt, viewOf } from '#domain';
import { commandWords, momentOf, refusalWords, resultWords, roleWords, useList, useText, useWords } from '../i18n';
import { GradeTag, StageTag } from '../parts';
import { GiveForm } from './give-form';
import { usePlayKeys } from './play-keys';
import type { PlayActs } from './play-room';
import type { Session } from './session';
import { useWho } from './who';
import { words } from './words';

type Props = { flow: Flow; frame: PlayFrame; session: Session; acts: PlayActs };

/** Where the issue stands, whose turn it is, and everything that is likely to be done next. */
export function NowPanel({ flow, frame, session, acts }: Props) {
  const t = useWords(words);
  const text = useText();
  const { setting, state, now, answers } = frame;
  const [asking, setAsking] = useState(false);
  const choices = useMemo(() => choicesAt(setting, state, now), [setting, state, now]);
  const [first] = choices;
  usePlayKeys({ ...acts, next: () => first?.awaited && acts.give(first) });
  const last = answers.at(-1);
  const wasRefused =
    last?.step === session.play.steps.length - 1 && last.code in refusalWords && last.code !== 'JOINT_OUTSTANDING';
  const [recorded] = session.recorded;
  return (
    <section className="lx-play-pane" aria-labelledby="play-now">
      <h2 id="play-now">
        {t('now')} <time className="lx-num">{momentOf(now)}</time>
      </h2>
      <p className="lx-play-state" role="status">
        <StageTag stage={state.stage} /> <GradeTag grade={viewOf(setting.desk.plan, state).grade} />{' '}
        {state.result && <b>{text(resultWords[state.result])}</b>} <Standing flow={flow} frame={frame} />
      </p>
      {acts.refused && <Refusal refused={acts.refused} acts={acts} />}
      {wasRefused && (
        <p className="lx-hint">{t('lastRefused', { why: text(refusalWords[last.code as keyof typeof refusalWords]) })}</p>
      )}
      {recorded && <Recorded frame={frame} act={recorded} left={session.recorded.length} acts={acts} />}
      <Choices
        title={t('awaited')}
        choices={choices.filter(({ awaited }) => awaited)}
        frame={frame}
        acts={acts}
        none={t('noChoice')}
      />
      <Choices title={t('anyhow')} choices={choices.filter(({ awaited }) => !awaited)} frame={frame} acts={acts} none={null} />
      {asking ? (
        <GiveForm frame={frame} flow={flow} give={acts.give} onClose={() => setAsking(false)} />
      ) : (
        <Button disabled={state.final} onClick={() => setAsking(true)}>
          {t('anyone')}
        </Button>
      )}
    </section>
  );
}

/** Why the desk would not have it; brought into view, since what was sent may stand far below. */
function Refusal({ refused, acts }: { refused: NonNullable<PlayActs['refused']>; acts: PlayActs }) {
  const t = useWords(words);
  const text = useText();
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Not its answer: newer browsers give a promise, which is no way to clean up.
    here.current?.scrollIntoView({ block: 'nearest' });
  }, [refused]);
  return (
    <div ref={here}>
      <Alert
        type="warning"
        showIcon
        role="alert"
        closable={{ onClose: acts.letRefused, 'aria-label': t('close') }}
        title={t('refused', { command: text(commandWords[refused.act.name]), why: text(refusalWords[refused.code]) })}
        description={
          <Button size="small" onClick={acts.keepRefused}>
            {t('keepRefused')}
          </Button>
        }
      />
    </div>
  );
}

/** The steps at which tokens stand, and whose turn it is there. */
function Standing({ flow, frame: { setting, state } }: { flow: Flow; frame: PlayFrame }) {
  const t = useWords(words);
  const text = useText();
  const list = useList();
  const who = useWho(setting);
  if (state.tokens.length === 0) return <>{t('nowhere')}</>;
  const waiting = viewOf(setting.desk.plan, state).waiting.slice(0, 6);
  const names = state.tokens.map(({ node }) => text(flow.nodes.find(({ id }) => id === node)?.name ?? { zh: node, en: node }));
  const people = [
    ...new Set(
      waiting.map(({ unit, roles }) => (unit ? who.unit(unit) : list(roles.slice(0, 2).map((role) => text(roleWords[role]))))),
    ),
  ];
  return (
    <>
      {t('at', { steps: list(names) })}{' '}
      {people.length > 0 && <span className="lx-quiet">{t('waitingFor', { who: list(people) })}</span>}
    </>
  );
}

type ChoicesProps = { title: string; choices: readonly Choice[]; frame: PlayFrame; acts: PlayActs; none: string | null };

function Choices({ title, choices, frame, acts, none }: ChoicesProps) {
  const t = useWords(words);
  const text = useText();
  const who = useWho(frame.setting);
  if (choices.length === 0) return none === null ? null : <p className="lx-quiet">{none}</p>;
  const rows = choices.map((choice, i) => (
    <li key={i}>
      <button
        type="button"
        className="lx-choice"
        title={i === 0 && none !== null ? t('nextInput') : undefined}
        onClick={() => acts.give(choice)}
      >
        <b>{text(commandWords[choice.name])}</b>
        {choice.label && <span>{text(choice.label)}</span>}
        <small>{who.person(choice.by)}</small>
      </button>
    </li>
  ));
  if (none === null)
    return (
      <details>
        <summary>
          {title} ({choices.length})
        </summary>
        <ul className="lx-choices">{rows}</ul>
      </details>
    );
  return (
    <>
      <h3>{title}</h3>
      <ul className="lx-choices">{rows}</ul>
    </>
  );
}

type RecordedProps = { frame: PlayFrame; act: Session['recorded'][number]; left: number; acts: PlayActs };

/** What happened next in the past issue, to be done at its own time here. */
function Recorded({ frame, act, left, acts }: RecordedProps) {
  const t = useWords(words);
  const text = useText();
  const who = useWho(frame.setting);
  const name = commandWords[act.do as keyof typeof commandWords];
  return (
    <div className="lx-recorded">
      <div className="lx-quiet">{t('recorded', { n: left })}</div>
      <Button type="primary" onClick={acts.recorded}>
        {text(name)} · {who.person(act.by ?? '')}
      </Button>{' '}
      <Button onClick={acts.skipRecorded}>{t('skip')}</Button>{' '}
      <span className="lx-num lx-quiet">{act.at?.replace('T', ' ')}</span>
    </div>
  );
}
