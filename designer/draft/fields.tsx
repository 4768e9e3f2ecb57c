import { Input, Select, Switch } from 'antd';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { type Bilingual, keySchema } from '#domain';
import { roleWords, useText, useWords } from '../i18n';
import { words } from './words';

/** May it be a stable key of the document? */
export const isKey = (typed: string): boolean => keySchema.safeParse(typed).success;

/** A field with its label above and, where a word needs it, help below. */
export function Field({ label, help, children }: { label: string; help?: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="lx-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {help && <div className="lx-quiet">{help}</div>}
    </div>
  );
}

type TextProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onRest?: () => void;
  disabled?: boolean;
  /** May it be left empty? Else the last text that was not stays in the document, and the field says so. */
  mayBeEmpty?: boolean;
  area?: boolean;
  help?: string;
};

/** A text that the document always holds well: what is half-typed stays in the field until it can be taken. */
export function TextField({ label, value, onChange, onRest, disabled, mayBeEmpty, area, help }: TextProps) {
  const t = useWords(words);
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const isMissing = !mayBeEmpty && typed.trim() === '';
  const take = (next: string): void => {
    setTyped(next);
    if (mayBeEmpty || next.trim() !== '') onChange(next);
  };
  const common = {
    value: typed,
    ...(disabled === undefined ? {} : { disabled }),
    ...(isMissing ? { status: 'error' as const } : {}),
    onBlur: () => onRest?.(),
  };
  const said = isMissing ? t('required') : help;
  return (
    <Field label={label} {...(said === undefined ? {} : { help: said })}>
      {(id) =>
        area ? (
          <Input.TextArea id={id} {...common} autoSize={{ minRows: 2, maxRows: 8 }} onChange={(e) => take(e.target.value)} />
        ) : (
          <Input id={id} {...common} onChange={(e) => take(e.target.value)} />
        )
      }
    </Field>
  );
}

type BilingualProps = {
  label: string;
  value: Bilingual | undefined;
  onChange: (value: Bilingual | undefined) => void;
  onRest?: () => void;
  disabled?: boolean;
  mayBeEmpty?: boolean;
  area?: boolean;
};

/** A text in both languages; one that is not needed is empty in both. */
export function BilingualField({ label, value, onChange, mayBeEmpty, ...rest }: BilingualProps) {
  const [typed, setTyped] = useState({ zh: value?.zh ?? '', en: value?.en ?? '' });
  useEffect(() => setTyped({ zh: value?.zh ?? '', en: value?.en ?? '' }), [value?.zh, value?.en]);
  const take = (next: Bilingual): void => {
    setTyped(next);
    if (next.zh.trim() !== '' && next.en.trim() !== '') onChange(next);
    else if (mayBeEmpty && next.zh.trim() === '' && next.en.trim() === '') onChange(undefined);
  };
  const optional = mayBeEmpty === true && typed.zh.trim() === '' && typed.en.trim() === '';
  return (
    <>
      <TextField
        {...rest}
        label={`${label} · 中文`}
        mayBeEmpty={optional}
        value={typed.zh}
        onChange={(zh) => take({ ...typed, zh })}
      />
      <TextField
        {...rest}
        label={`${label} · English`}
        mayBeEmpty={optional}
        value={typed.en}
        onChange={(en) => take({ ...typed, en })}
      />
    </>
  );
}

export type Choice = { value: string; label: string };

type ChoiceProps = {
  label: string;
  value: string | undefined;
  choices: readonly Choice[];
  onChange: (value: string | undefined) => void;
  disabled?: boolean;
  mayBeEmpty?: boolean;
  help?: string;
};

export function ChoiceField({ label, value, choices, onChange, disabled, mayBeEmpty, help }: ChoiceProps) {
  const known = choices.some((choice) => choice.value === value);
  const options = value === undefined || known ? [...choices] : [{ value, label: value }, ...choices];
  return (
    <Field label={label} {...(help === undefined ? {} : { help })}>
      {(id) => (
        <Select
          id={id}
          showSearch={{ optionFilterProp: 'label' }}
          allowClear={mayBeEmpty === true}
          value={value ?? null}
          options={options}
          {...(disabled === undefined ? {} : { disabled })}
          onChange={(next: string | null | undefined) => onChange(next ?? undefined)}
        />
      )}
    </Field>
  );
}

type ManyProps = {
  label: string;
  values: readonly string[];
  choices: readonly Choice[];
  onChange: (values: string[]) => void;
  disabled?: boolean;
  help?: string;
  /** Others than the choices may be typed. */
  free?: boolean;
};

export function ManyField({ label, values, choices, onChange, disabled, help, free }: ManyProps) {
  return (
    <Field label={label} {...(help === undefined ? {} : { help })}>
      {(id) => (
        <Select
          id={id}
          mode={free ? 'tags' : 'multiple'}
          showSearch={{ optionFilterProp: 'label' }}
          value={[...values]}
          options={[...choices]}
          {...(disabled === undefined ? {} : { disabled })}
          onChange={onChange}
        />
      )}
    </Field>
  );
}

type ToggleProps = { label: string; help?: string; value: boolean; disabled: boolean; onChange: (value: boolean) => void };

/** A yes or no, with its label beside it. */
export function Toggle({ label, help, value, disabled, onChange }: ToggleProps) {
  return (
    <div className="lx-field row">
      <Switch size="small" aria-label={label} checked={value} disabled={disabled} onChange={onChange} />
      <span>
        {label}
        {help && <span className="lx-quiet"> {help}</span>}
      </span>
    </div>
  );
}

export function useRoleChoices(): Choice[] {
  const text = useText();
  return Object.entries(roleWords).map(([value, label]) => ({ value, label: text(label) }));
}
