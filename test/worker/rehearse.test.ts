import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'rehearse-'));

const file = (name: string, content: string): string => {
  const at = path.join(folder, name);
  writeFileSync(at, content);
  return at;
};

type Report = {
  file: string;
  id: string | null;
  outcome: string;
  faults: { path: string; message: string }[];
  issues: unknown[];
};

function rehearse(...args: string[]) {
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'worker/rehearse.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, LIANGXIN_LANG: 'en' },
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

const reportsOf = (out: string): Report[] => JSON.parse(out) as Report[];

describe('npm run rehearse', () => {
  const good = file(
    'good.json',
    JSON.stringify({ start: '2026-11-23T09:00', intake: { unit: 'U1' }, expect: { state: 'HANDLING' } }),
  );
  const failing = file(
    'failing.json',
    JSON.stringify({ start: '2026-11-23T09:00', intake: { unit: 'U1' }, expect: { state: 'CLOSED' } }),
  );
  const broken = file('broken.json', '{\n  "id": "x",\n  "start" "2026-11-23T09:00"\n}');
  mkdirSync(path.join(folder, 'empty'));

  it('answers one list of reports for whatever it was given, and the worst of them by its exit code', () => {
    const { code, out, err } = rehearse(
      '--json',
      good,
      failing,
      broken,
      path.join(folder, 'empty'),
      path.join(folder, 'nowhere'),
    );
    const reports = reportsOf(out);
    expect(reports.map(({ outcome }) => outcome)).toEqual(['ok', 'failed', 'wrong', 'wrong', 'wrong']);
    expect(reports[0]?.id).toBe('good');
    expect(reports[0]?.issues).toMatchObject([{ alias: 'issue', state: 'HANDLING', assignments: [{ unit: 'U1' }] }]);
    expect(reports[2]?.faults[0]?.message).toContain('line 3, column 11');
    expect(reports.slice(3).map(({ faults }) => faults[0]?.message)).toEqual([
      'there is no .json file in this folder',
      'there is no such file or folder',
    ]);
    expect([code, err]).toEqual([2, '']);
  });

  it('says a failed expectation as wanted and found, and exits with 1', () => {
    const { code, out } = rehearse(failing);
    expect(out).toContain('expect.state\n      - CLOSED\n      + HANDLING');
    expect(code).toBe(1);
  });

  it('keeps to JSON when the arguments make no sense', () => {
    const none = rehearse('--json');
    expect([none.code, reportsOf(none.out)[0]?.faults[0]?.message]).toEqual([2, 'name files or folders']);
    const flag = rehearse('--jsn', good);
    expect([flag.code, flag.out.includes('there is no such option')]).toEqual([2, true]);
  });
});
