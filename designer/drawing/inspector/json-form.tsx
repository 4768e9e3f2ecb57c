import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { flowNodeSchema, type FlowNode } from '#domain';
import { useWords } from '../../i18n';
import type { Editor } from '../use-editor';
import { words } from '../words';

/** The step as the document has it. What does not fit is said and not taken; the kind and the id stay. */
export function JsonForm({ node, editor }: { node: FlowNode; editor: Editor }) {
  const t = useWords(words);
  const [typed, setTyped] = useState(JSON.stringify(node, null, 2));
  const [wrong, setWrong] = useState<string[]>([]);
  const take = (): void => {
    const read = parsed(typed);
    const fits = flowNodeSchema.safeParse(read);
    if (!fits.success) return setWrong(fits.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()));
    if (fits.data.id !== node.id || fits.data.kind !== node.kind) return setWrong([t('jsonKept')]);
    setWrong([]);
    editor.change((flow) => ({ ...flow, nodes: flow.nodes.map((one) => (one.id === node.id ? fits.data : one)) }));
  };
  return (
    <>
      <Input.TextArea
        aria-label={t('jsonOf')}
        className="lx-json"
        spellCheck={false}
        autoSize={{ minRows: 12, maxRows: 28 }}
        value={typed}
        disabled={!editor.mayWrite}
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
      <Button type="primary" disabled={!editor.mayWrite} onClick={take} style={{ marginTop: 8 }}>
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
