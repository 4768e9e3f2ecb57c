import { Input } from 'antd';
import { useMemo, useState } from 'react';
import { type DecisionTable, explainTable, type Facts } from '#domain';
import { useText, useWords } from '../i18n';
import { words } from './words';

type Props = { table: DecisionTable; onShow: (row: number) => void };

/** What a typed value means: JSON where it is such, else the text itself. */
function valueOf(typed: string): Facts[string] {
  if (typed.trim() === '') return null;
  try {
    return JSON.parse(typed) as Facts[string];
  } catch {
    return typed;
  }
}

const plain = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Facts in, the answer out: which rule matched, which nearly did, and what would turn it. */
export function TryPanel({ table, onShow }: Props) {
  const t = useWords(words);
  const text = useText();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const names = useMemo(
    () => [...new Set(table.inputs.map(({ expression }) => expression).filter((one) => plain.test(one)))],
    [table.inputs],
  );
  const labels = new Map(table.inputs.map(({ expression, label }) => [expression, text(label)]));
  const columnNames = new Map(table.inputs.map(({ id, label }) => [id, text(label)]));
  const found = useMemo(() => {
    const facts: Facts = Object.fromEntries(names.map((name) => [name, valueOf(typed[name] ?? '')]));
    return explainTable(table, facts, { near: 3, now: new Date().toISOString() });
  }, [names, table, typed]);
  const { result, near } = found;
  return (
    <>
      <p className="lx-quiet">{t('tryHelp')}</p>
      {names.map((name) => (
        <div className="lx-field" key={name}>
          <label htmlFor={`try-${name}`}>
            {labels.get(name)} <code>{name}</code>
          </label>
          <Input
            id={`try-${name}`}
            value={typed[name] ?? ''}
            onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
          />
        </div>
      ))}
      <div role="status" className="lx-answer">
        {result.ok ? (
          <>
            <b>{t('answer')}</b> <code>{JSON.stringify(result.value)}</code>
            <div>
              {result.matched.length === 0 ? (
                t('noMatch')
              ) : (
                <button type="button" className="lx-link" onClick={() => onShow((result.matched[0] ?? 1) - 1)}>
                  {t('matched', { rules: result.matched.join(', ') })}
                </button>
              )}
            </div>
          </>
        ) : (
          text(result.error.message)
        )}
      </div>
      {near.length > 0 && (
        <>
          <h3>{t('near')}</h3>
          <ul className="lx-ways">
            {near.map(({ rule, refusals, change }) => (
              <li key={rule}>
                <button type="button" className="lx-link" onClick={() => onShow(rule - 1)}>
                  {refusals
                    .slice(0, 2)
                    .map(({ column, cell, value }) =>
                      t('saysNo', { rule, column: columnNames.get(column) ?? column, cell, value: JSON.stringify(value) }),
                    )
                    .join('；')}
                </button>
                {change && (
                  <div className="lx-quiet">{t('wouldTurn', { what: change.expression, to: JSON.stringify(change.to) })}</div>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
