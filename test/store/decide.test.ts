import { spawn } from 'node:child_process';
import path from 'node:path';
import type { DecisionTable, ReleaseContent } from '#domain';
import { releaseOf } from '../domain/flow/city';
import { someSettings, testDatabase, type TestDatabase } from './support';

let database: TestDatabase;
const table: DecisionTable = {
  ...{ kind: 'table', id: 'limits', name: { zh: '时限', en: 'limits' }, hitPolicy: 'F' },
  inputs: [{ id: 'grade', label: { zh: '级', en: 'grade' }, expression: 'grade', type: 'string' }],
  outputs: [{ id: 'days', label: { zh: '天', en: 'days' }, type: 'number' }],
  rules: [
    { id: 'r1', when: ['"A"'], then: ['1'] },
    { id: 'r2', when: ['-'], then: ['5'] },
  ],
};

beforeAll(async () => {
  database = await testDatabase();
  const store = await database.open();
  await store.ensureIndexes();
  await store.settings.save(someSettings, 0);
  const { number: _number, format: _format, ...content } = releaseOf('gy-base') as unknown as ReleaseContent;
  const signed = { author: 'a', approver: 'b', at: '2026-05-06T01:00:00.000Z', note: '' };
  await store.releases.publish({ ...content, city: someSettings.city, decisions: [table] }, signed);
}, 180_000);
afterAll(() => database.stop());

/** The script as it is called, with the store in its environment. */
function decide(...args: string[]): Promise<unknown> {
  const root = path.resolve(__dirname, '../..');
  const env = { ...process.env, MONGODB_URI: database.uri, LIANGXIN_DATA: database.folder, LIANGXIN_LANG: 'en' };
  const run = spawn(process.execPath, ['--import', 'tsx', 'worker/decide.ts', ...args], { cwd: root, env });
  let out = '';
  run.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  return new Promise((resolve) => run.on('close', () => resolve(JSON.parse(out))));
}

describe('npm run decide on what is published', () => {
  it('answers by a table of a release, and says when there is none', async () => {
    const asked = (name: string, release: string) => decide('--table', name, '--release', release, '--facts', '{"grade": "B"}');
    expect(await asked('limits', '1')).toEqual({ value: { days: 5 }, matched: [2] });
    expect(await asked('limits', '2')).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect(await asked('other', '1')).toMatchObject({ error: { code: 'NOT_FOUND' } });
  }, 60_000);
});
