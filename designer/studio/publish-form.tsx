import { App, Button, Form, Input } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Finding, routes } from '#contract';
import { LIVE, ProblemError, call, newIntent } from '../client';
import { useText, useWords } from '../i18n';
import { ProblemNote } from '../parts';
import type { Checked } from './publish-panel';
import { words } from './words';

type Typed = { zh: string; en: string; note?: string; waivers?: Record<string, string> };

const placeOf = ({ code, node, edge, at }: Finding) => ({
  code,
  ...(node === undefined ? {} : { node }),
  ...(edge === undefined ? {} : { edge }),
  ...(at === undefined ? {} : { at }),
});

/** The approver's form: a name, what changed, and a reason for each warning that is waived. */
export function PublishForm(props: { flow: string; checked: Checked; onPublished: () => void; onStale: () => Promise<void> }) {
  const t = useWords(words);
  const text = useText();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [intent] = useState(newIntent);
  const warnings = props.checked.items.filter((item) => item.severity === 'warning');
  const publish = async ({ zh, en, note, waivers }: Typed) => {
    setBusy(true);
    setError(null);
    const reasons = warnings.map((item, i) => ({ ...placeOf(item), reason: waivers?.[`w${i}`] ?? '' }));
    const body = { flow: props.flow, name: { zh, en }, draftHash: props.checked.draftHash, note: note ?? '', waivers: reasons };
    try {
      await call(routes.publishRelease, { body }, { idempotencyKey: `${intent}-${props.checked.draftHash.slice(0, 16)}` });
      void message.success(t('published'));
      await client.invalidateQueries({ queryKey: [LIVE] });
      props.onPublished();
    } catch (refused) {
      setError(refused);
      if (refused instanceof ProblemError && refused.problem.code === 'REVISION_CONFLICT') await props.onStale();
    } finally {
      setBusy(false);
    }
  };
  const required = [{ required: true, whitespace: true, message: t('required') }];
  return (
    <Form<Typed> layout="vertical" name="publish" onFinish={(typed) => void publish(typed)} style={{ marginTop: 12 }}>
      <Form.Item name="zh" label={t('nameZh')} rules={required}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="en" label={t('nameEn')} rules={required}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
      </Form.Item>
      {warnings.map((item, i) => (
        <Form.Item key={i} name={['waivers', `w${i}`]} label={t('waive', { warning: text(item.message) })} rules={required}>
          <Input maxLength={1000} />
        </Form.Item>
      ))}
      {error !== null && <ProblemNote error={error} />}
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('publish')}
      </Button>
    </Form>
  );
}
