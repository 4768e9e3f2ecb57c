import {
  type Answered,
  type CommandInput,
  type Desk,
  type Input,
  type IssueState,
  type Turn,
  compileCalendar,
  compileRelease,
  nextWake,
  turn,
} from '#domain';
import type { Store, StoredIntake } from '#store';
import { createIssueActivities, createRecorder } from '../../activities';
import type { IssueDesk } from '../../api/desk';

/**
 * The desk without Temporal: the domain's own turn over the real activities and the real store, one issue after the other. It
 * answers what the workflow would; it only cannot survive a restart.
 */
export function memoryDesk(
  store: Store,
  city: string,
  now: () => string,
): IssueDesk & { tick(no: string): Promise<void>; away: boolean } {
  const record = createRecorder({ store, failed: () => undefined });
  const states = new Map<string, IssueState>();
  const queues = new Map<string, Promise<unknown>>();
  const confirmed = new Map<string, { seq: number; hash: string }>();

  const inTurn = <T>(no: string, work: () => Promise<T>): Promise<T> => {
    const next = (queues.get(no) ?? Promise.resolve()).then(work, work);
    queues.set(no, next);
    return next;
  };

  const take = async (no: string, input: Input): Promise<Turn> => {
    const state = states.get(no) ?? null;
    const running = turn(await deskFor(store, state?.release ?? (await hashOf(store, city)), input), state, input);
    let next = running.next();
    while (!next.done) {
      const answer = await activities.answerAsk({
        ask: next.value,
        issue: no,
        release: states.get(no)?.release ?? (await hashOf(store, city)),
      });
      next = running.next({ at: now(), answer } satisfies Answered);
    }
    const result = next.value;
    if (result.ok) {
      if (result.record) await record({ ...result.record, confirmed: confirmed.get(no) ?? null });
      if (result.record) confirmed.set(no, { seq: result.record.seq, hash: result.record.hash });
      states.set(no, result.state);
    }
    return result;
  };

  const command = async (no: string, given: CommandInput) => {
    const state = states.get(no);
    if (!state) return { ok: false as const, code: 'NOT_FOUND' };
    const result = await take(no, { kind: 'command', command: given });
    return result.ok ? result.answer : { ok: false as const, code: result.refusal.code, data: result.refusal.detail ?? {} };
  };

  const activities = createIssueActivities({
    store,
    now,
    others: {
      command: async (no, given) => {
        const answer = await inTurn(no, () => command(no, given));
        if (!answer.ok) return { ok: false, code: answer.code, message: answer.code };
        await store.records.confirm(`issue-${no}`, answer.seq, answer.hash);
        return { ok: true };
      },
      state: (no) => Promise.resolve(states.get(no) ?? null),
    },
  });

  const headOf = (no: string) => {
    const state = states.get(no);
    return state ? { seq: state.seq, hash: state.hash } : null;
  };
  const desk = {
    away: false,
    open: (stored: StoredIntake) =>
      inTurn(stored.no, async () => {
        await here();
        if (!states.has(stored.no)) await take(stored.no, await openingOf(store, city, stored));
        return headOf(stored.no);
      }),
    command: (no: string, given: CommandInput) =>
      inTurn(no, async () => {
        await here();
        return command(no, given);
      }),
    head: (no: string) => Promise.resolve(headOf(no)),
    ready: () => Promise.resolve(!desk.away),
    /** Works off what is due now. */
    tick: (no: string) =>
      inTurn(no, async () => {
        const state = states.get(no);
        const wake = state ? nextWake(state) : null;
        if (!wake || wake.fireAt > now()) return;
        await take(no, { kind: 'tick', now: now(), before: null });
        const head = headOf(no);
        if (head) await store.records.confirm(`issue-${no}`, head.seq, head.hash);
      }),
  };
  const here = async (): Promise<void> => {
    const { DeskAway } = await import('../../api/desk');
    if (desk.away) throw new DeskAway('the test switched it off');
  };
  return desk;
}

async function hashOf(store: Store, city: string): Promise<string> {
  const release = await store.releases.current(city);
  if (!release) throw new Error('no release');
  return release.planHash;
}

/** The desk of a release; with a migration at hand also the one it goes over to. */
async function deskFor(store: Store, hash: string, input: Input): Promise<Desk> {
  const to = input.kind === 'command' && input.command.name === 'migrate' ? String(input.command.data['release']) : null;
  const desk = await deskOf(store, hash);
  const next = to !== null && (await store.releases.byHash(to)) ? await deskOf(store, to) : null;
  return { ...desk, other: (release) => (release === to ? next : null) };
}

async function deskOf(store: Store, hash: string): Promise<Desk> {
  const release = await store.releases.byHash(hash);
  const compiled = compileRelease(release?.content);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const hours = compiled.plan.hours[compiled.plan.policy.calendar];
  const numbers = await store.days.editions(compiled.plan.policy.calendar);
  if (!hours || numbers.length === 0) throw new Error('no calendar');
  const editions = await Promise.all(numbers.map((edition) => store.days.get(compiled.plan.policy.calendar, edition)));
  const calendars = new Map(editions.flatMap((days) => (days ? [[days.edition, compileCalendar(hours, days)] as const] : [])));
  return { plan: compiled.plan, calendar: (_id, edition) => calendars.get(edition) ?? null };
}

async function openingOf(store: Store, city: string, { no, intake, facts, relapseOf }: StoredIntake): Promise<Input> {
  const release = await store.releases.current(city);
  const calendar = release?.content.policy.calendar ?? '';
  const days = await store.days.latest(calendar);
  const editions = { [calendar]: days?.edition ?? 1 };
  return { kind: 'open', at: intake.receivedAt, no, release: release?.planHash ?? '', editions, intake, facts, relapseOf };
}
