import { caseStates, eventNames } from '#domain';
import { clockKindWords, eventWords, stageWords, useText } from '../../i18n';
import type { Known } from '../known';
import type { Choice } from '../../draft';

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
