import { useVirtualizer } from '@tanstack/react-virtual';
import { type ClipboardEvent, type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import {
  type Area,
  cellText,
  type DecisionTable,
  fillDown,
  fromTsv,
  insertRule,
  moveRule,
  readArea,
  setCell,
  type SheetColumn,
  sheetColumns,
  type TableProblem,
  toTsv,
  writeArea,
} from '#domain';
import { useText, useWords } from '../i18n';
import { words } from './words';

export type Spot = { row: number; column: number };

type Props = {
  table: DecisionTable;
  problems: readonly TableProblem[];
  change: (next: (table: DecisionTable) => DecisionTable, gesture?: string) => void;
  mayWrite: boolean;
  /** Where the cursor is, and the other corner of what is chosen. */
  at: Spot;
  anchor: Spot;
  onMove: (at: Spot, anchor: Spot) => void;
  /** Rules that a filter leaves to see, by their place; the order is the table's own. */
  shown: readonly number[];
};

const ROW = 34;
const WIDTH = { input: 170, output: 150, note: 200, from: 116, to: 116 } as const;

export const areaOf = (at: Spot, anchor: Spot): Area => ({
  top: Math.min(at.row, anchor.row),
  bottom: Math.max(at.row, anchor.row),
  left: Math.min(at.column, anchor.column),
  right: Math.max(at.column, anchor.column),
});

/** Findings by rule and column, for the marks in the cells. */
function marksOf(problems: readonly TableProblem[]): Map<string, TableProblem> {
  const marks = new Map<string, TableProblem>();
  for (const found of problems) {
    if (found.at.rule === undefined) continue;
    const key = `${found.at.rule - 1} ${found.at.column ?? ''}`;
    if (!marks.has(key) || found.severity === 'error') marks.set(key, found);
  }
  return marks;
}

/** A decision table as a spreadsheet: rows are drawn as they come into view. */
export function Sheet(props: Props) {
  const { table, problems, change, mayWrite, at, anchor, onMove, shown } = props;
  const t = useWords(words);
  const text = useText();
  const columns = useMemo(() => sheetColumns(table), [table]);
  const marks = useMemo(() => marksOf(problems), [problems]);
  const box = useRef<HTMLDivElement>(null);
  const [typing, setTyping] = useState<string | null>(null);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const area = areaOf(at, anchor);
  const line = shown.indexOf(at.row);
  useEffect(() => {
    if (line >= 0) rows.scrollToIndex(line, { align: 'auto' });
  }, [line, rows]);
  const go = useCallback(
    (spot: Spot, keepsAnchor = false): void => {
      const next = {
        row: Math.max(0, Math.min(table.rules.length - 1, spot.row)),
        column: Math.max(0, Math.min(columns.length - 1, spot.column)),
      };
      onMove(next, keepsAnchor ? anchor : next);
    },
    [anchor, columns.length, onMove, table.rules.length],
  );
  const put = (value: string): void => {
    const column = columns[at.column];
    if (column) change((now) => setCell(now, at.row, column, value));
  };
  const done = (value: string, by: { row: number; column: number }): void => {
    put(value);
    setTyping(null);
    box.current?.focus();
    if (by.row > 0 && at.row === table.rules.length - 1) change((now) => insertRule(now, now.rules.length));
    const next = shown[line + by.row] ?? at.row + by.row;
    onMoveTo(next, at.column + by.column);
  };
  const onMoveTo = (row: number, column: number): void => {
    const spot = { row, column: Math.max(0, Math.min(columns.length - 1, column)) };
    onMove(spot, spot);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (typing !== null || event.nativeEvent.isComposing) return;
    const step = arrows[event.key];
    const control = event.ctrlKey || event.metaKey;
    if (step && event.altKey) {
      event.preventDefault();
      if (!mayWrite || step.row === 0) return;
      change((now) => moveRule(now, at.row, at.row + step.row), 'move rule');
      go({ row: at.row + step.row, column: at.column });
    } else if (step) {
      event.preventDefault();
      const far = control ? table.rules.length : 1;
      const next = control ? at.row + step.row * far : (shown[line + step.row] ?? at.row);
      go({ row: next, column: at.column + step.column * (control ? columns.length : 1) }, event.shiftKey);
    } else if (event.key === 'Tab' && !atTheEdge(event.shiftKey)) {
      event.preventDefault();
      go({ row: at.row, column: at.column + (event.shiftKey ? -1 : 1) });
    } else if (control && event.key.toLowerCase() === 'd' && mayWrite) {
      event.preventDefault();
      change((now) => fillDown(now, area));
    } else if (control && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      onMove({ row: table.rules.length - 1, column: columns.length - 1 }, { row: 0, column: 0 });
    } else if (!mayWrite || control) {
      return;
    } else if (event.key === 'F2' || event.key === 'Enter') {
      event.preventDefault();
      setTyping(currentText());
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      change((now) => writeArea(now, area, [['']]));
    } else if (event.key.length === 1) {
      event.preventDefault();
      setTyping(event.key);
    }
  };
  const atTheEdge = (back: boolean): boolean => (back ? at.column === 0 : at.column === columns.length - 1);
  const currentText = (): string => {
    const [rule, column] = [table.rules[at.row], columns[at.column]];
    return rule && column ? cellText(rule, column) : '';
  };
  const onCopy = (event: ClipboardEvent, cuts: boolean): void => {
    if (typing !== null) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', toTsv(readArea(table, area)));
    if (cuts && mayWrite) change((now) => writeArea(now, area, [['']]));
  };
  const onPaste = (event: ClipboardEvent): void => {
    if (typing !== null || !mayWrite) return;
    event.preventDefault();
    const texts = fromTsv(event.clipboardData.getData('text/plain'));
    change((now) => writeArea(now, area, texts));
    const far = {
      row: area.top + texts.length - 1,
      column: Math.min(columns.length - 1, area.left + (texts[0]?.length ?? 1) - 1),
    };
    onMove({ row: area.top, column: area.left }, far);
  };
  const template = `56px ${columns.map(({ kind }) => `${WIDTH[kind]}px`).join(' ')}`;
  const width = 56 + columns.reduce((sum, { kind }) => sum + WIDTH[kind], 0);
  return (
    <div
      ref={box}
      className="lx-sheet"
      role="grid"
      aria-label={t('sheet')}
      aria-rowcount={table.rules.length + 1}
      aria-colcount={columns.length + 1}
      aria-activedescendant={`cell-${at.row}-${at.column}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onCopy={(event) => onCopy(event, false)}
      onCut={(event) => onCopy(event, true)}
      onPaste={onPaste}
    >
      <div className="lx-sheet-head" role="row" style={{ gridTemplateColumns: template, width }}>
        <div role="columnheader">{t('rule')}</div>
        {columns.map((column, i) => (
          <div key={i} role="columnheader" className={column.kind}>
            {headOf(table, column, text, t)}
          </div>
        ))}
      </div>
      <div style={{ height: rows.getTotalSize(), width, position: 'relative' }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const row = shown[index] ?? 0;
          const rule = table.rules[row];
          if (!rule) return null;
          return (
            <div
              key={rule.id}
              role="row"
              aria-rowindex={row + 2}
              className="lx-sheet-row"
              style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
            >
              <div role="rowheader" className={marks.has(`${row} `) ? marks.get(`${row} `)?.severity : ''}>
                {row + 1}
              </div>
              {columns.map((column, i) => {
                const isHere = at.row === row && at.column === i;
                const isChosen = row >= area.top && row <= area.bottom && i >= area.left && i <= area.right;
                const mark = 'id' in column ? marks.get(`${row} ${column.id}`) : undefined;
                return isHere && typing !== null ? (
                  <CellInput
                    key={i}
                    first={typing}
                    onDone={done}
                    onCancel={() => {
                      setTyping(null);
                      box.current?.focus();
                    }}
                  />
                ) : (
                  <Cell
                    key={i}
                    id={`cell-${row}-${i}`}
                    text={cellText(rule, column)}
                    kind={column.kind}
                    state={`${isHere ? 'here' : ''} ${isChosen ? 'chosen' : ''} ${mark?.severity ?? ''}`}
                    title={mark ? text(mark.message) : ''}
                    any={t('any')}
                    row={row}
                    column={i}
                    onPoint={(shift) => onMove({ row, column: i }, shift ? anchor : { row, column: i })}
                    onOpen={() => mayWrite && setTyping(cellText(rule, column))}
                  />
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const arrows: Readonly<Record<string, { row: number; column: number }>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

function headOf(
  { inputs, outputs }: DecisionTable,
  column: SheetColumn,
  text: ReturnType<typeof useText>,
  t: (key: 'note' | 'from' | 'to') => string,
): string {
  if (column.kind === 'input') return text(inputs[column.at]?.label ?? { zh: '', en: '' });
  if (column.kind === 'output') return text(outputs[column.at]?.label ?? { zh: '', en: '' });
  return t(column.kind);
}

type CellProps = {
  id: string;
  text: string;
  kind: SheetColumn['kind'];
  state: string;
  title: string;
  any: string;
  row: number;
  column: number;
  onPoint: (shift: boolean) => void;
  onOpen: () => void;
};

/** Drawn anew only when what it shows has changed: the acts are told by where it stands. */
const Cell = memo(
  function Cell({ id, text, kind, state, title, any, onPoint, onOpen }: CellProps) {
    return (
      <div
        id={id}
        role="gridcell"
        aria-selected={state.includes('chosen')}
        className={`${kind} ${state}`}
        {...(title === '' ? {} : { title })}
        onMouseDown={(event) => onPoint(event.shiftKey)}
        onDoubleClick={onOpen}
      >
        {text === '' && kind === 'input' ? <span className="lx-any">{any}</span> : text}
      </div>
    );
  },
  (a, b) =>
    a.text === b.text &&
    a.state === b.state &&
    a.title === b.title &&
    a.any === b.any &&
    a.id === b.id &&
    a.onPoint === b.onPoint,
);

type InputProps = { first: string; onDone: (value: string, by: { row: number; column: number }) => void; onCancel: () => void };

/** The cell under the pen. Enter within an input method belongs to that. */
function CellInput({ first, onDone, onCancel }: InputProps) {
  const [value, setValue] = useState(first);
  const input = useRef<HTMLInputElement>(null);
  const over = useRef(false);
  useEffect(() => {
    input.current?.focus({ preventScroll: true });
    input.current?.setSelectionRange(first.length, first.length);
  }, [first]);
  const end = (by: { row: number; column: number }): void => {
    if (over.current) return;
    over.current = true;
    onDone(value, by);
  };
  return (
    <input
      ref={input}
      className="lx-cell-input"
      value={value}
      spellCheck={false}
      onChange={(event) => setValue(event.target.value)}
      onBlur={() => end({ row: 0, column: 0 })}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        event.stopPropagation();
        if (event.key === 'Enter') end({ row: 1, column: 0 });
        else if (event.key === 'Tab') {
          event.preventDefault();
          end({ row: 0, column: event.shiftKey ? -1 : 1 });
        } else if (event.key === 'Escape') {
          over.current = true;
          onCancel();
        }
      }}
    />
  );
}
