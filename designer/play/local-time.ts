import { formatInstant, instantOf, localDateSchema, localTimeSchema } from '#domain';

/** An instant as the browser's own date and time field wants it: the time of a zone, to the minute. */
export const localOf = (zone: string, instant: string): string => formatInstant(zone, instant).replace(' ', 'T');

/** What stands in such a field, as an instant; null while it is half-typed, or no date at all. */
export function instantOfLocal(zone: string, typed: string): string | null {
  const date = localDateSchema.safeParse(typed.slice(0, 10));
  const time = localTimeSchema.safeParse(typed.slice(11, 16));
  return typed[10] === 'T' && date.success && time.success ? instantOf(zone, date.data, time.data) : null;
}
