import { instantOf } from '#domain';
import { momentOf } from '../i18n';

const ZONE = 'Asia/Shanghai';

/** An instant as the browser's own date and time field wants it: the city's time, to the minute. */
export const localOf = (instant: string): string => momentOf(instant).replace(' ', 'T');

/** What stands in such a field, as an instant; null while it is half-typed. */
export function instantOfLocal(typed: string): string | null {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(typed);
  return parts?.[1] !== undefined && parts[2] !== undefined ? instantOf(ZONE, parts[1], parts[2]) : null;
}
