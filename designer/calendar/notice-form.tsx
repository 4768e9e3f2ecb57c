import { Button, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import { useWords } from '../i18n';
import { ProblemNote } from '../parts';
import type { Book } from './calendar-page';
import { usePreview } from './use-preview';
import { words } from './words';

type Row = { from?: string; to?: string; kind: 'holiday' | 'workday'; name?: string };
type Typed = {
  year: number;
  complete: boolean;
  notice: string;
  noticeEn?: string;
  number?: string;
  source: string;
  by: 'hand' | 'file';
  rows?: Row[];
};

const headOf = ({ year, complete, notice, noticeEn, number, source }: Typed) => ({
  ...{ year, complete, source: source.trim() },
  notice: { zh: notice.trim(), en: noticeEn?.trim() || notice.trim() },
  ...(number?.trim() ? { number: number.trim() } : {}),
});

const rowsOf = ({ rows = [] }: Typed) =>
  rows.map(({ from = '', to, kind, name = '' }, i) => ({
    ...{ line: i + 1, from, to: to || from, kind },
    name: { zh: name.trim(), en: name.trim() },
  }));

/** A year's notice, typed row by row or given as a file. */
export function NoticeForm({ book }: { book: Book }) {
  const t = useWords(words);
  const preview = usePreview(book.calendar);
  const [file, setFile] = useState<File | null>(null);
  const open = book.years.find(({ status }) => status !== 'announced')?.year;
  const send = async (typed: Typed): Promise<void> => {
    if (typed.by === 'hand') preview.mutate({ change: { kind: 'notice', ...headOf(typed), rows: rowsOf(typed) } });
    if (typed.by === 'hand' || !file) return;
    const format = /\.ics$/iu.test(file.name) ? 'ics' : 'csv';
    preview.mutate({ file: { format, text: await file.text(), ...headOf(typed) } });
  };
  const required = [{ required: true, whitespace: true, message: t('required') }];
  return (
    <Form<Typed>
      layout="vertical"
      name="notice"
      initialValues={{ year: open, complete: true, by: 'hand', rows: [{ kind: 'holiday' }] }}
      onFinish={(typed) => void send(typed)}
    >
      <div className="lx-fields">
        <Form.Item name="year" label={t('year')} rules={[{ required: true, message: t('required') }]}>
          <InputNumber min={1970} max={2200} />
        </Form.Item>
        <Form.Item name="complete" label={t('notice')}>
          <Radio.Group
            options={[
              { value: true, label: t('whole') },
              { value: false, label: t('part') },
            ]}
          />
        </Form.Item>
        <Form.Item name="notice" label={t('noticeName')} rules={required}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="noticeEn" label={t('noticeNameEn')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="number" label={t('number')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="source" label={t('source')} rules={required}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <Form.Item name="by" noStyle>
        <Radio.Group
          optionType="button"
          options={[
            { value: 'hand', label: t('byHand') },
            { value: 'file', label: t('byFile') },
          ]}
        />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) => (getFieldValue('by') === 'file' ? <FileField onFile={setFile} /> : <Rows />)}
      </Form.Item>
      {preview.error && <ProblemNote error={preview.error} />}
      <Button type="primary" htmlType="submit" loading={preview.isPending}>
        {t('preview')}
      </Button>
    </Form>
  );
}

function FileField({ onFile }: { onFile: (file: File | null) => void }) {
  const t = useWords(words);
  return (
    <p>
      <label>
        {t('file')}{' '}
        <input
          type="file"
          accept=".csv,.ics,text/csv,text/calendar"
          onChange={(event) => onFile(event.target.files?.[0] ?? null)}
        />
      </label>
      <span className="lx-hint"> {t('fileHint')}</span>
    </p>
  );
}

function Rows() {
  const t = useWords(words);
  const required = [{ required: true, message: t('required') }];
  const kinds = [
    { value: 'holiday', label: t('off') },
    { value: 'workday', label: t('work') },
  ];
  return (
    <Form.List name="rows">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div className="lx-notice-row" key={key}>
              <span className="lx-quiet lx-num">{name + 1}</span>
              <Form.Item name={[name, 'from']} label={t('from')} rules={required}>
                <Input type="date" />
              </Form.Item>
              <Form.Item name={[name, 'to']} label={t('to')}>
                <Input type="date" />
              </Form.Item>
              <Form.Item name={[name, 'kind']} label={t('kind')}>
                <Select options={kinds} />
              </Form.Item>
              <Form.Item name={[name, 'name']} label={t('name')} rules={required}>
                <Input maxLength={40} />
              </Form.Item>
              <Button aria-label={t('removeRow', { n: name + 1 })} onClick={() => remove(name)}>
                ×
              </Button>
            </div>
          ))}
          <p>
            <Button onClick={() => add({ kind: 'holiday' })}>{t('addRow')}</Button>
          </p>
        </>
      )}
    </Form.List>
  );
}
