export { defineWords, languageNow, setLanguage, useLanguage, useList, useText, useWords } from './language';
export type { Language } from './language';
export { dateOf, dueOf, lengthOf, momentOf, urgencyOf, useTimeWords } from './time';
export type { Urgency } from './time';
export * from './domain-words';
export { decisionWords, factWords, maskWords, rungWords } from './fact-words';
export { eventWords } from './event-words';
export { choiceWords, commandWords, fieldWords } from './command-words';
export { refusalWords } from './problem-words';
