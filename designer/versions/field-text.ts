import type { FieldChange, Json } from '#domain';
import { commandWords, eventWords, resultWords, useText, useWords } from '../i18n';
import { words } from './words';

/** Lists that the front end has words for, by the field their codes stand in. */
const lists: Readonly<Record<string, Readonly<Record<string, { zh: string; en: string }>>>> = {
  event: eventWords,
  result: resultWords,
  command: commandWords,
};

/** Both values of a field as they are read. */
export function useFieldText(): (field: FieldChange) => { before: string; after: string } {
  const text = useText();
  const t = useWords(words);
  const say = (field: FieldChange, side: 'before' | 'after'): string => {
    const words = field[side];
    if (words === null) return t('none');
    const known = lists[field.path.at(-1) ?? '']?.[codeOf(field.raw[side])];
    return text(known ?? words);
  };
  return (field) => ({ before: say(field, 'before'), after: say(field, 'after') });
}

const codeOf = (value: Json): string => (typeof value === 'string' ? value : '');
