import {
  type Bilingual,
  type IssueView,
  type NextAct,
  type Plan,
  type Waiting,
  formatDue,
  incidentText,
  roleNames,
} from '#domain';
import type { ResultOf, Routes } from '#contract';
import type { IssueRow, StuckFinding } from '#store';
import type { Deps } from './deps';

type Why = ResultOf<Routes['readWhy']>;

const say = (zh: string, en: string): Bilingual => ({ zh, en });

/** Desk time, the city's zone, the names of the units that are awaited, and what the stuck sweep found of this issue. */
export type WhyAt = {
  now: string;
  /** What was planned before this desk instant should have happened. */
  lateBefore: string;
  zone: string;
  units: Readonly<Record<string, Bilingual>>;
  finding?: StuckFinding | undefined;
};

/** The desk instant before which a planned one counts as missed: the settings' length of real time ago (DESIGN 9). */
export async function lateBefore({ store, clock }: Pick<Deps, 'store' | 'clock'>): Promise<string> {
  const { sweeps } = (await store.settings.get()).document;
  return new Date(Date.parse(clock.now()) - sweeps.stuck.pastByMs * clock.time.speed).toISOString();
}

/** Why an issue stands where it stands: what is wrong, whose turn it is, and what will happen next by itself. */
export function whyOf(
  row: IssueRow,
  plan: Plan | null,
  by: Pick<Why, 'acts' | 'decisions'> & { next: NextAct | null },
  at: WhyAt,
): Why {
  const reasons = reasonsOf(row.view, at);
  const waiting = row.view.waiting.map((item) => ({ item, text: waitingText(item, plan, at) }));
  return {
    sentence: sentenceOf(row.view, reasons, waiting),
    stuck: reasons.some(({ code }) => code !== 'unattended'),
    reasons,
    waiting,
    next: nextOf(row.view, by.next, at),
    acts: by.acts,
    decisions: by.decisions,
  };
}

/** The same tests as the supervision lists'. */
export function reasonsOf(view: IssueView, { now, lateBefore: late, zone, units, finding }: WhyAt): Why['reasons'] {
  if (view.final) return [];
  return [
    ...view.incidents.map(({ code, at }) => ({
      code: 'incident' as const,
      text: incidentSince(formatDue(zone, at), incidentText(code)),
    })),
    ...(view.waiting.length === 0 && view.wakeAt === null
      ? [{ code: 'nothingAwaited' as const, text: say('没有待办，也没有计时', 'nobody is awaited and no clock runs') }]
      : []),
    ...(view.wakeAt !== null && view.wakeAt < late
      ? [
          {
            code: 'pastDue' as const,
            text: pastDue(formatDue(zone, view.wakeAt), finding),
          },
        ]
      : []),
    ...view.waiting.flatMap((item) =>
      item.dueAt !== null && item.dueAt < now
        ? [
            {
              code: 'unattended' as const,
              text: say(
                `${who(item, units).zh}逾期未办，应于 ${formatDue(zone, item.dueAt)} 前`,
                `${who(item, units).en} did not act by ${formatDue(zone, item.dueAt)}`,
              ),
            },
          ]
        : [],
    ),
  ];
}

/** That it is late shows at once; what holds it up, once the sweep has looked. */
function pastDue(planned: string, finding: StuckFinding | undefined): Bilingual {
  const plain = say(`${planned} 应触发的计时未触发`, `what was planned for ${planned} has not happened`);
  return finding ? say(`${plain.zh}：${finding.why.zh}`, `${plain.en}: ${finding.why.en}`) : plain;
}

/** The units whose names the sentences need. */
export const awaitedUnits = ({ waiting }: IssueView): string[] => waiting.flatMap(({ unit }) => unit ?? []);

/** Whose turn it is, by name: the unit, else the roles. */
function who({ unit, roles }: Waiting, units: WhyAt['units']): Bilingual {
  if (unit !== null) return units[unit] ?? say(unit, unit);
  return say(roles.map((role) => roleNames[role].zh).join('、'), roles.map((role) => roleNames[role].en).join(', '));
}

/** What is awaited beside the drawing's steps; a whistle is one of many and bears a number. */
const unplaced: Partial<Record<Waiting['kind'], Bilingual>> = {
  whistle: say('吹哨报到', 'The whistle'),
  exposure: say('曝光申请', 'the wish to expose'),
  exclusion: say('剔除申请', 'the exclusion asked for'),
};

function waitingText(item: Waiting, plan: Plan | null, { now, zone, units }: WhyAt): Bilingual {
  const awaited = who(item, units);
  const name = plan?.flow.nodes[item.node]?.name ?? unplaced[item.kind] ?? say(item.node, item.node);
  const due = item.dueAt === null ? null : formatDue(zone, item.dueAt);
  const late = item.dueAt !== null && item.dueAt < now;
  return say(
    `“${name.zh}”等${awaited.zh}${due === null ? '' : late ? `，${due} 已过期` : `，${due} 前`}`,
    `"${name.en}" waits for ${awaited.en}${due === null ? '' : late ? `, overdue since ${due}` : `, until ${due}`}`,
  );
}

function sentenceOf(view: IssueView, reasons: Why['reasons'], waiting: Why['waiting']): Bilingual {
  if (view.final) return say(`已${view.stage === 'WITHDRAWN' ? '撤回' : '结束'}，不再变化`, 'final: nothing more will happen');
  const first = reasons[0]?.text ?? waiting[0]?.text;
  if (first) return first;
  return view.wakeAt === null ? say('没有待办', 'nothing is awaited') : say('等待计时', 'waiting for a planned instant');
}

function nextOf(view: IssueView, act: NextAct | null, { zone, finding }: WhyAt): Why['next'] {
  if (view.wakeAt === null) return null;
  const unnamed = { clock: null, rungs: [], rule: null };
  if (finding) return { at: view.wakeAt, text: finding.next, ...unnamed };
  if (act) return { at: act.at, text: act.text, clock: act.clock, rungs: act.rungs, rule: act.rule };
  const due = formatDue(zone, view.wakeAt);
  const text = say(`${due} 若无人办理，将自动执行下一级提醒或督办`, `at ${due} the next rung or limit acts by itself`);
  return { at: view.wakeAt, text, ...unnamed };
}

const incidentSince = (since: string, { zh, en }: Bilingual): Bilingual =>
  say(`${since} 起异常：${zh}`, `incident since ${since}: ${en}`);
