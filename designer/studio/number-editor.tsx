import { Input, InputNumber, Select, Space } from 'antd';
import { useMemo, useState } from 'react';
import { useWords } from '../i18n';
import { Section } from '../parts';
import { clustersOf, groupByPart, partOf, useNumberName } from './policy-names';
import { type PolicyDocument, type PolicyNumber, numbersOf, withNumber } from './policy-numbers';
import { useNumberText } from './policy-view';
import { words } from './words';

const units = ['min', 'h', 'wh', 'wd', 'nd'] as const;

type Props = {
  before: PolicyDocument;
  document: PolicyDocument;
  onChange: (document: PolicyDocument) => void;
  readOnly: boolean;
};

/** Every number of a policy by part, with its name in words; changed ones are marked with what they were. */
export function NumberEditor({ before, document, onChange, readOnly }: Props) {
  const t = useWords(words);
  const [typed, setTyped] = useState('');
  const { part, heading, name } = useNumberName(document);
  const was = useMemo(() => new Map(numbersOf(before).map((one) => [one.path.join('/'), one])), [before]);
  const sought = typed.trim().toLowerCase();
  const matches = numbersOf(document).filter((one) =>
    `${part(partOf(one))} ${name(one)} ${one.path.join(' ')}`.toLowerCase().includes(sought),
  );
  return (
    <>
      <div className="lx-filters">
        <Input
          aria-label={t('filter')}
          placeholder={t('filter')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          allowClear
          style={{ maxWidth: 300 }}
        />
      </div>
      {groupByPart(matches).map(([key, numbers]) => (
        <Section key={key} title={part(key)} id={`part-${key}`}>
          {clustersOf(numbers).map((cluster, _, all) => (
            <div key={cluster[0]?.path.join('/')} className="lx-cluster">
              {all.length > 1 && cluster[0] && <h3>{heading(cluster[0])}</h3>}
              <div className="lx-numbers">
                {cluster.map((number) => (
                  <NumberRow
                    key={number.path.join('/')}
                    label={name(number, all.length > 1)}
                    spoken={name(number)}
                    number={number}
                    was={was.get(number.path.join('/'))}
                    readOnly={readOnly}
                    onChange={(change) => onChange(withNumber(document, number.path, change))}
                  />
                ))}
              </div>
            </div>
          ))}
        </Section>
      ))}
    </>
  );
}

type RowProps = {
  label: string;
  /** The whole name, for whoever does not see the heading above. */
  spoken: string;
  number: PolicyNumber;
  was: PolicyNumber | undefined;
  readOnly: boolean;
  onChange: (change: { n: number; unit: string | null }) => void;
};

function NumberRow({ label, spoken, number, was, readOnly, onChange }: RowProps) {
  const t = useWords(words);
  const say = useNumberText();
  const changed = was !== undefined && (was.n !== number.n || was.unit !== number.unit);
  return (
    <div className={changed ? 'lx-changed' : ''} style={{ padding: '4px 6px' }}>
      <div className="lx-quiet" style={{ lineHeight: 1.4 }}>
        {label} {changed && <b>{t('was', { value: say(was) })}</b>}
      </div>
      <Space.Compact>
        <InputNumber
          aria-label={spoken}
          value={number.n}
          precision={0}
          disabled={readOnly}
          onChange={(n) => n !== null && onChange({ n, unit: number.unit })}
          style={{ width: 90 }}
        />
        {number.unit !== null && (
          <Select
            aria-label={`${spoken} ${t('unitOf')}`}
            value={number.unit}
            disabled={readOnly}
            style={{ width: 152 }}
            options={units.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
            onChange={(unit) => onChange({ n: number.n, unit })}
          />
        )}
      </Space.Compact>
    </div>
  );
}
