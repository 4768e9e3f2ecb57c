import { Table } from 'antd';
import type { Bilingual, Json } from '#domain';
import { useText, useWords } from '../i18n';
import { words } from './words';

type Column = { id: string; label: Bilingual };
type Rule = { id: string; when: string[]; then: string[]; note?: string };
export type TableDocument = {
  kind?: string;
  id: string;
  name: Bilingual;
  hitPolicy?: string;
  inputs?: Column[];
  outputs?: Column[];
  rules?: Rule[];
  expression?: string;
};

/** One decision of a release, to read: a table as a table, a literal as its expression. */
export function DecisionTableView({ document }: { document: Record<string, Json> }) {
  const t = useWords(words);
  const text = useText();
  const table = document as unknown as TableDocument;
  if (table.expression !== undefined)
    return (
      <p>
        {t('expression')} <code>{table.expression}</code>
      </p>
    );
  const inputs = (table.inputs ?? []).map((input, i) => ({
    title: text(input.label),
    key: `in-${input.id}`,
    render: (_: unknown, rule: Rule) =>
      rule.when[i] ? <code>{rule.when[i]}</code> : <span className="lx-quiet">{t('any')}</span>,
  }));
  const outputs = (table.outputs ?? []).map((output, i) => ({
    title: text(output.label),
    key: `out-${output.id}`,
    onCell: () => ({ style: { background: '#f0f5f1' } }),
    render: (_: unknown, rule: Rule) => <code>{rule.then[i]}</code>,
  }));
  return (
    <Table<Rule>
      rowKey="id"
      size="small"
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 'max-content' }}
      dataSource={table.rules ?? []}
      columns={[
        { title: t('rule'), key: 'n', width: 70, render: (_, __, i) => i + 1 },
        ...inputs,
        ...outputs,
        { title: t('annotation'), dataIndex: 'note', key: 'note' },
      ]}
    />
  );
}
