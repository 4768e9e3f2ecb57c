import type { FieldChange } from '#domain';
import { useText, useWords } from '../i18n';
import { useFieldText } from './field-text';
import { words } from './words';

/** Fields as lines: name, before → after. */
export function FieldList({ fields }: { fields: readonly FieldChange[] }) {
  const text = useText();
  const t = useWords(words);
  const say = useFieldText();
  if (fields.length === 0) return null;
  return (
    <ul className="lx-diff-fields">
      {fields.map((field) => {
        const { before, after } = say(field);
        return (
          <li key={field.path.join('/')}>
            <span className="lx-quiet">{text(field.label)}</span>{' '}
            <del>
              <span className="lx-visually-hidden">{t('before')} </span>
              {before}
            </del>{' '}
            <span aria-hidden="true">→</span>{' '}
            <ins>
              <span className="lx-visually-hidden">{t('after')} </span>
              {after}
            </ins>
          </li>
        );
      })}
    </ul>
  );
}
