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

/** What a stream lives by: its plan, the days of calendars, and plans that commands have brought, to which it may go over. */
export type Papers = { plan: DocumentRef<'plan'>; days: readonly DocumentRef<'days'>[]; offered: readonly DocumentRef<'plan'>[] };

/** With what came beside a command. */
export function withMore({ plan, days, offered }: Papers, more: readonly DocumentRef[]): Papers {
  const isDays = (ref: DocumentRef): ref is DocumentRef<'days'> => ref.document === 'days';
  const isPlan = (ref: DocumentRef): ref is DocumentRef<'plan'> => ref.document === 'plan';
  return { plan, days: [...days, ...more.filter(isDays)], offered: [...offered, ...more.filter(isPlan)] };
}

/** After a step that left the state with this release: the plan is its, where a command has brought it (a migration); else nothing changed. */
export function movedTo(papers: Papers, release: string): Papers {
  const plan = papers.plan.hash === release ? undefined : papers.offered.find(({ hash }) => hash === release);
  return plan ? { plan, days: papers.days, offered: papers.offered.filter(({ hash }) => hash !== release) } : papers;
}

/** The desk of a plan with the given editions of its calendars' days: compiled once, shared by every issue that uses them. */
export function deskFor({ plan, days, offered }: Papers): Desk {
  const key = [plan, ...days, ...offered].map((ref) => ref.hash).join(' ');
  const known = desks.get(key);
  if (known) return known;
  const other = (release: string): Desk | null => {
    const ref = offered.find(({ hash }) => hash === release);
    return ref ? deskFor({ plan: ref, days, offered: [] }) : null;
  };
  const desk = { ...makeDesk(contentOf(plan), days.map(contentOf)), ...(offered.length > 0 ? { other } : {}) };
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
