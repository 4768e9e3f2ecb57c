import { Button, Form, Input, Popconfirm } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { routes } from '#contract';
import { LIVE, call, holdsAny, newIntent, useMe } from '../client';
import { useWords } from '../i18n';
import { ProblemNote } from '../parts';
import type { Order } from './plan';
import { words } from './words';

/** Begins what was tried, with a reason; one intent is one batch however often it is sent. */
export function StartForm({ order }: { order: Order }) {
  const t = useWords(words);
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<{ reason: string }>();
  const [intent] = useState(newIntent);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  if (!holdsAny(me, ['citySupervision', 'chief', 'ruleApprover', 'administrator']))
    return <p className="lx-hint">{t('handOn')}</p>;
  const begin = async ({ reason }: { reason: string }) => {
    setBusy(true);
    setError(null);
    try {
      const { id } = await call(routes.startMigration, { body: { ...order, reason } }, { idempotencyKey: intent });
      await client.invalidateQueries({ queryKey: [LIVE] });
      await navigate(`/studio/migrations/${id}`);
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form
      form={form}
      layout="vertical"
      name="migrate"
      onFinish={(typed) => void begin(typed)}
      style={{ marginTop: 12, maxWidth: 560 }}
    >
      <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, message: t('required') }]}>
        <Input maxLength={500} />
      </Form.Item>
      {error !== null && <ProblemNote error={error} />}
      <Popconfirm title={t('startConfirm')} onConfirm={() => form.submit()}>
        <Button type="primary" loading={busy}>
          {t('start')}
        </Button>
      </Popconfirm>
    </Form>
  );
}
