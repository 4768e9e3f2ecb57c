import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import {
  type CommandAnswer,
  type CommandInput,
  deskClock,
  type Input,
  type IssueState,
  nextWake,
  type Refusal,
  turn,
  type Turn,
} from '#domain';
import { Alarm } from './alarm';
import { deskFor, type DocumentRef } from './documents';
import { commandUpdate, headQuery, type LifecycleInput, stateQuery } from './messages';
import { showOnSearchAttributes } from './search-attributes';
import { answerAsk, recordStep, stalled } from './touch';

type Waiting = { command: CommandInput; done: (answer: CommandAnswer) => void; refused: (refusal: Refusal) => void };

/**
 * The life of one issue: a durable shell around the domain (DESIGN 9). It takes the next input (a person's command, a planned
 * instant), lets the domain say what follows, records the step, and waits again. It knows Temporal; it knows no rule.
 */
export async function issueLifecycle(
  input: LifecycleInput,
  plan: DocumentRef<'plan'>,
  ...editions: DocumentRef<'days'>[]
): Promise<void> {
  const clock = deskClock(input.time);
  const now = (): string => clock.deskAt(new Date().toISOString());
  let days = editions;
  let desk = deskFor(plan, days);
  let state: IssueState | null = input.checkpoint?.state ?? null;
  const steps = { last: input.checkpoint?.confirmed ?? null, lastAt: 0, confirmed: input.checkpoint?.confirmed ?? null };
  const waiting: Waiting[] = [];
  const alarm = new Alarm();

  setHandler(headQuery, () => ({ seq: state?.seq ?? 0, hash: state?.hash ?? '', stalled: stalled() }));
  setHandler(stateQuery, () => state);
  setHandler(commandUpdate, take, { validator: judge });

  if (!state)
    await carryOut({
      kind: 'open',
      at: input.openedAt,
      no: input.no,
      release: input.plan,
      editions: input.editions,
      intake: input.intake,
      facts: input.facts,
      relapseOf: input.relapseOf,
    });
  while (!state?.final) {
    if (state && mustContinue())
      return continueAsNew<typeof issueLifecycle>({ ...input, checkpoint: { state, confirmed: steps.last } }, plan, ...days);
    setAlarm();
    showOnSearchAttributes(state);
    await condition(() => waiting.length > 0 || alarm.rang);
    alarm.rang = false;
    await workOff();
  }
  showOnSearchAttributes(state);
  for (const one of waiting.splice(0)) await carryOutCommand(one);
  await condition(allHandlersFinished);

  function take(command: CommandInput, ...more: DocumentRef<'days'>[]): Promise<CommandAnswer> {
    if (more.length > 0) desk = deskFor(plan, (days = [...days, ...more]));
    return new Promise((done, reject) => waiting.push({ command, done, refused: (refusal) => reject(failureOf(refusal)) }));
  }

  /** Asks the domain without carrying anything out: what the state does not allow leaves no history. */
  function judge(command: CommandInput, ...more: DocumentRef<'days'>[]): void {
    if (!state) return;
    const first = turn(more.length > 0 ? deskFor(plan, [...days, ...more]) : desk, state, { kind: 'command', command }).next();
    if (first.done && !first.value.ok) throw failureOf(first.value.refusal);
  }

  function setAlarm(): void {
    const wake = state && nextWake(state);
    alarm.setFor(wake ? Date.parse(clock.realAt(wake.fireAt)) : null, Date.now());
  }

  /** Commands and planned instants in their order: what was received by a due is taken before it (DOMAIN R10). */
  async function workOff(): Promise<void> {
    for (;;) {
      const wake = state && nextWake(state);
      const next = waiting[0];
      const isDue = wake && wake.fireAt <= now();
      if (next && !(isDue && wake.plannedAt < next.command.at)) await carryOutCommand(waiting.shift() as Waiting);
      else if (isDue) await carryOut({ kind: 'tick', now: now(), before: next?.command.at ?? null });
      else return;
    }
  }

  async function carryOutCommand({ command, done, refused }: Waiting): Promise<void> {
    const result = await carryOut({ kind: 'command', command });
    if (result.ok) done(result.answer);
    else refused(result.refusal);
  }

  /** One step: the domain's turn, its questions answered, its record written; only then is it so. */
  async function carryOut(thing: Input): Promise<Turn> {
    const running = turn(desk, state, thing);
    let next = running.next();
    while (!next.done)
      next = running.next({ answer: await answerAsk({ ask: next.value, issue: input.no, release: input.plan }), at: now() });
    const result = next.value;
    if (!result.ok) return result;
    if (result.record) await record(result);
    state = result.state;
    return result;
  }

  async function record({ record: step }: Extract<Turn, { ok: true }>): Promise<void> {
    if (!step) return;
    const { historyLength } = workflowInfo();
    if (historyLength > steps.lastAt) steps.confirmed = steps.last;
    await recordStep({ ...step, confirmed: steps.confirmed });
    steps.last = { seq: step.seq, hash: step.hash };
    steps.lastAt = workflowInfo().historyLength;
  }

  function mustContinue(): boolean {
    const info = workflowInfo();
    const asked = info.continueAsNewSuggested || (input.continueAfter !== null && info.historyLength >= input.continueAfter);
    return asked && waiting.length === 0 && allHandlersFinished();
  }
}

const failureOf = ({ code, message, detail }: Refusal): ApplicationFailure =>
  ApplicationFailure.create({ type: code, message, nonRetryable: true, details: detail ? [detail] : [] });
