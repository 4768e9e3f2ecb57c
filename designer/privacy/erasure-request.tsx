import { App, Button, Form, Input, Radio } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type CallOf, type Routes, routes } from '#contract';
import { LIVE, call, newIntent } from '../client';
import { useWords } from '../i18n';
import { ProblemNote } from '../parts';
import { ErasedMark } from './erased-mark';
import { words } from './words';

type Asked = CallOf<Routes['requestErasure']>['body'];

/** First a look at how far it would go, then the request itself: one form, two buttons. */
export function ErasureRequest() {
  const t = useWords(words);
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Asked>();
  const [intent, setIntent] = useState(newIntent);
  const extent = useMutation({
    mutationFn: ({ no, scope }: Asked) => call(routes.readErasureExtent, { query: { no, scope: scope ?? 'person' } }),
  });
  const ask = useMutation({
    mutationFn: (body: Asked) => call(routes.requestErasure, { body }, { idempotencyKey: intent }),
    onSuccess: () => {
      form.resetFields();
      extent.reset();
      setIntent(newIntent());
      void message.success(t('done'));
      void client.invalidateQueries({ queryKey: [LIVE] });
    },
  });
  const look = async () => {
    const { no } = await form.validateFields(['no']);
    extent.mutate({ ...form.getFieldsValue(), no });
  };
  return (
    <Form<Asked>
      form={form}
      layout="vertical"
      initialValues={{ scope: 'person' }}
      onFinish={(body) => ask.mutate(body)}
      onValuesChange={() => extent.reset()}
    >
      <p className="lx-quiet">{t('askHint')}</p>
      <Form.Item name="no" label={t('no')} rules={[{ required: true, whitespace: true, message: t('no') }]}>
        <Input maxLength={40} style={{ maxWidth: 280 }} />
      </Form.Item>
      <Form.Item name="scope" label={t('scope')}>
        <Radio.Group
          options={[
            { value: 'person', label: t('scope.person') },
            { value: 'issue', label: t('scope.issue') },
          ]}
        />
      </Form.Item>
      <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, min: 2, message: t('reason') }]}>
        <Input maxLength={500} />
      </Form.Item>
      {extent.data && <Extent extent={extent.data} />}
      {(extent.error ?? ask.error) && <ProblemNote error={extent.error ?? ask.error} />}
      <div className="lx-commands">
        <Button onClick={() => void look()} loading={extent.isPending}>
          {t('look')}
        </Button>
        <Button type="primary" htmlType="submit" disabled={!extent.data} loading={ask.isPending}>
          {t('ask')}
        </Button>
      </div>
    </Form>
  );
}

function Extent({ extent }: { extent: Awaited<ReturnType<typeof call<Routes['readErasureExtent']>>> }) {
  const t = useWords(words);
  const { numbers, pieces, photos, mergedInto, erasedAt } = extent;
  return (
    <div role="status">
      <p>{t('extent', { numbers: numbers.join('、'), pieces: pieces.length, photos })}</p>
      {mergedInto !== null && <p>{t('mergedInto', { no: mergedInto })}</p>}
      <ErasedMark at={erasedAt} />
    </div>
  );
}
