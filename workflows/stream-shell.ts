import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  currentUpdateInfo,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { QueryDefinition, UpdateDefinition } from '@temporalio/common';
import { deskClock, type Desk, type DeskTime, type Refusal, type RuleChange, type StepRecord } from '#domain';
import { Alarm } from './alarm';
import { deskFor, type DocumentRef, movedTo, type Papers, withMore } from './documents';
import { headQuery, looked, lookUpdate, openedUpdate } from './messages';
import { recordStep } from './recording';
import { stalled, timesPatient } from './touch';
import { changed } from './versions';

/** What every stream of records has: the last step, the release it lives by, and whether anything more may come. */
type StreamState = { seq: number; hash: string; release: string; final: boolean };
type AnyRecord = StepRecord<unknown, unknown, unknown>;
type StreamTurn<S, A> = { ok: true; state: S; record: AnyRecord | null; answer: A } | { ok: false; refusal: Refusal };
type Given<C> = { kind: 'command'; command: C } | { kind: 'tick'; now: string; before: string | null };
export type StreamCheckpoint<S> = { state: S; confirmed: { seq: number; hash: string } | null };

/** A stream to run: its domain, its messages, and what its questions are answered by. `O` opens it; `Q` and `N` are its questions and answers. */
export type Stream<
  S extends StreamState,
  C extends { id: string; at: string },
  A,
  O extends { kind: 'open'; at: string },
  Q,
  N,
> = {
  time: DeskTime;
  plan: DocumentRef<'plan'>;
  days: DocumentRef<'days'>[];
  opening: O;
  checkpoint: StreamCheckpoint<S> | null;
  /** Continue as new after so many events at the latest; `null` leaves it to the server's suggestion. */
  continueAfter: number | null;
  command: UpdateDefinition<A, [C, ...DocumentRef[]]>;
  state: QueryDefinition<S | null>;
  turn: (desk: Desk, state: S | null, input: O | Given<C>) => Generator<Q, StreamTurn<S, A>, { at: string; answer: N }>;
  nextWake: (state: S) => { plannedAt: string; fireAt: string } | null;
  answer: (ask: Q, release: string) => Promise<N>;
  /** On search attributes, what changed; with `anew` at least one, changed or not. */
  show: (state: S, anew: boolean) => void;
  continueAs: (checkpoint: StreamCheckpoint<S>, papers: Papers) => Promise<never>;
};

/**
 * The durable shell around a pure reducer (DESIGN 9), one for issues and pieces: takes the next input (a person's command, a
 * planned instant), lets the domain say what follows, records the step, and waits again. It knows Temporal; it knows no rule.
 */
export async function runStream<
  S extends StreamState,
  C extends { id: string; at: string },
  A,
  O extends { kind: 'open'; at: string },
  Q,
  N,
>(stream: Stream<S, C, A, O, Q, N>): Promise<void> {
  type Waiting = { command: C; update: string; done: (answer: A) => void; refused: (refusal: Refusal) => void };
  type Running = ReturnType<typeof stream.turn>;
  type Judged = { update: string; on: S; by: Desk; running: Running; first: ReturnType<Running['next']>; met: Set<RuleChange> };
  const { checkpoint } = stream;
  const clock = deskClock(stream.time);
  /** What it lives by. Every document in it was named by this run's input or by an update, so that a replay lives by the same. */
  let papers: Papers = { plan: stream.plan, days: stream.days, offered: [] };
  let desk = deskBy(papers);
  let state: S | null = checkpoint?.state ?? null;
  const steps = { last: checkpoint?.confirmed ?? null, lastAt: 0, confirmed: checkpoint?.confirmed ?? null };
  const waiting: Waiting[] = [];
  let judged: Judged | null = null;
  const alarm = new Alarm();
  /** Desk time as the history tells it: stamps of commands, and the server's time when the alarm rings. It never goes back. */
  let known = stream.opening.at;
  /** Whether the task's time was read since the alarm was last looked after. */
  const time = { read: false };

  /** Changes of the rules that judging a command has met; carrying it out leaves their marks in the history. */
  let met: Set<RuleChange> | null = null;

  const head = () => ({ seq: state?.seq ?? 0, hash: state?.hash ?? '', stalled: stalled() });
  setHandler(headQuery, head);
  const refuseWith = (what: 'head' | 'state'): never => {
    const seen = what === 'head' ? head() : state;
    throw ApplicationFailure.create({ type: looked, message: what, details: [seen], nonRetryable: true });
  };
  setHandler(lookUpdate, refuseWith, { validator: refuseWith });
  setHandler(stream.state, () => state);
  setHandler(stream.command, take, { validator: judge });
  setHandler(openedUpdate, async () => {
    await condition(() => state !== null);
    return { seq: state?.seq ?? 0, hash: state?.hash ?? '' };
  });

  if (!state) await carryOut(stream.opening);
  while (!state?.final) {
    if (state && mustContinue()) return stream.continueAs({ state, confirmed: steps.last }, papers);
    // Two tasks in a row without a command are laid together in a replay, and the first of them is then told the time of the second
    // (workflows/README): a task that read the time leaves a command.
    const traceless = !setAlarm() && time.read;
    time.read = false;
    if (state) stream.show(state, traceless && changed('trace-of-time'));
    // A command's handler ends only after its step: then may a run be left, and not while the step is in hand.
    await condition(() => waiting.length > 0 || alarm.rang || mustContinue());
    await workOff();
  }
  stream.show(state, false);
  for (const one of waiting.splice(0)) await carryOutCommand(one);
  await condition(allHandlersFinished);

  function take(command: C, ...more: DocumentRef[]): Promise<A> {
    if (more.length > 0) desk = deskBy((papers = withMore(papers, more)));
    return new Promise((done, reject) =>
      waiting.push({ command, update: updateInHand(), done, refused: (refusal) => reject(failureOf(refusal)) }),
    );
  }

  /** Asks the domain without carrying anything out: what the state does not allow leaves no history. */
  function judge(command: C, ...more: DocumentRef[]): void {
    if (!state) return;
    const seen = more.length > 0 ? deskBy(withMore(papers, more)) : desk;
    const running = stream.turn(seen, state, { kind: 'command', command });
    const asked = (met = new Set());
    try {
      const first = running.next();
      if (first.done && !first.value.ok) throw failureOf(first.value.refusal);
      judged = { update: updateInHand(), on: state, by: seen, running, first, met: asked };
    } finally {
      met = null;
    }
  }

  /** The desk of this run, which goes by a change of the rules unless its history tells of the older ones. */
  function deskBy(by: Papers): Desk {
    const plain = deskFor(by);
    const other = (release: string): Desk | null => {
      const one = plain.other?.(release);
      return one ? { ...one, newer: isNewer } : null;
    };
    return { ...plain, newer: isNewer, ...(plain.other ? { other } : {}) };
  }

  /** A validator leaves nothing in a history, and is not asked in a replay: what it meets goes by the newest rules, and is kept. */
  function isNewer(change: RuleChange): boolean {
    if (!met) return changed(change);
    met.add(change);
    return true;
  }

  /**
   * A turn begun. What judging a command has worked out need not be done again when it is carried out on the same state. Known by its
   * update, not by its id: another try of the same command is another input, and a replay judges nothing.
   */
  function begin(thing: O | Given<C>, update: string | null): Pick<Judged, 'running' | 'first'> {
    const known = judged;
    judged = null;
    const isSame = known && known.update === update && known.on === state && known.by === desk;
    // A run that has gone the older way keeps to it, and a validator cannot know: then it is worked out anew.
    if (isSame && [...known.met].every((change) => changed(change))) return known;
    const running = stream.turn(desk, state, thing);
    return { running, first: running.next() };
  }

  function setAlarm(): boolean {
    const wake = state && stream.nextWake(state);
    return alarm.setFor(
      wake ? Date.parse(clock.realAt(wake.fireAt)) : null,
      Math.max(Date.now(), Date.parse(clock.realAt(known))),
    );
  }

  /** Commands and planned instants in their order: what was received by a due is taken before it (DOMAIN R10). */
  async function workOff(): Promise<void> {
    for (;;) {
      if (alarm.rang) readTime();
      const wake = state && stream.nextWake(state);
      const next = waiting[0];
      if (next) learn(next.command.at);
      const isDue = wake && wake.fireAt <= known;
      if (next && !(isDue && wake.plannedAt < next.command.at)) await carryOutCommand(waiting.shift() as Waiting);
      else if (isDue) await carryOut({ kind: 'tick', now: known, before: next?.command.at ?? null });
      else return;
    }
  }

  /** The task's time, and never before what the alarm was set for. */
  function readTime(): string {
    const rangFor = alarm.takeRing();
    time.read = true;
    learn(clock.deskAt(new Date(Math.max(Date.now(), rangFor ?? 0)).toISOString()));
    return known;
  }

  function learn(at: string): void {
    if (at > known) known = at;
  }

  async function carryOutCommand({ command, update, done, refused }: Waiting): Promise<void> {
    const result = await carryOut({ kind: 'command', command }, update);
    if (result.ok) done(result.answer);
    else refused(result.refusal);
  }

  /** One step: the domain's turn, its questions answered, its record written; only then is it so. */
  async function carryOut(thing: O | Given<C>, update: string | null = null): Promise<StreamTurn<S, A>> {
    const { running, first } = begin(thing, update);
    let next = first;
    while (!next.done) {
      const tries = timesPatient();
      const answer = await stream.answer(next.value, papers.plan.hash);
      // Late, because the database was away: it happens when it comes.
      next = running.next({ answer, at: timesPatient() > tries ? readTime() : stampOf(thing) });
    }
    const result = next.value;
    if (!result.ok) return result;
    if (result.record) record(result.record);
    state = result.state;
    const moved = movedTo(papers, state.release);
    if (moved !== papers) desk = deskBy((papers = moved));
    return result;
  }

  /** A step is one instant: what it asks and is promptly answered happens at its own stamp. */
  function stampOf(thing: O | Given<C>): string {
    return thing.kind === 'command' ? thing.command.at : thing.kind === 'tick' ? thing.now : thing.at;
  }

  /** What was recorded in an earlier task stands in the history: this record may confirm it. */
  function record(step: AnyRecord): void {
    const { historyLength } = workflowInfo();
    if (historyLength > steps.lastAt) steps.confirmed = steps.last;
    recordStep({ ...step, confirmed: steps.confirmed });
    steps.last = { seq: step.seq, hash: step.hash };
    steps.lastAt = historyLength;
  }

  function mustContinue(): boolean {
    const info = workflowInfo();
    const { continueAfter } = stream;
    const asked = info.continueAsNewSuggested || (continueAfter !== null && info.historyLength >= continueAfter);
    return asked && waiting.length === 0 && allHandlersFinished();
  }
}

const updateInHand = (): string => currentUpdateInfo()?.id ?? '';

const failureOf = ({ code, message, detail }: Refusal): ApplicationFailure =>
  ApplicationFailure.create({ type: code, message, nonRetryable: true, details: detail ? [detail] : [] });
