import { createHash } from 'node:crypto';
import { type Placed, reachOf, type SimilarSettings } from '#domain';
import type { Fingerprint } from './hashing';

/**
 * Where a fingerprint is found again. A bucket is one document of numbers under a name that asker and asked both make, so that a
 * lookup is a handful of reads by `_id`, on the fallback server too, which has no other index. Names hold hashes and codes only.
 */
export type Bucket = { id: string; cap: number };

/** A side of some 330 m: three by three cells reach further than most radii; what reaches further is found by its matter. */
const cellDegrees = 0.003;
const periodDays = 30;
const dayMs = 86_400_000;
/** The newest so many stay; a matter with more is shown by its newest. */
const caps = { place: 400, street: 200, matter: 120, person: 40 } as const;
/** So many words of a text open ways to it. */
const waysOfText = 6;

type Entry = Placed & Fingerprint;

const cellOf = (degrees: number): number => Math.floor(degrees / cellDegrees);
const periodOf = (at: string): number => Math.floor(Date.parse(at) / (periodDays * dayMs));

const mattersOf = ({ features }: Fingerprint): string[] => [...features.faults, ...features.objects].slice(0, waysOfText);
/** Without a word of the lexicon a text is found under its district. */
const waysOf = (entry: Entry): string[] => {
  const matters = mattersOf(entry);
  return matters.length > 0 ? matters : [`d.${entry.district ?? ''}`];
};

/** The buckets that hold an entry. */
export function bucketsOf(entry: Entry): Bucket[] {
  const { point, street, category, reporter, address, at } = entry;
  return [
    ...(point === null ? [] : [{ id: `p/${cellOf(point.lat)}/${cellOf(point.lng)}`, cap: caps.place }]),
    ...(street === null ? [] : [{ id: `s/${street}/${category ?? ''}`, cap: caps.street }]),
    ...waysOf(entry).map((way) => ({ id: `t/${category ?? ''}/${periodOf(at)}/${way}`, cap: caps.matter })),
    ...(reporter === null ? [] : [{ id: `r/${reporter}`, cap: caps.person }]),
    ...(address === null ? [] : [{ id: `a/${address}`, cap: caps.person }]),
  ].map(({ id, cap }) => ({ id: short(id), cap }));
}

/** The buckets that may hold what is like an entry; `category` may have been corrected since. */
export function bucketsToRead(entry: Entry, settings: SimilarSettings): string[] {
  const { point, street, category, reporter, address, at } = entry;
  const reach = reachOf(settings, category);
  const near = [-1, 0, 1];
  const categories = [category ?? '', ...Object.keys(reach.related)];
  // Twice the half-life: beyond it a sixteenth of closeness is left.
  const back = Math.ceil((2 * reach.days) / periodDays);
  const periods = Array.from({ length: back + 1 }, (_, n) => periodOf(at) - n).concat(periodOf(at) + 1);
  return [
    ...(point === null ? [] : near.flatMap((y) => near.map((x) => `p/${cellOf(point.lat) + y}/${cellOf(point.lng) + x}`))),
    ...(street === null ? [] : categories.map((one) => `s/${street}/${one}`)),
    ...waysOf(entry).flatMap((way) => periods.map((period) => `t/${category ?? ''}/${period}/${way}`)),
    ...(reporter === null ? [] : [`r/${reporter}`]),
    ...(address === null ? [] : [`a/${address}`]),
  ].map(short);
}

/** A short id of even length: the fallback server compares ids as whole documents. */
const short = (id: string): string => `${id.slice(0, 1)}.${createHash('sha256').update(id).digest('base64url').slice(0, 22)}`;
