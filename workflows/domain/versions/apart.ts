import { sameJson } from '../draft';
import type { Bilingual, Json } from '../text';
import type { ChangeKind, FieldChange } from './shapes';

/** Two versions of one thing, or the one that is there. */
export type Pair<T> = { id: string; before: T | undefined; after: T | undefined };

/** Things of two lists by their id: those of the newer list in its order, then those that are gone. */
export function paired<T>(before: readonly T[], after: readonly T[], idOf: (item: T) => string): Pair<T>[] {
  const [old, now] = [new Map(before.map((item) => [idOf(item), item])), new Map(after.map((item) => [idOf(item), item]))];
  return [...new Set([...now.keys(), ...old.keys()])].map((id) => ({ id, before: old.get(id), after: now.get(id) }));
}

/** How one of the two became the other; two of the same are `changed` for whoever found a difference in them. */
export const kindOf = ({ before, after }: Pair<unknown>): ChangeKind =>
  before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';

/** Whether things that stand in both lists stand in another order. */
export function isReordered(before: readonly string[], after: readonly string[]): boolean {
  const [old, now] = [new Set(before), new Set(after)];
  return !sameJson(
    before.filter((id) => now.has(id)),
    after.filter((id) => old.has(id)),
  );
}

type Said = { label: Bilingual; say: (value: unknown) => Bilingual };

/** One field of two versions, or nothing where it is the same. */
export function fieldChange(path: readonly string[], before: unknown, after: unknown, { label, say }: Said): FieldChange[] {
  if (sameJson(before, after)) return [];
  const words = (value: unknown) => (value === undefined ? null : say(value));
  const raw = { before: (before ?? null) as Json, after: (after ?? null) as Json };
  return [{ path: [...path], label, before: words(before), after: words(after), raw }];
}

/** A text that is not empty, in both languages: what is said of an empty one. */
export const asWritten = (text: string): Bilingual =>
  text.trim() === '' ? { zh: '（空）', en: '(empty)' } : { zh: text, en: text };
