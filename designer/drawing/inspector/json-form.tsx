import { flowNodeSchema, type FlowNode } from '#domain';
import { JsonText, misfits } from '../../draft';
import { useWords } from '../../i18n';
import type { Editor } from '../use-editor';
import { words } from '../words';

/** The step as the document has it. What does not fit is said and not taken; the kind and the id stay. */
export function JsonForm({ node, editor }: { node: FlowNode; editor: Editor }) {
  const t = useWords(words);
  const take = (read: unknown): string[] => {
    const fits = flowNodeSchema.safeParse(read);
    if (!fits.success) return misfits(fits.error.issues);
    if (fits.data.id !== node.id || fits.data.kind !== node.kind) return [t('jsonKept')];
    editor.change((flow) => ({ ...flow, nodes: flow.nodes.map((one) => (one.id === node.id ? fits.data : one)) }));
    return [];
  };
  const said = { label: t('jsonOf'), wrong: t('jsonWrong'), take: t('take') };
  return (
    <JsonText className="lx-json" text={JSON.stringify(node, null, 2)} words={said} mayWrite={editor.mayWrite} take={take} />
  );
}
