import { type Decision, type Facts, type Json, compileTable, decisionSchema, evaluateLiteral } from '#domain';
import type { RequestOf, Routes } from '#contract';
import type { Deps } from '../deps';
import { draftOf } from '../drafts';
import { type Mount, reply } from '../mount';
import { Refusal, invalidInput } from '../problem';
import { find } from './releases';

type Asked = RequestOf<Routes['evaluateDecision']>['body'];

/** Evaluates a stored table, a draft, or one given, on given facts. */
export function decisionRoutes(mount: Mount, deps: Deps): void {
  mount('evaluateDecision', async ({ body }) => {
    const decision = await decisionOf(deps, body.decision);
    const { zone } = (await deps.store.settings.get()).document;
    const options = { now: body.on === undefined ? localNow(deps.clock.now(), zone) : `${body.on}T00:00:00` };
    const result =
      decision.kind === 'table'
        ? compileTable(decision).evaluate(body.facts, options)
        : evaluateLiteral(decision, body.facts, options);
    if (!result.ok) {
      const { code, message, rule, cell, rules } = result.error;
      const at = JSON.parse(JSON.stringify({ rule, cell, rules })) as Json;
      return reply(200, {
        value: null,
        outputs: {},
        matched: [],
        problems: [{ code, message: message.en, text: message }],
        explanation: at,
      });
    }
    const value = result.value as Json;
    const problems = (result.mistyped ?? []).map((name) => ({
      code: 'MISTYPED',
      message: `${name} is not of its column's type`,
      text: mistyped(name),
    }));
    return reply(200, {
      value,
      outputs: contextOf(value),
      matched: [...result.matched],
      problems,
      explanation: rulesOf(decision, result.matched),
    });
  });
}

const mistyped = (name: string) => ({
  zh: `${name} 的类型与列不符，按空值处理`,
  en: `${name} is not of its column's type and counted as null`,
});

async function decisionOf(deps: Deps, asked: Asked['decision']): Promise<Decision> {
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
