import { Button, Checkbox, Form, Input, Select } from 'antd';
import { useState } from 'react';
import type { UnitDays } from '#domain';
import { useUnits } from '../client';
import { useText, useWords } from '../i18n';
import { ProblemNote } from '../parts';
import type { Book } from './calendar-page';
import { hoursRule } from './days-form';
import { hoursIn, hoursText } from './hours-text';
import { usePreview } from './use-preview';
import { weekdays } from './week-bars';
import { words } from './words';

type Week = Record<(typeof weekdays)[number], string>;
type Typed = { unit: string; reason: string; hasWeek?: boolean; week?: Partial<Week>; closed?: string };

/** One unit's own week and days, in place of what it had. */
export function UnitForm({ book }: { book: Book }) {
  const t = useWords(words);
  const text = useText();
  const { data: units } = useUnits();
  const preview = usePreview(book.calendar);
  const options = (units ?? []).filter(({ active }) => active).map(({ code, name }) => ({ value: code, label: text(name) }));
  const usual = Object.fromEntries(weekdays.map((day) => [day, hoursText(book.hours.week[day])])) as Week;
  const [form] = Form.useForm<Typed>();
  const [unit, setUnit] = useState<string | null>(null);
  const known = book.units.find((one) => one.unit === unit)?.own;
  /** A unit that has its own time already begins with it. */
  const pick = (code: string): void => {
    setUnit(code);
    const own = book.units.find((one) => one.unit === code)?.own;
    form.setFieldsValue(own ? typedOf(own, text(own.name), usual) : { reason: '', hasWeek: false, week: usual, closed: '' });
  };
  const required = [{ required: true, whitespace: true, message: t('required') }];
  return (
    <Form<Typed>
      form={form}
      layout="vertical"
      name="unit"
      initialValues={{ week: usual }}
      onFinish={(typed) => preview.mutate({ change: { kind: 'unit', unit: typed.unit, own: ownOf(typed, usual, known) } })}
    >
      <Form.Item name="unit" label={t('unit')} rules={required}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={options} onChange={pick} />
      </Form.Item>
      {known && <p className="lx-hint">{t('ownKept')}</p>}
      <Form.Item name="reason" label={t('reason')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="hasWeek" valuePropName="checked">
        <Checkbox>{t('week')}</Checkbox>
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) =>
          getFieldValue('hasWeek') === true && (
            <div className="lx-fields">
              {weekdays.map((day) => (
                <Form.Item
                  key={day}
                  name={['week', day]}
                  label={t(`week.${day}`)}
                  rules={[{ validator: hoursRule(t('hoursWrong')) }]}
                >
                  <Input maxLength={80} placeholder={t('hoursHint')} />
                </Form.Item>
              ))}
            </div>
          )
        }
      </Form.Item>
      <Form.Item name="closed" label={t('closedDates')} extra={t('closedDatesHint')}>
        <Input maxLength={400} />
      </Form.Item>
      {preview.error && <ProblemNote error={preview.error} />}
      <Button type="primary" htmlType="submit" loading={preview.isPending}>
        {t('preview')}
      </Button>
    </Form>
  );
}

function typedOf(own: UnitDays, reason: string, usual: Week): Partial<Typed> {
  const { week } = own;
  const closed = own.overrides.filter(({ kind }) => kind === 'closed').map(({ date }) => date);
  const days = week ? (Object.fromEntries(weekdays.map((day) => [day, hoursText(week[day])])) as Week) : usual;
  return { reason, hasWeek: week !== undefined, week: days, closed: closed.join(' ') };
}

/** What is typed, in place of what the unit had; days opened for it, which the form does not show, stay. */
function ownOf({ reason, hasWeek, week = {}, closed = '' }: Typed, usual: Week, known: UnitDays | undefined) {
  const name = { zh: reason.trim(), en: reason.trim() };
  const dates = closed
    .split(/[\s,，、;；]+/u)
    .filter(Boolean)
    .map((date) => ({ date, kind: 'closed' as const, name }));
  const open = (known?.overrides ?? []).filter(({ date, kind }) => kind === 'open' && !dates.some((one) => one.date === date));
  const overrides = [...dates, ...open];
  if (!hasWeek) return { name, overrides };
  const spans = (day: (typeof weekdays)[number]) => hoursIn(week[day] ?? usual[day]) ?? [];
  const [mon, tue, wed, thu] = [spans('mon'), spans('tue'), spans('wed'), spans('thu')];
  return { name, overrides, week: { mon, tue, wed, thu, fri: spans('fri'), sat: spans('sat'), sun: spans('sun') } };
}
