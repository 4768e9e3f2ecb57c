import {
  type Bilingual,
  type CommandInput,
  type Desk,
  type Foresight,
  type IssueState,
  type Names,
  type Trial,
  allowedCommands,
  changeText,
  commandOf,
  foresee,
  foresightText,
  roleNames,
  rungNameOf,
  trialsOf,
} from '#domain';
import type { ResultOf, Routes } from '#contract';
import type { Signed } from './access';
import type { AskHere } from './asks';

type Act = ResultOf<Routes['readWhy']>['acts'][number];
type Variant = Act['variants'][number];

export type ActsAt = { now: string; names: Names; ask: AskHere; who: Signed };

/** Every act that somebody may take now, who that is, and what each way of taking it would do to clocks and cards. */
export async function actsOf(desk: Desk, state: IssueState, at: ActsAt): Promise<Act[]> {
  const mine = new Set(allowedCommands(desk, state, at.who.actor));
  const acts = new Map<string, Act>();
  for (const trial of trialsOf(desk, state)) {
    const key = JSON.stringify([trial.name, trial.place, trial.actor.unit]);
    const act = acts.get(key) ?? headOf(desk, state, trial, at, mine.has(trial.name));
    acts.set(key, act);
    act.variants.push(await variantOf(desk, state, trial, at));
  }
  return [...acts.values()];
}

function headOf(desk: Desk, state: IssueState, { name, place, actor }: Trial, { names, who }: ActsAt, allowed: boolean): Act {
  const roles = actor.roles.filter((role) => allowedCommands(desk, state, { ...actor, roles: [role] }).includes(name));
  const titles = roles.map((role) => roleNames[role]);
  const unit = actor.unit === null ? null : names.unit(actor.unit);
  const [zh, en] = [titles.map((one) => one.zh).join('、'), titles.map((one) => one.en).join(', ')];
  return {
    ...{ name, node: place.node, assignment: place.assignment },
    by: unit ? { zh: `${unit.zh}（${zh}）`, en: `${unit.en} (${en})` } : { zh, en },
    mine: allowed && (actor.unit === null || actor.unit === who.actor.unit),
    variants: [],
  };
}

async function variantOf(desk: Desk, state: IssueState, trial: Trial, at: ActsAt): Promise<Variant> {
  const { label, depends } = trial;
  const command = commandOf(trial, at.now);
  if (!command) return { ...nothing, label, depends: depends ?? needsData };
  const seen = await tried(desk, { ...state, ...trial.assume }, command, at.ask);
  if (!seen.ok) return { ...nothing, label, depends, refused: seen.refusal.code };
  const rungName = rungNameOf(desk, state);
  return {
    ...{ label, depends, refused: null, stage: seen.stage },
    clocks: seen.clocks.map((change) => ({ ...change, text: changeText(change, at.names)[0] ?? { zh: '', en: '' } })),
    spared: seen.spared.map((one) => ({ ...one, name: rungName(one) })),
    cards: seen.cards.map(({ colour, unit }) => ({ colour, unit })),
    notices: seen.notices.length,
    lines: foresightText(seen, rungName, at.names),
  };
}

const needsData: Bilingual = { zh: '取决于填写的内容', en: 'depends on what is entered' };
const nothing = { refused: null, stage: null, clocks: [], spared: [], cards: [], notices: 0, lines: [] };

async function tried(desk: Desk, state: IssueState, command: CommandInput, ask: AskHere): Promise<Foresight> {
  const running = foresee(desk, state, command);
  let next = running.next();
  while (!next.done) next = running.next(await ask(next.value));
  return next.value;
}
