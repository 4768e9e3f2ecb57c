import { type Policy, type PolicyEntry, policySchema } from '#domain';
import { JsonText, misfits } from '../draft';
import { useWords } from '../i18n';
import { withAt } from './edit';
import type { FormProps } from './entry-form';
import { words } from './words';

/** Where an entry stands in the document. */
function pathOf(entry: PolicyEntry): readonly [string, ...string[]] {
  switch (entry.is) {
    case 'grade':
      return ['grades', entry.grade];
    case 'stage':
      return ['stages', entry.stage];
    case 'window':
      return ['windows', entry.window];
    case 'reportIn':
      return ['reportIn'];
    case 'rework':
      return ['rework'];
  }
}

const at = (policy: Policy, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], policy);

/** The entry as the document has it. What does not fit is said and not taken. */
export function JsonEntry({ hands, look }: FormProps) {
  const t = useWords(words);
  const path = pathOf(look.entry);
  const text = JSON.stringify(at(hands.document, path), null, 2);
  const take = (read: unknown): string[] => {
    if (read === undefined) return [t('notJson')];
    const fits = policySchema.safeParse(withAt(hands.document, path, read));
    if (!fits.success) return misfits(fits.error.issues);
    hands.change(fits.data);
    return [];
  };
  const said = { label: t('jsonOf'), wrong: t('jsonWrong'), take: t('take') };
  return <JsonText key={text} className="lx-entry-json" words={said} mayWrite={hands.mayWrite} {...{ text, take }} />;
}
