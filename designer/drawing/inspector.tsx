import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { align, distribute, type FlowNode, move, patchEdge, remove, reorder, setWay } from '#domain';
import { nodeKindWords, useText, useWords } from '../i18n';
import { Icon, nodeIcon } from '../parts';
import { BulkForm } from './inspector/bulk-form';
import { EdgeForm } from './inspector/edge-form';
import { FlowForm } from './inspector/flow-form';
import { JsonForm } from './inspector/json-form';
import { NodeForm } from './inspector/node-form';
import type { Known } from './known';
import { NODE } from './to-canvas';
import type { Editor } from './use-editor';
import { words } from './words';

type Props = { editor: Editor; known: Known };

/** What is selected, as a form: one step, one line, several, or the flow itself. */
export function Inspector({ editor, known }: Props) {
  const { flow, selection } = editor;
  const t = useWords(words);
  const steps = flow.nodes.filter(({ id }) => selection.has(id));
  const lines = flow.edges.filter(({ id }) => selection.has(id));
  const [step] = steps;
  const [line] = lines;
  return (
    <aside className="lx-inspector" aria-label={t('inspector')}>
      {step && steps.length === 1 ? (
        <OneStep key={step.id} node={step} editor={editor} known={known} />
      ) : steps.length > 1 ? (
        <Several steps={steps} editor={editor} known={known} />
      ) : line && lines.length === 1 ? (
        <EdgeForm
          key={line.id}
          edge={line}
          flow={flow}
          known={known}
          disabled={!editor.mayWrite}
          onPatch={(patch) => editor.change((now) => patchEdge(now, line.id, patch), `edge ${line.id}`)}
          onWay={(way) => editor.change((now) => setWay(now, line.id, way))}
          onRest={editor.rest}
          onReorder={(by) => editor.change((now) => reorder(now, line.id, by))}
          onRemove={() => editor.change((now) => remove(now, new Set([line.id])))}
        />
      ) : (
        <FlowForm editor={editor} />
      )}
    </aside>
  );
}

function OneStep({ node, editor, known }: Props & { node: FlowNode }) {
  const t = useWords(words);
  const text = useText();
  const [view, setView] = useState<'form' | 'json'>('form');
  return (
    <>
      <header className="lx-inspector-head">
        <h2>
          <Icon name={nodeIcon(node.kind)} size={18} /> {text(nodeKindWords[node.kind])}
        </h2>
        <Segmented
          size="small"
          value={view}
          onChange={setView}
          options={[
            { value: 'form', label: t('asForm') },
            { value: 'json', label: 'JSON' },
          ]}
        />
      </header>
      {view === 'form' ? (
        <NodeForm node={node} editor={editor} known={known} />
      ) : (
        <JsonForm key={JSON.stringify(node)} node={node} editor={editor} />
      )}
    </>
  );
}

const edges = ['left', 'centre', 'right', 'top', 'middle', 'bottom'] as const;

/** Several steps at once: put in line, spaced out, their common fields changed together. */
function Several({ steps, editor, known }: Props & { steps: FlowNode[] }) {
  const t = useWords(words);
  const boxes = steps.map(({ id, position }) => ({ id, ...position, ...NODE }));
  return (
    <>
      <h2>{t('several', { n: steps.length })}</h2>
      <div className="lx-commands" role="group" aria-label={t('alignGroup')}>
        {edges.map((edge) => (
          <Button key={edge} size="small" onClick={() => editor.change((flow) => move(flow, align(boxes, edge)))}>
            {t(`align.${edge}`)}
          </Button>
        ))}
        {steps.length > 2 &&
          (['x', 'y'] as const).map((axis) => (
            <Button key={axis} size="small" onClick={() => editor.change((flow) => move(flow, distribute(boxes, axis)))}>
              {t(`distribute.${axis}`)}
            </Button>
          ))}
      </div>
      <BulkForm steps={steps} editor={editor} known={known} />
    </>
  );
}
