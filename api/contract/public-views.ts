import type { CaseState, EventName, Grade, OrderState, ResultCode } from '#domain';

/**
 * What each public page is given: the templates of `designer/public/templates` read exactly these fields. Words come from
 * `designer/public/words/*.json`; everything here is already masked and safe for anybody who holds the tracking code.
 */
export type PublicLanguage = 'zh' | 'en';

/** On every page. `otherLanguageHref` is this page's own address with `?lang=` of the other language. */
export type PublicFrame = {
  lang: PublicLanguage;
  otherLanguageHref: string;
  /** The city's name in this language. */
  city: string;
};

export type PublicOption = { code: string; label: string };

/** A field that was refused: `name` of the form field and why. */
export type PublicFieldError = {
  field: 'category' | 'district' | 'street' | 'address' | 'text' | 'photos' | 'name' | 'phone' | 'code' | 'form';
  why: 'missing' | 'tooLong' | 'tooMany' | 'tooBig' | 'notAPhoto' | 'wrongPhone' | 'unknown' | 'tooOften';
};

/** `home.eta`: the report form (POST /report, multipart), the search by number and code (GET /find), the newest stories. */
export type PublicHomeView = PublicFrame & {
  page: 'home';
  categories: PublicOption[];
  districts: (PublicOption & { streets: PublicOption[] })[];
  /** What was typed, when the form comes back with errors. */
  values: Partial<
    Record<
      'category' | 'district' | 'street' | 'address' | 'text' | 'name' | 'phone' | 'anonymous' | 'lat' | 'lng' | 'no',
      string
    >
  >;
  errors: PublicFieldError[];
  /** Makes sending twice harmless: the form's hidden `formId`. */
  formId: string;
  limits: { photos: number; photoMegabytes: number; textLength: number };
  stories: PublicStoryCard[];
};

/** `received.eta`: what a resident keeps after reporting. */
export type PublicReceivedView = PublicFrame & {
  page: 'received';
  no: string;
  code: string;
  /** Absolute address of the tracking page, for copying. */
  trackUrl: string;
  trackHref: string;
  /** Inline SVG of the address as a QR code, or null. */
  qrSvg: string | null;
  /** Grade A: the page shows 110, 119, 120, 122 (DOMAIN R8). */
  emergency: boolean;
};

export type PublicMoment = {
  at: string;
  event: EventName;
  /** The responsible unit's name, when the event is about one. */
  unit: string | null;
  /** The drawing's own sentence for residents, else null and the page words the event itself. */
  text: string | null;
  /** Public text of the event: a question asked, a reply's public version, a reason of a pause. */
  quote: string | null;
  /** Code of the reason; the page's words are `because.<code>`. */
  because: string | null;
};

/** `track.eta`: the resident's page of one issue. */
export type PublicTrackView = PublicFrame & {
  page: 'track';
  no: string;
  code: string;
  stage: CaseState;
  grade: Grade | null;
  emergency: boolean;
  result: ResultCode | null;
  category: string;
  place: string;
  receivedAt: string;
  closedAt: string | null;
  text: string | null;
  /** The resident's data was deleted on request: text and photos are gone for good. */
  erased: boolean;
  photos: { href: string; thumbHref: string }[];
  units: { name: string; lead: boolean; dueAt: string | null }[];
  promise: {
    dueAt: string;
    state: 'running' | 'paused' | 'kept' | 'late';
    /** Why the date may still move (R7), in this language. */
    provisional: string | null;
    pauses: { from: string; to: string | null; reason: string }[];
  } | null;
  /** What the drawing says to the resident while the issue stands where it stands. */
  standing: string | null;
  /** Oldest first. */
  timeline: PublicMoment[];
  question: { text: string; askedAt: string; until: string | null } | null;
  reply: string | null;
  orders: {
    id: string;
    kind: 'volunteer' | 'merchant';
    state: OrderState;
    holder: string | null;
    appointment: string | null;
    until: string | null;
    quotes: { code: string; name: string; amount: number; terms: string | null; serviceBy: string | null }[];
  }[];
  mergedInto: string | null;
  story: { href: string; title: string } | null;
  /** What the resident may do now: the address each form posts to, or null. */
  acts: Record<'giveInfo' | 'rate' | 'reopen' | 'withdraw' | 'agree' | 'dispute', string | null>;
  reopenUntil: string | null;
  /** What was just done, or why it was refused (a refusal code of the domain). */
  done: 'giveInfo' | 'rate' | 'reopen' | 'withdraw' | 'agree' | 'dispute' | null;
  refused: string | null;
  /** What was typed into the form that was refused, by field; null where nothing was. */
  typed: { act: 'giveInfo' | 'rate' | 'reopen' | 'withdraw' | 'agree' | 'dispute'; values: Record<string, string> } | null;
  limits: { photos: number; photoMegabytes: number; textLength: number };
};

export type PublicStoryCard = { href: string; title: string; summary: string; publishedAt: string; aiLabel: boolean };

/** `stories.eta` */
export type PublicStoriesView = PublicFrame & { page: 'stories'; stories: PublicStoryCard[]; olderHref: string | null };

/** `story.eta`: byline in the order of DOMAIN 2.5. */
export type PublicStoryView = PublicFrame & {
  page: 'story';
  title: string;
  paragraphs: string[];
  publishedAt: string;
  byline: { role: 'reporter' | 'editor' | 'proofreader' | 'reviewer2' | 'reviewer3'; names: string[] }[];
  aiLabel: boolean;
  ai: { attribute: string; provider: string; contentId: string } | null;
  correction: { at: string; text: string } | null;
  withdrawn: boolean;
};

/** `problem.eta`: any error, in plain words. */
export type PublicProblemView = PublicFrame & {
  page: 'problem';
  status: number;
  why: 'notFound' | 'tooOften' | 'forbidden' | 'invalid' | 'away' | 'unexpected';
};

export type PublicView =
  PublicHomeView | PublicReceivedView | PublicTrackView | PublicStoriesView | PublicStoryView | PublicProblemView;

/** Functions every template is given beside its view, as `it.t`, `it.moment`, `it.due`, `it.day`. */
export type PublicHelpers = {
  /** The sentence of a key in this language, `{name}` filled in; a missing key is an error. */
  t: (key: string, values?: Record<string, string | number>) => string;
  has: (key: string) => boolean;
  /** `2026-11-23 09:05`, in the city's zone. */
  moment: (instant: string) => string;
  /** As `moment`, but midnight is 24:00 of the day before (R10). */
  due: (instant: string) => string;
  day: (instant: string) => string;
};

const parts = (instant: string) => {
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(instant));
  return { date: local.slice(0, 10), time: local.slice(11, 16) };
};

const dayBefore = (date: string) => new Date(new Date(`${date}T00:00:00Z`).getTime() - 86_400_000).toISOString().slice(0, 10);

/** The words and dates of a page in one language; pure, so the server and the tests share it. */
export function publicHelpers(words: Record<string, string>): PublicHelpers {
  const due = (instant: string) => {
    const { date, time } = parts(instant);
    return time === '00:00' ? `${dayBefore(date)} 24:00` : `${date} ${time}`;
  };
  return {
    t: (key, values = {}) => {
      const text = words[key];
      if (text === undefined) throw new Error(`no public word for ${key}`);
      return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
    },
    has: (key) => key in words,
    moment: (instant) => `${parts(instant).date} ${parts(instant).time}`,
    due,
    day: (instant) => parts(instant).date,
  };
}
