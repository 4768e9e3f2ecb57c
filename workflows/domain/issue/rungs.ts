import type { Clock, RungAct, RungAddress, RungSpec } from '../deadline';
import { clockSpecOf, reportInSpecOf, reworkSpecOf, stageSpecOf } from '../deadline';
import { escalationAddress } from '../directory';
import type { DirectorySlice } from '../directory/unit';
import type { Json } from '../text';
import { issueCard, hasRed } from './cards';
import { promiseId, unitClock } from './clocks';
import { signShare } from './commands-of-units';
import type { Address, Notice } from './effect';
import type { Order } from './order';
import { type OrderClock, orderSpec } from './order-clocks';
import { askOutside, emit, gradeOf, listFact, tell, textFact, type Step } from './step';
import type { Assignment, PendingAsk } from './state';
import { whistleFor } from './whistles';

/** What a rung of a ladder does when its instant comes (R8), and how whom it names is found (R11). */

type RungWork = { clock: Clock; spec: RungSpec; unit: string | null; share: Assignment | null };

export function fireRung(step: Step, clock: Clock, key: string): void {
  const spec = ladderOf(step, clock).find((r) => r.key === key);
  if (!spec) return;
  const share = step.s.assignments.find((a) => clock.id.startsWith(`${a.id}.`)) ?? whistleShare(step, clock);
  const holder = orderOf(step, clock)?.holder ?? null;
  const unit = clock.kind === 'reportIn' ? (clock.owner ?? null) : (share?.unit ?? holder);
  const work: RungWork = { clock, spec, unit, share };
  acts[spec.act.kind](step, work, spec.act as never);
}

/** The rungs that the clock's rule carries in the policy of this release. */
export function ladderOf(step: Step, clock: Clock): readonly RungSpec[] {
  const { policy } = step.desk.plan;
  const share = step.s.assignments.find((a) => clock.id === unitClock(a.id, clock.kind));
  const order = orderOf(step, clock);
  if (order) return orderSpec(policy, order, clock.kind as OrderClock)?.ladder ?? [];
  if (clock.kind === 'reportIn') return reportInSpecOf(policy, 'emergency').ladder;
  if (clock.id === promiseId) return clockSpecOf(policy, gradeOf(step), 'promise')?.ladder ?? [];
  if (share)
    return (
      (clock.cycle > 1 && clock.kind === 'reply'
        ? reworkSpecOf(policy, share.grade)
        : clockSpecOf(policy, share.grade, clock.kind)
      )?.ladder ?? []
    );
  const own = clock.id === clock.kind ? clockSpecOf(policy, gradeOf(step), clock.kind) : null;
  return (own ?? stageSpecOf(policy, clock.kind, gradeOf(step)))?.ladder ?? [];
}

const orderOf = (step: Step, clock: Clock): Order | undefined => step.s.orders.find((o) => clock.id.startsWith(`${o.id}.`));

const whistleShare = (step: Step, clock: Clock): Assignment | null => {
  const whistle = step.s.whistles.find((w) => clock.id.startsWith(`${w.id}.`));
  return step.s.assignments.find((a) => a.id === whistle?.assignment) ?? null;
};

const acts: { [K in RungAct['kind']]: (step: Step, work: RungWork, act: Extract<RungAct, { kind: K }>) => void } = {
  remind: (step, work) => {
    emit(step, 'reminded', about(work));
    reach(step, work, 'reminded');
  },
  tell: (step, work) => {
    emit(step, 'limitPassed', about(work));
    reach(step, work, 'limitPassed');
  },
  raise: (step, work) => {
    emit(step, 'limitPassed', about(work));
    reach(step, work, 'raised');
  },
  supervise: (step, work) => {
    emit(step, 'limitPassed', about(work));
    reach(step, work, 'superviseListed');
  },
  card: (step, work, { colour }) => {
    if (work.unit === null || (work.clock.kind === 'reportIn' && hasRed(step, work.unit))) return;
    const { clock, spec, share } = work;
    issueCard(step, {
      colour,
      unit: work.unit,
      assignment: share?.id ?? null,
      clock: clock.id,
      rung: spec.key,
      plannedAt: step.fired?.plannedAt ?? step.at,
      reason: clock.kind,
    });
    reach(step, work, 'cardIssued');
  },
  whistle: (step, work, { whistle }) => {
    if (work.unit !== null && work.share) whistleFor(step, whistle, work.unit, work.share.id);
    const others = work.spec.to.filter((to) => to.who !== 'unit');
    reachAll(step, work, others, 'whistleBlown');
  },
  reassign: (step, work) => {
    emit(step, 'limitPassed', about(work));
    reach(step, work, 'reassignAsked');
  },
  signBySystem: (step, work) => {
    if (work.share && work.share.signedAt === null) signShare(step, work.share, true);
    reach(step, work, 'signedBySystem');
  },
};

const about = ({ clock, spec, unit, share }: RungWork) => ({
  ...(share ? { assignment: share.id } : {}),
  ...(unit === null ? {} : { unit }),
  data: { clock: clock.id, kind: clock.kind, rung: spec.key, dueAt: clock.dueAt },
});

function reach(step: Step, work: RungWork, template: string): void {
  reachAll(step, work, work.spec.to, template);
}

function reachAll(step: Step, work: RungWork, to: readonly RungAddress[], template: string): void {
  const values = {
    clock: work.clock.kind,
    dueAt: work.clock.dueAt,
    rung: work.spec.key,
    unit: work.unit,
    assignment: work.share?.id ?? null,
  };
  for (const address of to) reachOne(step, work, address, template, values);
}

function reachOne(step: Step, work: RungWork, to: RungAddress, template: string, values: Record<string, Json>): void {
  const channel = work.spec.channel ?? 'inbox';
  switch (to.who) {
    case 'desk':
      return tell(step, template, { to: 'desk', role: to.role, district: textFact(step.s, 'district') }, values, channel);
    case 'person':
      return tell(step, template, { to: 'person', person: to.person }, values, channel);
    case 'resident':
      for (const intake of step.s.intakes) tell(step, template, { to: 'resident', intake: intake.no }, values, intake.channel);
      return;
    case 'unit':
      if (to.of === 'own' && work.unit !== null)
        return tell(step, template, { to: 'unit', unit: work.unit, as: to.as }, values, channel);
      return lookUpLine(step, work, to.of === 'parent' ? 'parentHead' : 'head', template, values, channel);
    case 'line':
      return lookUpLine(step, work, to.from, template, values, channel);
  }
}

type LineStart = Extract<RungAddress, { who: 'line' }>['from'];

/** The escalation line is read when the rung fires: the directory is live (R11). */
function lookUpLine(
  step: Step,
  work: RungWork,
  from: LineStart,
  template: string,
  values: Record<string, Json>,
  channel: Notice['channel'],
): void {
  const { unit } = work;
  if (unit === null) return;
  askOutside(step, 'escalate', null, { unit, from, template, values, channel, fired: step.fired }, (id) => ({
    id,
    kind: 'lookUp',
    units: [unit],
    district: textFact(step.s, 'district'),
  }));
}

/** R11: whom the line reaches; every link passed over is recorded. */
export function escalationAnswered(step: Step, ask: PendingAsk, slice: DirectorySlice): void {
  const data = ask.data as {
    unit: string;
    from: LineStart;
    template: string;
    values: Record<string, Json>;
    channel: Notice['channel'];
    fired: Step['fired'];
  };
  const { address, tried } = escalationAddress(
    slice,
    data.unit,
    data.from === 'head' ? 'unitHead' : data.from,
    listFact(step.s, 'accused'),
  );
  step.fired = data.fired;
  if (tried.length > 0) emit(step, 'escalationFallback', { unit: data.unit, data: { tried, reached: address } });
  tell(step, data.template, address satisfies Address, data.values, data.channel);
  step.fired = null;
}
