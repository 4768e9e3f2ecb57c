import { formatInstant, instantOf } from '#domain';

/** An instant as the browser's own date and time field wants it: the time of a zone, to the minute. */
export const localOf = (zone: string, instant: string): string => formatInstant(zone, instant).replace(' ', 'T');

/** What stands in such a field, as an instant; null while it is half-typed. */
export function instantOfLocal(zone: string, typed: string): string | null {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(typed);
  return parts?.[1] !== undefined && parts[2] !== undefined ? instantOf(zone, parts[1], parts[2]) : null;
}
