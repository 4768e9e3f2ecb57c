import { App, Button, Form, Input, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Finding, routes } from '#contract';
import { LIVE, call, newIntent, useRead } from '../client';
import { useText, useWords } from '../i18n';
import { ProblemNote } from '../parts';
import { Findings } from './findings';
import { words } from './words';

type Typed = { flow: string; zh: string; en: string; note?: string };

/** Checks the drafts together and proposes them as a release. */
export function ProposeForm() {
  const t = useWords(words);
  const text = useText();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const [found, setFound] = useState<readonly Finding[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const flows = useRead(routes.listFlows, {});
  const options = flows.data?.items.map((head) => ({ value: head.id, label: text(head.name) })) ?? [];
  const run = async (act: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await act();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  const check = async () => {
    const { flow } = await form.validateFields(['flow']);
    setFound((await call(routes.checkRelease, { body: { flow } })).items);
  };
  const propose = async ({ flow, zh, en, note }: Typed) => {
    await call(
      routes.proposeRelease,
      { body: { flow, name: { zh, en }, ...(note ? { note } : {}) } },
      { idempotencyKey: newIntent() },
    );
    void message.success(t('proposed'));
    form.resetFields(['note']);
    await client.invalidateQueries({ queryKey: [LIVE] });
  };
  return (
    <Form
      form={form}
      layout="vertical"
      name="propose"
      onFinish={(typed) => void run(() => propose(typed))}
      key={options[0]?.value ?? ''}
      initialValues={{ flow: options[0]?.value }}
    >
      <Form.Item name="flow" label={t('flow')} rules={[{ required: true, message: t('required') }]}>
        <Select options={options} />
      </Form.Item>
      <Form.Item name="zh" label={t('nameZh')} rules={[{ required: true, message: t('required') }]}>
        <Input />
      </Form.Item>
      <Form.Item name="en" label={t('nameEn')} rules={[{ required: true, message: t('required') }]}>
        <Input />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
      </Form.Item>
      {found && <Findings items={found} />}
      {error !== null && <ProblemNote error={error} />}
      <div className="lx-commands">
        <Button onClick={() => void run(check)} loading={busy}>
          {t('check')}
        </Button>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('propose')}
        </Button>
      </div>
    </Form>
  );
}
