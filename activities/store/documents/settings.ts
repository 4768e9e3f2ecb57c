import { z } from 'zod';
import {
  bordersSchema,
  kpiRulesSchema,
  shippedKpiRules,
  shippedSimilar,
  similarSettingsSchema,
  yearProfileSchema,
} from '#domain';
import { isDuplicate, type Collections, type Doc } from '../collections';
import { StoreError } from '../errors';
import { parsed } from '../parsed';
import { mapMarked } from '../sealing/fields';
import type { MasterKey } from '../sealing/master-key';

/** Lies wrapped by the master key; whoever reads the database cannot sign in our name. */
const secretText = (min: number) => z.string().min(min).meta({ secret: true });
const gatewaySchema = z.object({ url: z.url(), secret: secretText(1) });
const nameSchema = z.object({ zh: z.string().min(1), en: z.string().min(1) });
const namedSchema = z.object({ key: z.string().min(1), name: nameSchema });

/** What a city decides about the desk itself: data, changed without a restart. */
export const citySettingsSchema = z.object({
  city: z.string().min(1),
  name: z.object({ zh: z.string().min(1), en: z.string().min(1) }),
  zone: z.string().min(1),
  /** The letters before the year in every number, e.g. `GY`. */
  prefix: z.string().regex(/^[A-Z]{1,6}$/),
  photos: z.object({
    /** How many go with one report. */
    maxCount: z.int().positive().optional(),
    maxBytes: z.int().positive(),
    maxPixels: z.int().positive(),
    maxSide: z.int().positive(),
    thumbnailSide: z.int().positive(),
    quality: z.int().min(1).max(100),
  }),
  delivery: z.object({
    firstDelayMs: z.int().positive(),
    factor: z.number().min(1),
    maxDelayMs: z.int().positive(),
    /** After this long a message is given up and listed for a person to retry. */
    giveUpAfterMs: z.int().positive(),
    timeoutMs: z.int().positive(),
  }),
  /** Where text messages and calls go; without one they stay on the page and say so. */
  gateways: z.object({ sms: gatewaySchema.optional(), voice: gatewaySchema.optional() }),
  /** What residents choose from; Open311 offers the same list as its services. */
  categories: z
    .array(
      namedSchema.extend({
        description: nameSchema.optional(),
        group: nameSchema.optional(),
        keywords: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  districts: z.array(z.object({ code: z.string().regex(/^\d{6}$/), name: nameSchema })).default([]),
  streets: z
    .array(z.object({ code: z.string().regex(/^\d{9}$/), district: z.string().regex(/^\d{6}$/), name: nameSchema }))
    .default([]),
  /** Where intakes come from. One with a secret (`whsec_…`) may send signed webhooks to `/api/intakes/{key}`. */
  sources: z.array(namedSchema.extend({ secret: secretText(1).optional() })).default([]),
  /** What the channels are called by which stories leave: `site` is the desk's own, each other one an endpoint of that id. */
  channels: z.array(namedSchema).optional(),
  /** Clients of Open311: the name of the source their requests are listed under. */
  open311: z
    .object({
      jurisdiction: z.string().optional(),
      keys: z.array(z.object({ key: secretText(16), source: z.string().min(1) })),
    })
    .default({ keys: [] }),
  emergencyNumbers: z.array(z.string()).default([]),
  /** How long a signed webhook's timestamp may lie from now, how often a sign-in or a public form may be tried. */
  limits: z
    .object({
      webhookToleranceMs: z.int().positive(),
      signInTries: z.object({ max: z.int().positive(), windowMs: z.int().positive() }),
      publicForms: z.object({ max: z.int().positive(), windowMs: z.int().positive() }),
      sessionMs: z.int().positive(),
    })
    .optional(),
  /** What looks after issues again and again, in real milliseconds. A document older than this field gets the shipped figures. */
  sweeps: z
    .object({
      stuck: z.object({
        /** How often the stuck sweep runs: each run costs the server some 11 events. */
        everyMs: z.int().min(1_000),
        /** How long a planned instant may be past before its issue counts as stuck (DESIGN 9). */
        pastByMs: z.int().positive(),
      }),
    })
    .default({ stuck: { everyMs: 300_000, pastByMs: 60_000 } }),
  /** Who else has a draft open: how often a page says that it is there, and when a silent one counts as gone; real milliseconds. */
  presence: z
    .object({ againInMs: z.int().min(1_000), goneAfterMs: z.int().positive() })
    .default({ againInMs: 10_000, goneAfterMs: 30_000 }),
  /** How similar issues are found, and what makes a theme (DOMAIN 4 #16–18). A city without its own gets the shipped ones. */
  similar: similarSettingsSchema.default(shippedSimilar),
  /** Where districts meet: asked first there, or given to both with one lead (DOMAIN 4 #45). Without lines nothing is near. */
  borders: bordersSchema.default({ metres: 50, lines: [] }),
  /** The numbers of the figures (DOMAIN 3). A document older than this field gets the shipped ones. */
  kpi: kpiRulesSchema.default(shippedKpiRules),
  /** Who reports what and how people work, for back-tests over a generated year. A city without it has real issues alone. */
  year: yearProfileSchema.optional(),
  /** How many back-tests are kept for each flow, and how many issues and threads one may take. */
  backTests: z
    .object({
      keep: z.int().positive(),
      mostIssues: z.object({ decisions: z.int().positive(), journeys: z.int().positive() }),
      threads: z.int().positive(),
    })
    .default({ keep: 20, mostIssues: { decisions: 100_000, journeys: 20_000 }, threads: 2 }),
  /** Desk time of this data folder: an affine map of the wall's (DESIGN 9); absent means the wall's own. */
  clock: z.object({ realEpoch: z.iso.datetime(), deskEpoch: z.iso.datetime(), speed: z.number().positive() }).optional(),
});
export type CitySettings = z.infer<typeof citySettingsSchema>;

export type Settings = {
  get(): Promise<{ revision: number; document: CitySettings }>;
  save(
    document: CitySettings,
    revision: number,
  ): Promise<{ ok: true; revision: number } | { ok: false; code: 'REVISION_CONFLICT'; revision: number }>;
};

type SettingsDoc = Doc & { revision: number; document: unknown };
const only = 'city';

/** `NO_CITY` until a city was loaded: there are no settings in code. */
export function createSettings(collections: Collections, master: MasterKey): Settings {
  const docs = collections.of<SettingsDoc>('settings');
  const about = 'settings:city';
  const wrapped = (document: CitySettings) =>
    mapMarked(citySettingsSchema, 'secret', document, (secret) => Promise.resolve(master.wrap(Buffer.from(secret), about)));
  const unwrapped = (document: unknown) =>
    mapMarked(citySettingsSchema, 'secret', document, (text) => Promise.resolve(master.unwrap(text, about).toString('utf8')));
  let known: { revision: number; document: CitySettings } | null = null;
  const get = async () => {
    // Read and parsed once a revision: every intake asks for its number's prefix.
    const now = await docs.findOne({ _id: only }, { projection: { revision: 1 } });
    if (now !== null && known?.revision === now.revision) return known;
    const doc = await docs.findOne({ _id: only });
    if (doc === null) throw new StoreError('NO_CITY', 'settings/city: no city was loaded into this database');
    known = { revision: doc.revision, document: parsed(citySettingsSchema, await unwrapped(doc.document), 'settings/city') };
    return known;
  };
  const put = async (doc: SettingsDoc, revision: number) => {
    if (revision > 0) return (await docs.replaceOne({ _id: only, revision }, doc)).matchedCount === 1;
    return docs.insertOne(doc).then(
      () => true,
      (error: unknown) => {
        if (isDuplicate(error)) return false;
        throw error;
      },
    );
  };
  return {
    get,
    save: async (given, revision) => {
      const document = parsed(citySettingsSchema, given, 'settings/city');
      const next = revision + 1;
      if (await put({ _id: only, revision: next, document: await wrapped(document) }, revision))
        return { ok: true, revision: next };
      return { ok: false, code: 'REVISION_CONFLICT', revision: (await get()).revision };
    },
  };
}
