import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { type Policy, type PolicyEntry, policySchema } from '#domain';
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
  const path = pathOf(look.entry);
  const text = JSON.stringify(at(hands.document, path), null, 2);
  return <Editor key={text} {...{ hands, path, text }} />;
}

type EditorProps = { hands: FormProps['hands']; path: readonly [string, ...string[]]; text: string };

function Editor({ hands, path, text }: EditorProps) {
  const t = useWords(words);
  const [typed, setTyped] = useState(text);
  const [wrong, setWrong] = useState<string[]>([]);
  const take = (): void => {
    const read = parsed(typed);
    if (read === undefined) return setWrong([t('notJson')]);
    const fits = policySchema.safeParse(withAt(hands.document, path, read));
    if (!fits.success) return setWrong(fits.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`.trim()));
    setWrong([]);
    hands.change(fits.data);
  };
  return (
    <>
      <Input.TextArea
        aria-label={t('jsonOf')}
        className="lx-entry-json"
        spellCheck={false}
        autoSize={{ minRows: 12, maxRows: 28 }}
        value={typed}
        disabled={!hands.mayWrite}
        onChange={(event) => setTyped(event.target.value)}
      />
      {wrong.length > 0 && (
        <Alert
          type="error"
          role="alert"
          title={t('jsonWrong')}
          description={wrong.map((one, i) => (
            <div key={i}>{one}</div>
          ))}
        />
      )}
      <Button type="primary" disabled={!hands.mayWrite} onClick={take} style={{ marginTop: 8 }}>
        {t('take')}
      </Button>
    </>
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
