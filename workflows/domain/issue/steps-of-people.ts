import { localDateOf } from '../deadline';
import type { NodeOf } from '../flow/document';
import type { Facts } from '../text';
import { cardForUnsolved } from './cards';
import { calendarOf, ownPromise, startWindowClock, stopTokenStage } from './clocks';
import type { CommandData, CommandName } from './command';
import type { CommandInput } from './input';
import { notePlan } from './ledger';
import { learnOffer } from './offer-facts';
import type { Place } from './outcomes';
import { reopenable } from './shares';
import { alarmForGrade, askOutside, emit, gradeOf, nextId, patchToken, refuse, setFacts, type Refusal, type Step } from './step';
import type { Token } from './state';
import { grades, type Grade } from './words';

/**
 * What single commands of the desk bring with them before their outcome is taken: facts set, tries counted, questions kept.
 * `later`: the command is accepted but the token stays (a try that reached nobody, a merge that asks the other issue first).
 */
type Prepared = Refusal | 'later' | null;
type Prepare<N extends CommandName> = (step: Step, place: Place, data: CommandData<N>, command: CommandInput) => Prepared;

const preparations: { [N in CommandName]?: Prepare<N> } = {
  verify: (step, _place, { remark: _remark, facts, relapseOf, ...place }) => {
    correctRelapse(step, relapseOf);
    learn(step, { ...facts, ...place });
    return unverifiable(step);
  },
  requestInfo: (step, place, { question }) => {
    const asked = {
      id: nextId(step, 'k'),
      kind: 'info' as const,
      node: place.node.id,
      assignment: null,
      askedAt: step.at,
      by: step.actor.id,
      text: question,
      answer: null,
      answeredAt: null,
      tries: [],
    };
    step.s.questions = [...step.s.questions, asked];
    return null;
  },
  giveInfo: (step, _place, { text, photos }) => {
    step.s.questions = step.s.questions.map((q) =>
      q.kind === 'info' && q.answeredAt === null ? { ...q, answer: text, answeredAt: step.at } : q,
    );
    if (photos && photos.length > 0)
      step.s.intakes = step.s.intakes.map((i, n) => (n === 0 ? { ...i, photos: [...i.photos, ...photos] } : i));
    return null;
  },
  review: (step, _place, { grade, remark: _remark, facts, relapseOf, ...rest }) => {
    const held = reviewed(step, grade, { ...facts, ...rest });
    if (held === null) correctRelapse(step, relapseOf);
    return held;
  },
  merge: (step, place, { target }) => {
    if (target === step.s.no) return refuse('INVALID_INPUT', 'an issue cannot be merged into itself');
    askOutside(step, 'absorb', place.token.id, { target, outcome: place.outcome.id, by: step.actor.id }, (id) => ({
      id,
      kind: 'absorb',
      at: step.at,
      target,
      from: step.s.no,
      intakes: step.s.intakes.map((i) => (i.promiseDue ? i : { ...i, ...ownPromise(step) })),
      facts: step.s.facts,
    }));
    return 'later';
  },
  openLedger: (step, _place, data) => {
    const share = step.s.assignments.findLast((a) => a.required);
    return share ? notePlan(step, share.node, data, 'OPEN') : refuse('NOT_ALLOWED_IN_STATE', 'no unit has this issue');
  },
  dispatch: (step, _place, { units, lead }) => learn(step, { units, lead: lead ?? units[0] ?? null, routedBy: 'dispatcher' }),
  offer: (step, _place, data) => {
    learnOffer(step, data);
    return null;
  },
  checkOnSite: (step, place, { takenAt }) => {
    // The work is looked at, not what stood there before it was reported done.
    const from = place.token.since;
    const inTime = Date.parse(takenAt) >= Date.parse(from) && Date.parse(takenAt) <= Date.parse(step.at);
    return inTime ? null : refuse('INVALID_INPUT', `taken between ${from} and now`, { fields: ['takenAt'] });
  },
  reviewReply: (step, _place, { approve, result, defects }) => {
    if (!approve && !defects) return refuse('INVALID_INPUT', 'a returned reply lists its defects', { fields: ['defects'] });
    return learn(step, approve ? { replyResult: result ?? replyResult(step) } : {});
  },
  callBack: (step, place, data) => answered(step, place, data),
  rate: (step, place, data) => answered(step, place, data),
  startRework: (step, _place, { units }) => {
    if (step.s.reworks >= step.desk.plan.policy.rework.max)
      return refuse('REWORK_LIMIT', `reworked ${step.s.reworks} times`, { max: step.desk.plan.policy.rework.max });
    const strange = (units ?? []).filter(
      (unit) => !step.s.assignments.some((a) => a.unit === unit && reopenable.includes(a.state)),
    );
    if (strange.length > 0)
      return refuse('INVALID_INPUT', `${strange.join(', ')} did not handle this issue`, { fields: ['units'] });
    return learn(step, { startReworkUnits: units ?? [] });
  },
};

export function prepare(step: Step, place: Place, command: CommandInput): Prepared {
  const preparation = preparations[command.name] as Prepare<CommandName> | undefined;
  return preparation ? preparation(step, place, command.data, command) : null;
}

function learn(step: Step, facts: Record<string, unknown>): null {
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  setFacts(step, Object.fromEntries(known) as Facts);
  return null;
}

/** DOMAIN 4 #17: what the intake found of itself is the desk's to correct, at verifying and at first review. */
function correctRelapse(step: Step, found: string | undefined): void {
  if (found === undefined) return;
  step.s.relapseOf = found === 'none' || found === step.s.no ? null : found;
  setFacts(step, { relapse: step.s.relapseOf !== null });
}

/** C07: what is sent to first review has a category, a place and facts. */
function unverifiable(step: Step): Refusal | null {
  const { facts, intakes } = step.s;
  const isPlaced = Boolean(facts['district'] ?? facts['street']) || intakes.some((i) => i.point !== null || i.address);
  const fields = [
    ...(facts['category'] ? [] : ['category']),
    ...(isPlaced ? [] : ['district']),
    ...(intakes.some((i) => i.text !== '') ? [] : ['text']),
  ];
  return fields.length > 0 ? refuse('INVALID_INPUT', `missing: ${fields.join(', ')}`, { fields }) : null;
}

/** C10: the reviewer confirms or raises the provisional grade, never lowers it silently (DOMAIN 4 #5). */
function reviewed(step: Step, grade: Grade | undefined, facts: Record<string, unknown>): Prepared {
  const now = gradeOf(step);
  const wanted = grade ?? now;
  if (urgency(wanted) < urgency(now) && !facts['lowered'])
    return refuse('INVALID_INPUT', `the grade may not fall from ${now} to ${wanted}`, { grade: now });
  alarmForGrade(step, now, wanted);
  return learn(step, { ...facts, grade: wanted, gradeConfirmed: true });
}

/** A is the most urgent; the kinds of grade that are not urgencies (Q, X, V, M) compare as general ones. */
const urgency = (grade: Grade): number => Math.max(0, 2 - grades.indexOf(grade));

const replyResult = (step: Step): string => {
  const lead = step.s.assignments.find((a) => a.role === 'lead' && a.required && a.reply);
  return lead?.reply?.result ?? 'RESOLVED';
};

/** C17, C18: the resident's answer. */
function answered(step: Step, _place: Place, data: CommandData<'callBack'> | CommandData<'rate'>): Prepared {
  step.s.answer = data.answer;
  step.s.satisfaction = data.satisfaction ?? null;
  if (heard(data) === 'not') {
    step.s.unsolved += 1;
    setFacts(step, { unsolvedAt: step.at });
    cardForUnsolved(step);
  }
  return null;
}

/** "Not solved", or dissatisfied with reason, is one answer for the flow (C18). */
export function heard(data: Record<string, unknown>): string {
  const unhappy = data['satisfaction'] === 'dissatisfied' || data['satisfaction'] === 'veryDissatisfied';
  return unhappy && data['reasonable'] === true ? 'not' : String(data['answer']);
}

/**
 * Counts a try that reached nobody. A rating then has its window started by the last try (C17); a question for information,
 * whose window is over already, is given up by it (C05): true says so.
 */
export function countTry(step: Step, token: Token, node: NodeOf<'ask'>): boolean {
  const tries = Number(token.data?.['tries'] ?? 0) + 1;
  const days = [...new Set([...triedDays(token), localDateOf(calendarOf(step).zone.name, step.at)])];
  const before = isTriedOut(step, node, token.data);
  const data: NonNullable<Token['data']> = { ...token.data, tries, triedOn: days };
  patchToken(step, token.id, { data });
  emit(step, 'contactTried', { node: node.id, data: { tries } });
  stopTokenStage(step, token.id);
  if (before || !isTriedOut(step, node, data)) return false;
  if (node.question === 'rating') startWindowClock(step, token, node.window);
  return node.question === 'info' && data['windowOver'] === true;
}

const triedDays = (token: Token): string[] => ((token.data?.['triedOn'] ?? []) as string[]).slice();

/** 3 tries on at least 2 days (DOMAIN 4 #30): so many tries, and on so many days, as the policy says. */
function isTriedOut(step: Step, node: NodeOf<'ask'>, data: Token['data']): boolean {
  const rule = node.tries ? step.desk.plan.policy.tries[node.tries] : undefined;
  if (!rule) return false;
  return Number(data?.['tries'] ?? 0) >= rule.max && ((data?.['triedOn'] ?? []) as string[]).length >= rule.onDays;
}
