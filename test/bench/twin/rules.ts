import {
  type Calendar,
  type ClockSpec,
  compileCalendar,
  type RungSpec,
  seedEdition,
  startClock,
  weeklyHoursSchema,
} from '#domain';
import hours from '../../../worker/cities/gy-base/calendar.json';

/**
 * What a programmer would have written down once and for all: the base city's numbers for an ordinary issue (grade C), in code.
 * Day counts come from the same calendar library as the product's. Preloaded: one copy for all issues of a worker.
 */
type Rung = Pick<RungSpec, 'key' | 'offset'> & { time?: string };
type Limit = { n: number; unit: 'wd' | 'wh' | 'nd' | 'h'; rungs: readonly Rung[] };

const atDue = { n: 0, unit: 'wd' } as const;
const stageRungs = [{ key: 'remindLeader', offset: atDue }];

export const limits = {
  verify: { n: 4, unit: 'wh', rungs: stageRungs },
  review: { n: 4, unit: 'wh', rungs: stageRungs },
  replyReview: { n: 1, unit: 'wd', rungs: stageRungs },
  callback: { n: 1, unit: 'wd', rungs: stageRungs },
  promise: { n: 5, unit: 'wd', rungs: [{ key: 'supervise', offset: atDue }] },
  sign: { n: 1, unit: 'wd', rungs: [{ key: 'autoSign', offset: atDue }] },
  contact: { n: 1, unit: 'wd', rungs: [{ key: 'tellHead', offset: atDue }] },
  reply: {
    ...{ n: 5, unit: 'wd' },
    rungs: [
      { key: 'remind', offset: { n: -1, unit: 'wd' }, time: '09:00' },
      { key: 'yellow', offset: atDue },
      { key: 'red', offset: { n: 2, unit: 'wd' }, time: 'close' },
      { key: 'whistle', offset: { n: 3, unit: 'wd' }, time: '09:00' },
    ],
  },
  returnWindow: { n: 1, unit: 'wd', rungs: [] },
  archive: { n: 15, unit: 'nd', rungs: [] },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

/** A deadline that runs: its due, and what is planned before or after it and has not come yet. */
export type Deadline = { dueAt: string; left: { key: string; at: string }[] };

const [days] = [hours].flat();
const calendar: Calendar = compileCalendar(weeklyHoursSchema.parse(days), seedEdition('guiyang', 2024, 2026));

/** Starts a deadline. Without rungs its own end is what is planned. */
export function deadlineFrom(name: LimitName, at: string): Deadline {
  const { n, unit, rungs } = limits[name];
  const spec = { kind: name, length: { n, unit }, rolled: false, ladder: rungs } as unknown as ClockSpec;
  const clock = startClock(calendar, spec, { id: name, cycle: 1, at });
  const left = clock.rungs.map(({ key, plannedAt }) => ({ key, at: plannedAt })).sort((a, b) => (a.at < b.at ? -1 : 1));
  return { dueAt: clock.dueAt, left: left.length > 0 ? left : [{ key: 'over', at: clock.dueAt }] };
}
