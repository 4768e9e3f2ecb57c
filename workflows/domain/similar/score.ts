import type { Instant } from '../deadline';
import { metresBetween } from '../distance';
import type { Features } from './features';
import { reachOf, type SimilarSettings } from './settings';

/** Where and when a submission belongs. */
export type Placed = {
  category: string | null;
  district: string | null;
  street: string | null;
  point: { lat: number; lng: number } | null;
  at: Instant;
};
/** One submission as it is compared: where, when, what about. */
export type Compared = Placed & { features: Features };

/** The four factors and their product (DOMAIN 4 #16), each between 0 and 1; the distance in metres where both points are known. */
export type Score = { score: number; category: number; distance: number; time: number; text: number; metres: number | null };

/** How likely two submissions are one matter. Symmetric. */
export function scoreOf(a: Compared, b: Compared, settings: SimilarSettings): Score {
  const { bound, ...placed } = boundOf(a, b, settings);
  const text = textCloseness(a.features, b.features, settings.text);
  return { score: bound * text ** settings.weights.text, ...placed, text };
}

/** The most that two submissions could score whatever their texts: the product of the other three factors. */
export function boundOf(a: Placed, b: Placed, settings: SimilarSettings): Omit<Score, 'score' | 'text'> & { bound: number } {
  const metres = a.point && b.point ? metresBetween(a.point, b.point) : null;
  const category = categoryCloseness(a, b, settings);
  const distance = placeCloseness(a, b, metres, settings);
  const time = timeCloseness(a, b, settings);
  const { weights } = settings;
  return {
    bound: category ** weights.category * distance ** weights.distance * time ** weights.time,
    ...{ category, distance, time, metres },
  };
}

function categoryCloseness({ category: a }: Placed, { category: b }: Placed, settings: SimilarSettings): number {
  if (a === b) return 1;
  const ways = [reachOf(settings, a).related[b ?? ''], reachOf(settings, b).related[a ?? '']].filter((way) => way !== undefined);
  return ways.length === 0 ? settings.otherCategory : Math.max(...ways);
}

/** 1 at once, one half at `half`, then quickly nothing. */
const fading = (value: number, half: number): number => 2 ** -((value / half) ** 2);

function placeCloseness(a: Placed, b: Placed, metres: number | null, settings: SimilarSettings): number {
  const reaches = [reachOf(settings, a.category), reachOf(settings, b.category)];
  const far = Math.max(...reaches.map((reach) => reach.far ?? settings.far));
  return Math.max(far, near(a, b, metres, Math.max(...reaches.map((reach) => reach.radiusM)), settings));
}

function near(a: Placed, b: Placed, metres: number | null, radiusM: number, { unknownPlace }: SimilarSettings): number {
  if (metres !== null) return fading(metres, radiusM);
  if (a.street !== null && a.street === b.street) return unknownPlace.street;
  if (a.district === null || b.district === null) return unknownPlace.none;
  return a.district === b.district ? unknownPlace.district : unknownPlace.apart;
}

const dayMs = 86_400_000;

function timeCloseness(a: Placed, b: Placed, settings: SimilarSettings): number {
  const apart = Math.abs(Date.parse(a.at) - Date.parse(b.at)) / dayMs;
  return fading(apart, Math.max(reachOf(settings, a.category).days, reachOf(settings, b.category).days));
}

/** How close two texts are by their features alone, between 0 and 1. */
export function textCloseness(a: Features, b: Features, text: SimilarSettings['text']): number {
  const sum =
    text.object * named(a.objects, b.objects, text) +
    text.fault * named(a.faults, b.faults, text) +
    text.gram * Math.min(1, blend(a.grams, b.grams) / text.gramFull);
  const clash =
    (marksClash(a.marks, b.marks) ? text.markClash : 1) * (a.intents.length > 0 === b.intents.length > 0 ? 1 : text.intentClash);
  return (sum / (text.object + text.fault + text.gram)) * clash;
}

/** Things both name: what a shorter text says is looked for in the longer one. */
function named(a: readonly string[], b: readonly string[], { unknown, clash }: SimilarSettings['text']): number {
  if (a.length === 0 || b.length === 0) return unknown;
  const both = blend(a, b);
  return both === 0 ? clash : both;
}

/** Half Dice, half overlap: few words against many are not punished for what they leave out. */
function blend(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const other = new Set(b);
  const common = a.filter((one) => other.has(one)).length;
  return common / (a.length + b.length) + common / (2 * Math.min(a.length, b.length));
}

/** Both number the same kind of thing, and no number is common. */
function marksClash(a: Features['marks'], b: Features['marks']): boolean {
  return [...new Set(a.map(({ of }) => of))].some((of) => {
    const [mine, theirs] = [a, b].map((marks) => marks.filter((mark) => mark.of === of).map(({ is }) => is)) as [
      string[],
      string[],
    ];
    return theirs.length > 0 && !mine.some((is) => theirs.includes(is));
  });
}
