import { parseArgs } from 'node:util';
import { createConnection } from 'mongoose';
import { featureReader, shippedSimilar } from '#domain';
import { openStore } from '#store';
import type { ProjectedIssue } from '../../activities/store/projection';
import { masterKey } from '../../activities/store/sealing/master-key';
import { bucketsOf } from '../../activities/store/similar/buckets';
import type { BucketDoc, PrintDoc } from '../../activities/store/similar/candidates';
import { createHashing } from '../../activities/store/similar/hashing';
import { aView, someSettings } from '../store/support';
import { startMongo, temporaryFolder } from '../support/servers';
import { pairsOf } from '../support/similar-pairs';
import { quantile } from './stats';

/**
 * `npx tsx test/bench/similar-lookup.ts [--issues 100000]`: fills a database with so many issues of the last two years and asks what
 * is like an arriving one. Texts are those of the labelled pairs, places and times are spread as a city's are: half in a twentieth
 * of its area.
 */
const { values } = parseArgs({
  options: { issues: { type: 'string', default: '100000' }, asks: { type: 'string', default: '300' } },
});
const [issues, asks] = [Number(values.issues), Number(values.asks)];
const days = 730;
const began = Date.UTC(2024, 5, 1);
const batch = 500;

/** The same numbers each time. */
function chance(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

async function main(): Promise<void> {
  const mongo = await startMongo();
  const folder = temporaryFolder();
  const store = await openStore({ uri: mongo.uri, dataFolder: folder });
  const raw = await createConnection(mongo.uri).asPromise();
  try {
    await store.ensureIndexes();
    await store.settings.save(someSettings, 0);
    const random = chance(7);
    const texts = [...pairsOf('tuning'), ...pairsOf('unseen')].flatMap(({ known, arriving }) => [known, arriving]);
    const one = (at: number) => {
      const { text, category, street, district } = texts[Math.floor(random() * texts.length)]!;
      const [centre, width] = random() < 0.5 ? [{ lat: 26.575, lng: 106.705 }, 0.08] : [{ lat: 26.6, lng: 106.7 }, 0.35];
      const point = { lat: centre.lat + (random() - 0.5) * width, lng: centre.lng + (random() - 0.5) * width };
      const phone = `139${String(Math.floor(random() * 60_000)).padStart(8, '0')}`;
      const given = { category, street: random() < 0.7 ? street : null, district, point: random() < 0.8 ? point : null };
      return { ...given, text: `${text}${Math.floor(random() * 40)}号`, reporter: { phone }, at: new Date(at).toISOString() };
    };
    const rows = raw.collection<ProjectedIssue>('issues');
    const [prints, buckets] = [raw.collection<PrintDoc>('prints'), raw.collection<BucketDoc>('printBuckets')];
    const [hashing, read] = [createHashing(await masterKey(folder)), featureReader(shippedSimilar)];
    const homes = new Map<string, BucketDoc & { cap: number }>();
    for (let from = 0; from < issues; from += batch) {
      const numbers = Array.from({ length: Math.min(batch, issues - from) }, (_, n) => from + n);
      const docs = numbers.map((n) => {
        const { text, reporter, ...placed } = one(began + (n / issues) * days * 86_400_000);
        const print = { ...placed, ...hashing.fingerprint(read, { text, reporter }) };
        return { _id: `GY-2026-${String(n).padStart(6, '0')}`, ...print };
      });
      const written = docs.map((doc) => {
        const found = bucketsOf(doc);
        const { _id: no, category, district, street, point, at } = doc;
        for (const { id, cap } of found) {
          const home = homes.get(id) ?? { _id: id, entries: [], cap };
          home.entries.push({ no, category, district, street, point, at });
          homes.set(id, home);
        }
        return { ...doc, buckets: found.map(({ id }) => id) };
      });
      await prints.insertMany(written);
      await rows.insertMany(
        docs.map(({ _id, at, category, district, street }) => {
          const closedAt = random() < 0.8 ? at : null;
          const stage = closedAt === null ? ('HANDLING' as const) : ('CLOSED' as const);
          const view = aView(_id, { openedAt: at, category, district, street, closedAt, stage });
          return { _id, seq: 1, hash: '', openedAt: at, dueKey: at, view, state: '{}' };
        }),
      );
      if ((from / batch) % 20 === 19) process.stdout.write(`\r${from + batch} issues`);
    }
    const made = [...homes.values()].map(({ cap, entries, _id }) => ({ _id, entries: entries.slice(-cap) }));
    for (let from = 0; from < made.length; from += batch) await buckets.insertMany(made.slice(from, from + batch));
    process.stdout.write(`\r${issues} issues, ${made.length} buckets\n`);
    const [times, puts]: [number[], number[]] = [[], []];
    let shown = 0;
    for (let n = 0; n < asks; n += 1) {
      const no = `ASK-${n}`;
      const intake = one(began + days * 86_400_000);
      const writing = performance.now();
      await store.similar.put(no, intake);
      puts.push(performance.now() - writing);
      const from = performance.now();
      const { items } = await store.similar.of({ no, category: intake.category, intakes: [no], byPerson: true });
      times.push(performance.now() - from);
      shown += items.length;
    }
    const at = (share: number, of = times): string => `${quantile(of, share).toFixed(1)} ms`;
    process.stdout.write(`${asks} written: p50 ${at(0.5, puts)}, p99 ${at(0.99, puts)}\n`);
    process.stdout.write(
      `${asks} lookups: p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, most ${at(1)}; ${(shown / asks).toFixed(1)} shown\n`,
    );
  } finally {
    await raw.close();
    await store.close();
    await mongo.stop();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
