import { CsvError, parse } from 'csv-parse/sync';
import type { NoticeRow } from '#domain';
import { type FileFault, fault } from './faults';

export type ReadRows = { rows: NoticeRow[]; faults: FileFault[] };

/** Names of the columns, as people and tools write them. */
const columns: Readonly<Record<string, 'from' | 'to' | 'kind' | 'name' | 'nameEn'>> = {
  ...{ from: 'from', start: 'from', date: 'from', 开始: 'from', 开始日期: 'from', 日期: 'from' },
  ...{ to: 'to', end: 'to', 结束: 'to', 结束日期: 'to' },
  ...{ kind: 'kind', type: 'kind', 类型: 'kind', 类别: 'kind' },
  ...{ name: 'name', 名称: 'name', 节日: 'name', 节假日: 'name' },
  ...{ name_en: 'nameEn', 英文名称: 'nameEn' },
};

const kinds: Readonly<Record<string, NoticeRow['kind']>> = {
  ...{ off: 'holiday', holiday: 'holiday', 放假: 'holiday', 休: 'holiday', 休息: 'holiday', 假: 'holiday' },
  ...{ work: 'workday', workday: 'workday', 上班: 'workday', 班: 'workday', 调休上班: 'workday', 补班: 'workday' },
};

type Line = { cells: string[]; line: number };

/** A notice as CSV with a header line: `from,to,kind,name` or 开始,结束,类型,名称; commas, semicolons or tabs. */
export function readCsv(text: string): ReadRows {
  const lines = linesOf(text);
  if (!Array.isArray(lines)) return { rows: [], faults: [lines] };
  const [head, ...body] = lines;
  const places = head?.cells.map((cell) => columns[cell.toLowerCase().trim()]) ?? [];
  if (!(['from', 'kind', 'name'] as const).every((name) => places.includes(name)))
    return { rows: [], faults: [fault('NO_HEADER', head?.line ?? 1, head?.cells.join(','))] };
  const read = body.map((line) => rowOf(line, places));
  const rows = read.flatMap((one) => ('code' in one ? [] : [one]));
  const faults = read.flatMap((one) => ('code' in one ? [one] : []));
  return { rows, faults: rows.length + faults.length === 0 ? [fault('NO_ROWS', null)] : faults };
}

function linesOf(text: string): Line[] | FileFault {
  try {
    const records = parse(text, {
      ...{ bom: true, info: true, trim: true, relax_column_count: true, skip_empty_lines: true },
      delimiter: [',', ';', '\t', '，'],
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : null;
    return fault('NOT_READABLE', line);
  }
}

function rowOf({ cells, line }: Line, places: readonly (string | undefined)[]): NoticeRow | FileFault {
  const cell = (name: string): string => cells[places.indexOf(name)] ?? '';
  const from = dateIn(cell('from'));
  const to = cell('to') === '' ? from : dateIn(cell('to'));
  if (from === null || to === null) return fault('NOT_A_DATE', line, from === null ? cell('from') : cell('to'));
  const kind = kinds[cell('kind').toLowerCase()];
  if (kind === undefined) return fault('UNKNOWN_KIND', line, cell('kind'));
  const zh = cell('name');
  if (zh === '') return fault('NAME_MISSING', line);
  return { line, from, to, kind, name: { zh, en: cell('nameEn') || zh } };
}

const dateForms = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/u,
  /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/u,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日$/u,
  /^(\d{4})(\d{2})(\d{2})$/u,
];

/** A date that exists, whichever way it is written. */
export function dateIn(text: string): string | null {
  const match = dateForms.map((form) => form.exec(text.trim())).find((found) => found !== null);
  if (!match) return null;
  const [, year = '', month = '', day = ''] = match;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date) ? date : null;
}
