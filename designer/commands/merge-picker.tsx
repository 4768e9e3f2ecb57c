import { Input, Radio } from 'antd';
import { type ResultOf, type Routes, routes } from '#contract';
import type { IssueView } from '#domain';
import { useNames, useRead } from '../client';
import { dateOf, stageWords, useText, useWords } from '../i18n';
import { Loaded } from '../parts';
import { Compare } from './compare';
import { useCommandContext } from './context';
import type { Control } from './simple-fields';
import { words } from './words';

const SHOWN = 8;
type Suggestion = ResultOf<Routes['readSimilar']>['items'][number];

/** Same category counts most, then the same street, then the same district; newest first among equals. */
function closeness(one: IssueView, to: IssueView): number {
  return (
    (one.category === to.category ? 4 : 0) +
    (one.street !== null && one.street === to.street ? 2 : 0) +
    (one.district === to.district ? 1 : 0)
  );
}

/** Open issues that may be the same matter, best first: same category, then the same place, then the newest. */
const candidatesFor = (issue: IssueView, open: readonly IssueView[]): IssueView[] =>
  open
    .filter((one) => one.no !== issue.no && !one.final && one.mergedInto === null && closeness(one, issue) >= 4)
    .sort((a, b) => closeness(b, issue) - closeness(a, issue) || b.openedAt.localeCompare(a.openedAt))
    .slice(0, SHOWN);

/** One line of the list: an issue that this one may be merged into, and how alike the desk finds the two. */
type Candidate = Pick<IssueView, 'no' | 'category' | 'district' | 'street' | 'stage' | 'openedAt'> & { score: number | null };

/** The desk's own suggestions first (`/similar`), then the closest of the category that are not among them. */
export function offered(issue: IssueView, similar: readonly Suggestion[], open: readonly IssueView[]): Candidate[] {
  const suggested = similar.filter(({ kind }) => kind === 'similar' || kind === 'sameResident');
  const known = new Set(suggested.map(({ no }) => no));
  const others = candidatesFor(issue, open).filter(({ no }) => !known.has(no));
  return [...suggested, ...others.map((one) => ({ ...one, score: null }))].slice(0, SHOWN);
}

/** Picks the issue to merge into, with both sides before the eye; a person confirms (DOMAIN 4.16). */
export function MergePicker({ value, onChange, id }: Control<string>) {
  const t = useWords(words);
  const { issue } = useCommandContext();
  const query = issue.view.category === null ? {} : { category: issue.view.category };
  const similar = useRead(routes.readSimilar, { params: { no: issue.view.no } });
  const open = useRead(routes.listIssues, { query: { ...query, open: 'true', limit: 100 } });
  const compared = value !== undefined && value.length >= 6;
  return (
    <div>
      <p className="lx-hint">{t('mergeHint')}</p>
      <Loaded query={open}>
        {({ items }) => (
          <Candidates candidates={offered(issue.view, similar.data?.items ?? [], items)} value={value} onChange={onChange} />
        )}
      </Loaded>
      <Input
        {...(id ? { id } : {})}
        aria-label={t('mergeOther')}
        placeholder={t('mergeOther')}
        value={value ?? ''}
        onChange={(event) => onChange?.(event.target.value.trim())}
      />
      {compared && <Compare mine={issue} no={value} merging />}
      {compared && <p className="lx-hint">{t('mergeTaken')}</p>}
    </div>
  );
}

type Listed = { candidates: Candidate[]; value: string | undefined; onChange: Control<string>['onChange'] };

function Candidates({ candidates, value, onChange }: Listed) {
  const t = useWords(words);
  const names = useNames();
  const text = useText();
  if (candidates.length === 0) return <p className="lx-hint">{t('mergeNone')}</p>;
  return (
    <Radio.Group
      aria-label={t('candidates')}
      value={value}
      onChange={(event) => onChange?.(String(event.target.value))}
      style={{ display: 'grid', gap: 6, marginBottom: 10 }}
    >
      {candidates.map((one) => (
        <Radio key={one.no} value={one.no}>
          <b className="lx-num">{one.no}</b> {names.category(one.category)} · {names.place(one)} · {text(stageWords[one.stage])} ·{' '}
          {dateOf(one.openedAt)}
          {one.score !== null && <span className="lx-chip going">{t('alike', { score: Math.round(one.score * 100) })}</span>}
        </Radio>
      ))}
    </Radio.Group>
  );
}
