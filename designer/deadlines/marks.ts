import type { ClockPreview, PreviewAsk, PreviewRung } from '#domain';

/** One thing on the time line, numbered in the order of time. */
export type Mark = { n: number; id: string; at: string } & (
  | { is: 'start' | 'pause' | 'resume' }
  | { is: 'due'; clock: string; provisional: string | null }
  | { is: 'rung'; clock: string; rung: PreviewRung }
);

type Unnumbered = Mark extends infer M ? (M extends Mark ? Omit<M, 'n'> : never) : never;

/** At one instant: what begins stands before what ends, a due before what follows from it. */
const order = ['start', 'resume', 'pause', 'due', 'rung'] as const;

/** What a preview has on the time line: the arrival, a pause, every due, every rung that comes. */
export function marksOf(previews: readonly ClockPreview[], { at, pause }: PreviewAsk): Mark[] {
  const isPaused = pause !== undefined && previews.some(({ clock }) => clock.pauses.length > 0);
  const all: Unnumbered[] = [
    { id: 'start', is: 'start', at },
    ...(isPaused
      ? [{ id: 'pause', is: 'pause' as const, at: pause.from }, { id: 'resume', is: 'resume' as const, at: pause.to }] // prettier-ignore
      : []),
    ...previews.flatMap(ofClock),
  ];
  const rank = (mark: Unnumbered): number => order.indexOf(mark.is);
  const sorted = all.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : rank(a) - rank(b)));
  return sorted.map((mark, i) => ({ ...mark, n: i + 1 }));
}

const ofClock = ({ kind, clock, rungs }: ClockPreview): Unnumbered[] => [
  { id: `${kind} due`, is: 'due', at: clock.dueAt, clock: kind, provisional: clock.provisional },
  ...rungs
    .filter(({ status }) => status === 'planned')
    .map((rung) => ({ id: `${kind} ${rung.spec.key}`, is: 'rung' as const, at: rung.at, clock: kind, rung })),
];

/** What colours a mark. */
export function toneOf(mark: Mark): string {
  if (mark.is !== 'rung') return mark.is;
  const { act } = mark.rung.spec;
  return act.kind === 'card' ? act.colour : act.kind;
}
