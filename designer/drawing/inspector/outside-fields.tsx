import { useQuery } from '@tanstack/react-query';
import { routes } from '#contract';
import type { NodeOf } from '#domain';
import { call } from '../../client';
import { ChoiceField, isKey, ManyField, TextField } from '../../draft';
import { useText, useWords } from '../../i18n';
import type { Known } from '../known';
import type { Editor } from '../use-editor';
import { words } from '../words';
import { useFactChoices, useWindowChoices } from './choices';
import type { Patch } from './kind-fields';

type Props<T> = { node: T; patch: Patch; editor: Editor; known: Known };
type Message = Extract<NodeOf<'wait'>['until'], { kind: 'message' }>;

/** Another system, or another drawing of the city. */
export function CallFields(props: Props<NodeOf<'call'>>) {
  const { node, patch, editor } = props;
  const t = useWords(words);
  const text = useText();
  const flows = useQuery({ queryKey: ['drawing', 'flows'], queryFn: () => call(routes.listFlows, {}) });
  const choose = async (flow: string | undefined): Promise<void> => {
    if (flow === undefined) {
      patch({ flow, ends: undefined, endpoint: 'webhook', window: 'question' });
      return;
    }
    const { document } = await call(routes.readFlow, { params: { id: flow } });
    const ends = document.nodes.filter(({ kind }) => kind === 'end').map(({ id }) => id);
    patch({ flow, ends, endpoint: undefined, window: undefined, sends: undefined, takes: undefined });
  };
  const others = (flows.data?.items ?? []).filter(({ id }) => id !== editor.flow.id);
  return (
    <>
      <ChoiceField
        label={t('subflow')}
        help={t('subflowHelp')}
        value={node.flow}
        mayBeEmpty
        choices={others.map(({ id, name }) => ({ value: id, label: text(name) }))}
        disabled={!editor.mayWrite}
        onChange={(flow) => void choose(flow)}
      />
      {node.flow === undefined && <SystemFields {...props} />}
    </>
  );
}

function SystemFields({ node, patch, editor, known }: Props<NodeOf<'call'>>) {
  const facts = useFactChoices(known, editor.flow);
  const t = useWords(words);
  const windows = useWindowChoices(known);
  const disabled = !editor.mayWrite;
  return (
    <>
      <TextField
        label={t('endpoint')}
        value={node.endpoint ?? ''}
        disabled={disabled}
        onChange={(endpoint) => isKey(endpoint) && patch({ endpoint }, 'endpoint')}
      />
      <ChoiceField
        label={t('window')}
        value={node.window}
        choices={windows}
        disabled={disabled}
        onChange={(window) => patch({ window })}
      />
      <ManyField
        free
        label={t('sends')}
        help={t('sendsHelp')}
        values={node.sends ?? []}
        choices={facts}
        disabled={disabled}
        onChange={(sends) => patch({ sends: sends.filter(isKey) })}
      />
      <TakesField values={node.takes ?? []} disabled={disabled} onChange={(takes) => patch({ takes })} />
    </>
  );
}

/** What a wait for word from outside has of its own. */
export function MessageFields({ until, patch, disabled }: { until: Message; patch: Patch; disabled: boolean }) {
  const t = useWords(words);
  const change = (more: Partial<Message>, field?: string): void => patch({ until: { ...until, ...more } }, field);
  const sender = (from: string): void => {
    const { from: _before, ...rest } = until;
    if (from === '') patch({ until: rest }, 'until');
    else if (isKey(from)) patch({ until: { ...rest, from } }, 'until');
  };
  return (
    <>
      <TextField
        label={t('messageName')}
        value={until.name}
        disabled={disabled}
        onChange={(name) => isKey(name) && change({ name }, 'until')}
      />
      <TextField label={t('messageFrom')} value={until.from ?? ''} disabled={disabled} onChange={sender} />
      <TakesField values={until.takes ?? []} disabled={disabled} onChange={(takes) => change({ takes })} />
    </>
  );
}

function TakesField({ values, disabled, onChange }: { values: string[]; disabled: boolean; onChange: (next: string[]) => void }) {
  const t = useWords(words);
  return (
    <ManyField
      free
      label={t('takes')}
      help={t('takesHelp')}
      values={values}
      choices={[]}
      disabled={disabled}
      onChange={(next) => onChange(next.filter(isKey))}
    />
  );
}
