import type { Bilingual } from '#domain';
import { clockName } from '#domain';
import { lengthOf, useLanguage, useList, useText, useWords } from '../i18n';
import { words } from './words';

/** Names for what a back-test tells in codes. */
export function useTold(units: Readonly<Record<string, Bilingual>>) {
  const t = useWords(words);
  const text = useText();
  const list = useList();
  const language = useLanguage();
  const unit = (code: string): string => text(units[code] ?? { zh: code, en: code });
  return {
    unit,
    /** Several units by commas, as flows name them. */
    unitsOf: (codes: string): string => (codes === '' ? t('nobody') : list(codes.split(',').map(unit))),
    /** `reply#2`: which clock, and which of its kind where it is not the first. */
    clock: (name: string): string => {
      const at = name.lastIndexOf('#');
      const [kind, n] = at < 0 ? [name, '1'] : [name.slice(0, at), name.slice(at + 1)];
      return n === '1' ? text(clockName(kind)) : t('nth', { clock: text(clockName(kind)), n });
    },
    shift: (ms: number): string =>
      ms === 0 ? '—' : t(ms < 0 ? 'earlierBy' : 'laterBy', { length: lengthOf(Math.abs(ms), language) }),
  };
}
