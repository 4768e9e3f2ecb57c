import { rmSync } from 'node:fs';
import supertest from 'supertest';
import { type Person, seedEdition } from '#domain';
import { type CitySettings, type Store, openStore } from '#store';
import { buildApp, clockOver, hashPassword } from '../../api';
import type { Deps } from '../../api/deps';
import { type CityFile, firstContent, readPack } from '../../worker/city-pack';
import { cityDocument } from '../support/cities';
import { startMongo, temporaryFolder } from '../support/servers';
import { memoryDesk } from './memory-desk';

export const password = 'correct horse battery';
export const sourceSecret = `whsec_${Buffer.from('a source secret of 24 byte').toString('base64')}`;
export const open311Key = 'open311-key-for-tests';

/** argon2id takes its time on purpose, on two cores beside others more of it. */
jest.setTimeout(30_000);

/** A Monday morning in hours, desk time (2026-11-23 10:00 in Guiyang). */
export const monday = '2026-11-23T02:00:00.000Z';

export type Signed = {
  get(url: string): supertest.Test;
  post(url: string, body?: object, key?: string): supertest.Test;
  put(url: string, body?: object): supertest.Test;
  delete(url: string): supertest.Test;
  agent: ReturnType<typeof supertest.agent>;
  csrf: string;
};

export type Api = {
  store: Store;
  deps: Deps;
  desk: ReturnType<typeof memoryDesk>;
  http: ReturnType<typeof supertest.agent>;
  signIn(account: string): Promise<Signed>;
  /** Moves the desk's clock to an instant. */
  setNow(instant: string): void;
  logged: { fields: object; message: string }[];
  stop(): Promise<void>;
};

/** The api over a real store, with the domain behind the desk's port, and a clock that tests set. */
export async function startApi(more: { city?: string; web?: Deps['web']; settings?: Partial<CitySettings> } = {}): Promise<Api> {
  const city = more.city ?? 'gy-base';
  const mongo = await startMongo();
  const folder = temporaryFolder();
  const store = await openStore({ uri: mongo.uri, dataFolder: folder });
  await store.ensureIndexes();
  await loadCity(store, city, more.settings ?? {});
  let now = monday;
  // Only the desk's clock is set by tests; sessions and signatures live in real time.
  const running = clockOver({ realEpoch: new Date().toISOString(), deskEpoch: monday, speed: 1 });
  const clock = { ...running, now: () => now };
  const desk = memoryDesk(store, city, () => clock.now());
  const logged: Api['logged'] = [];
  const say = (fields: object, message: string) => void logged.push({ fields, message });
  const deps: Deps = {
    ...{ store, desk, clock, pieceDesk: null, city, sessionSecret: 'for tests only', checkResponses: true },
    log: { info: say, warn: say, error: say },
    codecOrigins: ['http://127.0.0.1:8233'],
    ...(more.web ? { web: more.web } : {}),
  };
  const app = await buildApp(deps);
  return {
    ...{ store, deps, desk, logged },
    http: supertest.agent(app.express),
    setNow: (instant) => (now = instant),
    signIn: (account) => signIn(app.express, account),
    stop: async () => {
      app.close();
      await store.close();
      await mongo.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function loadCity(store: Store, city: string, more: Partial<CitySettings>): Promise<void> {
  const pack = readPack(city);
  const base = pack.settings;
  const settings: CitySettings = {
    ...base,
    sources: base.sources.map((source) => (source.key === 'media' ? { ...source, secret: sourceSecret } : source)),
    open311: { ...base.open311, keys: [{ key: open311Key, source: 'shuang' }] },
    ...more,
  };
  await store.settings.save(settings, 0);
  await store.directory.saveUnits(pack.units);
  const staff: Person[] = [
    ...pack.people,
    ...(['ruleAuthor', 'ruleApprover', 'administrator', 'operator', 'calendarKeeper', 'auditor', 'privacyOfficer'] as const).map(
      (role) => ({
        ...{ id: role, name: role, roles: [role], unit: null, district: null, active: true },
      }),
    ),
  ];
  await store.directory.savePeople(staff);
  const passwordHash = await hashPassword(password);
  for (const { id } of staff)
    await store.directory.setCredentials({ person: id, passwordHash, oneTime: false, changedAt: monday });
  const release = await store.releases.publish(firstContent(pack), {
    author: 'ruleAuthor',
    approver: 'ruleApprover',
    at: monday,
    note: '',
  });
  await store.days.add(seedEdition(release.content.policy.calendar, 2024, 2026));
}

async function signIn(app: Parameters<typeof supertest.agent>[0], account: string): Promise<Signed> {
  const agent = supertest.agent(app);
  const answer = await agent.post('/api/session').send({ account, password });
  if (answer.status !== 200) throw new Error(`${account} could not sign in: ${JSON.stringify(answer.body)}`);
  const csrf = (answer.body as { csrfToken: string }).csrfToken;
  return {
    ...{ agent, csrf },
    get: (url) => agent.get(url),
    post: (url, body = {}, key = `key-${Math.floor(performance.now() * 1000)}-${url.length}`) =>
      agent.post(url).set('x-csrf-token', csrf).set('idempotency-key', key).send(body),
    put: (url, body = {}) => agent.put(url).set('x-csrf-token', csrf).send(body),
    delete: (url) => agent.delete(url).set('x-csrf-token', csrf),
  };
}

/** An intake by a clerk; its number. */
export async function givenIssue(api: Api, clerk: Signed, more: object = {}): Promise<string> {
  const answer = await clerk.post('/api/intakes', {
    ...{ source: 'desk', category: 'posters', street: '520103023', text: '普陀路3栋2单元贴满野广告，电话13885012345' },
    ...{ reporter: { name: '张三丰', phone: '13985012345' }, anonymous: false },
    ...more,
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return (answer.body as { no: string }).no;
}

/** Takes an issue by the desk's own steps to handling by its unit. */
export async function routed(api: Api, no: string, facts: object = {}): Promise<void> {
  const [verifier, reviewer] = await Promise.all([api.signIn('verifier1'), api.signIn('reviewer1')]);
  const steps = [
    await verifier.post(`/api/issues/${no}/commands`, { name: 'verify', data: { facts } }),
    await reviewer.post(`/api/issues/${no}/commands`, { name: 'review', data: { grade: 'C' } }),
  ];
  for (const step of steps) if (step.status !== 200) throw new Error(JSON.stringify(step.body));
}

/** A document of the test city, a copy of one's own. */
export const draftOf = (file: CityFile) => JSON.parse(JSON.stringify(cityDocument('gy-base', file)));

/** A first save of a new document. */
export const firstSave = (who: Signed, url: string, body: object): supertest.Test => who.put(url, body).set('if-none-match', '*');

/** Saves the drafts of the test city's flow as an author would, each for the first time. */
export async function saveCityDrafts(author: Signed): Promise<void> {
  const of = (file: CityFile): { id: string }[] => [draftOf(file)].flat();
  const drafts = { flows: of('flow'), tables: of('tables'), policies: of('policy'), calendars: of('calendar') };
  for (const [kind, documents] of Object.entries(drafts))
    for (const one of documents) expect((await firstSave(author, `/api/${kind}/${one.id}`, one)).status).toBe(200);
}
