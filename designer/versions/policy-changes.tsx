import type { Json, Policy, PolicyChange, PolicyValue } from '#domain';
import { gradeWords, roleWords, useList, useText, useWords } from '../i18n';
import { type PolicyDocument, groupByPart, partOf, useNumberName, useNumberText } from '../studio/named';
import { Wide } from '../parts';
import { words } from './words';

/** Values of a policy, before and after, by the words of their place. */
export function PolicyChanges({ policy, changes }: { policy: Policy; changes: readonly PolicyChange[] }) {
  const t = useWords(words);
  const { part, name } = useNumberName(byKeys(policy as unknown as Json) as PolicyDocument);
  const say = useValueText();
  const numbers = changes.map((change) => ({ ...change, kind: 'count' as const, n: 0, unit: null }));
  return (
    <Wide label={t('policy')}>
      <table className="lx-diff-table">
        <thead>
          <tr>
            <th scope="col">{t('item')}</th>
            <th scope="col">{t('before')}</th>
            <th scope="col">{t('after')}</th>
          </tr>
        </thead>
        <tbody>
          {groupByPart(numbers).flatMap(([, group]) =>
            group.map((number) => (
              <tr key={number.path.join('/')}>
                <td>
                  <span className="lx-quiet">{part(partOf(number))} ·</span> {name(number)}
                </td>
                <td>{say(changeAt(changes, number.path)?.before ?? null)}</td>
                <td className="lx-diff-after">{say(changeAt(changes, number.path)?.after ?? null)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </Wide>
  );
}

const changeAt = (changes: readonly PolicyChange[], path: readonly string[]) =>
  changes.find((change) => change.path.join('/') === path.join('/'));

/** A length with its unit; a name in the language in force; codes by their words. */
function useValueText() {
  const t = useWords(words);
  const text = useText();
  const list = useList();
  const number = useNumberText();
  const say = (value: Json): string => {
    if (typeof value === 'string') return text(named(value));
    if (Array.isArray(value)) return value.length === 0 ? t('none') : list(value.map(say));
    if (isWords(value)) return text(value);
    return JSON.stringify(value);
  };
  return (value: PolicyValue | null): string => {
    if (value === null) return t('none');
    return value.kind === 'length' ? number(value) : say(value.value);
  };
}

const codes: Readonly<Record<string, { zh: string; en: string }>> = { ...gradeWords, ...roleWords };
const named = (code: string) => codes[code] ?? { zh: code, en: code };

const isWords = (value: Json): value is { zh: string; en: string } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'zh' in value && 'en' in value;

/** Rungs stand in lists and are named by their keys in a difference: the document with them under their keys. */
function byKeys(value: Json): Json {
  if (Array.isArray(value)) {
    const keyed = value.flatMap((entry) => (isKeyed(entry) ? [[entry.key, byKeys(entry)] as const] : []));
    return keyed.length === value.length && keyed.length > 0 ? Object.fromEntries(keyed) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, byKeys(inner)]));
}

const isKeyed = (value: Json): value is { key: string; [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value['key'] === 'string';
