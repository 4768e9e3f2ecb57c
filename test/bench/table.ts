import { isMet, type Line, type Result } from './result';
import type { Spread } from './stats';

const number = (value: number): string => {
  const digits = Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 100 ? 1 : 2;
  return value.toFixed(digits).replace(/\.0+$/, '');
};

const spread = (value: Spread | undefined): string =>
  value === undefined ? '' : `${number(value.median)}${value.n > 1 ? ` (${number(value.min)}–${number(value.max)})` : ''}`;

function goalText(line: Line): string {
  const { goal } = line;
  if (!goal) return '';
  const wanted =
    goal.equal === true
      ? 'equal'
      : [
          ...(goal.atLeast === undefined ? [] : [`≥ ${goal.atLeast}`]),
          ...(goal.atMost === undefined ? [] : [`≤ ${goal.atMost}`]),
        ].join(' ');
  return `${wanted} ${isMet(line) === true ? '✓' : '✗'}`;
}

const head = ['', 'product', 'baseline', 'ratio', 'goal'];

/** The lines of a bench as a table for the screen: medians, with the least and the most of all rounds. */
export function tableOf({ title, seconds, lines, noise, notes }: Result): string {
  const rows = [
    head,
    ...lines.map((line) => [
      `${line.what} [${line.unit}]`,
      ...[line.product, line.baseline, line.ratio].map(spread),
      goalText(line),
    ]),
  ];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const text = rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
  return [`${title} (${Math.round(seconds)} s)`, ...text, ...notes.map((note) => `  · ${note}`), `  · ${noiseText(noise)}`].join(
    '\n',
  );
}

function noiseText(noise: Result['noise']): string {
  const shares = noise.flatMap(({ othersShare }) => (othersShare === null ? [] : [Math.round(othersShare * 100)]));
  const loads = noise.map(({ load }) => load);
  const others = shares.length === 0 ? 'unknown' : `${Math.min(...shares)}–${Math.max(...shares)} %`;
  return `of the machine, others took ${others}; load average ${Math.min(...loads)}–${Math.max(...loads)}`;
}
