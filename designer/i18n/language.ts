import { useSyncExternalStore } from 'react';
import type { Bilingual } from '#domain';

export type Language = 'zh' | 'en';

const KEY = 'liangxin.language';
const listeners = new Set<() => void>();

function stored(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}

let current: Language = stored();

/** The language in force, outside React. */
export const languageNow = (): Language => current;

/** Switches the whole application; kept for the next visit. */
export function setLanguage(language: Language): void {
  current = language;
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // A browser that keeps nothing still switches for this visit.
  }
  for (const tell of listeners) tell();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useLanguage = (): Language => useSyncExternalStore(subscribe, languageNow, languageNow);

/** Reads a two-language text in the language in force. */
export function useText(): (text: Bilingual) => string {
  const language = useLanguage();
  return (text) => text[language];
}

/** Names side by side, as the language in force lists them. */
export function useList(): (names: readonly string[]) => string {
  const language = useLanguage();
  return (names) => names.filter((name) => name !== '').join(language === 'zh' ? '、' : ', ');
}

type Values = Readonly<Record<string, string | number>>;

/** Keeps the keys of a room's words; both languages stand side by side, so neither can be forgotten. */
export const defineWords = <const T extends Record<string, Bilingual>>(words: T): T => words;

export const fill = (text: string, values: Values): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** A room's words in the language in force: `t('key', { n: 3 })`. */
export function useWords<T extends Record<string, Bilingual>>(words: T): (key: keyof T & string, values?: Values) => string {
  const language = useLanguage();
  return (key, values = {}) => fill(words[key]?.[language] ?? key, values);
}
