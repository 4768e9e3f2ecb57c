import { Button } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { type ResultOf, type Routes, routes } from '#contract';
import { holdsAny, useMe, useNames, usePages, useRead } from '../client';
import { CommandPanel } from '../commands';
import { momentOf, useText, useWords } from '../i18n';
import {
  Due,
  EscalationTag,
  GradeTag,
  Loaded,
  Loading,
  MoreButton,
  Nothing,
  Page,
  ProblemNote,
  Section,
  StageTag,
  promiseRuns,
} from '../parts';
import { LatePieces } from './late-pieces';
import { Themes } from './themes';
import { words } from './words';

const lists = ['overdue', 'stuck', 'incident'] as const;
type List = (typeof lists)[number];
type ListRead = { list: List };
type Item = ResultOf<Routes['listSupervision']>['items'][number];

const tone: Record<List, string> = { overdue: 'overdue', stuck: 'today', incident: 'overdue' };

/** Stories belong to the city, not to a district. */
const wholeCity = ['citySupervision', 'chief', 'shiftLeader', 'operator', 'auditor', 'administrator'] as const;

/** What is stuck, why, since when, and the acts that move it. */
export function Supervision() {
  const t = useWords(words);
  const [params, setParams] = useSearchParams();
  const list = lists.find((one) => one === params.get('list')) ?? 'overdue';
  const counts = useRead(routes.countSupervision, {});
  const isThemes = params.get('list') === 'themes';
  return (
    <Page title={t('title')} plainTitle={t('title')} lead={t('lead')}>
      <div className="lx-counts">
        {lists.map((one) => (
          <button
            key={one}
            type="button"
            className={`lx-count ${tone[one]}`}
            aria-pressed={one === list && !isThemes}
            onClick={() => setParams({ list: one }, { replace: true })}
          >
            <b className={counts.data?.[one] === 0 ? 'none' : ''}>{counts.data?.[one] ?? '–'}</b>
            {t(one)}
          </button>
        ))}
        <button
          type="button"
          className="lx-count today"
          aria-pressed={isThemes}
          onClick={() => setParams({ list: 'themes' }, { replace: true })}
        >
          <b className={counts.data?.themes === 0 ? 'none' : ''}>{counts.data?.themes ?? '–'}</b>
          {t('themes')}
        </button>
      </div>
      {isThemes ? <Themes /> : <Listed list={list} />}
      {!isThemes && <Talks />}
    </Page>
  );
}

function Listed({ list }: ListRead) {
  const t = useWords(words);
  const me = useMe();
  const items = usePages(routes.listSupervision, { list });
  return (
    <>
      {items.isPending && <Loading />}
      {items.error && <ProblemNote error={items.error} retry={() => void items.refetch()} />}
      {items.isSuccess && items.items.length === 0 && <Nothing text={t(`none.${list}`)} />}
      {items.items.length > 0 && (
        <ul className="lx-list">
          {items.items.map((item) => (
            <li key={`${item.list}-${item.issue.no}`}>
              <Row item={item} />
            </li>
          ))}
        </ul>
      )}
      <MoreButton query={items} />
      {holdsAny(me, wholeCity) && list === 'stuck' && <LatePieces />}
    </>
  );
}

/** Units with three red cards running: a talk with the head is due (DOMAIN 4 #23). */
function Talks() {
  const t = useWords(words);
  const text = useText();
  const names = useNames();
  const talks = useRead(routes.listTalks, {});
  if (!talks.data || talks.data.items.length === 0) return null;
  return (
    <Section title={t('talks')} id="talks">
      <p className="lx-hint">{t('talksLead')}</p>
      <ul className="lx-sentences">
        {talks.data.items.map((item) => (
          <li key={item.unit}>
            <b>{text(item.unitName)}</b> · {t('since', { at: momentOf(item.since) })}
            <ul>
              {item.reds.map((red) => (
                <li key={`${red.issue}-${red.card}`}>
                  <Link to={`/issues/${red.issue}`}>{red.issue}</Link> · {momentOf(red.issuedAt)}
                  {red.unit !== item.unit && ` · ${names.unit(red.unit)}`}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Row({ item }: { item: Item }) {
  const t = useWords(words);
  const text = useText();
  const names = useNames();
  const [open, setOpen] = useState(false);
  const { issue } = item;
  return (
    <>
      <div className={`lx-row ${tone[item.list]}`}>
        <span>
          <Link to={`/issues/${issue.no}`}>
            <b className="lx-num">{issue.no}</b>
          </Link>
          <small>
            {names.category(issue.category)} · {names.place(issue)}
          </small>
        </span>
        <span>
          {text(item.why)}
          {item.since && <small>{t('since', { at: momentOf(item.since) })}</small>}
        </span>
        <span className="lx-tags">
          <GradeTag grade={issue.grade} />
          <StageTag stage={issue.stage} />
          <EscalationTag level={issue.escalation} />
          {promiseRuns(issue) && <Due at={issue.promiseDue} paused={issue.promisePaused} compact />}
        </span>
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'close' : 'act')}
        </Button>
      </div>
      {open && <Acts no={issue.no} />}
    </>
  );
}

function Acts({ no }: { no: string }) {
  const t = useWords(words);
  const text = useText();
  const detail = useRead(routes.readIssue, { params: { no } });
  const why = useRead(routes.readWhy, { params: { no } });
  return (
    <div style={{ padding: '4px 22px 18px', maxWidth: 860 }}>
      {why.data?.next && <p className="lx-hint">{text(why.data.next.text)}</p>}
      <Loaded query={detail}>{(issue) => <CommandPanel issue={issue} />}</Loaded>
      <p style={{ marginTop: 10 }}>
        <Link to={`/issues/${no}`}>{t('details')}</Link>
      </p>
    </div>
  );
}
