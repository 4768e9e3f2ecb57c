import { useMemo } from 'react';
import type { Setting } from '#domain';
import { roleWords, useList, useText, useWords } from '../i18n';
import { words } from './words';

/** Names of the people and units of a play's own directory. */
export function useWho({ directory }: Setting) {
  const text = useText();
  const t = useWords(words);
  const list = useList();
  const units = useMemo(() => new Map(directory.units.map(({ code, name }) => [code, name])), [directory.units]);
  const people = useMemo(() => new Map(directory.people.map((one) => [one.id, one])), [directory.people]);
  const unit = (code: string): string => text(units.get(code) ?? { zh: code, en: code });
  const person = (id: string): string => {
    if (id === 'citizen' || id.startsWith('resident:')) return text(roleWords.citizen);
    if (id === 'system' || id === 'engine') return t('byItself');
    const found = people.get(id);
    if (!found) return id;
    const role = found.roles[0];
    return list([found.name, role ? text(roleWords[role]) : '', found.unit === null ? '' : unit(found.unit)]);
  };
  return { unit, person };
}
