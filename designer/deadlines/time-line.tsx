import { Segmented } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type Calendar, type ClockPreview, dayOf, formatDue, localDateOf, millisOf } from '#domain';
import { useText, useWords } from '../i18n';
import { useClockName } from './entries';
import { useMarkText } from './mark-text';
import { type Mark, toneOf } from './marks';
import { type Scale, type ScaleKind, apart, kindFor, scaleOf } from './scale';
import { words } from './words';

type Props = {
  calendar: Calendar;
  previews: readonly ClockPreview[];
  marks: readonly Mark[];
  chosen: string | null;
  onChoose: (id: string) => void;
};

const LABELS = 160;
const RIGHT = 26;
const HEAD = 34;
const ROW = 50;
/** Room for a mark's number beside the next one's. */
const GAP = 21;
const DAY = 86_400_000;
/** More days than this are thinner than a line: none is drawn. */
const MOST_DAYS = 500;

/** Clocks as bars, pauses hatched, rungs as numbered marks; the list below says the same in words. */
export function TimeLine({ calendar, previews, marks, chosen, onChoose }: Props) {
  const t = useWords(words);
  const { box, width } = useWidth();
  const instants = marks.map(({ at }) => millisOf(at));
  const [wanted, setWanted] = useState<ScaleKind | null>(null);
  const scale = scaleOf(instants, wanted ?? kindFor(instants), [LABELS, width - RIGHT]);
  const height = HEAD + previews.length * ROW + 6;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = marks.findIndex(({ id }) => id === chosen);
    const next = step === undefined ? undefined : marks[Math.min(marks.length - 1, Math.max(0, at + step))];
    if (!next) return;
    event.preventDefault();
    onChoose(next.id);
    box.current?.querySelector<SVGGElement>(`[data-mark="${next.id}"]`)?.focus();
  };
  return (
    <div ref={box} className="lx-time-line">
      <div className="lx-time-line-head">
        <span className="lx-quiet">{t('timeLineHint')}</span>
        <Segmented
          size="small"
          aria-label={t('scale')}
          value={scale.kind}
          onChange={setWanted}
          options={(['true', 'even'] as const).map((value) => ({ value, label: t(`scale.${value}`) }))}
        />
      </div>
      <svg width={width} height={height} role="group" aria-label={t('timeLine')} onKeyDown={onKeyDown}>
        <defs>
          <pattern id="lx-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="7" height="7" fill="#fffdf9" />
            <rect width="3" height="7" fill="#80540f" />
          </pattern>
        </defs>
        <Days calendar={calendar} scale={scale} instants={instants} height={height} />
        {previews.map((preview, i) => (
          <Row
            key={preview.kind}
            {...{ preview, scale, chosen, onChoose }}
            top={HEAD + i * ROW}
            limit={width - RIGHT + 12}
            zone={calendar.zone.name}
            marks={marks.filter((mark) => rowOf(mark, previews) === i)}
          />
        ))}
      </svg>
    </div>
  );
}

/** The row on which a mark stands: its clock's; the arrival's is the first, a pause's the first that it stops. */
function rowOf(mark: Mark, previews: readonly ClockPreview[]): number {
  if ('clock' in mark) return previews.findIndex(({ kind }) => kind === mark.clock);
  return mark.is === 'start' ? 0 : previews.findIndex(({ clock }) => clock.pauses.length > 0);
}

/** The width that there is, so that text keeps its size. */
function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(720);
  useEffect(() => {
    const { current } = box;
    if (!current) return;
    const take = (): void => setWidth(Math.max(360, current.clientWidth || 720));
    take();
    const watch = new ResizeObserver(take);
    watch.observe(current);
    return () => watch.disconnect();
  }, []);
  return { box, width };
}

type DaysProps = { calendar: Calendar; scale: Scale; instants: readonly number[]; height: number };

/** Days as bands, those off shaded, with as many dates as can be read. */
function Days({ calendar, scale, instants, height }: DaysProps) {
  const [first, last] = [Math.min(...instants), Math.max(...instants)];
  const start = (at: number): number => {
    const local = at + calendar.zone.offsetAt(at);
    return Math.floor(local / DAY) * DAY - calendar.zone.offsetAt(at);
  };
  if (last - first > MOST_DAYS * DAY) return null;
  const days: number[] = [];
  for (let at = start(first); at <= last; at += DAY) days.push(at);
  let labelled = -Infinity;
  return (
    <g aria-hidden="true">
      {days.map((at) => {
        const date = localDateOf(calendar.zone.name, new Date(at + DAY / 2).toISOString());
        const [from, to] = [scale.x(at), scale.x(at + DAY)];
        const { working, reason } = dayOf(calendar, date);
        const tone = working ? (reason.code === 'makeUpDay' ? 'made-up' : 'works') : 'off';
        const isSaid = from - labelled > 40 && to - from > 0.5;
        if (isSaid) labelled = from;
        return (
          <g key={at}>
            <rect className={`lx-band ${tone}`} x={from} y={HEAD - 8} width={Math.max(0, to - from)} height={height - HEAD + 8} />
            {isSaid && (
              <text className="lx-tick" x={from + 2} y={16}>
                {date.slice(5).replace('-', '/')}
              </text>
            )}
            {to - from > 3 && <line className="lx-tick-line" x1={from} x2={from} y1={HEAD - 8} y2={height} />}
          </g>
        );
      })}
    </g>
  );
}

type RowProps = {
  preview: ClockPreview;
  marks: readonly Mark[];
  scale: Scale;
  top: number;
  limit: number;
  zone: string;
  chosen: string | null;
  onChoose: (id: string) => void;
};

/** One clock: its name, its bar from start to due, its pauses, its marks. */
function Row({ preview, marks, scale, top, limit, zone, chosen, onChoose }: RowProps) {
  const name = useClockName();
  const { clock, kind } = preview;
  const x = (at: string): number => scale.x(millisOf(at));
  const middle = top + ROW / 2;
  const places = apart(
    marks.map(({ at }) => x(at)),
    GAP,
    limit,
  );
  return (
    <g>
      <text className="lx-row-name" x={0} y={middle - 2} aria-hidden="true">
        {name(kind)}
      </text>
      <text className="lx-row-due" x={0} y={middle + 14} aria-hidden="true">
        {formatDue(zone, clock.dueAt).slice(5)}
      </text>
      <rect
        className={`lx-bar ${clock.provisional === null ? '' : 'provisional'}`}
        {...{ x: x(clock.startedAt), y: middle - 6, height: 12, rx: 3 }}
        width={Math.max(2, x(clock.dueAt) - x(clock.startedAt))}
      />
      {clock.pauses.map(({ from, to }) => (
        <rect
          key={from}
          className="lx-bar-pause"
          {...{ x: x(from), y: middle - 6, height: 12, fill: 'url(#lx-hatch)' }}
          width={Math.max(2, x(to ?? clock.dueAt) - x(from))}
        />
      ))}
      {marks.map((mark, i) => (
        <MarkSign key={mark.id} {...{ mark, chosen, onChoose }} x={places[i] ?? 0} exact={x(mark.at)} y={middle} />
      ))}
    </g>
  );
}

type SignProps = { mark: Mark; x: number; exact: number; y: number; chosen: string | null; onChoose: (id: string) => void };

/** A numbered mark; where it had to give way to another, a thin line leads to its instant. */
function MarkSign({ mark, x, exact, y, chosen, onChoose }: SignProps) {
  const say = useMarkText();
  const text = useText();
  const isChosen = mark.id === chosen;
  const why = mark.is === 'rung' ? `，${text(mark.rung.why)}` : '';
  return (
    <g
      role="button"
      tabIndex={0}
      data-mark={mark.id}
      className={`lx-mark ${toneOf(mark)} ${isChosen ? 'chosen' : ''}`}
      aria-pressed={isChosen}
      aria-label={`${mark.n}. ${say(mark)}${why}`}
      onClick={() => onChoose(mark.id)}
      onFocus={() => onChoose(mark.id)}
      onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ') && onChoose(mark.id)}
    >
      {Math.abs(x - exact) > 1 && <line x1={exact} y1={y + 7} x2={x} y2={y + 1} className="lx-lead-line" />}
      <circle cx={x} cy={y} r={9.5} />
      <text x={x} y={y + 4} textAnchor="middle">
        {mark.n}
      </text>
    </g>
  );
}
