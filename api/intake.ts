import { districtsAt, type Facts } from '#domain';
import type { InsertedIntake, NewIntake, PhotoOwner, StoredIntake } from '#store';
import { confirm } from './commands';
import type { Deps } from './deps';
import { Refusal } from './problem';
import { relapseFor } from './relapse';

/** What every door hands in, in plain words; the store seals what is personal. */
export type Submitted = {
  source: string;
  externalId: string;
  category: string;
  district?: string | undefined;
  street?: string | undefined;
  address?: string | undefined;
  point?: { lat: number; lng: number } | undefined;
  text: string;
  reporter: { name?: string | undefined; phone?: string | undefined };
  anonymous: boolean;
  photos: { hash: string; type: string }[];
  /** What held the photos until now: a person's uploads, or the form they came with. */
  upload?: PhotoOwner | undefined;
  receivedAt?: string | undefined;
  relapseOf?: string | undefined;
  facts?: Facts | undefined;
};

export type TakenIn = { no: string; token: string; created: boolean; receivedAt: string };

/**
 * The one way in, whichever door: insert (unique by source and external id, holding its number) → open the issue → mark it
 * started. Without transactions: whoever dies in between leaves an intake that the sweep starts (DESIGN 9). The same
 * submission again answers the same number. Throws `INVALID_INPUT` for a category or place the city does not know.
 */
export async function takeIn(deps: Deps, submitted: Submitted): Promise<TakenIn> {
  const report = await checked(deps, submitted);
  const intake = report.relapseOf ? report : { ...report, relapseOf: await relapseFor(deps, report) };
  const inserted = await deps.store.intakes.insert(intake);
  // The photos are the intake's from here on.
  if (inserted.created && submitted.upload !== undefined) await deps.store.photos.unlink(hashesOf(submitted), submitted.upload);
  if (inserted.stored.state === 'inserted') await start(deps, inserted.stored);
  return { no: inserted.no, token: inserted.token, created: inserted.created, receivedAt: receivedAt(inserted) };
}

const hashesOf = ({ photos }: Submitted): string[] => photos.map(({ hash }) => hash);

const receivedAt = (inserted: InsertedIntake): string => inserted.stored.intake.receivedAt;

async function start(deps: Deps, stored: StoredIntake): Promise<void> {
  const head = await deps.desk.open(stored);
  if (head) await confirm(deps, stored.no, head);
  await deps.store.intakes.markStarted(stored.no, deps.clock.realNow());
}

async function checked(deps: Deps, submitted: Submitted): Promise<NewIntake> {
  const { categories, districts, streets, borders } = (await deps.store.settings.get()).document;
  const street = streets.find(({ code }) => code === submitted.street);
  const district = submitted.district ?? street?.district;
  const unknown = [
    ...(categories.some(({ key }) => key === submitted.category) ? [] : ['category']),
    ...(submitted.street === undefined || street ? [] : ['street']),
    ...(district === undefined || districts.some(({ code }) => code === district) ? [] : ['district']),
    ...(street && street.district !== district ? ['street'] : []),
  ];
  if (unknown.length > 0)
    throw new Refusal('INVALID_INPUT', { fields: unknown.map((path) => ({ path: `body.${path}`, message: 'unknown' })) });
  const keywords = wordsIn(submitted.text, categories);
  const near = districtsAt(submitted.point ?? null, borders).map((one) => one.district);
  const border = near.length === 0 ? {} : { border: near };
  return intakeOf(deps, { ...submitted, facts: { keywords, ...border, ...submitted.facts } }, district ?? null);
}

/** The city's own words that the text contains: texts are sealed from here on, and tables read only these. */
function wordsIn(text: string, categories: readonly { keywords: readonly string[] }[]): string[] {
  const plain = text.toLowerCase();
  return [...new Set(categories.flatMap(({ keywords }) => keywords))].filter((word) => plain.includes(word.toLowerCase()));
}

function intakeOf(deps: Deps, submitted: Submitted, district: string | null): NewIntake {
  const { source, externalId, category, street, address, point, text, reporter, anonymous, photos, relapseOf, facts } = submitted;
  const now = deps.clock.now();
  const { name, phone } = reporter;
  return {
    source,
    externalId,
    // A submission cannot come from the future: clocks and numbers run from its receipt.
    receivedAt: submitted.receivedAt !== undefined && submitted.receivedAt < now ? submitted.receivedAt : now,
    category,
    district,
    street: street ?? null,
    point: point ?? null,
    anonymous,
    channel: phone === undefined ? 'page' : 'sms',
    reporter: { ...(name === undefined ? {} : { name }), ...(phone === undefined ? {} : { phone }) },
    ...(address === undefined ? {} : { address }),
    text,
    photos,
    ...(facts === undefined ? {} : { facts }),
    relapseOf: relapseOf ?? null,
  };
}

/** How long an intake may lie unstarted before the sweep takes it, in real milliseconds (DESIGN 9). */
const unstartedMs = 30_000;

/** Starts what a crash left between insert and start. Safe to run beside everything else; answers how many it started. */
export async function startUnstarted(deps: Pick<Deps, 'store' | 'desk' | 'clock' | 'log'>): Promise<number> {
  const waiting = await deps.store.intakes.unstartedOlderThan(unstartedMs, deps.clock.realNow());
  let started = 0;
  for (const stored of waiting) {
    try {
      await start(deps as Deps, stored);
      started += 1;
    } catch (error) {
      deps.log.warn({ no: stored.no, err: error }, 'intake still unstarted');
    }
  }
  return started;
}
