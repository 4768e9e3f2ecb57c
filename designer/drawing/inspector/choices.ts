import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { routes } from '#contract';
import { caseStates, eventNames, type Flow, type Role } from '#domain';
import { call } from '../../client';
import {
  clockKindWords,
  eventWords,
  factWords,
  roleWords,
  stageWords,
  useLanguage,
  useList,
  useText,
  useWords,
} from '../../i18n';
import { words } from '../words';
import type { Known } from '../known';
import type { Choice, FeelName } from '../../draft';

export function useStageChoices(): Choice[] {
  const text = useText();
  return caseStates.map((value) => ({ value, label: text(stageWords[value]) }));
}

const named = (text: ReturnType<typeof useText>, key: string): Choice => {
  const words = clockKindWords[key];
  return { value: key, label: words ? `${text(words)} (${key})` : key };
};

/** The stage limits of the policy. */
export function useLimitChoices({ policy }: Known): Choice[] {
  const text = useText();
  return Object.keys(policy?.stages ?? {}).map((key) => named(text, key));
}

export function useWindowChoices({ policy }: Known): Choice[] {
  const text = useText();
  return Object.keys(policy?.windows ?? {}).map((key) => named(text, key));
}

export function useTriesChoices({ policy }: Known): Choice[] {
  const text = useText();
  return Object.keys(policy?.tries ?? {}).map((key) => named(text, key));
}

export function useEventChoices(): Choice[] {
  const text = useText();
  return eventNames.map((value) => ({ value, label: text(eventWords[value]) }));
}

export function useTableChoices({ tables }: Known): Choice[] {
  const text = useText();
  return [...tables].map(([value, name]) => ({ value, label: text(name) }));
}

/** Facts by what people call them: the flow's own names first, then the desk's; any other shows its key. */
export function useFactNames({ facts }: Known, flow: Flow): FeelName[] {
  const language = useLanguage();
  const { facts: own } = flow;
  return useMemo(() => {
    const labels = new Map((own ?? []).map(({ id, label }) => [id, label]));
    return facts.map((id) => ({ id, label: (labels.get(id) ?? factWords[id] ?? { zh: id, en: id })[language] }));
  }, [facts, own, language]);
}

/** The same to choose from: the name, and the key that stands in the document. */
export const useFactChoices = (known: Known, flow: Flow): Choice[] =>
  useFactNames(known, flow).map(({ id, label }) => ({ value: id, label: label === id ? id : `${label} (${id})` }));

/** How many people of the directory have each of the roles; undefined while it is not known, or may not be read. */
export function useStaffing(roles: readonly Role[], mayRead: boolean): string | undefined {
  const t = useWords(words);
  const text = useText();
  const list = useList();
  const people = useQuery({
    queryKey: ['people'],
    staleTime: 60_000,
    enabled: mayRead,
    queryFn: () => call(routes.listPeople, {}),
  });
  const all = people.data?.items;
  if (!all) return undefined;
  const having = (role: Role): number => all.filter((person) => person.active && person.roles.includes(role)).length;
  return list(roles.map((role) => t('staffed', { role: text(roleWords[role]), n: having(role) })));
}
