import type { Bilingual, Json } from '#domain';
import { useNames } from '../client';
import { choiceWords, commandWords, factWords, gradeWords, laneWords, resultWords, useList, useText, useWords } from '../i18n';
import { words } from './words';

const lists: Partial<Record<string, Partial<Record<string, Bilingual>>>> = {
  grade: gradeWords,
  lane: laneWords,
  lanes: laneWords,
  result: resultWords,
  replyResult: resultWords,
};
const units = new Set(['unit', 'units', 'lead', 'mediaUnits', 'accused']);

/** A fact as people read it: its name and its value in words; what an administrator named is shown as they wrote it. */
export function useFactText() {
  const t = useWords(words);
  const text = useText();
  const list = useList();
  const names = useNames();
  const coded = (key: string, code: string): string => {
    if (units.has(key)) return names.unit(code);
    if (key === 'category' || key === 'district' || key === 'street' || key === 'source') return names[key](code);
    const outcome: Partial<Record<string, Bilingual>> = key === 'lastOutcome' ? { ...choiceWords, ...commandWords } : {};
    const word = lists[key]?.[code] ?? choiceWords[`${key}.${code}`] ?? outcome[code] ?? outcome[`answer.${code}`];
    return word ? text(word) : code;
  };
  const value = (key: string, said: Json): string => {
    if (typeof said === 'string') return coded(key, said);
    if (typeof said === 'boolean') return t(said ? 'yes' : 'no.said');
    if (Array.isArray(said)) return list(said.map((one) => value(key, one)));
    return said === null ? '' : typeof said === 'number' ? String(said) : JSON.stringify(said);
  };
  return { name: (key: string): string => (factWords[key] ? text(factWords[key]) : key), value };
}
