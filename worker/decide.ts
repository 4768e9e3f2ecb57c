import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Decided } from '#dmn';
import { openDmnFiles, type DmnFiles } from './dmn-files';
import { pickText } from './servers/say';

/**
 * `npm run decide -- --dmn FILE --decision NAME --facts JSON`: one answer, `{"value", "matched"}` or `{"error": {"code", "message"}}`.
 * `--batch FILE`: JSON lines `{"dmn", "decision", "facts"}`, one answer a line, in order; an error is that line's answer.
 * `--table NAME --release N --facts JSON`: a table or expression of a published release. Exit code 1 when the one answer is an error.
 */
const usage = 'npm run decide -- --dmn FILE --decision NAME --facts JSON | --batch FILE | --table NAME --release N --facts JSON';

type Answer = { value: unknown; matched: readonly number[] } | { error: { code: string; message: string; at?: string } };

const factsSchema = z.record(z.string(), z.unknown());
const lineSchema = z.object({ dmn: z.string(), decision: z.string(), facts: factsSchema.default({}) });

const refusal = (code: string, message: string): Answer => ({ error: { code, message } });

const flags = new Map<string, string>();

function readFlags(args: readonly string[]): Answer | undefined {
  for (let at = 0; at < args.length; at += 2) {
    const [flag = '', value] = [args[at], args[at + 1]];
    if (!/^--(?:dmn|decision|facts|batch|table|release)$/u.test(flag) || value === undefined) return refusal('USAGE', usage);
    flags.set(flag.slice(2), value);
  }
  return undefined;
}

/** npm runs a script in the package's folder; files are named from where the caller stands. */
const fileAt = (name: string, ...folders: string[]): string => {
  const places = [process.env['INIT_CWD'] ?? process.cwd(), ...folders, process.cwd()].map((folder) =>
    path.resolve(folder, name),
  );
  return places.find((place) => existsSync(place)) ?? places[0] ?? name;
};

/** The present with the machine's own offset. */
function present(): string {
  const now = new Date();
  const minutes = -now.getTimezoneOffset();
  const pad = (value: number): string => String(Math.trunc(Math.abs(value))).padStart(2, '0');
  const local = new Date(now.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  return `${local}${minutes < 0 ? '-' : '+'}${pad(minutes / 60)}:${pad(minutes % 60)}`;
}

function answerOf(decided: Decided): Answer {
  if (decided.ok) return { value: decided.value, matched: decided.matched };
  const { code, message, at } = decided.error;
  return { error: { code, message: pickText(message), ...(at === undefined ? {} : { at }) } };
}

function factsOf(text: string | undefined): Record<string, unknown> | Answer {
  try {
    const read = factsSchema.safeParse(JSON.parse(text ?? '{}'));
    return read.success
      ? read.data
      : refusal('INVALID_FACTS', pickText({ zh: '事实应是 JSON 对象', en: 'The facts must be a JSON object' }));
  } catch (error) {
    return refusal('INVALID_FACTS', String(error));
  }
}

const isAnswer = (value: Record<string, unknown> | Answer): value is Answer =>
  'error' in value && typeof value.error === 'object';

async function one(files: DmnFiles, dmn: string, decision: string): Promise<Answer> {
  const facts = factsOf(flags.get('facts'));
  if (isAnswer(facts)) return facts;
  return answerOf(await files.decide(fileAt(dmn), decision, facts, present()));
}

async function line(files: DmnFiles, text: string, folder: string): Promise<Answer> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return refusal('INVALID_LINE', String(error));
  }
  const read = lineSchema.safeParse(json);
  if (!read.success) return refusal('INVALID_LINE', z.prettifyError(read.error).replaceAll('\n', ' '));
  const { dmn, decision, facts } = read.data;
  return answerOf(await files.decide(fileAt(dmn, folder), decision, facts, present()));
}

async function batch(files: DmnFiles, name: string): Promise<Answer | undefined> {
  const file = fileAt(name);
  if (!existsSync(file)) return refusal('NO_FILE', file);
  for await (const text of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity }))
    if (text.trim() !== '') print(await line(files, text, path.dirname(file)));
  return undefined;
}

/** The store takes a second to load, which a question about a file need not wait for. */
async function stored(name: string, number: number): Promise<Answer> {
  const facts = factsOf(flags.get('facts'));
  if (isAnswer(facts)) return facts;
  const { decideStored } = await import('./decide-stored');
  const result = await decideStored(name, number, facts, present());
  if (result === undefined)
    return refusal('NOT_FOUND', pickText({ zh: `版本 ${number} 没有 ${name}`, en: `Release ${number} has no ${name}` }));
  return result.ok
    ? { value: result.value, matched: result.matched }
    : { error: { code: result.error.code, message: pickText(result.error.message) } };
}

async function ask(args: readonly string[]): Promise<Answer | undefined> {
  const misused = readFlags(args);
  if (misused !== undefined) return misused;
  const [dmn, decision, many, table, release] = ['dmn', 'decision', 'batch', 'table', 'release'].map((flag) => flags.get(flag));
  const files = openDmnFiles();
  if (many !== undefined) return batch(files, many);
  if (dmn !== undefined && decision !== undefined) return one(files, dmn, decision);
  if (table !== undefined && /^\d+$/u.test(release ?? '')) return stored(table, Number(release));
  return refusal('USAGE', usage);
}

function print(answer: Answer): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

/** Whoever reads no further (`| head`) has seen enough. */
process.stdout.on('error', () => process.exit());

ask(process.argv.slice(2)).then(
  (answer) => {
    if (answer === undefined) return;
    print(answer);
    if ('error' in answer) process.exitCode = 1;
  },
  (error: unknown) => {
    print(refusal('FAILED', error instanceof Error ? error.message : String(error)));
    process.exitCode = 1;
  },
);
