import { Button } from 'antd';
import { type FlowNode, freeWays, patchNode, remove } from '#domain';
import { useText, useWords } from '../../i18n';
import { outcomeLabel } from '../to-canvas';
import type { Known } from '../known';
import type { Editor } from '../use-editor';
import { words } from '../words';
import { useLimitChoices, useStageChoices } from './choices';
import { BilingualField, ChoiceField, Field, TextField } from '../../draft';
import { KindFields } from './kind-fields';
import { PolicyLinks } from './policy-links';

type Props = { node: FlowNode; editor: Editor; known: Known };

/** One step in plain words: what it is called, who acts, by when, what the resident reads; the rest by its kind. */
export function NodeForm({ node, editor, known }: Props) {
  const t = useWords(words);
  const stages = useStageChoices();
  const limits = useLimitChoices(known);
  const disabled = !editor.mayWrite;
  const patch = (change: Record<string, unknown>, field?: string): void =>
    editor.change((flow) => patchNode(flow, node.id, change), field && `${node.id} ${field}`);
  const common = { disabled, onRest: editor.rest };
  return (
    <>
      <BilingualField {...common} label={t('name')} value={node.name} onChange={(name) => name && patch({ name }, 'name')} />
      <KindFields node={node} patch={patch} editor={editor} known={known} />
      <ChoiceField
        label={t('stage')}
        help={t('stageHelp')}
        value={node.stage}
        choices={stages}
        mayBeEmpty={node.kind !== 'end'}
        disabled={disabled}
        onChange={(stage) => patch({ stage })}
      />
      <ChoiceField
        label={t('limitOf')}
        help={t('limitHelp')}
        value={node.limit}
        choices={limits}
        mayBeEmpty
        disabled={disabled}
        onChange={(limit) => patch({ limit })}
      />
      <PolicyLinks node={node} flow={editor.flow} />
      <BilingualField
        {...common}
        area
        mayBeEmpty
        label={t('resident')}
        value={node.resident}
        onChange={(resident) => patch({ resident }, 'resident')}
      />
      <TextField
        {...common}
        area
        mayBeEmpty
        label={t('remark')}
        value={node.note ?? ''}
        onChange={(note) => patch({ note: note === '' ? undefined : note }, 'note')}
      />
      <WaysOut node={node} editor={editor} />
      <Field label={t('key')}>{() => <code>{node.id}</code>}</Field>
      <Button
        danger
        disabled={disabled}
        onClick={() => {
          editor.change((flow) => remove(flow, new Set([node.id])));
          editor.select([]);
        }}
      >
        {t('removeStep')}
      </Button>
    </>
  );
}

/** Where the step leads, and what still leads nowhere. */
function WaysOut({ node, editor }: Pick<Props, 'node' | 'editor'>) {
  const t = useWords(words);
  const text = useText();
  const { flow } = editor;
  const nameOf = (id: string): string => text(flow.nodes.find((one) => one.id === id)?.name ?? { zh: id, en: id });
  const out = flow.edges.filter(({ from }) => from === node.id);
  const open = freeWays(flow, node).flatMap((way) => (way.by === 'outcome' ? [text(outcomeLabel(node, way.outcome))] : []));
  if (node.kind === 'end') return null;
  return (
    <section>
      <h3>{t('waysOut')}</h3>
      <ul className="lx-ways">
        {out.map((edge) => {
          const label = edge.when ?? (edge.outcome ? text(outcomeLabel(node, edge.outcome)) : t('otherwise'));
          return (
            <li key={edge.id}>
              <button type="button" className="lx-link" onClick={() => editor.select([edge.id])}>
                {t('goesTo', { label, to: nameOf(edge.to) })}
              </button>
            </li>
          );
        })}
        {open.map((label) => (
          <li key={label} className="lx-quiet">
            {t('leadsNowhere', { label })}
          </li>
        ))}
      </ul>
    </section>
  );
}
