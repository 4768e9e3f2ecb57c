import { Input, Radio } from 'antd';
import { routes } from '#contract';
import type { IssueView } from '#domain';
import { type IssueDetail, useNames, useRead } from '../client';
import { dateOf, stageWords, useText, useWords } from '../i18n';
import { Loaded } from '../parts';
import { useCommandContext } from './context';
import type { Control } from './simple-fields';
import { words } from './words';

const SHOWN = 8;

/** Same category counts most, then the same street, then the same district; newest first among equals. */
function closeness(one: IssueView, to: IssueView): number {
  return (
    (one.category === to.category ? 4 : 0) +
    (one.street !== null && one.street === to.street ? 2 : 0) +
    (one.district === to.district ? 1 : 0)
  );
}

/** Open issues that may be the same matter, best first. */
export const candidatesFor = (issue: IssueView, open: readonly IssueView[]): IssueView[] =>
  open
    .filter((one) => one.no !== issue.no && !one.final && one.mergedInto === null && closeness(one, issue) >= 4)
    .sort((a, b) => closeness(b, issue) - closeness(a, issue) || b.openedAt.localeCompare(a.openedAt))
    .slice(0, SHOWN);

/** Picks the issue to merge into, with both sides before the eye; a person confirms (DOMAIN 4.16). */
export function MergePicker({ value, onChange, id }: Control<string>) {
  const t = useWords(words);
  const names = useNames();
  const text = useText();
  const { issue } = useCommandContext();
  const query = issue.view.category === null ? {} : { category: issue.view.category };
  const open = useRead(routes.listIssues, { query: { ...query, open: 'true', limit: 100 } });
  return (
    <div>
      <p className="lx-hint">{t('mergeHint')}</p>
      <Loaded query={open}>
        {({ items }) => {
          const candidates = candidatesFor(issue.view, items);
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
                  <b className="lx-num">{one.no}</b> {names.category(one.category)} · {names.place(one)} ·{' '}
                  {text(stageWords[one.stage])} · {dateOf(one.openedAt)}
                </Radio>
              ))}
            </Radio.Group>
          );
        }}
      </Loaded>
      <Input
        {...(id ? { id } : {})}
        aria-label={t('mergeOther')}
        placeholder={t('mergeOther')}
        value={value ?? ''}
        onChange={(event) => onChange?.(event.target.value.trim())}
      />
      {value && value.length >= 6 && <Compare mine={issue} no={value} />}
    </div>
  );
}

function Compare({ mine, no }: { mine: IssueDetail; no: string }) {
  const t = useWords(words);
  const other = useRead(routes.readIssue, { params: { no } });
  return (
    <Loaded query={other}>
      {(theirs) => (
        <>
          <div className="lx-compare" style={{ marginTop: 10 }}>
            <Side title={t('mergeThis')} issue={mine} against={theirs} />
            <Side title={t('mergeThat')} issue={theirs} against={mine} />
          </div>
          <p className="lx-hint">{t('mergeTaken')}</p>
        </>
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
