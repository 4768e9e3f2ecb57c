import { z } from 'zod';
import type { Instant } from '../deadline';
import { personSchema, unitSchema } from '../directory';
import { type Problem, releaseContentSchema } from '../flow';
import { relocated } from '../flow/check-calls';
import { expandFlow } from '../flow/expand';
import { settingOf, type City, type Scenario } from '../rehearsal';
import type { Bilingual, Json } from '../text';
import { PROOF_BUDGET, type ProofBudget } from './budget';
import { confirm, type Confirmed } from './confirm';
import { drawingOf, nodeOf } from './drawing';
import { say } from './follow';
import type { Doubt } from './spot';
import { properties, propertyOf, type Fault, type Property, type Suspicion } from './suspicion';
import { Walk } from './walk';
import { allOf, wayTo } from './witness';
import { factWords, faultCodes, faultWords, mends, propertyNames } from './words';

/** An issue, small and whole, that shows what is wrong: played on the interpreter before it is told. */
export type CounterExample = {
  property: Property;
  kind: Fault['kind'];
  /** The step where it goes wrong. */
  node: string;
  what: Bilingual;
  mend: Bilingual;
  facts: Record<string, Json>;
  factWords: Bilingual;
  /** The steps it comes through, in order. */
  way: { node: string; name: Bilingual }[];
  /** The same as a scenario, red until it is mended. */
  scenario: Scenario;
};

/** What could not be told, and why: no pass. */
export type ProofUnknown = { properties: readonly Property[]; why: Bilingual; node?: string; edge?: string; at?: string };

export type ProofVerdict = 'proven' | 'counterExample' | 'unknown';

export type Proof = {
  verdicts: Record<Property, ProofVerdict>;
  counterExamples: CounterExample[];
  unknown: ProofUnknown[];
};

/** How many issues of one kind are shown for one step. */
const SHOWN = 3;

/**
 * The proof of DESIGN 5 over flow, tables and unit directory together, exhaustive over the regions that the tables' cells cut: every
 * issue finds its way, reaches a person or an active unit with a deadline, and none reaches the unit it accuses.
 * @param at the instant at which counter-examples come in
 * @returns null while the draft has errors of its own, which are mended first
 */
export function prove(city: City, at: Instant, budget: ProofBudget = PROOF_BUDGET): Proof | null {
  const proving = proofSteps(city, at, budget);
  let next = proving.next();
  while (!next.done) next = proving.next();
  return next.value;
}

/** The same a bit at a time: a server lets others have their turn between two of its rests. */
export function* proofSteps(city: City, at: Instant, budget: ProofBudget = PROOF_BUDGET): Generator<undefined, Proof | null> {
  if (!settingOf(city).ok) return null;
  yield;
  const content = releaseContentSchema.parse(city.content);
  const directory = { units: z.array(unitSchema).parse(city.units), people: z.array(personSchema).parse(city.people) };
  const walk = new Walk(drawingOf(content), directory, budget);
  yield;
  yield* walk.run();
  const { shown, unknown } = yield* judged(walk, city, at, budget);
  const verdictOf = (property: Property): ProofVerdict =>
    shown.some((one) => one.property === property)
      ? 'counterExample'
      : unknown.some((one) => one.properties.includes(property))
        ? 'unknown'
        : 'proven';
  const verdicts = Object.fromEntries(properties.map((one) => [one, verdictOf(one)])) as Proof['verdicts'];
  return { verdicts, counterExamples: shown, unknown };
}

/** Each suspicion is played; what does not come out is told as unknown, never as an alarm. */
function* judged(
  walk: Walk,
  city: City,
  at: Instant,
  budget: ProofBudget,
): Generator<undefined, { shown: CounterExample[]; unknown: ProofUnknown[] }> {
  const shown: CounterExample[] = [];
  const unknown: ProofUnknown[] = [
    ...(walk.meter.over
      ? [{ properties, why: say('组合太多，没有查完', 'too many combinations: not searched to the end') }]
      : []),
    ...[...walk.findings.unclear.values()].map(({ doubt, properties: hanging }) => unknownOf(doubt, hanging)),
  ];
  const told = new Set<string>();
  const open: Suspicion[] = [];
  let plays = 0;
  for (const suspicion of walk.findings.suspicions()) {
    const alike = shown.filter(({ node, kind }) => node === suspicion.spot.node && kind === suspicion.fault.kind);
    if (alike.length >= SHOWN) continue;
    plays += 1;
    yield;
    const found = plays <= budget.plays ? confirm(walk, city, suspicion, at) : null;
    if (found) shown.push(exampleFrom(walk, suspicion, found));
    else open.push(suspicion);
    if (found) told.add(JSON.stringify(suspicion.fault));
  }
  // What is the matter is told already where the same came out at another step.
  for (const { fault, spot } of open.filter((one) => !told.has(JSON.stringify(one.fault))))
    unknown.push(unknownOf(spot.doubt ?? notReached(walk, { fault, spot }), [propertyOf(fault)]));
  return { shown, unknown: distinct(unknown) };
}

const unknownOf = ({ why, node, edge, at }: Doubt, hanging: readonly Property[]): ProofUnknown => ({
  properties: hanging,
  why,
  ...(node === undefined ? {} : { node }),
  ...(edge === undefined ? {} : { edge }),
  ...(at === undefined ? {} : { at }),
});

const notReached = (walk: Walk, { fault, spot }: Suspicion): Doubt => {
  const { name } = nodeOf(walk.drawing, spot.node);
  const what = faultWords(walk, fault, name);
  return {
    node: spot.node,
    why: say(`疑似有诉求${what.zh}，但没能演练出来`, `an issue may be one that ${what.en}, but playing it did not show it`),
  };
};

const distinct = (unknown: readonly ProofUnknown[]): ProofUnknown[] => [
  ...new Map(unknown.map((one) => [JSON.stringify([one.why, one.node, one.edge, one.at]), one])).values(),
];

function exampleFrom(walk: Walk, { fault, spot }: Suspicion, { scenario, witness }: Confirmed): CounterExample {
  const { category, source, district, street, facts: more } = witness.intake;
  const place = { category, source, ...(district == null ? {} : { district }), ...(street === null ? {} : { street }) };
  const facts: Record<string, Json> = { ...place, ...more, ...allOf(witness.told) };
  return {
    ...{ property: propertyOf(fault), kind: fault.kind, node: spot.node, mend: mends[fault.kind] },
    ...{ what: faultWords(walk, fault, nodeOf(walk.drawing, spot.node).name), facts, factWords: factWords(walk, facts) },
    way: wayTo(spot).map(({ node }) => ({ node, name: nodeOf(walk.drawing, node).name })),
    scenario,
  };
}

export type ProofProblem = Problem & { counterExample?: CounterExample };

/** The proof as findings beside the other checks: a counter-example blocks publishing, what is unknown is waived with a reason. */
export function proofProblems(proof: Proof, content: unknown): ProofProblem[] {
  const { flow, subflows = [] } = releaseContentSchema.parse(content);
  const { origins } = expandFlow(flow, subflows);
  return [
    ...proof.counterExamples.map((example): ProofProblem => {
      const { kind, node, what, factWords: said, mend } = example;
      const message = say(`反例：${said.zh} 的诉求${what.zh}。`, `Counter-example: an issue (${said.en}) ${what.en}.`);
      return {
        ...relocated({ code: faultCodes[kind], severity: 'error', node, message, mend }, origins),
        counterExample: example,
      };
    }),
    ...proof.unknown.map((one): ProofProblem => relocated(unknownProblem(one), origins)),
  ];
}

const unknownProblem = ({ properties: hanging, why, node, edge, at }: ProofUnknown): Problem => ({
  ...{ code: 'PROOF_UNKNOWN', severity: 'warning' },
  ...(node === undefined ? {} : { node }),
  ...(edge === undefined ? {} : { edge }),
  ...(at === undefined ? {} : { at }),
  message: say(
    `未能证明${hanging.map((one) => `“${propertyNames[one].zh}”`).join('、')}：${why.zh}。`,
    `Not proven that ${hanging.map((one) => propertyNames[one].en).join('; that ')}: ${why.en}.`,
  ),
  mend: say(
    '把表达式改写成能分析的单元格，或说明理由后放行。',
    'Write it as cells that can be analysed, or waive it with a reason.',
  ),
});
