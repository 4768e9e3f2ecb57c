import ICAL from 'ical.js';
import type { NoticeRow } from '#domain';
import type { ReadRows } from './csv';
import { type FileFault, fault } from './faults';

/** Apple's holiday calendar says it in a property of its own; the others say it in the title. */
const special = 'x-apple-special-day';
const workWords = /班|补课|work(?:ing)?[ -]?day|make-?up/iu;
const offWords = /休|放假|假期|公休|\boff\b|holiday/iu;
/** What titles add to the name of a holiday: which day of how many, and the mark itself. */
const decoration = /[（(【[]?\s*(?:休|班|补班|调休|放假|上班|假期)\s*[）)】\]]?|第\s*\d+\s*天\s*[/／]\s*共\s*\d+\s*天/gu;

/** A notice as an iCalendar file of whole-day events, each a range of days off or a make-up working day of the year asked for. */
export function readIcs(text: string, year: number): ReadRows {
  const begins = linesWith(text, 'BEGIN:VEVENT');
  const events = eventsIn(text);
  if (!Array.isArray(events)) return { rows: [], faults: [events] };
  const read = events.map((event, i) => rowOf(event, begins[i] ?? 1, year)).filter((one) => one !== null);
  const rows = read.flatMap((one) => ('code' in one ? [] : [one]));
  const faults = read.flatMap((one) => ('code' in one ? [one] : []));
  return { rows, faults: rows.length + faults.length === 0 ? [fault('NO_ROWS', null, String(year))] : faults };
}

const linesWith = (text: string, begin: string): number[] =>
  text.split(/\r?\n/u).flatMap((line, i) => (line.trim().toUpperCase() === begin ? [i + 1] : []));

function eventsIn(text: string): ICAL.Component[] | FileFault {
  try {
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
    return calendar.getAllSubcomponents('vevent');
  } catch (error) {
    // Its parser says "invalid line (no token ";" or ":") "…"": what it quotes is the line.
    const quoted = /"([^"]*)"$/u.exec(error instanceof Error ? error.message : '')?.[1] ?? '';
    const at = quoted === '' ? -1 : text.split(/\r?\n/u).indexOf(quoted);
    return fault('NOT_READABLE', at < 0 ? null : at + 1, quoted);
  }
}

/** Null for an event of another year: published calendars hold several. */
function rowOf(event: ICAL.Component, line: number, year: number): NoticeRow | FileFault | null {
  const title = textOf(event, 'summary');
  const start = timeOf(event, 'dtstart');
  if (!start) return fault('NOT_A_DATE', line, title);
  const end = timeOf(event, 'dtend');
  const last = end ? end.clone() : start.clone();
  if (end && end.compare(start) > 0) last.adjust(-1, 0, 0, 0);
  const [from, to] = [start.toString().slice(0, 10), last.toString().slice(0, 10)];
  if (!from.startsWith(`${year}-`) && !to.startsWith(`${year}-`)) return null;
  if (event.hasProperty('rrule')) return fault('RECURRING', line, title);
  const kind = kindOf(event, title);
  if (kind === null) return fault('UNKNOWN_KIND', line, title);
  const zh = title.replace(decoration, ' ').replace(/\s+/gu, ' ').trim() || title;
  return zh === '' ? fault('NAME_MISSING', line) : { line, from, to, kind, name: { zh, en: zh } };
}

const textOf = (event: ICAL.Component, name: string): string => {
  const value: unknown = event.getFirstPropertyValue(name);
  return typeof value === 'string' ? value.trim() : '';
};

function timeOf(event: ICAL.Component, name: string): ICAL.Time | null {
  const value: unknown = event.getFirstPropertyValue(name);
  return value instanceof ICAL.Time ? value : null;
}

function kindOf(event: ICAL.Component, title: string): NoticeRow['kind'] | null {
  const said = textOf(event, special).toUpperCase();
  if (said === 'ALTERNATE-WORKDAY') return 'workday';
  if (said === 'WORK-HOLIDAY') return 'holiday';
  if (workWords.test(title)) return 'workday';
  return offWords.test(title) ? 'holiday' : null;
}
