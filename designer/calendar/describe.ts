import type { Bilingual, CalendarChange } from '#domain';
import type { useWords } from '../i18n';
import type { words } from './words';

type Say = ReturnType<typeof useWords<typeof words>>;

/** A change of the calendar in a few words. */
export function describeChange(change: CalendarChange, t: Say, text: (said: Bilingual) => string): string {
  switch (change.kind) {
    case 'notice':
      return `${t('change.notice', { year: change.year })} · ${text(change.notice)}`;
    case 'days':
      return `${t('change.days')} · ${[...change.put.map(({ date, name }) => `${date} ${text(name)}`), ...change.drop].join(', ')}`;
    case 'unit':
      return t('change.unit', { unit: change.unit });
  }
}
