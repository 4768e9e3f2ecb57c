import type { SimilarSettings } from './settings';

/** What two texts are compared by: sets of features, in plain or as keyed hashes of them (the store keeps only hashes). */
export type Features = {
  objects: string[];
  faults: string[];
  intents: string[];
  /** Pairs of characters of what is left. */
  grams: string[];
  /** Numbered things: `of` what (栋, 路), and which one it is. */
  marks: { of: string; is: string }[];
};

type Lexicon = { matcher: RegExp | null; keys: ReadonlyMap<string, readonly string[]>; kinds: ReadonlyMap<string, string> };
export type Reader = (text: string) => Features;

/** Reads texts by a city's words; made once for a document, used for every text. */
export function featureReader({ lexicon }: Pick<SimilarSettings, 'lexicon'>): Reader {
  const known = lexiconOf(lexicon);
  return (text) => featuresOf(known, plainOf(text));
}

const listOf = (words: string): string[] => words.split(/\s+/).filter((word) => word !== '');
const nothing = '|';

function lexiconOf({ common, matters }: SimilarSettings['lexicon']): Lexicon {
  const keys = new Map<string, string[]>(listOf(common).map((word) => [plainOf(word), []]));
  for (const { key, words } of matters)
    for (const word of listOf(words).map(plainOf)) keys.set(word, [...(keys.get(word) ?? []), key]);
  const longestFirst = [...keys.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return {
    matcher: longestFirst.length === 0 ? null : new RegExp(longestFirst.map(escaped).join('|'), 'gu'),
    keys,
    kinds: new Map(matters.map(({ key, kind }) => [key, kind])),
  };
}

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const digits: Readonly<Record<string, number>> = { 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

/** One form for what is written in several: width, case, numbers of buildings, signs between words. */
function plainOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[零一二两三四五六七八九十]+(?=栋|幢|单元|号|期|座|楼)/gu, (number) => String(numberOf(number)))
    .replace(/[^\p{L}\p{N}]+/gu, nothing);
}

/** 十二 → 12; up to 99, as buildings are numbered. */
function numberOf(text: string): number {
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text];
  const one = digits[ones ?? ''] ?? 0;
  return text.includes('十') ? (tens === '' ? 10 : (digits[tens ?? ''] ?? 0) * 10) + one : one;
}

const markPattern = /([a-z]\d{0,2}|\d{1,4})(栋|幢|座|号线|号|路|区|单元|期|组团|口)/gu;

function featuresOf({ matcher, keys, kinds }: Lexicon, text: string): Features {
  const found = new Set<string>();
  const marks = [...text.matchAll(markPattern)].map(([is, , of]) => ({ of: of ?? '', is }));
  const rest =
    matcher === null
      ? text
      : text.replace(matcher, (word) => {
          for (const key of keys.get(word) ?? []) found.add(key);
          return nothing;
        });
  const ofKind = (kind: string): string[] => [...found].filter((key) => kinds.get(key) === kind).sort();
  return { objects: ofKind('object'), faults: ofKind('fault'), intents: ofKind('intent'), grams: gramsOf(rest), marks };
}

function gramsOf(text: string): string[] {
  const grams = new Set<string>();
  for (const run of text.split(nothing)) {
    const letters = Array.from(run);
    for (let i = 0; i + 1 < letters.length; i += 1) grams.add(`${letters[i] ?? ''}${letters[i + 1] ?? ''}`);
  }
  return [...grams].sort();
}
