import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { input, literal, model, table } from '../domain/rules/dmn/model';

const root = path.resolve(__dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'decide-'));

const file = (name: string, content: string | Buffer): string => {
  const at = path.join(folder, name);
  writeFileSync(at, content);
  return at;
};

function run(script: string, ...args: string[]) {
  const done = spawnSync(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, LIANGXIN_LANG: 'en', INIT_CWD: folder },
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

const decide = (...args: string[]) => run('worker/decide.ts', ...args);
const lines = (out: string): unknown[] =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

const fee = model(
  input('age', 'number') +
    input('on', 'date') +
    table('Fee', 'hitPolicy="FIRST"', { age: 'number' }, '<output id="o"/>', [
      [['< 7'], ['0']],
      [['-'], ['12.5']],
    ]) +
    literal('Next day', 'on + duration("P1D")', ['on']),
);
file('fee.dmn', fee);

describe('npm run decide', () => {
  it('prints one line: the value and the rules that matched', () => {
    const asked = decide('--dmn', 'fee.dmn', '--decision', 'Fee', '--facts', '{"age": 40}');
    expect([asked.code, asked.out]).toEqual([0, '{"value":12.5,"matched":[2]}\n']);
    const day = decide('--dmn', 'fee.dmn', '--decision', 'Next day', '--facts', '{"on": "2026-02-28"}');
    expect(lines(day.out)).toEqual([{ value: '2026-03-01', matched: [] }]);
  });

  it('answers a batch line by line, in order, whatever is wrong with a line', () => {
    file('torn.dmn', '<definitions');
    // é in Latin-1 is no UTF-8.
    file('latin.dmn', Buffer.from(fee.replace('name="m"', 'name="\u00e9"'), 'latin1'));
    const batch = file(
      'batch.jsonl',
      [
        '{"dmn": "fee.dmn", "decision": "Fee", "facts": {"age": 6}}',
        'not json',
        '{"dmn": "none.dmn", "decision": "Fee", "facts": {}}',
        '{"dmn": "torn.dmn", "decision": "Fee"}',
        '{"dmn": "latin.dmn", "decision": "Fee"}',
        '{"dmn": "fee.dmn", "decision": "Nothing"}',
        '{"dmn": "fee.dmn", "decision": "Fee", "facts": [1]}',
        '{"dmn": "fee.dmn", "decision": "Fee"}',
      ].join('\r\n'),
    );
    const answered = decide('--batch', batch);
    const codes = lines(answered.out).map((answer) => {
      const { error, value } = answer as { error?: { code: string }; value?: unknown };
      return error?.code ?? value;
    });
    expect(codes).toEqual([0, 'INVALID_LINE', 'DMN_FILE', 'DMN_XML', 'DMN_ENCODING', 'DMN_NO_DECISION', 'INVALID_LINE', 12.5]);
    expect(answered.code).toBe(0);
  });

  it('says how it is used, and fails, when it is asked in another way', () => {
    for (const args of [
      ['--dmn', 'fee.dmn'],
      ['--table', 't', '--release', 'x'],
    ]) {
      const asked = decide(...args);
      expect([asked.code, lines(asked.out)]).toEqual([1, [{ error: { code: 'USAGE', message: expect.any(String) as string } }]]);
    }
    const facts = decide('--dmn', 'fee.dmn', '--decision', 'Fee', '--facts', '{');
    expect(lines(facts.out)).toMatchObject([{ error: { code: 'INVALID_FACTS' } }]);
  });
});

describe('npm run tck', () => {
  const suite = (expected: string, decision = 'Fee') =>
    `<tc:testCases xmlns:tc="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
      <tc:modelName>fee.dmn</tc:modelName>
      <tc:testCase id="1"><tc:inputNode name="age"><tc:value xsi:type="xsd:decimal">6</tc:value></tc:inputNode>
        <tc:resultNode name="${decision}" type="decision"><tc:expected><tc:value xsi:type="xsd:decimal">${expected}</tc:value></tc:expected></tc:resultNode></tc:testCase>
    </tc:testCases>`;

  it('counts what passes, and fails when a case does', () => {
    file('good-test-01.xml', suite('0.000'));
    const good = run('test/conformance/tck.ts', folder);
    expect([good.code, good.out]).toEqual([0, expect.stringMatching(/: 1 run, 1 passed, 0 failed, 0 not applicable\n$/)]);
    file('bad-test-02.xml', suite('1'));
    const bad = run('test/conformance/tck.ts', folder);
    expect(bad.code).toBe(1);
    expect(bad.out).toMatch(/failed .*Fee: expected 1, got 0\n/);
    expect(bad.out).toMatch(/2 run, 1 passed, 1 failed/);
  });
});
