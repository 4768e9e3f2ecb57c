import { Button, InputNumber } from 'antd';
import type { Flow, FlowNode, WhistleKind } from '#domain';
import { Field, UsedBy } from '../draft';
import { gradeWords, useText, useWords } from '../i18n';
import { Donor } from './donor-field';
import { withAt } from './edit';
import type { FormProps } from './entry-form';
import { LadderField } from './ladder-field';
import { LengthField } from './length-field';
import { words } from './words';

/** The limit of a step: one for all, another for some grades. */
export function StageForm({ hands, look, stage }: FormProps & { stage: string }) {
  const t = useWords(words);
  const text = useText();
  const { document: policy, change, rest, mayWrite } = hands;
  const rule = policy.stages[stage];
  if (!rule) return null;
  const { grade } = look;
  const own = rule.grades[grade];
  const common = { onRest: rest, disabled: !mayWrite };
  const grades = (next: typeof rule.grades, gesture?: string): void =>
    change((now) => withAt(now, ['stages', stage, 'grades'], next), gesture);
  const { [grade]: _own, ...others } = rule.grades;
  return (
    <>
      <LengthField
        {...common}
        label={t('limit')}
        value={rule.limit}
        onChange={(limit, typed) => change((now) => withAt(now, ['stages', stage, 'limit'], limit), typed ? 'limit' : undefined)}
      />
      {own ? (
        <>
          <LengthField
            {...common}
            label={t('limitOfGrade', { grade: text(gradeWords[grade]) })}
            value={own}
            onChange={(length, typed) => grades({ ...rule.grades, [grade]: length }, typed ? 'limit of grade' : undefined)}
          />
          <Button size="small" disabled={!mayWrite} onClick={() => grades(others)}>
            {t('asOthers')}
          </Button>
        </>
      ) : (
        <Button size="small" disabled={!mayWrite} onClick={() => grades({ ...rule.grades, [grade]: rule.limit })}>
          {t('ownLimit', { grade: text(gradeWords[grade]) })}
        </Button>
      )}
      <Donor hands={hands} path={['stages', stage]} value={rule.donor} />
      <UsedBy of={usersOf(policy.id, stage)} />
      <LadderField
        hands={hands}
        ladder={rule.ladder}
        onPick={(ladder) => ladder !== undefined && change((now) => withAt(now, ['stages', stage, 'ladder'], ladder))}
      />
    </>
  );
}

export function WindowForm({ hands, window }: FormProps & { window: string }) {
  const t = useWords(words);
  const { document: policy, change, rest, mayWrite } = hands;
  const rule = policy.windows[window];
  if (!rule) return null;
  return (
    <>
      <LengthField
        label={t('windowLength')}
        help={t('windowHelp')}
        value={rule.length}
        disabled={!mayWrite}
        onRest={rest}
        onChange={(length, typed) =>
          change((now) => withAt(now, ['windows', window, 'length'], length), typed ? 'window' : undefined)
        }
      />
      <Donor hands={hands} path={['windows', window]} value={rule.donor} />
      <UsedBy of={usersOf(policy.id, window)} />
    </>
  );
}

export function ReportInForm({ hands, whistle }: FormProps & { whistle: WhistleKind }) {
  const t = useWords(words);
  const { document: policy, change, rest, mayWrite } = hands;
  return (
    <>
      <LengthField
        label={t('reportInLength')}
        value={policy.reportIn[whistle]}
        disabled={!mayWrite}
        onRest={rest}
        onChange={(length, typed) => change((now) => withAt(now, ['reportIn', whistle], length), typed ? 'reportIn' : undefined)}
      />
      <Donor hands={hands} path={['reportIn']} value={policy.reportIn.donor} />
      <LadderField
        hands={hands}
        ladder={policy.reportIn.ladder}
        onPick={(ladder) => ladder !== undefined && change((now) => withAt(now, ['reportIn', 'ladder'], ladder))}
      />
    </>
  );
}

export function ReworkForm({ hands, look }: FormProps) {
  const t = useWords(words);
  const { document: policy, change, rest, mayWrite } = hands;
  const ladder = policy.grades[look.grade]?.clocks['reply']?.ladder;
  return (
    <>
      <LengthField
        label={t('reworkDue')}
        value={policy.rework.due}
        disabled={!mayWrite}
        onRest={rest}
        onChange={(length, typed) => change((now) => withAt(now, ['rework', 'due'], length), typed ? 'rework' : undefined)}
      />
      <Field label={t('reworkMax')}>
        {(id) => (
          <InputNumber
            id={id}
            min={1}
            precision={0}
            value={policy.rework.max}
            disabled={!mayWrite}
            onBlur={rest}
            onChange={(max) => max !== null && change((now) => withAt(now, ['rework', 'max'], max), 'rework max')}
          />
        )}
      </Field>
      <Donor hands={hands} path={['rework']} value={policy.rework.donor} />
      <LadderField hands={hands} ladder={ladder} />
    </>
  );
}

/** Steps by this policy whose limit or window it is. */
const usersOf =
  (policy: string, limit: string) =>
  (flow: Flow): FlowNode[] =>
    flow.policy === policy ? flow.nodes.filter((node) => limitsOf(node).includes(limit)) : [];

function limitsOf(node: FlowNode): (string | undefined)[] {
  switch (node.kind) {
    case 'ask':
      return [node.limit, node.window];
    case 'call':
      return [node.limit, node.window];
    case 'wait':
      return [
        node.limit,
        'window' in node.until ? node.until.window : undefined,
        'every' in node.until ? node.until.every : undefined,
      ];
    default:
      return [node.limit];
  }
}
