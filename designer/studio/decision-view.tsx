import { Table } from 'antd';
import type { Decision, DecisionTable } from '#domain';
import { useText, useWords } from '../i18n';
import { Wide } from '../parts';
import { words } from './words';

type Rule = DecisionTable['rules'][number];

/** One decision of a release, to read: a table as a table, a literal as its expression. */
export function DecisionView({ decision }: { decision: Decision }) {
  const t = useWords(words);
  if (decision.kind === 'table') return <RuleTable table={decision} />;
  return (
    <p>
      {t('expression')} <code>{decision.expression}</code> → {decision.output}
    </p>
  );
}

function RuleTable({ table }: { table: DecisionTable }) {
  const t = useWords(words);
  const text = useText();
  const inputs = table.inputs.map((input, i) => ({
    title: text(input.label),
    key: `in-${input.id}`,
    render: (_: unknown, rule: Rule) =>
      rule.when[i] ? <code>{rule.when[i]}</code> : <span className="lx-quiet">{t('any')}</span>,
  }));
  const outputs = table.outputs.map((output, i) => ({
    title: text(output.label),
    key: `out-${output.id}`,
    onCell: () => ({ style: { background: '#f0f5f1' } }),
    render: (_: unknown, rule: Rule) => <code>{rule.then[i]}</code>,
  }));
  return (
    <Wide label={text(table.name)}>
      <Table<Rule>
        rowKey="id"
        size="small"
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={table.rules}
        columns={[
          { title: t('rule'), key: 'n', width: 70, render: (_, __, i) => i + 1 },
          ...inputs,
          ...outputs,
          { title: t('annotation'), dataIndex: 'note', key: 'note' },
        ]}
      />
    </Wide>
  );
}
