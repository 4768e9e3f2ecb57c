import type { ClockRung } from './clock';
import type { Calendar } from './compile';
import type { Instant } from './instant';
import { type RungSpec, plannedOf } from './ladder';

/** The rungs of a new clock. What would lie before the start (a reminder on a short clock) is cancelled, not fired late. */
export function planRungs(calendar: Calendar, ladder: readonly RungSpec[], base: Instant, startedAt: Instant): ClockRung[] {
  return ladder.map((spec) => {
    const plannedAt = plannedOf(calendar, spec, base);
    const status = spec.offset.n < 0 && plannedAt <= startedAt ? 'cancelled' : 'planned';
    return { ...ruleOf(spec), key: spec.key, plannedAt, status };
  });
}

function ruleOf(spec: RungSpec): Pick<ClockRung, 'offset' | 'time'> {
  return spec.time === undefined ? { offset: spec.offset } : { offset: spec.offset, time: spec.time };
}

/**
 * Derives the unfired rungs from another base. Each that moves leaves its old plan behind as `moved`. A cancelled rung
 * that never fired comes back when its instant is after `now`. `strict` keeps rungs from firing in the past (DOMAIN R9):
 * such a rung keeps its old instant if that is still ahead and the rung is a consequence, and is cancelled otherwise.
 */
export function replanRungs(
  calendar: Calendar,
  rungs: readonly ClockRung[],
  base: Instant,
  now: Instant,
  strict: boolean,
): ClockRung[] {
  return rungs.flatMap((rung) => {
    if (rung.dropped || rung.status === 'fired' || rung.status === 'moved') return [rung];
    const plannedAt = plannedOf(calendar, rung, base);
    if (rung.status === 'cancelled') return plannedAt > now ? [{ ...rung, plannedAt, status: 'planned' as const }] : [rung];
    if (plannedAt === rung.plannedAt) return [rung];
    if (strict && plannedAt <= now) return [rung.offset.n >= 0 && rung.plannedAt > now ? rung : cancelled(rung)];
    return [
      { ...rung, status: 'moved' as const },
      { ...rung, plannedAt },
    ];
  });
}

const cancelled = (rung: ClockRung): ClockRung => ({ ...rung, status: 'cancelled' });

/** Ends every rung that has not fired. */
export const cancelRungs = (rungs: readonly ClockRung[]): ClockRung[] =>
  rungs.map((rung) => (rung.status === 'planned' ? cancelled(rung) : rung));

/**
 * Puts another ladder under a clock: unfired rungs take the new rule or are cancelled, fired ones stay, new ones are
 * planned if their instant is still ahead.
 */
export function changeLadder(
  calendar: Calendar,
  rungs: readonly ClockRung[],
  ladder: readonly RungSpec[],
  base: Instant,
  now: Instant,
): ClockRung[] {
  const byKey = new Map(ladder.map((spec) => [spec.key, spec]));
  const known = new Set(rungs.map((rung) => rung.key));
  const ruled = rungs.map((rung) => {
    if (rung.status === 'fired' || rung.status === 'moved') return rung;
    const spec = byKey.get(rung.key);
    if (!spec) return { ...cancelled(rung), dropped: true };
    const { time: _time, dropped: _dropped, ...rest } = rung;
    return { ...rest, ...ruleOf(spec) };
  });
  const dropped = ruled.filter((rung) => !byKey.has(rung.key));
  const kept = replanRungs(
    calendar,
    ruled.filter((rung) => byKey.has(rung.key)),
    base,
    now,
    true,
  );
  const added = planRungs(
    calendar,
    ladder.filter((spec) => !known.has(spec.key)),
    base,
    now,
  ).map((rung) => (rung.plannedAt <= now ? cancelled(rung) : rung));
  return [...kept, ...added, ...dropped];
}

/** Whether a clock's rungs are this ladder's already: the same keys, and of those that have not fired the same rules. */
export function followsLadder(rungs: readonly ClockRung[], ladder: readonly RungSpec[]): boolean {
  const byKey = new Map(ladder.map((spec) => [spec.key, spec]));
  const isIts = (rung: ClockRung): boolean => {
    const spec = byKey.get(rung.key);
    if (rung.dropped) return !spec;
    if (rung.status === 'fired' || rung.status === 'moved') return true;
    return spec?.offset.n === rung.offset.n && spec.offset.unit === rung.offset.unit && spec.time === rung.time;
  };
  return rungs.every(isIts) && ladder.every(({ key }) => rungs.some((rung) => rung.key === key));
}

/** The keys of fired rungs that would now be planned at another instant: their cards go to review (DOMAIN R9, R12). */
export function firedElsewhere(
  calendar: Calendar,
  rungs: readonly ClockRung[],
  base: Instant,
  ladder?: readonly RungSpec[],
): string[] {
  const byKey = new Map(ladder?.map((spec) => [spec.key, spec]));
  const moved = (rung: ClockRung): boolean => {
    const rule = ladder ? byKey.get(rung.key) : rung;
    return !rule || plannedOf(calendar, rule, base) !== rung.plannedAt;
  };
  return rungs.filter((rung) => rung.status === 'fired' && moved(rung)).map((rung) => rung.key);
}
