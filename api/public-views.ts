import {
  type PublicFrame,
  type PublicHomeView,
  type PublicLanguage,
  type PublicTrackView,
  type Story,
  type Tracking,
} from '#contract';
import type { Bilingual } from '#domain';
import type { CitySettings } from '#store';

/** How the JSON of the public api becomes what the templates are given: one language, addresses, nothing else. */

/** What a form may hold; the templates show it beside their fields. */
export type Limits = PublicTrackView['limits'];

export const textLength = 4_000;
const megabyte = 1_048_576;

export const limitsOf = ({ photos }: CitySettings): Limits => ({
  photos: photos.maxCount ?? 1,
  photoMegabytes: Math.max(1, Math.floor(photos.maxBytes / megabyte)),
  textLength,
});

export const optionsOf = (
  { categories, districts, streets }: CitySettings,
  lang: PublicLanguage,
): Pick<PublicHomeView, 'categories' | 'districts'> => ({
  categories: categories.map(({ key, name }) => ({ code: key, label: name[lang] })),
  districts: districts.map(({ code, name }) => ({
    code,
    label: name[lang],
    streets: streets
      .filter(({ district }) => district === code)
      .map((street) => ({ code: street.code, label: street.name[lang] })),
  })),
});

export const cardOf = (story: Story) => ({
  href: `/stories/${encodeURIComponent(story.id)}`,
  title: story.title,
  summary: (story.paragraphs[0] ?? '').slice(0, 120),
  publishedAt: story.publishedAt,
  aiLabel: story.ai !== null,
});

type Around = {
  frame: PublicFrame;
  token: string;
  path: string;
  limits: Limits;
  done: PublicTrackView['done'];
  refused: string | null;
  typed: PublicTrackView['typed'];
};

/** The tracking page: the same facts as its JSON, in one language, with the addresses of its forms. */
export function trackView(tracking: Tracking, { frame, token, path, limits, done, refused, typed }: Around): PublicTrackView {
  const say = (text: Bilingual | null): string | null => text?.[frame.lang] ?? null;
  const { can, promise } = tracking;
  const photo = (hash: string, size: string) =>
    `/api/public/reports/${encodeURIComponent(tracking.no)}/photos/${hash}?token=${encodeURIComponent(token)}&size=${size}`;
  const act = (allowed: boolean, name: string) => (allowed ? `${path}/${name}` : null);
  return {
    ...frame,
    page: 'track',
    code: token,
    ...pick(tracking),
    erased: tracking.erasedAt !== null,
    category: tracking.category.name[frame.lang],
    place: say(tracking.place) ?? '',
    photos: tracking.photos.map(({ hash }) => ({ href: photo(hash, 'full'), thumbHref: photo(hash, 'thumb') })),
    units: tracking.units.map(({ name, lead, dueAt }) => ({ name: name[frame.lang], lead, dueAt })),
    promise: promise && {
      dueAt: promise.dueAt,
      state: promise.state,
      provisional: say(promise.provisional),
      pauses: promise.pauses,
    },
    standing: say(tracking.standing),
    timeline: tracking.timeline.map(({ at, event, unit, text, quote, because }) => ({
      at,
      event,
      unit: say(unit),
      text: say(text),
      quote,
      because,
    })),
    orders: tracking.orders.map(({ holder, quotes, ...order }) => ({
      ...order,
      holder: say(holder),
      quotes: quotes.map(({ unit, ...quote }) => ({ code: unit.code, name: unit.name[frame.lang], ...quote })),
    })),
    story: tracking.story && { href: `/stories/${encodeURIComponent(tracking.story.id)}`, title: tracking.story.title },
    acts: {
      giveInfo: act(can.giveInfo, 'info'),
      rate: act(can.rate, 'rate'),
      reopen: act(can.reopen, 'reopen'),
      withdraw: act(can.withdraw, 'withdraw'),
      agree: act(can.agree, 'agree'),
      dispute: act(can.dispute, 'dispute'),
    },
    ...{ done, refused, typed, limits },
  };
}

const pick = ({
  no,
  stage,
  grade,
  emergency,
  result,
  receivedAt,
  closedAt,
  text,
  question,
  reply,
  mergedInto,
  reopenUntil,
}: Tracking) => ({
  ...{ no, stage, grade, emergency, result, receivedAt, closedAt, text, question, reply, mergedInto, reopenUntil },
});
