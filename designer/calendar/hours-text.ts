/** Hours as people type them, `09:00-12:00 14:00-17:00`; null for what cannot be read, an empty list for a day closed. */
export function hoursIn(text: string): [string, string][] | null {
  const spans = text
    .trim()
    .split(/[\s,，、;；]+/u)
    .filter(Boolean);
  const read = spans.map((span) => /^(\d{1,2}:\d{2})\s*[-–~至]\s*(\d{1,2}:\d{2})$/u.exec(span));
  if (read.some((one) => one === null)) return null;
  return read.map((one): [string, string] => [(one?.[1] ?? '').padStart(5, '0'), (one?.[2] ?? '').padStart(5, '0')]);
}

export const hoursText = (spans: readonly (readonly [string, string])[]): string =>
  spans.map(([from, to]) => `${from}-${to}`).join(' ');
