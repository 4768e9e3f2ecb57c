import { Button, Form, Input, Radio } from 'antd';
import { useWords } from '../i18n';
import { ProblemNote } from '../parts';
import type { Book } from './calendar-page';
import { hoursIn } from './hours-text';
import { usePreview } from './use-preview';
import { words } from './words';

type Typed = { date: string; kind: 'closed' | 'open'; reason: string; hours?: string };

/** A sudden closure, or a day opened by local decision. */
export function DaysForm({ book }: { book: Book }) {
  const t = useWords(words);
  const preview = usePreview(book.calendar);
  const send = ({ date, kind, reason, hours = '' }: Typed) => {
    const spans = hoursIn(hours) ?? [];
    const name = { zh: reason.trim(), en: reason.trim() };
    const day = { date, kind, name, ...(kind === 'open' && spans.length > 0 ? { hours: spans } : {}) };
    preview.mutate({ change: { kind: 'days', put: [day] } });
  };
  const required = [{ required: true, whitespace: true, message: t('required') }];
  return (
    <Form<Typed> layout="vertical" name="days" initialValues={{ kind: 'closed' }} onFinish={send}>
      <Form.Item name="date" label={t('date')} rules={required}>
        <Input type="date" style={{ maxWidth: 200 }} />
      </Form.Item>
      <Form.Item name="kind" label={t('kind')}>
        <Radio.Group
          options={[
            { value: 'closed', label: t('closed') },
            { value: 'open', label: t('open') },
          ]}
        />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) =>
          getFieldValue('kind') === 'open' && (
            <Form.Item name="hours" label={t('hours')} extra={t('hoursHint')} rules={[{ validator: hoursRule(t('hoursWrong')) }]}>
              <Input maxLength={80} />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item name="reason" label={t('reason')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      {preview.error && <ProblemNote error={preview.error} />}
      <Button type="primary" htmlType="submit" loading={preview.isPending}>
        {t('preview')}
      </Button>
    </Form>
  );
}

/** Refuses hours that cannot be read. */
export const hoursRule = (wrong: string) => (_rule: unknown, value: string | undefined) =>
  hoursIn(value ?? '') === null ? Promise.reject(new Error(wrong)) : Promise.resolve();
