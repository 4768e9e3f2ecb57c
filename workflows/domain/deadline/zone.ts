/** Milliseconds of one civil day; local days are counted since 1970-01-01. */
export const DAY_MS = 86_400_000;

/** A stretch of about 397 days: long enough to be rare, short enough to sample day by day. */
const BLOCK_MS = 2 ** 35;

interface Shift {
  readonly at: number;
  readonly offset: number;
}

/** A time zone whose offsets are looked up in a table; `Intl` is asked only when a new stretch is first met. */
export interface Zone {
  readonly name: string;
  /** Milliseconds to add to UTC to get local time. */
  offsetAt(utcMs: number): number;
}

const zones = new Map<string, Zone>();

/** The zone of an IANA name; throws `RangeError` for an unknown one (documents are checked with `isZone` first). */
export function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const zone = tabled(name);
  zones.set(name, zone);
  return zone;
}

/** Whether the runtime knows this IANA zone. */
export function isZone(name: string): boolean {
  try {
    zoneOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Local milliseconds (as if local time were UTC) of an instant. */
export function toLocal(zone: Zone, utcMs: number): number {
  return utcMs + zone.offsetAt(utcMs);
}

/** The instant of a local time. A time that occurs twice is the first one; one that does not occur moves forward by the gap. */
export function toUtc(zone: Zone, localMs: number): number {
  const before = zone.offsetAt(localMs - DAY_MS);
  const early = localMs - before;
  if (zone.offsetAt(early) === before) return early;
  const after = zone.offsetAt(localMs + DAY_MS);
  const late = localMs - after;
  return zone.offsetAt(late) === after ? late : early;
}

function tabled(name: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const blocks = new Map<number, readonly Shift[]>();
  return {
    name,
    offsetAt(utcMs) {
      const block = Math.floor(utcMs / BLOCK_MS);
      let shifts = blocks.get(block);
      if (!shifts) {
        shifts = shiftsOf(format, block * BLOCK_MS);
        blocks.set(block, shifts);
      }
      return lastBefore(shifts, utcMs);
    },
  };
}

function lastBefore(shifts: readonly Shift[], utcMs: number): number {
  for (let i = shifts.length - 1; i > 0; i--) {
    const shift = shifts[i];
    if (shift && shift.at <= utcMs) return shift.offset;
  }
  return shifts[0]?.offset ?? 0;
}

/** The changes of offset in one block, found by a look at each day and then halving down to the second. */
function shiftsOf(format: Intl.DateTimeFormat, start: number): Shift[] {
  const shifts: Shift[] = [{ at: start, offset: askOffset(format, start) }];
  for (let day = start; day < start + BLOCK_MS; day += DAY_MS) {
    const next = day + DAY_MS;
    const before = askOffset(format, day);
    const after = askOffset(format, next);
    if (before !== after) shifts.push({ at: changeBetween(format, day, next, before), offset: after });
  }
  return shifts;
}

function changeBetween(format: Intl.DateTimeFormat, low: number, high: number, before: number): number {
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (middle <= low) break;
    if (askOffset(format, middle) === before) low = middle;
    else high = middle;
  }
  return Math.ceil(high / 1000) * 1000;
}

function askOffset(format: Intl.DateTimeFormat, utcMs: number): number {
  const field: Record<string, number> = {};
  for (const part of format.formatToParts(utcMs)) field[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = field;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utcMs / 1000) * 1000;
}
