import { Handle, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { clockKindWords, nodeKindWords, roleWords, stageWords, useList, useText, useWords } from '../i18n';
import { Icon, nodeIcon } from '../parts';
import { useDrawing } from './acts';
import type { NoteNode as Note, StepNode as Step } from './to-canvas';
import { words } from './words';

/** One step on the canvas: its kind by icon and word, its name, stage, who acts, limit, what is wrong with it. */
export const StepNode = memo(function StepNode({ id, data: { node, problems }, selected }: NodeProps<Step>) {
  const text = useText();
  const list = useList();
  const t = useWords(words);
  const acts = useDrawing();
  const roles = 'roles' in node ? list(node.roles.map((role) => text(roleWords[role]))) : '';
  const wrong = problems ? (problems.errors > 0 ? 'error' : 'warning') : '';
  return (
    <div className={`lx-node ${node.kind} ${wrong}`}>
      <Sides isConnectable={acts !== null} />
      <header>
        <Icon name={nodeIcon(node.kind)} size={16} />
        {text(nodeKindWords[node.kind])}
        {problems && (
          <span className={`lx-node-mark ${wrong}`} title={t('problemsHere', { n: problems.errors + problems.warnings })}>
            {problems.errors + problems.warnings}
          </span>
        )}
      </header>
      <b>{text(node.name)}</b>
      {node.stage && <small>{text(stageWords[node.stage])}</small>}
      {roles && <small>{t('roles', { roles })}</small>}
      {node.limit && (
        <small>{t('limit', { limit: text(clockKindWords[node.limit] ?? { zh: node.limit, en: node.limit }) })}</small>
      )}
      {acts && selected && node.kind !== 'end' && (
        <button
          type="button"
          className="lx-node-next nodrag"
          aria-label={t('addNext')}
          title={`${t('addNext')} (N)`}
          onClick={() => acts.addNext(id)}
        >
          +
        </button>
      )}
    </div>
  );
});

const sides = [
  ['left', Position.Left],
  ['right', Position.Right],
  ['top', Position.Top],
  ['bottom', Position.Bottom],
] as const;

function Sides({ isConnectable }: { isConnectable: boolean }) {
  return sides.map(([id, position]) => (
    <Handle key={id} id={id} type="source" position={position} isConnectable={isConnectable} />
  ));
}

/** A sheet of paper with a remark, for the people who draw. */
export const NoteNode = memo(function NoteNode({ id, data: { text } }: NodeProps<Note>) {
  const t = useWords(words);
  const acts = useDrawing();
  return (
    <div className="lx-note">
      {acts ? (
        <textarea
          className="nodrag nowheel"
          aria-label={t('note')}
          defaultValue={text}
          key={text}
          onBlur={(event) => event.target.value !== text && acts.editNote(id, event.target.value)}
        />
      ) : (
        <p>{text}</p>
      )}
    </div>
  );
});
