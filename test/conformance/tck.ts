import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { openDmnFiles } from '../../worker/dmn-files';
import { asFact, readTckFile, type TckCase } from './tck-cases';
import { agrees } from './tck-compare';
import { notApplicable } from './tck-scope';

/**
 * `npm run tck -- FOLDER [--json] [--quiet]`: runs the public DMN conformance suite (github.com/dmn-tck/tck) from a checkout, by the same way as
 * `npm run decide`. FOLDER is the checkout, its `TestCases`, one level or one case. Nothing of the suite is kept here.
 * Exit code 1 when a case fails.
 */
type Outcome = { level: string; suite: string; case: string; result: 'passed' | 'failed' | 'not applicable'; reason?: string };

const files = openDmnFiles();
const NOW = '2026-01-05T09:00:00+08:00';

/** The answer for one result of a case; a service's outputs are those of its call. */
async function asked(model: string, tested: TckCase, name: string): Promise<{ value: unknown; error?: string }> {
  const facts = Object.fromEntries(tested.inputs.map((input) => [input.name, asFact(input.value)]));
  const decided = await files.decide(model, tested.invocable ?? name, facts, NOW);
  if (!decided.ok) return { value: null, error: `${decided.error.code} ${decided.error.message.en}` };
  const { value } = decided;
  const several = tested.kind === 'decisionService' && tested.results.length > 1;
  return {
    value: several && typeof value === 'object' && value !== null && !Array.isArray(value) ? (value[name] ?? null) : value,
  };
}

/** What an answer says against the case: nothing when it agrees. An expected error may be an error or null. */
async function fault(model: string, tested: TckCase): Promise<string | undefined> {
  for (const { name, expected, error } of tested.results) {
    const answer = await asked(model, tested, name);
    if (answer.error !== undefined && !error) return `${name}: ${answer.error}`;
    if (expected !== undefined && !agrees(expected, answer.value))
      return `${name}: expected ${JSON.stringify(asFact(expected))}, got ${JSON.stringify(answer.value)}`;
  }
  return undefined;
}

async function runFile(file: string): Promise<Outcome[]> {
  const folder = path.dirname(file);
  const { model, cases } = readTckFile(readFileSync(file, 'utf8'));
  const dmn = path.join(folder, model);
  const at = { level: path.basename(path.dirname(folder)), suite: path.basename(folder) };
  const outcomes: Outcome[] = [];
  for (const tested of cases) {
    const why = await fault(dmn, tested);
    const outside = why === undefined ? undefined : notApplicable(readFileSync(dmn, 'utf8'), tested);
    const result = why === undefined ? 'passed' : outside === undefined ? 'failed' : 'not applicable';
    outcomes.push({ ...at, case: tested.id, result, ...(why === undefined ? {} : { reason: outside ?? why }) });
  }
  return outcomes;
}

const testFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /-test-[^/]*\.xml$/u.test(name) && !name.includes('non-compliant'))
    .sort()
    .map((name) => path.join(folder, name));

function summary(outcomes: readonly Outcome[]): string[] {
  const levels = [...new Set(outcomes.map(({ level }) => level))];
  const count = (of: readonly Outcome[], result: Outcome['result']) => of.filter((one) => one.result === result).length;
  return levels.map((level) => {
    const of = outcomes.filter((one) => one.level === level);
    return `${level}: ${of.length} run, ${count(of, 'passed')} passed, ${count(of, 'failed')} failed, ${count(of, 'not applicable')} not applicable`;
  });
}

async function main(args: readonly string[]): Promise<number> {
  const [folder] = args.filter((arg) => !arg.startsWith('--'));
  if (folder === undefined || !statSync(folder).isDirectory()) throw new Error('npm run tck -- FOLDER');
  const outcomes: Outcome[] = [];
  for (const file of testFiles(folder)) outcomes.push(...(await runFile(file)));
  const unpassed = outcomes.filter(({ result }) => result !== 'passed');
  if (args.includes('--json')) process.stdout.write(`${JSON.stringify(outcomes, null, 2)}\n`);
  else {
    for (const { suite, case: id, result, reason } of unpassed)
      process.stdout.write(`${result}  ${suite} ${id}  ${reason ?? ''}\n`);
    process.stdout.write(`${summary(outcomes).join('\n')}\n`);
  }
  return unpassed.some(({ result }) => result === 'failed') ? 1 : 0;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
