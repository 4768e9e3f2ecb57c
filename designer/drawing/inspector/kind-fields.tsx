import { InputNumber } from 'antd';
import { Link } from 'react-router';
import type { FlowNode, NodeOf } from '#domain';
import { laneWords, resultWords, useText, useWords } from '../../i18n';
import { useCity } from '../../client';
import type { Known } from '../known';
import type { Editor } from '../use-editor';
import { words } from '../words';
import { useEventChoices, useFactChoices, useStaffing, useTableChoices, useTriesChoices, useWindowChoices } from './choices';
import { ChoiceField, Field, ManyField, Toggle, useRoleChoices } from '../../draft';
import { FollowUpFields } from './follow-up-fields';
import { Outcomes } from './outcomes';
import { CallFields, MessageFields } from './outside-fields';

export type Patch = (change: Record<string, unknown>, field?: string) => void;
type Props<N extends FlowNode = FlowNode> = { node: N; patch: Patch; editor: Editor; known: Known };

/** What a kind of step has of its own. */
export function KindFields(props: Props) {
  const { node } = props;
  switch (node.kind) {
    case 'task':
    case 'ask':
      return <PersonFields {...props} node={node} />;
    case 'decide':
      return <DecideFields {...props} node={node} />;
    case 'assign':
      return <AssignFields {...props} node={node} />;
    case 'offer':
      return <OfferFields {...props} node={node} />;
    case 'whistle':
      return <WhistleFields {...props} node={node} />;
    case 'join':
      return <JoinFields {...props} node={node} />;
    case 'wait':
      return <WaitFields {...props} node={node} />;
    case 'publish':
      return <PublishFields {...props} node={node} />;
    case 'call':
      return <CallFields {...props} node={node} />;
    case 'end':
      return <EndFields {...props} node={node} />;
    case 'start':
    case 'fork':
      return null;
  }
}

function PersonFields({ node, patch, editor, known }: Props<NodeOf<'task'> | NodeOf<'ask'>>) {
  const t = useWords(words);
  const text = useText();
  const roles = useRoleChoices();
  const staffing = useStaffing(node.roles, editor.mayWrite);
  const disabled = !editor.mayWrite;
  const others = editor.flow.nodes.filter(({ id, kind }) => id !== node.id && ['task', 'ask', 'assign'].includes(kind));
  return (
    <>
      <ManyField
        label={t('who')}
        {...(staffing === undefined ? {} : { help: staffing })}
        values={node.roles}
        choices={roles}
        disabled={disabled}
        onChange={(next) => next.length > 0 && patch({ roles: next })}
      />
      <ManyField
        label={t('notSameAs')}
        help={t('notSameAsHelp')}
        values={node.notSameAs}
        choices={others.map(({ id, name }) => ({ value: id, label: text(name) }))}
        disabled={disabled}
        onChange={(notSameAs) => patch({ notSameAs })}
      />
      <Toggle
        label={t('notOfHandlingUnit')}
        value={node.notOfHandlingUnit}
        disabled={disabled}
        onChange={(notOfHandlingUnit) => patch({ notOfHandlingUnit })}
      />
      {node.kind === 'ask' && <AskFields node={node} patch={patch} editor={editor} known={known} />}
      <Outcomes node={node} editor={editor} />
    </>
  );
}

function AskFields({ node, patch, editor, known }: Props<NodeOf<'ask'>>) {
  const t = useWords(words);
  const windows = useWindowChoices(known);
  const tries = useTriesChoices(known);
  const disabled = !editor.mayWrite;
  return (
    <>
      <ChoiceField
        label={t('question')}
        value={node.question}
        choices={(['info', 'rating'] as const).map((value) => ({ value, label: t(`question.${value}`) }))}
        disabled={disabled}
        onChange={(question) => patch({ question })}
      />
      <ChoiceField
        label={t('window')}
        help={t('windowHelp')}
        value={node.window}
        choices={windows}
        disabled={disabled}
        onChange={(window) => patch({ window })}
      />
      <ChoiceField
        label={t('tries')}
        value={node.tries}
        choices={tries}
        mayBeEmpty
        disabled={disabled}
        onChange={(next) => patch({ tries: next })}
      />
      <Toggle
        label={t('pausesPromise')}
        value={node.pausesPromise}
        disabled={disabled}
        onChange={(pausesPromise) => patch({ pausesPromise })}
      />
    </>
  );
}

function DecideFields({ node, patch, editor, known }: Props<NodeOf<'decide'>>) {
  const t = useWords(words);
  const tables = useTableChoices(known);
  const events = useEventChoices();
  const disabled = !editor.mayWrite;
  return (
    <>
      <ChoiceField
        label={t('table')}
        value={node.decision}
        choices={tables}
        disabled={disabled}
        onChange={(decision) => patch({ decision })}
      />
      {known.tables.has(node.decision) && (
        <p>
          <Link to={`/studio/tables/${node.decision}`}>{t('openTable')}</Link>
        </p>
      )}
      <ChoiceField
        label={t('event')}
        value={node.event}
        choices={events}
        disabled={disabled}
        onChange={(event) => patch({ event })}
      />
      <Toggle label={t('once')} help={t('onceHelp')} value={node.once} disabled={disabled} onChange={(once) => patch({ once })} />
    </>
  );
}

function useLaneChoices() {
  const text = useText();
  return (['government', 'media', 'volunteer', 'merchant'] as const).map((value) => ({ value, label: text(laneWords[value]) }));
}

function AssignFields({ node, patch, editor, known }: Props<NodeOf<'assign'>>) {
  const t = useWords(words);
  const lanes = useLaneChoices();
  const facts = useFactChoices(known, editor.flow);
  const disabled = !editor.mayWrite;
  return (
    <>
      <ChoiceField label={t('lane')} value={node.lane} choices={lanes} disabled={disabled} onChange={(lane) => patch({ lane })} />
      <ChoiceField
        label={t('join')}
        value={node.join}
        choices={(['lead', 'all', 'any'] as const).map((value) => ({ value, label: t(`join.${value}`) }))}
        disabled={disabled}
        onChange={(join) => patch({ join })}
      />
      <ChoiceField
        label={t('unitsFact')}
        help={t('unitsFactHelp')}
        value={node.unitsFact}
        choices={facts}
        disabled={disabled}
        onChange={(unitsFact) => patch({ unitsFact })}
      />
      <ChoiceField
        label={t('leadFact')}
        value={node.leadFact}
        choices={facts}
        disabled={disabled}
        onChange={(leadFact) => patch({ leadFact })}
      />
      <Optional node={node} patch={patch} disabled={disabled} />
    </>
  );
}

function OfferFields({ node, patch, editor, known }: Props<NodeOf<'offer'>>) {
  const facts = useFactChoices(known, editor.flow);
  const t = useWords(words);
  const disabled = !editor.mayWrite;
  return (
    <>
      <ChoiceField
        label={t('offerTo')}
        value={node.to}
        choices={(['volunteer', 'merchant'] as const).map((value) => ({ value, label: t(`to.${value}`) }))}
        disabled={disabled}
        onChange={(to) => patch({ to })}
      />
      <ChoiceField
        label={t('teamsFact')}
        value={node.teamsFact}
        mayBeEmpty
        choices={facts}
        disabled={disabled}
        onChange={(teamsFact) => patch({ teamsFact })}
      />
      <Optional node={node} patch={patch} disabled={disabled} />
    </>
  );
}

function Optional({ node, patch, disabled }: { node: { required: boolean; onClose: string }; patch: Patch; disabled: boolean }) {
  const t = useWords(words);
  return (
    <>
      <Toggle label={t('isRequired')} value={node.required} disabled={disabled} onChange={(required) => patch({ required })} />
      {!node.required && (
        <ChoiceField
          label={t('onClose')}
          value={node.onClose}
          choices={(['continue', 'cancel'] as const).map((value) => ({ value, label: t(`onClose.${value}`) }))}
          disabled={disabled}
          onChange={(onClose) => patch({ onClose })}
        />
      )}
    </>
  );
}

function WhistleFields({ node, patch, editor, known }: Props<NodeOf<'whistle'>>) {
  const facts = useFactChoices(known, editor.flow);
  const t = useWords(words);
  const disabled = !editor.mayWrite;
  return (
    <>
      <ChoiceField
        label={t('whistleKind')}
        value={node.whistle}
        choices={(['daily', 'hard', 'emergency'] as const).map((value) => ({ value, label: t(`whistle.${value}`) }))}
        disabled={disabled}
        onChange={(whistle) => patch({ whistle })}
      />
      <ChoiceField
        label={t('unitsFact')}
        value={node.unitsFact}
        choices={facts}
        disabled={disabled}
        onChange={(unitsFact) => patch({ unitsFact })}
      />
    </>
  );
}

function JoinFields({ node, patch, editor }: Props<NodeOf<'join'>>) {
  const t = useWords(words);
  const disabled = !editor.mayWrite;
  const isNumber = typeof node.wait === 'number';
  return (
    <>
      <ChoiceField
        label={t('waitFor')}
        value={isNumber ? 'n' : String(node.wait)}
        choices={(['required', 'all', 'any', 'n'] as const).map((value) => ({ value, label: t(`wait.${value}`) }))}
        disabled={disabled}
        onChange={(value) => patch({ wait: value === 'n' ? 2 : value })}
      />
      {isNumber && (
        <Field label={t('howMany')}>
          {(id) => (
            <InputNumber
              id={id}
              min={1}
              precision={0}
              value={Number(node.wait)}
              disabled={disabled}
              onChange={(n) => n !== null && patch({ wait: n }, 'wait')}
            />
          )}
        </Field>
      )}
    </>
  );
}

function WaitFields({ node, patch, editor, known }: Props<NodeOf<'wait'>>) {
  const facts = useFactChoices(known, editor.flow);
  const t = useWords(words);
  const windows = useWindowChoices(known);
  const disabled = !editor.mayWrite;
  const { until } = node;
  const window = 'window' in until ? until.window : (windows[0]?.value ?? 'question');
  return (
    <>
      <ChoiceField
        label={t('until')}
        value={until.kind}
        choices={(['length', 'date', 'message', 'review'] as const).map((value) => ({ value, label: t(`until.${value}`) }))}
        disabled={disabled}
        onChange={(kind) => patch({ until: untilOf(kind, window) })}
      />
      {until.kind === 'message' && <MessageFields until={until} patch={patch} disabled={disabled} />}
      {until.kind === 'date' ? (
        <ChoiceField
          label={t('dateFact')}
          value={until.fact}
          choices={facts}
          disabled={disabled}
          onChange={(fact) => patch({ until: { ...until, fact } })}
        />
      ) : (
        <ChoiceField
          label={t('window')}
          value={until.window}
          choices={windows}
          disabled={disabled}
          onChange={(next) => patch({ until: { ...until, window: next } })}
        />
      )}
      {until.kind === 'review' && (
        <ChoiceField
          label={t('every')}
          value={until.every}
          choices={windows}
          disabled={disabled}
          onChange={(every) => patch({ until: { ...until, every } })}
        />
      )}
    </>
  );
}

function untilOf(kind: string | undefined, window: string): NodeOf<'wait'>['until'] {
  switch (kind) {
    case 'date':
      return { kind, fact: 'appointment' };
    case 'message':
      return { kind, name: 'answer', window };
    case 'review':
      return { kind, window, every: window };
    default:
      return { kind: 'length', window };
  }
}

function PublishFields({ node, patch, editor }: Props<NodeOf<'publish'>>) {
  const t = useWords(words);
  const text = useText();
  const { data: city } = useCity();
  const own = (city?.channels ?? []).map(({ key, name }) => ({ value: key, label: text(name) }));
  return (
    <>
      <ManyField
        free
        label={t('channels')}
        values={node.channels}
        choices={[
          ...own,
          ...[
            { value: 'site', label: t('channel.site') },
            { value: 'webhook', label: t('channel.webhook') },
          ].filter(({ value }) => !own.some((one) => one.value === value)),
        ]}
        disabled={!editor.mayWrite}
        onChange={(channels) => channels.length > 0 && patch({ channels })}
      />
      <Toggle
        label={t('exposes')}
        value={node.exposes ?? false}
        disabled={!editor.mayWrite}
        onChange={(exposes) => patch({ exposes })}
      />
    </>
  );
}

function EndFields({ node, patch, editor, known }: Props<NodeOf<'end'>>) {
  const t = useWords(words);
  const text = useText();
  const disabled = !editor.mayWrite;
  return (
    <>
      <ChoiceField
        label={t('result')}
        help={t('resultHelp')}
        value={node.result}
        mayBeEmpty
        choices={Object.entries(resultWords).map(([value, label]) => ({ value, label: text(label) }))}
        disabled={disabled}
        onChange={(result) => patch({ result })}
      />
      <ChoiceField
        label={t('reopenTo')}
        help={t('reopenToHelp')}
        value={node.reopenTo}
        mayBeEmpty
        choices={editor.flow.nodes.filter(({ kind }) => kind !== 'end').map(({ id, name }) => ({ value: id, label: text(name) }))}
        disabled={disabled}
        onChange={(reopenTo) => patch({ reopenTo })}
      />
      {node.stage === 'CLOSED' && <FollowUpFields node={node} patch={patch} editor={editor} known={known} />}
    </>
  );
}
