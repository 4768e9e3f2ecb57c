import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { routes } from '#contract';
import { useNames, useRead } from '../client';
import { CommandPanel } from '../commands';
import { assignmentRoleWords, assignmentStateWords, type Urgency, useText, useWords } from '../i18n';
import { Due, EscalationTag, GradeTag, Loaded } from '../parts';
import type { Owed } from './owed';
import { words } from './words';

/** One share: what is next, by when, and — unfolded — the acts on it. */
export function OwedRow({ owed, urgency }: { owed: Owed; urgency: Urgency }) {
  const t = useWords(words);
  const text = useText();
  const names = useNames();
  const [open, setOpen] = useState(false);
  const { issue, share } = owed;
  return (
    <>
      <div className={`lx-row ${urgency}`}>
        <span>
          <Link to={`/issues/${issue.no}`}>
            <b className="lx-num">{issue.no}</b>
          </Link>
          <small>
            {names.unit(share.unit)} · {text(assignmentRoleWords[share.role])}
          </small>
        </span>
        <span>
          {names.category(issue.category)} <span className="lx-quiet">{names.place(issue)}</span>
          <small className="lx-tags">
            <GradeTag grade={issue.grade} /> {text(assignmentStateWords[share.state])} <EscalationTag level={issue.escalation} />
          </small>
        </span>
        <span>
          <small>
            {t('next')} · {t(`next.${owed.next}`)}
          </small>
          <Due at={owed.dueAt} paused={owed.paused} provisional={share.provisional} />
        </span>
        <Button type={open ? 'default' : 'primary'} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'close' : 'act')}
        </Button>
      </div>
      {open && <Acts no={issue.no} share={share.id} />}
    </>
  );
}

function Acts({ no, share }: { no: string; share: string }) {
  const t = useWords(words);
  const detail = useRead(routes.readIssue, { params: { no } });
  return (
    <div style={{ padding: '4px 22px 18px', maxWidth: 760 }}>
      <Loaded query={detail}>
        {(issue) => (
          <>
            {issue.intakes.map((intake) => (
              <p key={intake.no} className="lx-said">
                {intake.text}
              </p>
            ))}
            <CommandPanel issue={issue} only={(allowed) => allowed.assignment === share || allowed.assignment === null} />
            <p style={{ marginTop: 10 }}>
              <Link to={`/issues/${no}`}>{t('details')}</Link>
            </p>
          </>
        )}
      </Loaded>
    </div>
  );
}
