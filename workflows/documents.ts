import { type Calendar, compileCalendar, type DayEdition, type Desk, type Plan } from '#domain';

/**
 * Documents that never stand in a history: a payload names them by kind and content hash, the worker's codec lays the text
 * beside the name, and this module keeps one parsed copy for all workflows of an isolate (it is preloaded, see worker/bundle).
 * A hash names the same document for ever, so sharing it cannot make a replay differ.
 */
export type DocumentKind = 'plan' | 'days';
export type DocumentRef<K extends DocumentKind = DocumentKind> = { document: K; hash: string };

type Content = { plan: Plan; days: DayEdition };

const held = new Map<string, unknown>();
const desks = new Map<string, Desk>();

/** Keeps a document that came with a payload; known ones are not parsed again. */
export function hold(ref: DocumentRef, text: () => string): void {
  const key = `${ref.document}:${ref.hash}`;
  if (!held.has(key)) held.set(key, JSON.parse(text()));
}

function contentOf<K extends DocumentKind>(ref: DocumentRef<K>): Content[K] {
  const content = held.get(`${ref.document}:${ref.hash}`);
  if (content === undefined) throw new Error(`${ref.document} ${ref.hash} is not held here`);
  return content as Content[K];
}

/** The desk of a plan with the given editions of its calendars' days: compiled once, shared by every issue that uses them. */
export function deskFor(plan: DocumentRef<'plan'>, days: readonly DocumentRef<'days'>[]): Desk {
  const key = [plan, ...days].map((ref) => ref.hash).join(' ');
  const known = desks.get(key);
  if (known) return known;
  const desk = makeDesk(contentOf(plan), days.map(contentOf));
  desks.set(key, desk);
  return desk;
}

function makeDesk(plan: Plan, editions: readonly DayEdition[]): Desk {
  const calendars = new Map<string, Calendar>();
  for (const edition of editions) {
    const hours = plan.hours[edition.calendar];
    if (hours) calendars.set(`${edition.calendar} ${edition.edition}`, compileCalendar(hours, edition));
  }
  return { plan, calendar: (id, edition) => calendars.get(`${id} ${edition}`) ?? null };
}
