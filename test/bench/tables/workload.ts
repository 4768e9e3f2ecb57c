import { type DecisionTable, type FeelJson } from '#domain';

/** The same rules for every engine: what a rule says of each input, `null` where it says nothing. */
export type RuleSpec = {
  category: string | null;
  district: string | null;
  /** At least this. */
  urgency: number | null;
  source: readonly string[] | null;
  keyword: readonly string[] | null;
};

/** What an issue brings to the table. `keyword` is its leading one, or all of them where the table reads a list. */
export type IssueFacts = { category: string; district: string; urgency: number; source: string; keyword: string | string[] };

/** What rule `n` (from 1) answers: its number, so that engines can be compared rule by rule. */
export type Answer = { unit: string; rule: number };

export type Workload = {
  name: string;
  depth: Depth;
  rules: readonly RuleSpec[];
  facts: readonly IssueFacts[];
  /** Whether `keyword` is a list of which one must be among the rule's. */
  listed: boolean;
  /** Mean number of the rule that answers. */
  meanHit: number;
};

export type Depth = 'early' | 'deep';
export type Shape = { size: number; depth: Depth; listed?: boolean; issues?: number };

/** Chance from a seed, the same everywhere: mulberry32. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A city's vocabulary: sixty categories, ten districts, urgency 1 to 5, a dozen sources, two hundred keywords. */
const vocabulary = {
  categories: Array.from({ length: 60 }, (_, at) => `category-${at}`),
  districts: Array.from({ length: 10 }, (_, at) => `5201${String(at + 1).padStart(2, '0')}`),
  sources: Array.from({ length: 12 }, (_, at) => `source-${at}`),
  keywords: Array.from({ length: 200 }, (_, at) => `keyword-${at}`),
};

/** How often a cell says nothing; but each rule asks for something. */
const wildcards = { early: 0.7, deep: 0.03 };
const leastCells = 1;
/** The part of the table in which the rule that an issue is made for stands. */
const aim = { early: [0, 1], deep: [0.65, 1] } as const;
/** In the deep table the mean hit must lie beyond this share of the rules: 1,500 of 2,000. */
const deepFrom = 0.75;
const fewIssues = 1_000;

/** Some rules and the issues that they are asked about. */
export function workloadOf({ size, depth, listed = false, issues = fewIssues }: Shape): Workload {
  const chance = chanceOf(size * 2 + (depth === 'deep' ? 1 : 0));
  const one = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T;
  const some = (from: readonly string[], most: number): string[] =>
    [...new Set(Array.from({ length: 1 + Math.floor(chance() * most) }, () => one(from)))].sort();
  const unless = <T>(make: () => T): T | null => (chance() < wildcards[depth] ? null : make());
  const { categories, districts, sources, keywords } = vocabulary;
  const chanced = (): RuleSpec => ({
    category: unless(() => one(categories)),
    district: unless(() => one(districts)),
    urgency: unless(() => 1 + Math.floor(chance() * 5)),
    source: unless(() => some(sources, 4)),
    keyword: unless(() => some(keywords, 4)),
  });
  const rules = Array.from({ length: size }, (): RuleSpec => {
    for (;;) {
      const rule = chanced();
      // a rule that asks next to nothing would end the table
      if (Object.values(rule).filter((cell) => cell !== null).length >= leastCells) return rule;
    }
  });
  const issue = (): IssueFacts => {
    const [from, to] = aim[depth];
    const rule = rules[Math.floor((from + (to - from) * chance()) * size)] as RuleSpec;
    const keyword = one(rule.keyword ?? keywords);
    const least = rule.urgency ?? 1;
    return {
      category: rule.category ?? one(categories),
      district: rule.district ?? one(districts),
      urgency: least + Math.floor(chance() * (6 - least)),
      source: one(rule.source ?? sources),
      keyword: listed ? [...new Set([one(keywords), keyword, one(keywords)])] : keyword,
    };
  };
  // through JSON, as facts come: no text is shared with the table
  const facts = JSON.parse(JSON.stringify(Array.from({ length: issues }, issue))) as IssueFacts[];
  const sample = facts.slice(0, fewIssues);
  const meanHit = sample.reduce((sum, found) => sum + firstHit(rules, found), 0) / sample.length;
  if (depth === 'deep' && meanHit <= deepFrom * size) throw new Error(`mean hit ${meanHit} of ${size} is not deep`);
  const name = `${size.toLocaleString('en')} rules, ${depth}${listed ? ', keyword a list' : ''}`;
  return { name, depth, rules, facts, listed, meanHit };
}

/** The number (from 1) of the first rule that says yes, by nothing but comparison: what every engine is checked against. */
export function firstHit(rules: readonly RuleSpec[], facts: IssueFacts): number {
  const within = (wanted: readonly string[] | null, found: string | string[]): boolean =>
    wanted === null || wanted.some((word) => (Array.isArray(found) ? found.includes(word) : found === word));
  const at = rules.findIndex(
    (rule) =>
      (rule.category === null || rule.category === facts.category) &&
      (rule.district === null || rule.district === facts.district) &&
      (rule.urgency === null || facts.urgency >= rule.urgency) &&
      within(rule.source, facts.source) &&
      within(rule.keyword, facts.keyword),
  );
  if (at < 0) throw new Error('an issue was made for a rule and none takes it');
  return at + 1;
}

export const answerOf = (rule: number): Answer => ({ unit: `unit-${rule % 730}`, rule });

const text = (value: FeelJson): string => JSON.stringify(value);
const label = { zh: '', en: '' };

/** One cell's FEEL for a list of words: the fact is one of them, or holds one of them. */
const words = (wanted: readonly string[] | null, listed: boolean): string => {
  if (wanted === null) return '-';
  return wanted.map((word) => (listed ? `list contains(?, ${text(word)})` : text(word))).join(', ');
};

/** A rule's cells as FEEL unary tests, in the order of the columns; `-` for a wildcard. */
export const cellsOf = (rule: RuleSpec, listed: boolean): string[] => [
  rule.category === null ? '-' : text(rule.category),
  rule.district === null ? '-' : text(rule.district),
  rule.urgency === null ? '-' : `>= ${rule.urgency}`,
  words(rule.source, false),
  words(rule.keyword, listed),
];

export const columns = ['category', 'district', 'urgency', 'source', 'keyword'] as const;

/** The workload as a table of the desk. */
export function tableOf({ name, rules, listed }: Workload): DecisionTable {
  const typeOf = { category: 'string', district: 'string', urgency: 'number', source: 'string', keyword: 'string' } as const;
  return {
    kind: 'table',
    id: 'dispatch',
    name: { zh: name, en: name },
    hitPolicy: 'F',
    inputs: columns.map((id) => ({ id, label, expression: id, type: listed && id === 'keyword' ? 'list' : typeOf[id] })),
    outputs: [
      { id: 'unit', label, type: 'string' },
      { id: 'rule', label, type: 'number' },
    ],
    rules: rules.map((rule, at) => {
      const answer = answerOf(at + 1);
      return { id: `r${at + 1}`, when: cellsOf(rule, listed), then: [text(answer.unit), text(answer.rule)] };
    }),
  };
}
