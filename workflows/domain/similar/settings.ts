import { z } from 'zod';
import { keySchema } from '../text';
import shipped from './shipped.json';

/**
 * What a city decides about similar issues (DOMAIN 4 #16–18, 44, 45): numbers and words, no code. Lengths in metres, days, hours;
 * shares between 0 and 1.
 */
const share = z.number().min(0).max(1);
const metres = z.number().positive();
const days = z.number().positive();

const reachSchema = z.object({
  /** At this distance, and after so many days, half is left of closeness. */
  radiusM: metres,
  days,
  /** What is left of closeness anywhere in the city: high where one doer works in many places. */
  far: share.optional(),
  /** Categories under which the same matter is often filed, each with its closeness. */
  related: z.record(keySchema, share).default({}),
});

const wordsSchema = z.object({
  key: keySchema,
  /** What it is about, what is wrong with it, or what the writer wants to know. */
  kind: z.enum(['object', 'fault', 'intent']),
  /** Words for one and the same, parted by spaces: other wordings, dialect. */
  words: z.string().min(1),
});

export const similarSettingsSchema = z.object({
  /** A candidate with this score or more is suggested. */
  threshold: share,
  /** So many are shown, best first. */
  shown: z.int().min(1).max(50),
  /** Whether closed issues are shown too that are no relapse (DOMAIN 4 #16: open ones by default). */
  showClosed: z.boolean(),
  /** The exponents of the four factors. */
  weights: z.object({
    category: z.number().min(0),
    distance: z.number().min(0),
    time: z.number().min(0),
    text: z.number().min(0),
  }),
  /** Closeness of place where a point is missing: same street, same district, nothing known, other district. */
  unknownPlace: z.object({ street: share, district: share, none: share, apart: share }),
  far: share,
  /** Closeness of categories that are neither equal nor related. */
  otherCategory: share,
  text: z.object({
    object: share,
    fault: share,
    gram: share,
    /** Closeness of objects or faults where one text names none. */
    unknown: share,
    /** What is left where both name some and share none. */
    clash: share,
    /** What is left where both name a building, a line, a part and not the same. */
    markClash: share,
    /** What is left where one asks how things are done and the other does not. */
    intentClash: share,
    /** This share of common character pairs counts as all. */
    gramFull: share.refine((value) => value > 0),
  }),
  standard: reachSchema,
  categories: z.record(keySchema, reachSchema),
  /** One resident: what is proposed together, and from which submission on one matter is marked as repeated. */
  resident: z.object({
    withinHours: z.number().positive(),
    text: share,
    repeats: z.object({ max: z.int().positive(), days }),
  }),
  relapse: z.object({ days, metres }),
  /** What lookups need, and no longer, is kept of texts: after so many days fingerprints are dropped. */
  keepDays: days,
  themes: z.object({
    reporters: z.int().min(2),
    districts: z.int().min(2),
    days,
    /** How close two texts of one theme are. */
    text: share,
    /** How often it is looked for, in real milliseconds. */
    everyMs: z.int().min(1_000),
  }),
  lexicon: z.object({
    /** Words that say nothing about the matter, parted by spaces. */
    common: z.string(),
    matters: z.array(wordsSchema),
  }),
});
export type SimilarSettings = z.infer<typeof similarSettingsSchema>;
export type Reach = z.infer<typeof reachSchema>;

/** The figures and words a city gets that has none of its own (chosen on the tuning half of `test/fixtures/similar`). */
export const shippedSimilar: SimilarSettings = similarSettingsSchema.parse(shipped);

export const reachOf = (settings: SimilarSettings, category: string | null): Reach =>
  (category === null ? undefined : settings.categories[category]) ?? settings.standard;
