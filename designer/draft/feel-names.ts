import type { Bilingual } from '#domain';

/** A fact that an expression may speak of: a stable key, and what people call it. */
export type FeelName = { id: string; label: string };

/** What may stand at a place of an expression. `apply` is what is written, `cursor` how far from its end the hands go on. */
export type Offer = { apply: string; shown: string; detail: string; cursor: number };

const b = (zh: string, en: string): Bilingual => ({ zh, en });

/** Functions and words of FEEL that conditions of a desk use; anything else may be typed. */
const built: readonly { apply: string; cursor: number; detail: Bilingual }[] = [
  { apply: 'list contains(, )', cursor: 3, detail: b('列表里有没有', 'is it in the list') },
  { apply: 'contains(, )', cursor: 3, detail: b('文字里有没有', 'does the text hold it') },
  { apply: 'starts with(, )', cursor: 3, detail: b('文字的开头', 'how the text begins') },
  { apply: 'ends with(, )', cursor: 3, detail: b('文字的结尾', 'how the text ends') },
  { apply: 'count()', cursor: 1, detail: b('有几个', 'how many') },
  { apply: 'not()', cursor: 1, detail: b('不是', 'not so') },
  { apply: 'string length()', cursor: 1, detail: b('文字的长度', 'length of the text') },
  { apply: 'and', cursor: 0, detail: b('并且', 'and') },
  { apply: 'or', cursor: 0, detail: b('或者', 'or') },
  { apply: 'true', cursor: 0, detail: b('是', 'yes') },
  { apply: 'false', cursor: 0, detail: b('否', 'no') },
  { apply: 'null', cursor: 0, detail: b('没有填写', 'not given') },
];

const word = /[\p{L}_][\p{L}\p{N}_]*$/u;

/** The word before a place, inside of a text in quotes null: there nothing is offered. */
export function wordBefore(text: string, at: number): { from: number; typed: string } | null {
  const before = text.slice(0, at);
  if ((before.match(/"/g) ?? []).length % 2 === 1) return null;
  const typed = word.exec(before)?.[0] ?? '';
  return { from: at - typed.length, typed };
}

/** Facts and words of FEEL whose key or name holds what is typed, keys that begin with it first. */
export function offersFor(typed: string, names: readonly FeelName[], say: (text: Bilingual) => string): Offer[] {
  const sought = typed.toLowerCase();
  const facts = names.map(({ id, label }) => ({ apply: id, shown: label, detail: id, cursor: 0 }));
  const words = built.map(({ apply, cursor, detail }) => ({ apply, shown: apply, detail: say(detail), cursor }));
  const fits = ({ apply, shown }: Offer): boolean => apply.toLowerCase().includes(sought) || shown.toLowerCase().includes(sought);
  const rank = ({ apply }: Offer): number => (apply.toLowerCase().startsWith(sought) ? 0 : 1);
  return [...facts, ...words].filter(fits).sort((one, other) => rank(one) - rank(other));
}

/** An expression with people's words in place of the keys; what stands in quotes stays. */
export function inWords(text: string, names: readonly FeelName[]): string {
  const labels = new Map(names.map(({ id, label }) => [id, label]));
  return text
    .split(/("[^"]*")/u)
    .map((part) => (part.startsWith('"') ? part : part.replace(/[\p{L}_][\p{L}\p{N}_]*/gu, (key) => labels.get(key) ?? key)))
    .join('');
}
