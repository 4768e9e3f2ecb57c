import { Form, InputNumber } from 'antd';
import { useNames } from '../client';
import { fieldWords, useText, useWords } from '../i18n';
import { useCommandContext } from './context';
import type { Field } from './fields';
import { CardField, MilestonesField } from './ledger-fields';
import { MergePicker } from './merge-picker';
import { AssignmentField, FactsField, IncidentField, OutcomeField, PhotosField, TextsField, WhistleField } from './rich-fields';
import {
  CategoryField,
  ChoiceField,
  DistrictField,
  FlagField,
  InstantField,
  LengthField,
  NamesField,
  StreetField,
  TextField,
  UnitField,
} from './simple-fields';
import { UnitPicker } from './unit-picker';
import { words } from './words';

export function useFieldLabel() {
  const text = useText();
  return (name: string) => text(fieldWords[name] ?? { zh: name, en: name });
}

/** One field of a command with its label; a group shows its own fields under one heading. */
export function FieldItem({ field, path }: { field: Field; path: readonly string[] }) {
  const t = useWords(words);
  const label = useFieldLabel();
  const name = [...path, field.name];
  if (field.kind === 'machine' || field.kind === 'node') return null;
  if (field.kind === 'group')
    return (
      <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
        <legend className="lx-quiet">{label(field.name) + (field.required ? '' : t('optional'))}</legend>
        {field.children?.map((child) => (
          <FieldItem key={child.name} field={child} path={name} />
        ))}
      </fieldset>
    );
  const required = field.required || field.kind === 'units';
  return (
    <Form.Item
      name={name}
      label={label(field.name) + (required ? '' : t('optional'))}
      required={required}
      {...(field.initial === undefined ? {} : { initialValue: field.initial })}
    >
      <Control field={field} />
    </Form.Item>
  );
}

/** The control of a field's kind; Form.Item hands it id, value and onChange. */
function Control({ field, ...control }: { field: Field } & Record<string, unknown>) {
  const form = Form.useFormInstance();
  const { issue, allowed } = useCommandContext();
  const district = Form.useWatch<string | undefined>('district', form);
  const lead = Form.useWatch<string | undefined>('lead', { form, preserve: true });
  const names = useNames();
  const onLead = (unit: string) => form.setFieldValue('lead', unit);
  switch (field.kind) {
    case 'long':
    case 'short':
      return <TextField field={field} {...control} />;
    case 'choice':
      return <ChoiceField field={field} {...control} />;
    case 'flag':
      return <FlagField field={field} {...control} />;
    case 'number':
      return <InputNumber {...(field.whole ? { precision: 0 } : {})} {...control} />;
    case 'instant':
      return <InstantField {...control} />;
    case 'length':
      return <LengthField {...control} />;
    case 'category':
      return <CategoryField {...control} />;
    case 'district':
      return <DistrictField {...control} />;
    case 'street':
      return <StreetField district={district ?? issue.view.district} {...control} />;
    case 'unit':
      return <UnitField {...control} />;
    case 'units':
      return <UnitPicker lead={lead} {...(allowed.name === 'dispatch' ? { onLead } : {})} {...control} />;
    case 'issue':
      return <MergePicker {...control} />;
    case 'assignment':
      return allowed.assignment === null ? (
        <AssignmentField {...control} />
      ) : (
        <span>{names.unit(unitOf(issue, allowed.assignment))}</span>
      );
    case 'incident':
      return <IncidentField {...control} />;
    case 'whistle':
      return <WhistleField {...control} />;
    case 'outcome':
      return <OutcomeField node={allowed.node} {...control} />;
    case 'facts':
      return <FactsField {...control} />;
    case 'texts':
      return <TextsField {...control} />;
    case 'milestones':
      return <MilestonesField {...control} />;
    case 'card':
      return <CardField {...control} />;
    case 'photos':
      return <PhotosField {...control} />;
    case 'names':
      return <NamesField {...control} />;
    case 'node':
    case 'group':
    case 'machine':
      return null;
  }
}

const unitOf = (issue: { view: { assignments: { id: string; unit: string }[] } }, assignment: string) =>
  issue.view.assignments.find((one) => one.id === assignment)?.unit ?? assignment;
