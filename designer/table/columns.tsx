import { Button, Collapse } from 'antd';
import { addInput, addOutput, type DecisionTable, patchInput, patchOutput, removeInput, removeOutput } from '#domain';
import { BilingualField, ChoiceField, ManyField, TextField } from '../draft';
import { useText, useWords } from '../i18n';
import { words } from './words';

type Change = (next: (table: DecisionTable) => DecisionTable, gesture?: string) => void;
type Props = { table: DecisionTable; change: Change; rest: () => void; mayWrite: boolean };

const types = [
  'string',
  'number',
  'boolean',
  'date',
  'time',
  'dateTime',
  'dayTimeDuration',
  'yearMonthDuration',
  'list',
  'context',
  'any',
] as const;
type Type = (typeof types)[number];

const freshId = (taken: readonly { id: string }[], stem: string): string => {
  const ids = new Set(taken.map(({ id }) => id));
  let n = taken.length + 1;
  while (ids.has(`${stem}${n}`)) n += 1;
  return `${stem}${n}`;
};

/** The columns of a table: what a condition looks at, what an answer sets. */
export function Columns({ table, change, rest, mayWrite }: Props) {
  const t = useWords(words);
  const text = useText();
  const disabled = !mayWrite;
  const typeChoices = types.map((value) => ({ value, label: t(`type.${value}`) }));
  return (
    <>
      <h3>{t('inputs')}</h3>
      <Collapse
        size="small"
        items={table.inputs.map((input, i) => ({
          key: input.id,
          label: text(input.label),
          children: (
            <>
              <BilingualField
                label={t('columns')}
                value={input.label}
                disabled={disabled}
                onRest={rest}
                onChange={(label) => label && change((now) => patchInput(now, i, { label }), `input ${i} label`)}
              />
              <TextField
                label={t('expression')}
                value={input.expression}
                disabled={disabled}
                onRest={rest}
                onChange={(expression) => change((now) => patchInput(now, i, { expression }), `input ${i} expression`)}
              />
              <ChoiceField
                label={t('type')}
                value={input.type}
                choices={typeChoices}
                disabled={disabled}
                onChange={(type) => change((now) => patchInput(now, i, { type: type as Type }))}
              />
              <ManyField
                free
                label={t('allowed')}
                help={t('allowedHelp')}
                values={input.allowed ?? []}
                choices={[]}
                disabled={disabled}
                onChange={(allowed) => change((now) => patchInput(now, i, { allowed: allowed.length > 0 ? allowed : undefined }))}
              />
              <Button size="small" danger disabled={disabled} onClick={() => change((now) => removeInput(now, i))}>
                {t('remove')}
              </Button>
            </>
          ),
        }))}
      />
      <Button
        size="small"
        disabled={disabled}
        onClick={() =>
          change((now) => {
            const id = freshId(now.inputs, 'in');
            return addInput(now, { id, label: { zh: '新条件', en: 'New condition' }, expression: 'category', type: 'string' });
          })
        }
      >
        {t('addInput')}
      </Button>
      <h3>{t('outputs')}</h3>
      <Collapse
        size="small"
        items={table.outputs.map((output, i) => ({
          key: String(i),
          label: text(output.label),
          children: (
            <>
              <BilingualField
                label={t('columns')}
                value={output.label}
                disabled={disabled}
                onRest={rest}
                onChange={(label) => label && change((now) => patchOutput(now, i, { label }), `output ${i} label`)}
              />
              <TextField
                label={t('fact')}
                value={output.id}
                disabled={disabled}
                onRest={rest}
                onChange={(id) => change((now) => patchOutput(now, i, { id }), `output ${i} id`)}
              />
              <ChoiceField
                label={t('type')}
                value={output.type}
                choices={typeChoices}
                disabled={disabled}
                onChange={(type) => change((now) => patchOutput(now, i, { type: type as Type }))}
              />
              <ManyField
                free
                label={t('allowed')}
                help={t('allowedHelp')}
                values={output.allowed ?? []}
                choices={[]}
                disabled={disabled}
                onChange={(allowed) =>
                  change((now) => patchOutput(now, i, { allowed: allowed.length > 0 ? allowed : undefined }))
                }
              />
              <TextField
                mayBeEmpty
                label={t('default')}
                value={output.default ?? ''}
                disabled={disabled}
                onRest={rest}
                onChange={(text) =>
                  change((now) => patchOutput(now, i, { default: text === '' ? undefined : text }), `output ${i} default`)
                }
              />
              {table.outputs.length > 1 && (
                <Button size="small" danger disabled={disabled} onClick={() => change((now) => removeOutput(now, i))}>
                  {t('remove')}
                </Button>
              )}
            </>
          ),
        }))}
      />
      <Button
        size="small"
        disabled={disabled}
        onClick={() =>
          change((now) =>
            addOutput(now, { id: freshId(now.outputs, 'out'), label: { zh: '新结论', en: 'New answer' }, type: 'string' }),
          )
        }
      >
        {t('addOutput')}
      </Button>
    </>
  );
}
