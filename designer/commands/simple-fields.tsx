import { DatePicker, Input, InputNumber, Radio, Select, Space, Switch } from 'antd';
import { useCity, useNames, useUnits } from '../client';
import { assignmentRoleWords, choiceWords, gradeMeaning, gradeWords, laneWords, resultWords, useText, useWords } from '../i18n';
import type { Bilingual, Grade } from '#domain';
import type { Field } from './fields';
import { words } from './words';

/** What antd's Form.Item hands to a control. */
export type Control<T> = { id?: string; value?: T; onChange?: (value: T | undefined) => void };

const SEARCH_FROM = 8;

export function useChoiceLabel() {
  const text = useText();
  return (field: string, value: string): string => {
    const domain: Partial<Record<string, Bilingual>> | null =
      field === 'grade'
        ? gradeWords
        : field === 'lane'
          ? laneWords
          : field === 'result'
            ? resultWords
            : field === 'role'
              ? assignmentRoleWords
              : null;
    const word = domain?.[value] ?? choiceWords[`${field}.${value}`];
    return word ? text(word) : value;
  };
}

/** Few choices stand open, many fold into a list; a grade says what it is for. */
export function ChoiceField({ field, ...control }: Control<string> & { field: Field }) {
  const t = useWords(words);
  const text = useText();
  const label = useChoiceLabel();
  const choices = field.choices ?? [];
  if (field.name === 'reasonCode' || choices.length > SEARCH_FROM)
    return (
      <Select
        {...control}
        allowClear={!field.required}
        placeholder={t('choose')}
        options={choices.map((value) => ({ value, label: label(field.name, value) }))}
      />
    );
  return (
    <Radio.Group
      {...control}
      value={control.value}
      onChange={(event) => control.onChange?.(String(event.target.value))}
      className="lx-bigchoice"
    >
      {choices.map((value) => (
        <Radio key={value} value={value}>
          {label(field.name, value)}
          {field.name === 'grade' && <small>{text(gradeMeaning[value as Grade])}</small>}
        </Radio>
      ))}
    </Radio.Group>
  );
}

/** A yes or no that matters is asked as two answers; a plain flag is a switch. */
export function FlagField({ field, ...control }: Control<boolean> & { field: Field }) {
  const t = useWords(words);
  const text = useText();
  const said = (value: boolean) => choiceWords[`${field.name}.${value}`];
  const yes = said(true);
  const no = said(false);
  if (!yes || !no)
    return <Switch {...control} checked={control.value ?? false} checkedChildren={t('yes')} unCheckedChildren={t('no')} />;
  return (
    <Radio.Group
      {...control}
      value={control.value}
      onChange={(event) => control.onChange?.(event.target.value === true)}
      className="lx-bigchoice"
    >
      <Radio value={true}>{text(yes)}</Radio>
      <Radio value={false}>{text(no)}</Radio>
    </Radio.Group>
  );
}

export function LengthField(control: Control<{ n?: number; unit?: string }>) {
  const text = useText();
  const value = { unit: 'wd', ...control.value };
  const units = ['wd', 'nd'].map((unit) => ({
    value: unit,
    label: text(choiceWords[`length.${unit}`] ?? { zh: unit, en: unit }),
  }));
  return (
    <Space.Compact>
      <InputNumber
        {...(control.id ? { id: control.id } : {})}
        min={1}
        max={60}
        precision={0}
        value={value.n ?? null}
        onChange={(n) => control.onChange?.({ ...value, n: n ?? 1 })}
      />
      <Select
        aria-label={text({ zh: '单位', en: 'unit' })}
        value={value.unit}
        options={units}
        style={{ width: 140 }}
        onChange={(unit) => control.onChange?.({ ...value, unit })}
      />
    </Space.Compact>
  );
}

export function InstantField(control: Control<string>) {
  return (
    <DatePicker
      showTime
      {...(control.id ? { id: control.id } : {})}
      onChange={(date) => control.onChange?.((date as { toISOString: () => string } | null)?.toISOString())}
    />
  );
}

export function CategoryField(control: Control<string>) {
  const text = useText();
  const t = useWords(words);
  const { data: city } = useCity();
  const options = city?.categories.map((c) => ({ value: c.key, label: text(c.name) })) ?? [];
  return (
    <Select {...control} showSearch={{ optionFilterProp: 'label' }} allowClear placeholder={t('choose')} options={options} />
  );
}

export function DistrictField(control: Control<string>) {
  const text = useText();
  const t = useWords(words);
  const { data: city } = useCity();
  const options = city?.districts.map((d) => ({ value: d.code, label: text(d.name) })) ?? [];
  return (
    <Select {...control} showSearch={{ optionFilterProp: 'label' }} allowClear placeholder={t('choose')} options={options} />
  );
}

export function StreetField({ district, ...control }: Control<string> & { district: string | null }) {
  const text = useText();
  const t = useWords(words);
  const { data: city } = useCity();
  const streets = city?.streets.filter((s) => district === null || s.district === district) ?? [];
  const options = streets.map((s) => ({ value: s.code, label: text(s.name) }));
  return (
    <Select {...control} showSearch={{ optionFilterProp: 'label' }} allowClear placeholder={t('choose')} options={options} />
  );
}

export function UnitField({ only, ...control }: Control<string> & { only?: readonly string[] }) {
  const text = useText();
  const t = useWords(words);
  const { data: units } = useUnits();
  const shown = units?.filter((u) => u.active && (!only || only.includes(u.code))) ?? [];
  return (
    <Select
      {...control}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      placeholder={t('search')}
      options={shown.map((u) => ({ value: u.code, label: text(u.name) }))}
    />
  );
}

export function NamesField(control: Control<string[]>) {
  const t = useWords(words);
  const names = useNames();
  const { data: units } = useUnits();
  const options = units?.map((u) => ({ value: u.code, label: names.unit(u.code) })) ?? [];
  return (
    <Select {...control} mode="tags" showSearch={{ optionFilterProp: 'label' }} placeholder={t('addNames')} options={options} />
  );
}

export function TextField({ field, ...control }: Control<string> & { field: Field }) {
  const rest = {
    ...control,
    value: control.value ?? '',
    onChange: (event: { target: { value: string } }) => control.onChange?.(event.target.value),
  };
  if (field.kind === 'long')
    return <Input.TextArea {...rest} autoSize={{ minRows: 2, maxRows: 9 }} {...(field.max ? { maxLength: field.max } : {})} />;
  return <Input {...rest} {...(field.max ? { maxLength: field.max } : {})} />;
}
