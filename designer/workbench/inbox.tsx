import { Select } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { routes } from '#contract';
import { type Waiting, roles } from '#domain';
import { type InboxItem, useMe, useNames, useNow, usePages } from '../client';
import { momentOf, roleWords, urgencyOf, useText, useWords, waitingWords } from '../i18n';
import { Due, GradeTag, Loading, MoreButton, Nothing, Page, ProblemNote, StageTag } from '../parts';
import { useRowKeys } from './use-row-keys';
import { words } from './words';

const kinds = Object.keys(waitingWords) as Waiting['kind'][];

/** What waits for the signed-in person; filters live in the address, so a view can be kept and shared. */
export function Inbox() {
  const t = useWords(words);
  const [params] = useSearchParams();
  const role = roles.find((one) => one === params.get('role'));
  const kind = params.get('kind') ?? undefined;
  const inbox = usePages(routes.readInbox, { role, kind });
  const list = useRowKeys<HTMLUListElement>();
  return (
    <Page title={t('title')} plainTitle={t('title')} lead={t('lead')}>
      <Filters role={role} kind={kind} />
      {inbox.isPending && <Loading />}
      {inbox.error && <ProblemNote error={inbox.error} retry={() => void inbox.refetch()} />}
      {inbox.isSuccess && inbox.items.length === 0 && <Nothing text={role || kind ? t('noneFiltered') : t('none')} />}
      {inbox.items.length > 0 && (
        <ul className="lx-list" ref={list}>
          {inbox.items.map((line, i) => (
            <li key={`${line.issue.no}-${line.item.kind}-${line.item.assignment ?? line.item.node}-${i}`}>
              <Row line={line} />
            </li>
          ))}
        </ul>
      )}
      <MoreButton query={inbox} />
    </Page>
  );
}

function Filters({ role, kind }: { role: string | undefined; kind: string | undefined }) {
  const t = useWords(words);
  const text = useText();
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const put = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(params);
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next, { replace: true });
  };
  return (
    <div className="lx-filters">
      <Select
        aria-label={t('role')}
        style={{ minWidth: 150 }}
        value={role ?? ''}
        onChange={(value) => put('role', value)}
        options={[
          { value: '', label: t('allOf', { name: t('role') }) },
          ...me.roles.map((one) => ({ value: one, label: text(roleWords[one]) })),
        ]}
      />
      <Select
        aria-label={t('kind')}
        style={{ minWidth: 150 }}
        value={kind ?? ''}
        onChange={(value) => put('kind', value)}
        options={[
          { value: '', label: t('allOf', { name: t('kind') }) },
          ...kinds.map((one) => ({ value: one, label: text(waitingWords[one]) })),
        ]}
      />
      <span className="lx-quiet lx-wide" style={{ marginLeft: 'auto' }}>
        <kbd>j</kbd> <kbd>k</kbd> {t('keysMove')} <kbd>Enter</kbd> {t('keysOpen')}
      </span>
    </div>
  );
}

function Row({ line: { issue, item, nodeName } }: { line: InboxItem }) {
  const t = useWords(words);
  const text = useText();
  const names = useNames();
  const now = useNow();
  return (
    <Link to={`/issues/${issue.no}`} className={`lx-row ${item.dueAt ? urgencyOf(item.dueAt, now) : ''}`}>
      <span>
        <b className="lx-num">{issue.no}</b>
        <small>{t('since', { at: momentOf(item.since) })}</small>
      </span>
      <span>
        {names.category(issue.category)} <span className="lx-quiet">{names.place(issue)}</span>
        <small>
          {item.kind === 'task' || item.kind === 'ask' ? '' : `${text(waitingWords[item.kind])} · `}
          {nodeName ? text(nodeName) : item.node}
          {item.unit ? ` · ${names.unit(item.unit)}` : ''}
        </small>
      </span>
      <span className="lx-tags">
        <GradeTag grade={issue.grade} />
        <StageTag stage={issue.stage} />
      </span>
      <span className="lx-row-end">
        <Due at={item.dueAt} />
      </span>
    </Link>
  );
}
