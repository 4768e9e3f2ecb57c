import { InputNumber, Select } from 'antd';
import type { Length, LengthUnit } from '#domain';
import { Field } from '../draft';
import { useWords } from '../i18n';
import { words } from './words';

/** Longer than any deadline: a preview counts day by day, and a slip of the finger must not hold the page. */
export const MOST_UNITS = 9_999;

export const lengthUnits = ['min', 'h', 'wh', 'wd', 'nd'] as const satisfies readonly LengthUnit[];

type Props = {
  label: string;
  value: Length;
  onChange: (length: Length, isTyped: boolean) => void;
  onRest: () => void;
  disabled: boolean;
  help?: string;
};

/** A number and what it counts. */
export function LengthField({ label, value, onChange, onRest, disabled, help }: Props) {
  const t = useWords(words);
  return (
    <Field label={label} {...(help === undefined ? {} : { help })}>
      {(id) => (
        <span className="lx-length">
          <InputNumber
            id={id}
            min={1}
            max={MOST_UNITS}
            precision={0}
            value={value.n}
            disabled={disabled}
            onBlur={onRest}
            onChange={(n) => n !== null && onChange({ ...value, n }, true)}
          />
          <Select
            aria-label={`${label} ${t('unitOfLength')}`}
            value={value.unit}
            disabled={disabled}
            options={lengthUnits.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
            onChange={(unit: LengthUnit) => onChange({ ...value, unit }, false)}
          />
        </span>
      )}
    </Field>
  );
}
