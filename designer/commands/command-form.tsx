import { Button, Form } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { type AllowedCommand, routes } from '#contract';
import { commandSchemas, type FlowNode } from '#domain';
import { type IssueDetail, ProblemError, call, newIntent } from '../client';
import { commandWords, useText, useWords } from '../i18n';
import { ProblemNote } from '../parts';
import { CommandContext } from './context';
import { FieldItem, useFieldLabel } from './field-control';
import { type Field, dataOf, fieldsOf } from './fields';
import { isAsked, layouts } from './layouts';
import { words } from './words';

type Done = { code: 'OK' | 'JOINT_OUTSTANDING' };
type Props = {
  issue: IssueDetail;
  allowed: AllowedCommand;
  onDone: (done: Done) => void;
  onCancel: () => void;
  /** Where the command goes, if not to the server: a play of a draft. */
  give?: Give;
  nodes?: readonly FlowNode[];
};
type Give = (data: Record<string, unknown>) => Promise<Done>;

/** What the form starts with: what the issue already says, and what the allowed command fixes. */
function startValues(issue: IssueDetail, allowed: AllowedCommand): Record<string, unknown> {
  const { view } = issue;
  const place = { category: view.category ?? undefined, district: view.district ?? undefined, street: view.street ?? undefined };
  const grade = allowed.name === 'review' ? { grade: view.grade ?? undefined } : {};
  const incident = view.incidents.length === 1 ? { incident: view.incidents[0]?.id } : {};
  return {
    ...place,
    ...grade,
    ...incident,
    ...(allowed.assignment === null ? {} : { assignment: allowed.assignment, order: allowed.assignment }),
  };
}

/** A form for any command, made from its schema and laid out by hand where that reads better. */
export function CommandForm({ issue, allowed, onDone, onCancel, give, nodes }: Props) {
  const t = useWords(words);
  const text = useText();
  const [form] = Form.useForm<Record<string, unknown>>();
  const { send, busy, error } = useCommand(issue.view.no, allowed, onDone, give);
  const check = useCheck(allowed);
  const layout = layouts[allowed.name] ?? {};
  const context = useMemo(() => ({ issue, allowed, ...(nodes ? { nodes } : {}) }), [issue, allowed, nodes]);
  const watched = Form.useWatch<Record<string, unknown> | undefined>([], form);
  const values = watched ?? {};
  const submit = () => {
    const asked = Object.entries(form.getFieldsValue(true) as Record<string, unknown>).filter(([name]) =>
      isAsked(allowed.name, name, values),
    );
    const checked = check(dataOf(Object.fromEntries(asked)));
    if (!checked.ok) form.setFields(checked.faults);
    else void send(checked.data);
    const first = checked.ok ? undefined : checked.faults[0];
    if (first) form.scrollToField(first.name, { focus: true });
  };
  return (
    <CommandContext value={context}>
      <Form
        form={form}
        className="lx-form"
        layout="vertical"
        initialValues={startValues(issue, allowed)}
        onFinish={submit}
        name={`command-${allowed.name}`}
        preserve
      >
        <h3>{text(commandWords[allowed.name])}</h3>
        {layout.hint && <p className="lx-hint">{t(layout.hint)}</p>}
        <Fields allowed={allowed} values={values} />
        {error !== null && <ProblemNote error={error} />}
        <p className="lx-commands" style={{ marginTop: 12 }}>
          <Button type="primary" danger={layout.danger ?? false} htmlType="submit" loading={busy}>
            {text(commandWords[allowed.name])}
          </Button>
          <Button onClick={onCancel}>{t('cancel')}</Button>
        </p>
      </Form>
    </CommandContext>
  );
}

/** Sends a command once per intent: a retry after a lost answer bears the same key. */
function useCommand(no: string, allowed: AllowedCommand, onDone: (done: Done) => void, give?: Give) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [intent, setIntent] = useState(newIntent);
  const send = async (data: Record<string, unknown>) => {
    setBusy(true);
    setError(null);
    try {
      const body = { name: allowed.name, data };
      onDone(await (give?.(data) ?? call(routes.giveCommand, { params: { no }, body }, { idempotencyKey: intent })));
    } catch (refused) {
      setError(refused);
      if (refused instanceof ProblemError && refused.problem.status < 500) setIntent(newIntent());
    } finally {
      setBusy(false);
    }
  };
  return { send, busy, error };
}

type Fault = { name: string[]; errors: string[] };

/** Asks the command's own schema, so that the form never disagrees with the server about what fits. */
function useCheck(allowed: AllowedCommand) {
  const t = useWords(words);
  const label = useFieldLabel();
  return (typed: Record<string, unknown>): { ok: true; data: Record<string, unknown> } | { ok: false; faults: Fault[] } => {
    const data = allowed.name === 'choose' || allowed.name === 'sign2' ? { ...typed, node: allowed.node } : typed;
    const shape: Record<string, unknown> = commandSchemas[allowed.name].shape;
    const known = Object.fromEntries(Object.entries(data).filter(([name]) => name in shape));
    const parsed = commandSchemas[allowed.name].safeParse(known);
    if (parsed.success) return { ok: true, data: known };
    const faults = parsed.error.issues.map((issue) => {
      const path = issue.path.map(String);
      const field = label(path.at(-1) ?? '');
      const missing = path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], known) === undefined;
      return { name: path, errors: [t(missing ? 'fillIn' : 'doesNotFit', { field })] };
    });
    return { ok: false, faults };
  };
}

function Fields({ allowed, values }: { allowed: AllowedCommand; values: Record<string, unknown> }) {
  const t = useWords(words);
  const layout = layouts[allowed.name] ?? {};
  const fields = fieldsOf(allowed.name).filter((field) => isShown(field, allowed) && isAsked(allowed.name, field.name, values));
  const named = (name: string) => fields.find((field) => field.name === name);
  const placed = new Set([...(layout.rows ?? []).flat(), ...(layout.more ?? [])]);
  const row = (names: readonly string[]): ReactNode => {
    const items = names.map(named).filter((field) => field !== undefined);
    if (items.length === 0) return null;
    return (
      <div key={names.join()} className="lx-form-row">
        {items.map((field) => (
          <FieldItem key={field.name} field={field} path={[]} />
        ))}
      </div>
    );
  };
  return (
    <>
      {(layout.rows ?? []).map(row)}
      {fields.filter((field) => !placed.has(field.name)).map((field) => row([field.name]))}
      {layout.more && (
        <details style={{ marginBottom: 12 }}>
          <summary>{t('more')}</summary>
          {layout.more.map((name) => row([name]))}
        </details>
      )}
    </>
  );
}

/** A fixed assignment and a lead picked beside its units need no field of their own. */
const isShown = (field: Field, allowed: AllowedCommand): boolean => {
  if (field.kind === 'assignment') return allowed.assignment === null;
  return !(allowed.name === 'dispatch' && field.name === 'lead');
};
