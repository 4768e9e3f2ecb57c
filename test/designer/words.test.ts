import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { caseStates, commandNames, eventNames, gradeSchema, lanes, maskText, refusalCodes, resultCodes, roles } from '#domain';
import * as domainWords from '../../designer/i18n/domain-words';
import { choiceWords, commandWords, fieldWords } from '../../designer/i18n/command-words';
import { decisionWords, factWords, maskWords, rungWords } from '../../designer/i18n/fact-words';
import { eventWords } from '../../designer/i18n/event-words';
import { refusalWords } from '../../designer/i18n/problem-words';
import { fieldsOf, type Field } from '../../designer/commands/fields';

type Words = Record<string, { zh: string; en: string }>;

const root = path.resolve(__dirname, '..', '..', 'designer');
const han = /\p{Script=Han}/u;

/** The words of every room, found by their files, so that a new room is tested without being named here. */
const rooms = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['dist', '.tsc', 'public', 'i18n'].includes(entry.name))
  .flatMap((entry) => readdirSync(path.join(root, entry.name)).map((file) => path.join(entry.name, file)))
  .filter((file) => /(words|letters)\.ts$/.test(file))
  .map((file): [string, Words] => {
    const module = jest.requireActual<Record<string, Words>>(path.join(root, file));
    return [file, module['words'] ?? module['letterWords'] ?? {}];
  });

const lists: [string, Words][] = [
  ...Object.entries(domainWords).map(([name, words]): [string, Words] => [name, words]),
  ['eventWords', eventWords],
  ['commandWords', commandWords],
  ['fieldWords', fieldWords],
  ['choiceWords', choiceWords],
  ['refusalWords', refusalWords],
  ['factWords', factWords],
  ['decisionWords', decisionWords],
  ['rungWords', rungWords],
  ['maskWords', maskWords as Words],
];

describe('words of the rooms', () => {
  it('finds the words of all thirteen places that speak', () => {
    // app, calendar, commands, directory, issue, newsroom, parts, privacy, studio, supervision, units, workbench (words and letters)
    expect(rooms).toHaveLength(13);
  });

  it.each([...rooms, ...lists])('%s says everything in Chinese and in English', (_name, words) => {
    expect(Object.keys(words).length).toBeGreaterThan(0);
    for (const [key, { zh, en }] of Object.entries(words)) {
      expect([key, zh.trim() !== '', en.trim() !== '']).toEqual([key, true, true]);
      // The language switch names the other language, which is the one text where each side holds the other's script.
      if (key !== 'switch') expect([key, han.test(en)]).toEqual([key, false]);
    }
  });

  it.each([...rooms, ...lists])('%s fills the same places in both languages', (_name, words) => {
    const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    for (const { zh, en } of Object.values(words)) expect(new Set(places(en))).toEqual(new Set(places(zh)));
  });
});

describe('words of the domain', () => {
  it.each([
    ['stages', caseStates, domainWords.stageWords],
    ['results', resultCodes, domainWords.resultWords],
    ['grades', gradeSchema.options, domainWords.gradeWords],
    ['roles', roles, domainWords.roleWords],
    ['lanes', lanes, domainWords.laneWords],
    ['events', eventNames, eventWords],
    ['commands', commandNames, commandWords],
    ['refusals', refusalCodes, refusalWords],
  ])('every one of the %s has its label', (_name, list, words) => {
    expect(Object.keys(words).sort()).toEqual([...list].sort());
  });

  it('every rung, decision and fact of the sample city has its name', () => {
    const city = (file: string) =>
      JSON.parse(readFileSync(path.resolve(root, '../worker/cities/guiyang', file), 'utf8')) as Record<string, unknown>;
    const { ladders } = city('policy.json') as { ladders: Record<string, { rungs: { key: string }[] }> };
    const keys = Object.values(ladders).flatMap(({ rungs }) => rungs.map(({ key }) => key));
    expect([...new Set(keys)].filter((key) => !(key in rungWords))).toEqual([]);
    const decisions = Object.values(city('tables.json')) as { id: string; outputs?: { name: string }[] }[];
    expect(decisions.length).toBeGreaterThan(3);
    expect(decisions.map(({ id }) => id).filter((id) => !(id in decisionWords))).toEqual([]);
    const written = decisions.flatMap(({ outputs = [] }) => outputs.map(({ name }) => name));
    expect(written.filter((name) => !(name in factWords))).toEqual([]);
  });

  it('every kind of personal data that masking knows has its name', () => {
    const kinds = [...maskText('13885012345 a@b.cn 贵A12345 520103199001011234').matchAll(/〔(.+?)〕/g)].map((match) => match[1]);
    expect(kinds).toEqual(['手机号', '邮箱', '车牌号', '身份证号']);
    expect(kinds.filter((kind) => !(kind! in maskWords))).toEqual([]);
  });

  it('every field of every command has a label, and every choice of it', () => {
    const missing = (field: Field): string[] => [
      ...(fieldWords[field.name] ? [] : [field.name]),
      ...(field.choices ?? []).filter((value) => !labelOf(field.name, value)).map((value) => `${field.name}.${value}`),
      ...(field.children ?? []).flatMap(missing),
    ];
    expect(commandNames.flatMap((name) => fieldsOf(name).flatMap(missing))).toEqual([]);
  });
});

const byDomain: Record<string, Words> = {
  grade: domainWords.gradeWords,
  lane: domainWords.laneWords,
  result: domainWords.resultWords,
};

const labelOf = (field: string, value: string) => byDomain[field]?.[value] ?? choiceWords[`${field}.${value}`];

describe('words of the public pages', () => {
  const read = (language: string) =>
    JSON.parse(readFileSync(path.join(root, 'public', 'words', `${language}.json`), 'utf8')) as Record<string, string>;
  const [zh, en] = [read('zh'), read('en')];

  it('hold the same keys in both languages', () => {
    expect(Object.keys(en)).toEqual(Object.keys(zh));
  });

  it('leave nothing unsaid and mix no scripts', () => {
    for (const key of Object.keys(zh)) {
      expect([key, zh[key]?.trim() !== '', en[key]?.trim() !== '', han.test(en[key] ?? '')]).toEqual([key, true, true, false]);
    }
  });

  it('say why for every reason to refuse and every place to refer to', () => {
    const reasons = fieldsOf('reject').find(({ name }) => name === 'reasonCode')?.choices ?? [];
    const places = fieldsOf('referOut').find(({ name }) => name === 'to')?.choices ?? [];
    expect([reasons.length, places.length]).toEqual([12, 4]);
    for (const code of [...reasons, ...places]) expect(zh).toHaveProperty([`because.${code}`]);
  });

  it('have a word for every stage and every result', () => {
    for (const stage of caseStates) expect(zh).toHaveProperty([`stage.${stage}`]);
    for (const result of resultCodes) expect(zh).toHaveProperty([`result.${result}`]);
  });
});
