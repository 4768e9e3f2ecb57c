import {
  type Decision,
  type Facts,
  type Json,
  type TableResult,
  decisionSchema,
  evaluateLiteral,
  explainTable,
  feelMeter,
} from '#domain';
import { compileDmn, decisionsIn, dmnOf, readDmn, writeDmn, type DecisionModel, type DmnDocument, type DmnProblem } from '#dmn';
import { decisionAuthors, type RequestOf, type Routes } from '#contract';
import type { Signed } from '../access';
import type { Deps } from '../deps';
import { draftOf } from '../drafts';
import { type Mount, reply } from '../mount';
import { Refusal, invalidInput } from '../problem';
import { find } from './releases';

type Asked = RequestOf<Routes['evaluateDecision']>['body'];

/** How an evaluation is done: at which present, with how much work in all, and how many near misses it explains. */
type How = { readonly now: string; readonly near: number; readonly meter: ReturnType<typeof feelMeter> };

/** Work one call may cause, in steps over all its cells. An engineering limit: about a second. */
const STEPS = 1_000_000;

/** Evaluates a stored table, a draft, or one given as JSON or DMN, on given facts; reads DMN and writes it. */
export function decisionRoutes(mount: Mount, deps: Deps): void {
  mount('evaluateDecision', async ({ body, who }) => {
    if (!('name' in body.decision) && !mayTry(who)) throw new Refusal('FORBIDDEN');
    const { zone } = (await deps.store.settings.get()).document;
    const now = body.on === undefined ? localNow(deps.clock.now(), zone) : `${body.on}T00:00:00`;
    const how = { now, near: body.near, meter: feelMeter(STEPS) };
    if ('dmn' in body.decision) return reply(200, await ofModel(body.decision, body.facts, how));
    return reply(200, ofDecision(await decisionOf(deps, body.decision), body.facts, how));
  });
  mount('importDmn', async ({ body }) => {
    const { decisions, problems } = decisionsIn(await documentOf(body.dmn, 'body.dmn'));
    return reply(200, { decisions: [...decisions], problems: problems.map(ofProblem) });
  });
  mount('exportDmn', async ({ params }) =>
    reply(200, { dmn: await writeDmn(dmnOf((await draftOf(deps.store.tables, params.id)).document)) }),
  );
}

const mayTry = (who: Signed): boolean => who.person.roles.some((role) => decisionAuthors.includes(role));

async function decisionOf(deps: Deps, asked: Exclude<Asked['decision'], { dmn: string }>): Promise<Decision> {
  if ('document' in asked) {
    const parsed = decisionSchema.safeParse(asked.document);
    if (!parsed.success) throw invalidInput(parsed.error, 'body.decision.document');
    return parsed.data;
  }
  if ('draft' in asked) return (await draftOf(deps.store.tables, asked.draft)).document;
  const release = await find(deps, asked.release);
  const decision = release.content.decisions.find(({ id }) => id === asked.name);
  if (!decision) throw new Refusal('NOT_FOUND', { detail: asked.name });
  return decision;
}

type Problem = { code: string; message: string; text: { zh: string; en: string }; at?: string };

const ofProblem = ({ code, message, at }: { code: string; message: { zh: string; en: string }; at?: string }): Problem => ({
  ...{ code, message: message.en, text: message },
  ...(at === undefined ? {} : { at }),
});

/** The model in a text; what is wrong with it names its place. */
async function documentOf(xml: string, path: string): Promise<DmnDocument> {
  const read = await readDmn(xml);
  if (read.ok) return read.document;
  throw new Refusal('INVALID_INPUT', { fields: read.problems.map((problem) => ({ path, message: sentenceOf(problem) })) });
}

const sentenceOf = ({ code, message, at }: DmnProblem): string => `${code}${at === undefined ? '' : ` (${at})`}: ${message.en}`;

/** The decision that is asked for, or the only one there is. */
function nameIn(model: DecisionModel, asked: string | undefined): string {
  const [only, more] = model.decisions;
  if (asked !== undefined) return asked;
  if (only !== undefined && more === undefined) return only.name;
  const names = model.decisions.map(({ name }) => name).join(', ');
  throw new Refusal('INVALID_INPUT', { fields: [{ path: 'body.decision.decision', message: `one of: ${names}` }] });
}

async function ofModel(asked: { dmn: string; decision?: string | undefined }, facts: Facts, how: How) {
  const model = compileDmn(await documentOf(asked.dmn, 'body.decision.dmn'));
  const name = nameIn(model, asked.decision);
  const decided = model.decide(name, facts, how);
  if (!decided.ok && decided.error.code === 'DMN_NO_DECISION') throw new Refusal('NOT_FOUND', { detail: name });
  const read = model.tableFor(name, facts, how);
  const explained = read === undefined ? undefined : explanationOf(read.table, read.facts, how);
  const value = decided.ok ? decided.value : null;
  return {
    ...{ value, outputs: contextOf(value), matched: decided.ok ? [...decided.matched] : [] },
    problems: decided.ok ? [] : [ofProblem(decided.error)],
    explanation: read === undefined ? null : rulesOf(read.table, decided.ok ? decided.matched : []),
    ...{ inputs: explained?.inputs ?? {}, near: explained?.near ?? [] },
  };
}

function ofDecision(decision: Decision, facts: Facts, how: How) {
  const explained = explanationOf(decision, facts, how);
  const result = explained.result;
  const value = (result.ok ? result.value : null) as Json;
  const matched = result.ok ? [...result.matched] : [];
  return {
    ...{ value, outputs: contextOf(value), matched, problems: problemsOf(result) },
    explanation: result.ok ? rulesOf(decision, matched) : placeOf(result),
    ...{ inputs: explained.inputs, near: explained.near },
  };
}

function explanationOf(decision: Decision, facts: Readonly<Record<string, unknown>>, how: How) {
  if (decision.kind === 'literal') return { result: evaluateLiteral(decision, facts, how), inputs: {}, near: [] };
  const { result, inputs, near } = explainTable(decision, facts, how);
  return { result, inputs: { ...inputs }, near: near.map((miss) => ({ ...miss, refusals: [...miss.refusals] })) };
}

function problemsOf(result: TableResult): Problem[] {
  if (!result.ok) return [ofProblem(result.error)];
  return (result.mistyped ?? []).map((name) => ofProblem({ code: 'MISTYPED', message: mistyped(name), at: name }));
}

const mistyped = (name: string) => ({
  zh: `${name} 的类型与列不符，按空值处理`,
  en: `${name} is not of its column's type and counted as null`,
});

/** Where a table failed: the rule and the cell. */
function placeOf(result: Extract<TableResult, { ok: false }>): Json {
  const { rule, cell, rules } = result.error;
  return JSON.parse(JSON.stringify({ rule, cell, rules })) as Json;
}

const contextOf = (value: Json): Facts => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {});

/** The rules that matched, as they are written. */
function rulesOf(decision: Decision, matched: readonly number[]): Json {
  if (decision.kind !== 'table') return { expression: decision.expression };
  const rules = matched.flatMap((number) => {
    const rule = decision.rules[number - 1];
    return rule ? [{ number, id: rule.id, when: rule.when, then: rule.then, note: rule.note ?? null }] : [];
  });
  return { inputs: decision.inputs.map(({ expression }) => expression), rules };
}

/** The present as FEEL reads it: local date and time of the city. */
const localNow = (instant: string, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    .format(new Date(instant))
    .replace(' ', 'T');
