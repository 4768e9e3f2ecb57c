import type { SaidAnswer, TableDiff } from '#domain';
import { useText, useWords } from '../i18n';
import { Wide } from '../parts';
import { FieldList } from './field-list';
import { useFieldText } from './field-text';
import { Mark } from './mark';
import { words } from './words';

/** One decision: which facts are answered otherwise, then, for who looks for a row, how it is written. */
export function TableChanges({ table }: { table: TableDiff }) {
  const t = useWords(words);
  const text = useText();
  return (
    <section className="lx-diff-part" aria-label={text(table.name)}>
      <h3>
        <Mark kind={table.change} /> {text(table.name)}
      </h3>
      <FieldList fields={table.fields} />
      {table.analysed !== 'no' && <Regions table={table} />}
      {table.rows.length > 0 && (
        <details>
          <summary>{t('asWritten', { n: table.rows.length })}</summary>
          <Rows table={table} />
        </details>
      )}
    </section>
  );
}

function Regions({ table }: { table: TableDiff }) {
  const t = useWords(words);
  const text = useText();
  if (table.regions.length === 0) return <p className="lx-hint">{t(table.analysed === 'whole' ? 'sameMeaning' : 'partly')}</p>;
  return (
    <>
      <Wide label={`${text(table.name)} ${t('answered')}`}>
        <table className="lx-diff-table">
          <caption>{t('answered')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('facts')}</th>
              <th scope="col">{t('before')}</th>
              <th scope="col">{t('after')}</th>
            </tr>
          </thead>
          <tbody>
            {table.regions.map((region, i) => (
              <tr key={i}>
                <td>
                  {region.when.length === 0 && t('anyFacts')}
                  {region.when.map(({ label, text: said }, at) => (
                    <div key={at}>
                      <span className="lx-quiet">{text(label)}</span> {text(said)}
                    </div>
                  ))}
                </td>
                <td>
                  <Answer answer={region.before} />
                </td>
                <td className="lx-diff-after">
                  <Answer answer={region.after} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {table.analysed === 'partly' && <p className="lx-hint">{t('partly')}</p>}
    </>
  );
}

function Answer({ answer }: { answer: SaidAnswer }) {
  const text = useText();
  if (answer.sentence) return <i>{text(answer.sentence)}</i>;
  return answer.outputs.map(({ id, label, text: said }, i) => (
    <div key={`${id} ${i}`}>
      {answer.outputs.length > 1 && <span className="lx-quiet">{text(label)} </span>}
      {text(said)}
    </div>
  ));
}

function Rows({ table }: { table: TableDiff }) {
  const t = useWords(words);
  const text = useText();
  const say = useFieldText();
  return (
    <Wide label={`${text(table.name)} ${t('asWritten', { n: table.rows.length })}`}>
      <table className="lx-diff-table">
        <thead>
          <tr>
            <th scope="col">{t('row')}</th>
            <th scope="col">{t('column')}</th>
            <th scope="col">{t('before')}</th>
            <th scope="col">{t('after')}</th>
          </tr>
        </thead>
        <tbody>
          {table.rows.flatMap((row) =>
            row.cells.map((cell, i) => (
              <tr key={`${row.id} ${cell.path.join('/')}`}>
                {i === 0 && (
                  <th scope="rowgroup" rowSpan={row.cells.length}>
                    {row.number.after ?? row.number.before} <Mark kind={row.change} />
                  </th>
                )}
                <td>{text(cell.label)}</td>
                <td>{say(cell).before}</td>
                <td className="lx-diff-after">{say(cell).after}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </Wide>
  );
}
