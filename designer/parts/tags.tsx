import { Tag, Tooltip } from 'antd';
import type { CaseState, Grade, IssueView } from '#domain';
import { useNow } from '../client';
import {
  dueOf,
  escalationWords,
  gradeMeaning,
  gradeWords,
  stageWords,
  urgencyOf,
  useText,
  useTimeWords,
  useWords,
} from '../i18n';
import { words } from './words';

const stageTone: Partial<Record<CaseState, string>> = {
  HANDLING: 'going',
  REPLY_REVIEW: 'going',
  CALLBACK: 'going',
  NEED_INFO: 'waiting',
  REWORK: 'late',
  ON_LEDGER: 'waiting',
  CLOSED: 'done',
  ARCHIVED: 'done',
};

export function StageTag({ stage }: { stage: CaseState }) {
  const text = useText();
  return <span className={`lx-chip ${stageTone[stage] ?? 'plain'}`}>{text(stageWords[stage])}</span>;
}

export function GradeTag({ grade }: { grade: Grade | null }) {
  const text = useText();
  if (!grade) return null;
  return (
    <Tooltip title={text(gradeMeaning[grade])}>
      <span className={`lx-chip grade-${grade}`}>{text(gradeWords[grade])}</span>
    </Tooltip>
  );
}

/** When something is due: the date, how long is left, coloured and worded by urgency. */
export function Due(props: { at: string | null; paused?: boolean; provisional?: string | null; compact?: boolean }) {
  const t = useWords(words);
  const time = useTimeWords();
  const now = useNow();
  if (!props.at) return <span className="lx-quiet">{t('noDue')}</span>;
  const urgency = props.paused ? 'calm' : urgencyOf(props.at, now);
  return (
    <span className={`lx-due ${urgency}`}>
      {!props.compact && <time dateTime={props.at}>{dueOf(props.at)}</time>}
      <b>{props.paused ? t('paused') : time.remaining(props.at, now)}</b>
      {props.provisional && (
        <Tooltip title={props.provisional}>
          <span className="lx-chip waiting">{t('provisional')}</span>
        </Tooltip>
      )}
    </span>
  );
}

type Promised = Pick<IssueView, 'promiseDue' | 'promisePaused' | 'provisional' | 'stage' | 'cycle'>;

/**
 * The promise runs until the reply is approved and never starts again (DOMAIN C16, R4): at the callback and in every later round
 * it is history, and nothing is left of it to count down.
 */
export const promiseRuns = ({ promiseDue, stage, cycle }: Promised): boolean =>
  promiseDue !== null && cycle === 1 && stage !== 'CALLBACK' && stage !== 'REWORK';

export function PromiseDue({ view }: { view: Promised }) {
  const t = useWords(words);
  if (promiseRuns(view)) return <Due at={view.promiseDue} paused={view.promisePaused} provisional={view.provisional} />;
  if (view.promiseDue === null) return <span className="lx-quiet">{t('promiseNotYet')}</span>;
  return (
    <span className="lx-due calm">
      <time dateTime={view.promiseDue}>{dueOf(view.promiseDue)}</time>
      <b>{t('promiseAnswered')}</b>
    </span>
  );
}

export function EscalationTag({ level }: { level: keyof typeof escalationWords }) {
  const text = useText();
  return level === 'none' ? null : <span className={`lx-chip esc-${level}`}>{text(escalationWords[level])}</span>;
}

/** Personal data that this reader is not shown. */
export function Masked() {
  const t = useWords(words);
  return <Tag className="lx-masked">〔{t('masked')}〕</Tag>;
}
