import { type Cell, type Test, cellOf, dayText } from './cell';
import type { FeelJson } from './feel-value';
import type { Bilingual } from './table';

/** How a value is called, e.g. the name of a category for its code. */
export type NameOf = (value: FeelJson) => Bilingual;

const say = (zh: string, en: string): Bilingual => ({ zh, en });

const joined = (parts: readonly Bilingual[], zh: string, en: string): Bilingual =>
  say(parts.map((part) => part.zh).join(zh), parts.map((part) => part.en).join(en));

/** A cell in words, or null for one that lets everything pass. What only FEEL understands is quoted as it is written. */
export function cellWords(text: string, nameOf: NameOf): Bilingual | null {
  const cell: Cell = cellOf(text, new Map());
  if (cell.kind === 'any') return null;
  if (cell.kind !== 'tests') return say(`满足 ${text}`, `satisfies ${text}`);
  const equal = cell.tests.every((test) => test.t === 'eq');
  const words = equal
    ? oneOf(cell.tests, nameOf)
    : joined(
        cell.tests.map((test) => testWords(test, nameOf)),
        '或',
        ' or ',
      );
  return cell.negated ? say(`不${words.zh}`, `not: ${words.en}`) : words;
}

function oneOf(tests: readonly Test[], nameOf: NameOf): Bilingual {
  const names = tests.flatMap((test) =>
    test.t === 'eq' ? [test.value === null ? say('空', 'nothing') : nameOf(test.value)] : [],
  );
  const list = joined(names, '、', ' or ');
  return say(`是${list.zh}`, `is ${list.en}`);
}

function testWords(test: Test, nameOf: NameOf): Bilingual {
  switch (test.t) {
    case 'eq':
      return oneOf([test], nameOf);
    case 'ne': {
      const name = nameOf(test.value);
      return say(`不是${name.zh}`, `is not ${name.en}`);
    }
    case 'has': {
      const name = nameOf(test.value);
      return say(`含有${name.zh}`, `contains ${name.en}`);
    }
    case 'text':
      return say(`${textWords[test.fn].zh}“${test.value}”`, `${textWords[test.fn].en} "${test.value}"`);
    case 'range':
      return rangeWords(test);
  }
}

const textWords = {
  contains: say('包含', 'contains'),
  'starts with': say('开头是', 'starts with'),
  'ends with': say('结尾是', 'ends with'),
} as const;

function rangeWords({ kind, lo, hi }: Extract<Test, { t: 'range' }>): Bilingual {
  const at = (value: number | string): string => (kind === 'date' ? dayText(Number(value)) : String(value));
  if (lo && hi && lo.at === hi.at) return say(`是${at(lo.at)}`, `is ${at(lo.at)}`);
  const parts = [
    ...(lo
      ? [lo.included ? say(`不小于${at(lo.at)}`, `at least ${at(lo.at)}`) : say(`大于${at(lo.at)}`, `above ${at(lo.at)}`)]
      : []),
    ...(hi
      ? [hi.included ? say(`不大于${at(hi.at)}`, `at most ${at(hi.at)}`) : say(`小于${at(hi.at)}`, `below ${at(hi.at)}`)]
      : []),
  ];
  return joined(parts, '且', ' and ');
}
