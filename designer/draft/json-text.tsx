import { Alert, Button, Input } from 'antd';
import { useState } from 'react';

type Props = {
  /** What stands there at first. */
  text: string;
  className: string;
  mayWrite: boolean;
  words: { label: string; wrong: string; take: string };
  /** Takes what was typed, `undefined` where it is no JSON; answers what does not fit, and then has taken nothing. */
  take: (read: unknown) => string[];
};

/** A part of a document as its JSON. What does not fit is said and not taken. */
export function JsonText({ text, className, mayWrite, words, take }: Props) {
  const [typed, setTyped] = useState(text);
  const [wrong, setWrong] = useState<string[]>([]);
  return (
    <>
      <Input.TextArea
        aria-label={words.label}
        className={className}
        spellCheck={false}
        autoSize={{ minRows: 12, maxRows: 28 }}
        value={typed}
        disabled={!mayWrite}
        onChange={(event) => setTyped(event.target.value)}
      />
      {wrong.length > 0 && (
        <Alert
          type="error"
          role="alert"
          title={words.wrong}
          description={wrong.map((one, i) => (
            <div key={i}>{one}</div>
          ))}
        />
      )}
      <Button type="primary" disabled={!mayWrite} onClick={() => setWrong(take(parsed(typed)))} style={{ marginTop: 8 }}>
        {words.take}
      </Button>
    </>
  );
}

/** What a schema has against a value, each with its place. */
export const misfits = (issues: readonly { path: readonly PropertyKey[]; message: string }[]): string[] =>
  issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim());

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
