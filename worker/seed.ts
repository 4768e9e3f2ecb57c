import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compileRelease, seedEdition } from '#domain';
import { openStore, type Store } from '#store';
import { hashPassword, oneTimePassword } from '../api/passwords';
import { type CityPack, firstContent, readPack } from './city-pack';
import { readEnvironment, type Environment } from './environment';
import { pickText, refusedExit, ServerProblem } from './servers';

/**
 * Loads the sample city into an empty database: settings, directory, documents, calendar days and a first release. Every part is
 * written only where it is missing, so a seed that was cut short goes on where it stopped.
 */

/** The years that `chinese-days` covers (DOMAIN 7). */
const seededYears = { from: 2004, to: 2026 };

async function main(): Promise<void> {
  const env = readEnvironment(process.env);
  const store = await openStore({
    uri: env.MONGODB_URI,
    dataFolder: env.LIANGXIN_DATA,
    ...(env.LIANGXIN_MASTER_KEY ? { masterKey: env.LIANGXIN_MASTER_KEY } : {}),
  });
  try {
    await store.ensureIndexes();
    await seed(store, env);
  } finally {
    await store.close();
  }
}

async function seed(store: Store, env: Environment): Promise<void> {
  const pack = readPack(env.LIANGXIN_CITY);
  const known = await store.settings.get().catch(() => null);
  if (known) {
    await keepSpeed(store, known.document.clock?.speed ?? 1, env.LIANGXIN_SPEED);
    await addYear(store, pack);
  } else await firstSeed(store, env, pack);
  await release(store, pack);
}

/** A city that was loaded before its year went with the settings gets it now, so that drafts can be tested over one. */
async function addYear(store: Store, { settings: { year } }: CityPack): Promise<void> {
  const { revision, document } = await store.settings.get();
  if (year && !document.year) await store.settings.save({ ...document, year }, revision);
}

/** A data folder keeps its speed: open issues and pieces hold the map from real to desk time they began with (DESIGN 9). */
async function keepSpeed(store: Store, kept: number, wanted: number): Promise<void> {
  if (kept === wanted) return;
  if (await anythingOpen(store)) throw speedRefused(kept, wanted);
  const { revision, document } = await store.settings.get();
  await store.settings.save({ ...document, clock: clockFrom(wanted) }, revision);
}

/** Intakes whose issue is not in the lists yet count too: their workflows may have begun. */
async function anythingOpen(store: Store): Promise<boolean> {
  if ((await store.issues.count({ final: false })) > 0) return true;
  if ((await store.pieces.list({ final: false }, { limit: 1 })).items.length > 0) return true;
  const { items } = await store.intakes.list({}, { limit: 1 });
  return items[0] !== undefined && (await store.issues.get(items[0].no)) === null;
}

const speedRefused = (kept: number, wanted: number): ServerProblem =>
  new ServerProblem('SPEED_REFUSED', {
    zh: `数据目录中未办结的诉求件以 LIANGXIN_SPEED=${kept} 运行，不能改为 ${wanted}：请用 ${kept} 启动，或为 ${wanted} 另用 LIANGXIN_DATA。`,
    en: `The open issues of this data folder run by LIANGXIN_SPEED=${kept}, which cannot become ${wanted}: start with ${kept}, or use another LIANGXIN_DATA for ${wanted}.`,
  });

const clockFrom = (speed: number) => {
  const now = new Date().toISOString();
  return { realEpoch: now, deskEpoch: now, speed };
};

async function firstSeed(store: Store, env: Environment, pack: CityPack): Promise<void> {
  say(`样例城市 sample city ${env.LIANGXIN_CITY}`);
  await store.directory.saveUnits(pack.units);
  await store.directory.savePeople(pack.people);
  say(`  ${pack.units.length} 个单位 units, ${pack.people.length} 人 people`);
  for (const hours of pack.hours) {
    if (!(await store.days.latest(hours.id))) await store.days.add(seedEdition(hours.id, seededYears.from, seededYears.to));
  }
  await givePasswords(store, env, pack);
  const sources = await giveSecrets(env, pack);
  await store.settings.save({ ...pack.settings, sources, city: env.LIANGXIN_CITY, clock: clockFrom(env.LIANGXIN_SPEED) }, 0);
}

/** The desk's own doors send no webhooks; every other source gets a secret to sign its own with. */
const ownDoors = new Set(['page', 'desk']);

/** Kept in the data folder for its owner alone, to be handed to the platforms' operators. */
async function giveSecrets(env: Environment, { settings }: CityPack): Promise<CityPack['settings']['sources']> {
  const sources = settings.sources.map((source) =>
    ownDoors.has(source.key) ? source : { ...source, secret: `whsec_${randomBytes(24).toString('base64')}` },
  );
  const lines = sources.flatMap(({ key, secret, name }) =>
    secret === undefined ? [] : `${key.padEnd(12)} ${secret}   ${name.zh}`,
  );
  await writeFile(path.join(env.LIANGXIN_DATA, 'webhook-secrets.txt'), `${lines.join('\n')}\n`, { mode: 0o600 });
  return sources;
}

/** One-time passwords for one person of each role, printed by the start and kept in the data folder for its owner alone. */
async function givePasswords(store: Store, env: Environment, { people, story }: CityPack): Promise<void> {
  const lines: string[] = [];
  for (const person of people.filter((p) => p.active && isShown(p, story))) {
    const password = oneTimePassword();
    await store.directory.setCredentials({
      person: person.id,
      passwordHash: await hashPassword(password),
      oneTime: true,
      changedAt: new Date().toISOString(),
    });
    lines.push(`${person.id.padEnd(24)} ${password}   ${person.roles.join(', ')}  ${person.name}`);
  }
  await writeFile(path.join(env.LIANGXIN_DATA, 'passwords.txt'), `${lines.join('\n')}\n`, { mode: 0o600 });
}

/** Everybody of the desk, and the people of the units in the city's story; an administrator gives others theirs. */
const isShown = ({ unit }: CityPack['people'][number], story: readonly string[]): boolean =>
  unit === null || story.includes(unit);

async function release(store: Store, pack: CityPack): Promise<void> {
  const city = pack.settings.city;
  if (await store.releases.current(city)) return;
  const content = firstContent(pack);
  const compiled = compileRelease(content);
  if (!compiled.ok) throw new Error(compiled.problems.map((p) => `${p.code} ${p.node ?? ''} ${p.message.en}`).join('\n'));
  await saveDrafts(store, pack);
  await store.releases.publish(content, {
    author: 'rule.author1',
    approver: 'rule.approver1',
    at: new Date().toISOString(),
    note: '样例城市 · sample city',
  });
  say(`  流程 flow ${pack.flow.id}: ${pack.flow.nodes.length} 节点 nodes, ${pack.decisions.length} 决策表 tables`);
}

async function saveDrafts(store: Store, { flow, subflows, decisions, policy, hours }: CityPack): Promise<void> {
  const by = { person: 'rule.author1', at: new Date().toISOString() };
  for (const one of [flow, ...subflows]) await store.flows.save(one.id, one, 0, by);
  for (const decision of decisions) await store.tables.save(decision.id, decision, 0, by);
  await store.policies.save(policy.id, policy, 0, by);
  for (const one of hours) await store.calendars.save(one.id, one, 0, by);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

main().catch((error: unknown) => {
  const refused = error instanceof ServerProblem;
  const reason = refused ? pickText(error.text) : error instanceof Error ? error.message : String(error);
  process.stderr.write(`${reason}\n`);
  process.exit(refused ? refusedExit : 1);
});
