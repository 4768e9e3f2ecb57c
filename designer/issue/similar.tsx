import { App, Button } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { type ResultOf, type Routes, routes } from '#contract';
import type { CommandName } from '#domain';
import { call, type IssueDetail, LIVE, newIntent, useNames, useRead } from '../client';
import { Compare } from '../commands';
import { dateOf, stageWords, useText, useWords } from '../i18n';
import { Loaded, ProblemNote, Section } from '../parts';
import { words } from './words';

type Suggestion = ResultOf<Routes['readSimilar']>['items'][number];

/** Stages at which the desk still asks itself whether it knows this matter. */
const early = new Set(['RECEIVED', 'VERIFYING', 'NEED_INFO', 'FIRST_REVIEW']);

/** What is like an arriving issue, each with the two side by side and what the reader may do about it; nothing is done by itself. */
export function SimilarIssues({ issue }: { issue: IssueDetail }) {
  const t = useWords(words);
  const names = useNames();
  const similar = useRead(routes.readSimilar, { params: { no: issue.view.no } }, { enabled: early.has(issue.view.stage) });
  if (!early.has(issue.view.stage)) return null;
  return (
    <Section title={t('similar')} id="similar">
      <Loaded query={similar}>
        {({ items, repeats, border }) => (
          <>
            {border.length > 0 && (
              <p className="lx-hint">
                {t('border', {
                  names: border.map(({ district }) => names.district(district)).join('、'),
                  n: Math.round(border[0]?.metres ?? 0),
                })}
              </p>
            )}
            {repeats.earlier.length > 0 && (
              <p className={repeats.overLimit ? 'lx-chip late' : 'lx-hint'}>
                {t(repeats.overLimit ? 'repeatsOver' : 'repeats', { n: repeats.earlier.length })} {repeats.earlier.join('、')}
              </p>
            )}
            {items.length === 0 ? (
              <p className="lx-quiet">{t('similarNone')}</p>
            ) : (
              <>
                <p className="lx-hint">{t('similarHint')}</p>
                <ul className="lx-list">
                  {items.map((one) => (
                    <li key={one.no} style={{ padding: '10px 12px' }}>
                      <Row issue={issue} one={one} />
                    </li>
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Row({ issue, one }: { issue: IssueDetail; one: Suggestion }) {
  const t = useWords(words);
  const text = useText();
  const names = useNames();
  const [open, setOpen] = useState(false);
  return (
    <>
      <p className="lx-tags">
        <span className={`lx-chip ${one.kind === 'relapse' ? 'late' : 'going'}`}>{t(`kind.${one.kind}`)}</span>
        <Link to={`/issues/${one.no}`}>
          <b className="lx-num">{one.no}</b>
        </Link>
        <span>
          {names.category(one.category)} · {names.place(one)} · {text(stageWords[one.stage])} · {dateOf(one.openedAt)}
        </span>
      </p>
      <p className="lx-quiet">
        {t('likeness', { score: percent(one.score), text: percent(one.factors.text), time: percent(one.factors.time) })}
        {one.metres !== null && <> · {t('metres', { n: Math.round(one.metres) })}</>}
        {one.sameAddress && <> · {t('sameAddress')}</>}
        {one.elsewhere && <> · {t('elsewhere')}</>}
        {one.closedAt !== null && <> · {t('closedOn', { at: dateOf(one.closedAt) })}</>}
        {one.relapse === 'confirmed' && <> · {t('relapseYes')}</>}
        {one.relapse === 'denied' && <> · {t('relapseNo')}</>}
      </p>
      <div className="lx-commands">
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'compareClose' : 'compare')}
        </Button>
        <Acts issue={issue} one={one} />
      </div>
      {open && <Compare mine={issue} no={one.no} />}
    </>
  );
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

type Act = { label: 'mergeHere' | 'relapseConfirm' | 'relapseDeny'; name: CommandName; data: Record<string, unknown> };

/** What may be done about a suggestion now, as the server allows it. */
function actsOn({ allowed }: IssueDetail, { kind, no, relapse }: Suggestion): Act[] {
  const may = (name: CommandName) => allowed.some((one) => one.name === name);
  if (kind === 'relapse') {
    if (!may('decideRelapse')) return [];
    return [
      ...(relapse === 'confirmed'
        ? []
        : [{ label: 'relapseConfirm', name: 'decideRelapse', data: { of: no, confirm: true } } as const]),
      ...(relapse === 'denied'
        ? []
        : [{ label: 'relapseDeny', name: 'decideRelapse', data: { of: no, confirm: false } } as const]),
    ];
  }
  return kind !== 'closed' && may('merge') ? [{ label: 'mergeHere', name: 'merge', data: { target: no } }] : [];
}

function Acts({ issue, one }: { issue: IssueDetail; one: Suggestion }) {
  const t = useWords(words);
  const { modal } = App.useApp();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = async ({ name, data }: Act) => {
    setBusy(true);
    setError(null);
    try {
      const params = { no: issue.view.no };
      await call(routes.giveCommand, { params, body: { name, data } }, { idempotencyKey: newIntent() });
      await client.invalidateQueries({ queryKey: [LIVE] });
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  const ask = (act: Act) =>
    act.name === 'merge'
      ? void modal.confirm({
          title: t('mergeAsk', { mine: issue.view.no, no: one.no }),
          okText: t('mergeHere'),
          onOk: () => send(act),
        })
      : void send(act);
  return (
    <>
      {actsOn(issue, one).map((act) => (
        <Button key={act.label} size="small" loading={busy} onClick={() => ask(act)}>
          {t(act.label)}
        </Button>
      ))}
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}
