import { type WhistleKind, reportInSpecOf, startClock } from '../deadline';
import { activeUnits, conflictFilter } from '../directory';
import type { DirectorySlice } from '../directory/unit';
import { calendarOf, putClock, stopClockNow } from './clocks';
import type { CommandData } from './command';
import type { CommandInput } from './input';
import { goesBy } from './changes';
import { askOutside, emit, listFact, nextId, refuse, tell, textFact, type Refusal, type Step } from './step';
import type { PendingAsk, Whistle } from './state';
import { leave, nodeAt } from './walk';

/** 吹哨: several units are called at once, report in, and stay until the chief ends it (DOMAIN 2.4, R8). */

const reportClock = (whistle: string, unit: string): string => `${whistle}.reportIn.${unit}`;

/** A whistle that blows by itself calls the late unit and its parent; the parent is looked up (DOMAIN 2.9). */
export function whistleFor(step: Step, kind: WhistleKind, unit: string, assignment: string): void {
  const already = step.s.whistles.some((w) => w.assignment === assignment && w.kind === kind);
  if (already) return;
  const plannedAt = step.fired?.plannedAt ?? step.at;
  askOutside(step, 'whistle', null, { kind, unit, assignment, plannedAt, fired: step.fired }, (id) => ({
    id,
    kind: 'lookUp',
    units: [unit],
    district: null,
  }));
}

export function whistleAnswered(step: Step, ask: PendingAsk, slice: DirectorySlice): Refusal | null {
  if (typeof ask.data['node'] === 'string') blowDrawn(step, ask, ask.data['node'], slice);
  else if (ask.data['call'] !== undefined) return blowByHand(step, ask.data['call'] as HandCall, slice);
  else blowForLate(step, ask, slice);
  return null;
}

function blowForLate(step: Step, ask: PendingAsk, slice: DirectorySlice): void {
  const { kind, unit, assignment, plannedAt, fired } = ask.data as {
    kind: WhistleKind;
    unit: string;
    assignment: string;
    plannedAt: string;
    fired: Step['fired'];
  };
  const parent = slice.units[unit]?.parent ?? null;
  step.fired = fired;
  blow(step, { kind, units: parent === null ? [unit] : [unit, parent], assignment, from: plannedAt, by: 'system' });
  step.fired = null;
}

type HandCall = { kind: WhistleKind; units: string[]; assignment: string | null; from: string; by: string };

/** Nobody left whom it may reach is the chief's to hear, not the accused's (DOMAIN 4 #38). */
function blowByHand(step: Step, call: HandCall, slice: DirectorySlice): Refusal | null {
  const { units, removed, fallback } = conflictFilter(slice, call.units, listFact(step.s, 'accused'));
  const { active, inactive } = activeUnits(slice, units);
  if (active.length === 0) return refuse('FORBIDDEN_UNIT', 'none of these units may be called', { units: call.units });
  if (removed.length + inactive.length > 0)
    emit(step, 'escalationFallback', { by: call.by, data: { removed, inactive, fallback } });
  blow(step, { ...call, units: active });
  return null;
}

/** A whistle of the drawing: the filter of DOMAIN 4 row 38 first; with nobody left to call the drawing says where to go. */
function blowDrawn(step: Step, ask: PendingAsk, nodeId: string, slice: DirectorySlice): void {
  const node = nodeAt(step, nodeId);
  if (node.kind !== 'whistle' || ask.token === null) return;
  const allowed = conflictFilter(slice, ask.data['units'] as string[], listFact(step.s, 'accused'));
  const { active, inactive } = activeUnits(slice, allowed.units);
  if (allowed.removed.length + inactive.length > 0)
    emit(step, 'escalationFallback', { node: nodeId, data: { removed: allowed.removed, inactive, fallback: allowed.fallback } });
  if (active.length === 0) return leave(step, ask.token, 'returned');
  const from = step.fired?.plannedAt ?? step.at;
  blow(step, { kind: node.whistle, units: active, assignment: null, from, by: 'system', token: ask.token });
}

/**
 * The chief's own whistle. On an issue that accuses somebody the units pass the filter first (DOMAIN 4 #38), and who took a removed
 * one's place is called instead.
 */
export function blowWhistle(step: Step, command: CommandInput): Refusal | null {
  if (!command.actor.roles.some((r) => r === 'chief' || r === 'citySupervision'))
    return refuse('FORBIDDEN', 'whistles are blown by the chief');
  const { kind, units, assignment } = command.data as CommandData<'blowWhistle'>;
  const newer = goesBy(step, 'filtered-whistle');
  if (newer && step.s.closedAt !== null) return refuse('NOT_ALLOWED_IN_STATE', `the issue is ${step.s.stage}`);
  const accused = listFact(step.s, 'accused');
  if (newer && accused.length > 0) {
    const call = { kind, units, assignment: assignment ?? null, from: step.at, by: command.actor.id };
    askOutside(step, 'whistle', null, { call }, (id) => ({
      ...{ id, kind: 'lookUp', units: [...units, ...accused], district: textFact(step.s, 'district') },
    }));
    return null;
  }
  blow(step, { kind, units, assignment: assignment ?? null, from: step.at, by: command.actor.id });
  return null;
}

function blow(
  step: Step,
  call: { kind: WhistleKind; units: string[]; assignment: string | null; from: string; by: string; token?: string },
): void {
  const called = call.units.map((unit) => ({ unit, reportedAt: null, missed: false }));
  const whistle: Whistle = {
    id: nextId(step, 'w'),
    kind: call.kind,
    assignment: call.assignment,
    blownAt: step.at,
    by: call.by,
    called,
    state: 'BLOWN',
    endedAt: null,
    ...(call.token === undefined ? {} : { token: call.token }),
  };
  step.s.whistles = [...step.s.whistles, whistle];
  const spec = reportInSpecOf(step.desk.plan.policy, call.kind);
  for (const { unit } of called) {
    putClock(
      step,
      startClock(calendarOf(step).forUnit(unit), spec, {
        id: reportClock(whistle.id, unit),
        cycle: step.s.cycle,
        at: call.from,
        owner: unit,
      }),
    );
    tell(step, 'whistleBlown', { to: 'unit', unit, as: 'dutyDesk' }, { whistle: whistle.id, kind: call.kind }, 'voice');
  }
  emit(step, 'whistleBlown', {
    by: call.by,
    ...(call.assignment ? { assignment: call.assignment } : {}),
    data: { whistle: whistle.id, kind: call.kind, units: call.units },
  });
}

/** A called unit reports in with its place; late is noted late, not refused. */
export function reportIn(step: Step, command: CommandInput): Refusal | null {
  const { whistle: id, place } = command.data as CommandData<'reportIn'>;
  const whistle = step.s.whistles.find(
    (w) => w.state !== 'ENDED' && (id === undefined || w.id === id) && w.called.some((c) => c.unit === command.actor.unit),
  );
  if (!whistle)
    return step.s.whistles.some((w) => w.state !== 'ENDED')
      ? refuse('FORBIDDEN_UNIT', `${command.actor.unit ?? command.actor.id} is not called`)
      : refuse('NOT_ALLOWED_IN_STATE', 'no whistle is blown');
  const unit = command.actor.unit ?? '';
  if (whistle.called.some((c) => c.unit === unit && c.reportedAt !== null))
    return refuse('NOT_ALLOWED_IN_STATE', `${unit} has reported in`);
  const called = whistle.called.map((c) => (c.unit === unit ? { ...c, reportedAt: step.at, place } : c));
  patchWhistle(step, whistle.id, { called, state: stateOf(called) });
  stopClockNow(step, reportClock(whistle.id, unit));
  emit(step, 'reportedIn', { unit, data: { whistle: whistle.id, place } });
  return null;
}

export function endWhistle(step: Step, command: CommandInput): Refusal | null {
  if (!command.actor.roles.includes('chief')) return refuse('FORBIDDEN', 'only the chief ends a whistle');
  const { whistle: id } = command.data as CommandData<'endWhistle'>;
  const whistle = step.s.whistles.find((w) => w.state !== 'ENDED' && (id === undefined || w.id === id));
  if (!whistle) return refuse('NOT_ALLOWED_IN_STATE', 'no whistle is blown');
  patchWhistle(step, whistle.id, { state: 'ENDED', endedAt: step.at });
  for (const { unit } of whistle.called) stopClockNow(step, reportClock(whistle.id, unit));
  emit(step, 'whistleEnded', { data: { whistle: whistle.id } });
  if (whistle.token !== undefined) leave(step, whistle.token, 'replied');
  return null;
}

/** A report-in clock ran out: the unit is marked; the ladder's red card is the rung's. */
export function missReportIn(step: Step, clockId: string): void {
  const [id, , ...unit] = clockId.split('.');
  const whistle = step.s.whistles.find((w) => w.id === id);
  if (!whistle) return;
  const called = whistle.called.map((c) => (c.unit === unit.join('.') && c.reportedAt === null ? { ...c, missed: true } : c));
  emit(step, 'limitPassed', { unit: unit.join('.'), data: { clock: clockId, kind: 'reportIn', whistle: whistle.id } });
  patchWhistle(step, whistle.id, { called, state: stateOf(called) });
}

/** Once every called unit has reported in or missed it, those who came are at work; nobody came: missed (DOMAIN 2.4). */
function stateOf(called: Whistle['called']): Whistle['state'] {
  if (!called.every((c) => c.reportedAt !== null || c.missed)) return 'BLOWN';
  return called.some((c) => c.reportedAt !== null) ? 'WORKING' : 'MISSED';
}

function patchWhistle(step: Step, id: string, patch: Partial<Whistle>): void {
  step.s.whistles = step.s.whistles.map((w) => (w.id === id ? { ...w, ...patch } : w));
}
