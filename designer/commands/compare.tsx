import { routes } from '#contract';
import { type IssueDetail, useNames, useRead } from '../client';
import { dateOf, useWords } from '../i18n';
import { Loaded } from '../parts';
import { words } from './words';

/** Two issues side by side, with what is the same and what differs (DOMAIN 4 #16). */
export function Compare({ mine, no, merging = false }: { mine: IssueDetail; no: string; merging?: boolean }) {
  const other = useRead(routes.readIssue, { params: { no } });
  const t = useWords(words);
  return (
    <Loaded query={other}>
      {(theirs) => (
        <div className="lx-compare" style={{ marginTop: 10 }}>
          <Side title={t('mergeThis')} issue={mine} against={theirs} />
          <Side title={t(merging ? 'mergeThat' : 'compareThat')} issue={theirs} against={mine} />
        </div>
      )}
    </Loaded>
  );
}

function Side({ title, issue, against }: { title: string; issue: IssueDetail; against: IssueDetail }) {
  const t = useWords(words);
  const names = useNames();
  const mark = (same: boolean) => <span className={same ? 'same' : 'differs'}>{same ? t('mergeSame') : t('mergeDiffers')}</span>;
  const { view } = issue;
  return (
    <div>
      <h3>
        {title} <span className="lx-num">{view.no}</span>
      </h3>
      <p>
        {names.category(view.category)} {mark(view.category === against.view.category)}
      </p>
      <p>
        {names.place(view)} {mark(view.district === against.view.district && view.street === against.view.street)}
      </p>
      <p className="lx-quiet">{dateOf(view.openedAt)}</p>
      {issue.intakes.map((intake) => (
        <p key={intake.no}>{intake.text}</p>
      ))}
    </div>
  );
}
