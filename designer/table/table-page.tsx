import { Badge, Button, Input, Select, Tabs } from 'antd';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useParams } from 'react-router';
import {
  checkTable,
  type Decision,
  type DecisionTable,
  duplicateRules,
  insertRule,
  type LiteralDecision,
  removeRules,
  type TableProblem,
} from '#domain';
import { holdsAny, useMe } from '../client';
import {
  BilingualField,
  DraftBar,
  type Hands,
  type Opened,
  tableDraft,
  TextField,
  useDraft,
  useHands,
  useOpened,
  UsedBy,
  useUndoKeys,
} from '../draft';
import { useText, useWords } from '../i18n';
import { Loaded } from '../parts';
import { Columns } from './columns';
import { areaOf, Sheet, type Spot } from './sheet';
import { TryPanel } from './try-panel';
import { words } from './words';
import './table.css';

/** A decision table, edited as a spreadsheet; or a decision that is one expression. */
export function TablePage() {
  const { id = '' } = useParams();
  const opened = useOpened(tableDraft, id);
  return <Loaded query={opened}>{(read) => <Editor key={id} id={id} opened={read} />}</Loaded>;
}

function Editor({ id, opened }: { id: string; opened: Opened<Decision> }) {
  const text = useText();
  const me = useMe();
  const hands = useHands<Decision>(opened.document, holdsAny(me, ['ruleAuthor', 'administrator']));
  const draft = useDraft({ kind: tableDraft, id, opened, hands });
  const { document: decision } = hands;
  useEffect(() => {
    document.title = `${text(decision.name)} · 两心`;
  }, [decision.name, text]);
  useUndoKeys(hands);
  return (
    <div className="lx-drawing">
      <DraftBar title={text(decision.name)} hands={hands} draft={draft} />
      {draft.note}
      <UsedBy of={(flow) => flow.nodes.filter((node) => node.kind === 'decide' && node.decision === id)} />
      {decision.kind === 'table' ? (
        <TableEditor table={decision} hands={hands as unknown as Hands<DecisionTable>} />
      ) : (
        <LiteralEditor literal={decision} hands={hands as unknown as Hands<LiteralDecision>} />
      )}
    </div>
  );
}

function LiteralEditor({ literal, hands }: { literal: LiteralDecision; hands: Hands<LiteralDecision> }) {
  const t = useWords(words);
  const { change, rest, mayWrite } = hands;
  const common = { disabled: !mayWrite, onRest: rest };
  return (
    <div className="lx-card">
      <BilingualField
        {...common}
        label={t('sheet')}
        value={literal.name}
        onChange={(name) => name && change((now) => ({ ...now, name }), 'name')}
      />
      <TextField
        {...common}
        area
        label={t('literal')}
        value={literal.expression}
        onChange={(expression) => change((now) => ({ ...now, expression }), 'expression')}
      />
      <TextField
        {...common}
        label={t('output')}
        value={literal.output}
        onChange={(output) => change((now) => ({ ...now, output }), 'output')}
      />
    </div>
  );
}

const hits = ['U', 'A', 'P', 'F', 'R', 'O', 'C'] as const;
const sums = ['SUM', 'MIN', 'MAX', 'COUNT'] as const;

function TableEditor({ table, hands }: { table: DecisionTable; hands: Hands<DecisionTable> }) {
  const t = useWords(words);
  const { change, rest, mayWrite } = hands;
  const [{ at, anchor }, setSpots] = useState<{ at: Spot; anchor: Spot }>({
    at: { row: 0, column: 0 },
    anchor: { row: 0, column: 0 },
  });
  const [filter, setFilter] = useState('');
  const settled = useDeferredValue(table);
  const problems = useMemo(() => checkTable(settled), [settled]);
  const shown = useMemo(() => {
    const sought = filter.trim().toLowerCase();
    const all = table.rules.map((_, i) => i);
    if (sought === '') return all;
    return all.filter((i) => JSON.stringify(table.rules[i]).toLowerCase().includes(sought));
  }, [filter, table.rules]);
  const { top, bottom } = areaOf(at, anchor);
  const chosen = (): Set<number> => new Set(Array.from({ length: bottom - top + 1 }, (_, i) => top + i));
  const go = (row: number, column = at.column): void => {
    setFilter('');
    setSpots({ at: { row, column }, anchor: { row, column } });
  };
  return (
    <div className="lx-table-body">
      <div className="lx-table-main">
        <div className="lx-table-acts">
          <Select
            aria-label={t('hitPolicy')}
            value={table.hitPolicy}
            disabled={!mayWrite}
            style={{ minWidth: 210 }}
            options={hits.map((value) => ({ value, label: t(`hit.${value}`) }))}
            onChange={(hitPolicy) =>
              change(({ aggregation, ...now }) => ({
                ...now,
                hitPolicy,
                ...(hitPolicy === 'C' && aggregation ? { aggregation } : {}),
              }))
            }
          />
          {table.hitPolicy === 'C' && (
            <Select
              aria-label={t('aggregation')}
              value={table.aggregation ?? ''}
              disabled={!mayWrite}
              style={{ minWidth: 110 }}
              options={[{ value: '', label: t('none') }, ...sums.map((value) => ({ value, label: value }))]}
              onChange={(value) =>
                change(({ aggregation: _old, ...now }) =>
                  value === '' ? now : { ...now, aggregation: value as (typeof sums)[number] },
                )
              }
            />
          )}
          <Button
            disabled={!mayWrite}
            onClick={() => {
              change((now) => insertRule(now, bottom + 1));
              go(bottom + 1, 0);
            }}
          >
            {t('addRule')}
          </Button>
          <Button disabled={!mayWrite || table.rules.length === 0} onClick={() => change((now) => duplicateRules(now, chosen()))}>
            {t('duplicate')}
          </Button>
          <Button
            danger
            disabled={!mayWrite || table.rules.length === 0}
            onClick={() => {
              change((now) => removeRules(now, chosen()));
              go(Math.max(0, top - 1));
            }}
          >
            {t('removeRules')}
          </Button>
          <Input
            allowClear
            aria-label={t('find')}
            placeholder={t('find')}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
            style={{ width: 210 }}
          />
          {filter !== '' && <span className="lx-quiet">{t('shown', { n: shown.length, all: table.rules.length })}</span>}
        </div>
        <Sheet
          table={table}
          problems={problems}
          change={change}
          mayWrite={mayWrite}
          at={at}
          anchor={anchor}
          shown={shown}
          onMove={(next, other) => setSpots({ at: next, anchor: other })}
        />
        <p className="lx-quiet lx-sheet-help">{t('sheetHelp')}</p>
      </div>
      <aside className="lx-drawing-side">
        <Tabs
          size="small"
          items={[
            {
              key: 'checks',
              label: <ChecksLabel problems={problems} />,
              children: <Checks problems={problems} table={table} change={change} mayWrite={mayWrite} onShow={go} />,
            },
            { key: 'try', label: t('try'), children: <TryPanel table={table} onShow={go} /> },
            {
              key: 'columns',
              label: t('columns'),
              children: <Columns table={table} change={change} rest={rest} mayWrite={mayWrite} />,
            },
          ]}
        />
      </aside>
    </div>
  );
}

function ChecksLabel({ problems }: { problems: readonly TableProblem[] }) {
  const t = useWords(words);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const color = errors > 0 ? '#b23a2a' : problems.length > 0 ? '#94600c' : '#2c7a4b';
  return (
    <>
      {t('checks')} <Badge count={problems.length} showZero overflowCount={999} color={color} />
    </>
  );
}

type ChecksProps = {
  problems: readonly TableProblem[];
  table: DecisionTable;
  change: Hands<DecisionTable>['change'];
  mayWrite: boolean;
  onShow: (row: number, column?: number) => void;
};

/** How many findings are listed: a table that is all wrong is mended from the top. */
const MOST = 60;

/** What is wrong with the table, each with its place, an example, and for a gap the row that would close it. */
function Checks({ problems, table, change, mayWrite, onShow }: ChecksProps) {
  const t = useWords(words);
  const text = useText();
  if (problems.length === 0) return <p className="lx-quiet">{t('clean')}</p>;
  const columnOf = (id: string | undefined): number => {
    const at = [...table.inputs, ...table.outputs].findIndex((column) => column.id === id);
    return Math.max(0, at);
  };
  return (
    <ul className="lx-problems">
      {problems.slice(0, MOST).map((found, i) => (
        <li key={i} className={found.severity}>
          <b>{t(found.severity)}</b> {text(found.message)}
          {found.example && (
            <div className="lx-quiet">
              {t('example')}
              {Object.entries(found.example)
                .map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
                .join('，')}
            </div>
          )}{' '}
          {found.at.rule !== undefined && (
            <button type="button" className="lx-link" onClick={() => onShow((found.at.rule ?? 1) - 1, columnOf(found.at.column))}>
              {t('show')}
            </button>
          )}
          {found.row && mayWrite && (
            <Button
              size="small"
              onClick={() => {
                change((now) => insertRule(now, now.rules.length, { when: [...(found.row ?? [])] }));
                onShow(table.rules.length, table.inputs.length);
              }}
            >
              {t('addThis')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
