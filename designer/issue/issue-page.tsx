import { Link, useParams } from 'react-router';
import { routes } from '#contract';
import { holdsAny, type IssueDetail, useMe, useNames, useRead } from '../client';
import { CommandPanel } from '../commands';
import { momentOf, useWords } from '../i18n';
import { EscalationTag, GradeTag, Loaded, Page, PromiseDue, Section, StageTag } from '../parts';
import { Cards, Custody } from './cards';
import { Clocks } from './clocks';
import { DecidedBySupervision, LookedAtAgain } from './decided-by-supervision';
import { FactSheet } from './fact-sheet';
import { LedgerPlan } from './ledger';
import { Orders } from './orders';
import { Shares, Whistles } from './shares';
import { SimilarIssues } from './similar';
import { Submissions } from './submissions';
import { Timeline } from './timeline';
import { WhyHere } from './why';
import { words } from './words';

/** Everything about one issue that the reader may see, and what they may do now. */
export function IssuePage() {
  const { no = '' } = useParams();
  const t = useWords(words);
  const issue = useRead(routes.readIssue, { params: { no } });
  return (
    <Page
      title={<span className="lx-num">{t('page', { no })}</span>}
      plainTitle={t('page', { no })}
      lead={issue.data && <Headline issue={issue.data} />}
    >
      <Loaded query={issue}>{(detail) => <Body issue={detail} key={detail.view.no} />}</Loaded>
      {issue.isError && !issue.data && (
        <p className="lx-hint lx-under">
          {t('unknownMore')} <Link to="/issues">{t('toList')}</Link>
        </p>
      )}
    </Page>
  );
}

function Headline({ issue: { view, theme } }: { issue: IssueDetail }) {
  const t = useWords(words);
  const names = useNames();
  return (
    <span className="lx-tags">
      <StageTag stage={view.stage} />
      <GradeTag grade={view.grade} />
      <EscalationTag level={view.escalation} />
      {theme && (
        <Link className="lx-chip today" to={`/supervision?list=themes#${theme.id}`}>
          {t('theme', { name: names.category(theme.category) })}
        </Link>
      )}
      {view.cycle > 1 && <span className="lx-chip late">{t('cycle', { n: view.cycle })}</span>}
      {view.promiseDue && !view.closedAt && (
        <span>
          {t('promise')} <PromiseDue view={view} />
        </span>
      )}
    </span>
  );
}

function Body({ issue }: { issue: IssueDetail }) {
  const t = useWords(words);
  const me = useMe();
  const readsSimilar = holdsAny(me, routes.readSimilar.audience);
  return (
    <div className="lx-two">
      <div>
        <Submissions issue={issue} />
        {readsSimilar && <SimilarIssues issue={issue} />}
        <FactSheet issue={issue} />
        <Shares issue={issue} />
        <LedgerPlan issue={issue} />
        <Orders issue={issue} />
        <Cards issue={issue} />
        <Whistles issue={issue} />
        <DecidedBySupervision issue={issue} />
        <LookedAtAgain issue={issue} />
        <Timeline no={issue.view.no} />
      </div>
      <div className="lx-side">
        <Section title={t('acts')} id="acts">
          <CommandPanel issue={issue} />
        </Section>
        <WhyHere no={issue.view.no} />
        <Clocks no={issue.view.no} />
        {issue.custody.length > 0 && (
          <Section title={t('whoHeld')} id="custody">
            <Custody shares={issue.custody} by="working" />
          </Section>
        )}
        {issue.pieces.length > 0 && (
          <Section title={t('pieces')} id="pieces">
            {issue.pieces.map((piece) => (
              <p key={piece.id}>
                <Link to={`/newsroom/${piece.id}`}>{t('piece', { at: momentOf(piece.at) })}</Link>
              </p>
            ))}
          </Section>
        )}
      </div>
    </div>
  );
}
