import {
  type ArrivalAsk,
  type ArrivalSearch,
  type ClockSpec,
  type DayEdition,
  type WeeklyHours,
  calendarOfClock,
  compileCalendar,
  worstArrivals,
} from '#domain';

/** A search for the worst arrival: which clock, by which calendar, between which days. */
export type SearchJob = {
  hours: WeeklyHours;
  edition: DayEdition;
  spec: Pick<ClockSpec, 'kind' | 'length' | 'rolled'>;
  unit: string | undefined;
  ask: ArrivalAsk;
};

/** Searches away from the page's thread: a year of working hours takes longer than a frame. */
export type RunSearch = (job: SearchJob) => { found: Promise<ArrivalSearch>; stop: () => void };

export function search({ hours, edition, spec, unit, ask }: SearchJob): ArrivalSearch {
  const calendar = calendarOfClock(compileCalendar(hours, edition), { kind: spec.kind, owner: unit });
  return worstArrivals(calendar, spec, ask);
}
