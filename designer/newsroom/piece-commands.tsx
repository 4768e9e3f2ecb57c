import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form } from 'antd';
import { useState } from 'react';
import { type ResultOf, type Routes, routes } from '#contract';
import { pieceCommandNames, type PieceCommandName, pieceCommandSchemas } from '#domain';
import { call, LIVE, newIntent, ProblemError } from '../client';
import { useText, useWords } from '../i18n';
import { ProblemNote } from '../parts';
import { pieceCommandWords } from './command-names';
import { PieceFields, startValuesOf } from './piece-fields';
import { words } from './words';

export type Piece = ResultOf<Routes['readPiece']>;

const isCommand = (name: string): name is PieceCommandName => (pieceCommandNames as string[]).includes(name);
const forward = new Set<PieceCommandName>(['write', 'submit', 'review', 'proof', 'sign', 'publishNow']);

/** What the reader may do with a piece now; each command opens its form, which keeps what is typed whatever others do meanwhile. */
export function PieceCommands({ piece }: { piece: Piece }) {
  const t = useWords(words);
  const text = useText();
  const [open, setOpen] = useState<PieceCommandName | null>(null);
  const allowed = piece.allowed.filter(isCommand);
  const isGone = open !== null && !allowed.includes(open);
  if (allowed.length === 0 && open === null) return <p className="lx-quiet">{t('nothingToDo')}</p>;
  return (
    <>
      <div className="lx-commands">
        {allowed.map((name) => (
          <Button
            key={name}
            type={forward.has(name) ? 'primary' : 'default'}
            aria-expanded={name === open}
            onClick={() => setOpen(name === open ? null : name)}
          >
            {text(pieceCommandWords[name])}
          </Button>
        ))}
      </div>
      {isGone && <Alert className="lx-under" type="warning" showIcon role="alert" title={t('gone')} />}
      {open && <PieceForm key={open} piece={piece} name={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function PieceForm({ piece, name, onClose }: { piece: Piece; name: PieceCommandName; onClose: () => void }) {
  const t = useWords(words);
  const text = useText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Record<string, unknown>>();
  const { send, busy, error } = useSend(piece.view.id, name, () => {
    void message.success(t('done', { name: text(pieceCommandWords[name]) }));
    void client.invalidateQueries({ queryKey: [LIVE] });
    onClose();
  });
  const submit = (): void => {
    const parsed = pieceCommandSchemas[name].safeParse(dataOf(form.getFieldsValue(true) as Record<string, unknown>));
    if (parsed.success) return void send(parsed.data);
    form.setFields(parsed.error.issues.map(({ path }) => ({ name: path.map(asName), errors: [t('doesNotFit')] })));
  };
  return (
    <Form form={form} className="lx-form" layout="vertical" initialValues={startValuesOf(piece, name)} onFinish={submit}>
      <h3>{text(pieceCommandWords[name])}</h3>
      <PieceFields name={name} piece={piece} />
      {error !== null && <ProblemNote error={error} />}
      <p className="lx-commands">
        <Button type="primary" htmlType="submit" loading={busy}>
          {text(pieceCommandWords[name])}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </p>
    </Form>
  );
}

const asName = (key: PropertyKey): string | number => (typeof key === 'number' ? key : String(key));

/** Blank answers are left out; a date picker's moment becomes its instant. */
function dataOf(values: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([key, value]): [string, unknown] => [key, isMoment(value) ? value.toISOString() : value]);
  const data = Object.fromEntries(kept);
  return data['aiGenerated'] === true ? data : { ...data, aiLabel: undefined };
}

const isMoment = (value: unknown): value is { toISOString(): string } =>
  typeof value === 'object' && value !== null && 'toISOString' in value;

/** Sends a command once per intent: a retry after a lost answer bears the same key. */
function useSend(id: string, name: PieceCommandName, onDone: () => void) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [intent, setIntent] = useState(newIntent);
  const send = async (data: Record<string, unknown>): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await call(routes.givePieceCommand, { params: { id }, body: { name, data } }, { idempotencyKey: intent });
      onDone();
    } catch (refused) {
      setError(refused);
      if (refused instanceof ProblemError && refused.problem.status < 500) setIntent(newIntent());
    } finally {
      setBusy(false);
    }
  };
  return { send, busy, error };
}
