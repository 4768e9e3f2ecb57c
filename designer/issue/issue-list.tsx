import { Button, Checkbox, Input, Select } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { routes } from '#contract';
import { type IssueView, caseStates, grades } from '#domain';
import { useCity, useNames, useNow, usePages } from '../client';
import { dateOf, gradeWords, stageWords, urgencyOf, useList, useText, useWords } from '../i18n';
import {
  EscalationTag,
  GradeTag,
  Loading,
  MoreButton,
  Nothing,
  Page,
  ProblemNote,
  PromiseDue,
  StageTag,
  promiseRuns,
} from '../parts';
import { ErasedMark } from '../privacy';
import { words } from './words';

const filters = ['no', 'stage', 'grade', 'category', 'district', 'unit', 'open', 'overdue', 'release', 'node'] as const;
type Filter = (typeof filters)[number];

/** Every issue the reader may see, by filters that live in the address. */
export function IssueList() {
  const t = useWords(words);
  const [params] = useSearchParams();
  const query = Object.fromEntries(filters.flatMap((name) => (params.get(name) ? [[name, params.get(name)]] : [])));
  const issues = usePages(routes.listIssues, query);
  return (
    <Page title={t('list')} plainTitle={t('list')} lead={t('listLead')}>
      <Filters />
      <Standing />
      {issues.isPending && <Loading />}
      {issues.error && <ProblemNote error={issues.error} retry={() => void issues.refetch()} />}
      {issues.isSuccess && issues.items.length === 0 && <Nothing text={t('none')} />}
      {issues.items.length > 0 && (
        <ul className="lx-list">
          {issues.items.map((issue) => (
            <li key={issue.no}>
              <IssueRow issue={issue} />
            </li>
          ))}
        </ul>
      )}
      <MoreButton query={issues} />
    </Page>
  );
}

/** Come from a drawing: which step these issues stand at, and the way out of that. */
function Standing() {
  const t = useWords(words);
  const [params, setParams] = useSearchParams();
  const node = params.get('node');
  if (node === null) return null;
  const leave = () => {
    const next = new URLSearchParams(params);
    next.delete('node');
    next.delete('release');
    setParams(next, { replace: true });
  };
  return (
    <p>
      {t('standingAt', { node })}{' '}
      <Button type="link" size="small" onClick={leave}>
        {t('everywhere')}
      </Button>
    </p>
  );
}

function Filters() {
  const t = useWords(words);
  const text = useText();
  const { data: city } = useCity();
  const [params, setParams] = useSearchParams();
  const put = (name: Filter, value: string) => {
    const next = new URLSearchParams(params);
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next, { replace: true });
  };
  const pick = (name: Filter & keyof typeof words, options: { value: string; label: string }[]) => (
    <Select
      aria-label={t(name)}
      style={{ minWidth: 132 }}
      value={params.get(name) ?? ''}
      onChange={(value) => put(name, value)}
      options={[{ value: '', label: t('allOf', { name: t(name) }) }, ...options]}
    />
  );
  return (
    <div className="lx-filters">
      <Input.Search
        aria-label={t('search')}
        placeholder={t('search')}
        defaultValue={params.get('no') ?? ''}
        onSearch={(value) => put('no', value.trim())}
        style={{ width: 210 }}
        allowClear
      />
      {pick(
        'stage',
        caseStates.map((value) => ({ value, label: text(stageWords[value]) })),
      )}
      {pick(
        'grade',
        grades.map((value) => ({ value, label: text(gradeWords[value]) })),
      )}
      {pick('category', city?.categories.map((c) => ({ value: c.key, label: text(c.name) })) ?? [])}
      {pick('district', city?.districts.map((d) => ({ value: d.code, label: text(d.name) })) ?? [])}
      <Checkbox checked={params.get('open') === 'true'} onChange={(event) => put('open', event.target.checked ? 'true' : '')}>
        {t('openOnly')}
      </Checkbox>
      <Checkbox
        checked={params.get('overdue') === 'true'}
        onChange={(event) => put('overdue', event.target.checked ? 'true' : '')}
      >
        {t('overdueOnly')}
      </Checkbox>
    </div>
  );
}

function IssueRow({ issue }: { issue: IssueView & { erasedAt: string | null } }) {
  const t = useWords(words);
  const list = useList();
  const names = useNames();
  const now = useNow();
  return (
    <Link
      to={`/issues/${issue.no}`}
      className={`lx-row ${issue.promiseDue && !issue.final && issue.closedAt === null && !issue.promisePaused && promiseRuns(issue) ? urgencyOf(issue.promiseDue, now) : ''}`}
    >
      <span>
        <b className="lx-num">{issue.no}</b>
        <small>{dateOf(issue.openedAt)}</small>
      </span>
      <span>
        {names.category(issue.category)}
        <small>{[names.place(issue), list(issue.units.map(names.unit))].filter(Boolean).join(' · ')}</small>
      </span>
      <span className="lx-tags">
        <GradeTag grade={issue.grade} />
        <StageTag stage={issue.stage} />
        <EscalationTag level={issue.escalation} />
        <ErasedMark at={issue.erasedAt} short />
      </span>
      <span className="lx-row-end">
        {issue.closedAt ? (
          <span className="lx-quiet">{t('closedOn', { at: dateOf(issue.closedAt) })}</span>
        ) : issue.final ? null : (
          <PromiseDue view={issue} />
        )}
      </span>
    </Link>
  );
}
