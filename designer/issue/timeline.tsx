import { Link } from 'react-router';
import { routes } from '#contract';
import type { Bilingual, EventName, Json } from '#domain';
import { type TimelineEntry, useNames, useRead } from '../client';
import {
  choiceWords,
  clockKindWords,
  eventWords,
  fieldWords,
  gradeWords,
  momentOf,
  resultWords,
  useList,
  useText,
  useWords,
} from '../i18n';
import { Loaded, Section } from '../parts';
import { words } from './words';

const alarms = new Set<EventName>(['cardIssued', 'whistleBlown', 'incidentRaised', 'limitPassed', 'escalationFallback']);

/** Texts of an event worth reading in the timeline, in this order. */
const quoted = [
  'question',
  'text',
  'answerText',
  'reason',
  'basis',
  'remark',
  'defects',
  'note',
  'did',
  'longTermMeasure',
  'plan',
] as const;

/** What happened, in words, newest first. */
export function Timeline({ no }: { no: string }) {
  const t = useWords(words);
  const timeline = useRead(routes.readTimeline, { params: { no } });
  return (
    <Section title={t('timeline')} id="timeline">
      <p>
        <Link to={`/issues/${no}/way`}>{t('onDrawing')}</Link>
      </p>
      <Loaded query={timeline}>
        {({ items }) => (
          <ol className="lx-timeline">
            {[...items].reverse().map((entry, i) => (
              <Entry key={`${entry.seq}-${i}`} entry={entry} />
            ))}
          </ol>
        )}
      </Loaded>
    </Section>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const t = useWords(words);
  const text = useText();
  const details = useDetails(entry);
  const by =
    entry.byName ??
    (entry.by === 'system' || entry.by === 'engine'
      ? t('bySystem')
      : entry.by.startsWith('resident:')
        ? t('byResident')
        : entry.by);
  const texts = quoted
    .filter((key) => !(entry.type === 'cardIssued' && key === 'reason'))
    .map((key) => entry.data[key])
    .filter((value): value is string => typeof value === 'string' && value !== '');
  return (
    <li className={alarms.has(entry.type) ? 'alarm' : ''}>
      <time dateTime={entry.at}>{momentOf(entry.at)}</time>
      <b>{text(eventWords[entry.type])}</b> {entry.unitName && <span>{text(entry.unitName)}</span>} {details}{' '}
      <span className="lx-quiet">{by}</span>
      {entry.plannedAt && entry.firedAt && momentOf(entry.plannedAt) !== momentOf(entry.firedAt) && (
        <div className="lx-quiet">{t('planned', { planned: momentOf(entry.plannedAt), fired: momentOf(entry.firedAt) })}</div>
      )}
      {texts.map((one, i) => (
        <blockquote key={i}>{one}</blockquote>
      ))}
    </li>
  );
}

const coded: Partial<Record<string, Partial<Record<string, Bilingual>>>> = {
  grade: gradeWords,
  result: resultWords,
  clock: clockKindWords,
  kind: clockKindWords,
};

/** The coded part of an event, each code by its label. */
function useDetails({ data, type, nodeName }: TimelineEntry): string {
  const text = useText();
  const names = useNames();
  const list = useList();
  const word = (key: string, value: Json | undefined): string => {
    if (typeof value !== 'string' && typeof value !== 'number') return '';
    const said = String(value);
    const label = choiceWords[`${key}.${said}`] ?? coded[key]?.[said];
    return label ? text(label) : said;
  };
  const parts = ['grade', 'result', 'reasonCode', 'answer', 'satisfaction', 'kind', 'sensitivity', 'outcome', 'how']
    .filter((key) => key in data)
    .map((key) => word(key, data[key]));
  if (typeof data['colour'] === 'string')
    parts.push(text({ zh: data['colour'] === 'red' ? '红牌' : '黄牌', en: `${data['colour']} card` }));
  if (typeof data['target'] === 'string') parts.push(`${text(fieldWords['target'] ?? { zh: '', en: '' })} ${data['target']}`);
  if (Array.isArray(data['units']))
    parts.push(list(data['units'].map((unit) => names.unit(typeof unit === 'string' ? unit : ''))));
  if ((type === 'limitPassed' || type === 'decided') && nodeName) parts.push(text(nodeName));
  return parts.filter(Boolean).join(' · ');
}
