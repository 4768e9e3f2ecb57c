import { type Calendar, type Instant, minutesBetween } from '../deadline';
import { clockOf, promiseId } from './clocks';
import { isOpen } from './share-states';
import type { CustodyShare, CustodySpan, Holder } from './custody-state';
import type { Assignment, IssueState, Token } from './state';
import type { Step } from './step';

/** Custody (DOMAIN 4 #21): whose turn it was from when to when, so that a card says who used up the time. */

/** Notes who has the ball now, when it has changed hands; `at` is the planned instant of what a timer did. */
export function trackCustody(step: Step, at: Instant): void {
  const last = step.s.custody.at(-1);
  const now = holderOf(step);
  if (last && isSame(last, now)) return;
  const from = last && last.from > at ? last.from : at;
  const kept = last && last.from === from ? step.s.custody.slice(0, -1) : step.s.custody;
  const before = kept.at(-1);
  step.s.custody = before && isSame(before, now) ? kept : [...kept, { ...now, from }];
}

const isSame = (a: Holder, b: Holder): boolean => a.holder === b.holder && a.unit === b.unit;

const nobody: Holder = { holder: 'nobody', unit: null };
const centre: Holder = { holder: 'centre', unit: null };
const citizen: Holder = { holder: 'citizen', unit: null };

/** The resident while a question to them is open; nobody while the promise is paused for another reason; else unit or centre. */
function holderOf(step: Step): Holder {
  const { s } = step;
  if (s.closedAt !== null || s.final) return nobody;
  const paused = clockOf(step, promiseId)?.status === 'paused';
  if (isAskedSomewhere(step) || (paused && s.questions.some((q) => q.kind === 'unit' && q.answeredAt === null))) return citizen;
  if (paused || s.ledger?.state === 'OPEN') return { holder: 'paused', unit: null };
  const share = shareAtWork(step);
  return share ? { holder: 'unit', unit: share.unit } : centre;
}

/** A question for information awaits its answer; a callback is the centre's until it has tried (C17). */
function isAskedSomewhere(step: Step): boolean {
  return step.s.tokens.filter(isMain).some((token) => {
    const node = step.desk.plan.flow.nodes[token.node];
    return node?.kind === 'ask' && (node.question === 'info' || Number(token.data?.['tries'] ?? 0) > 0);
  });
}

const isMain = (token: Token): boolean => token.branches.every((branch) => branch.required);

/** The lead while it is at work, else the first joint unit; a unit below it while it has the work. A return asked is the dispatcher's turn. */
function shareAtWork(step: Step): Assignment | null {
  const here = new Set(step.s.tokens.filter(isMain).map((token) => token.node));
  const open = step.s.assignments.filter((a) => a.required && isOpen(a) && !a.overridden && here.has(a.node));
  const first = open.find((a) => a.role === 'lead') ?? open[0];
  if (!first || first.state === 'RETURN_REQUESTED') return null;
  return step.s.assignments.find((a) => a.parentAssignment === first.id && isOpen(a)) ?? first;
}

/** Minutes with each holder between two instants, in the order in which each first had it. */
export function custodyBetween(
  calendar: Calendar,
  { custody }: Pick<IssueState, 'custody'>,
  span: { from: Instant; to: Instant; by: 'working' | 'wall' },
): CustodyShare[] {
  const shares: CustodyShare[] = [];
  custody.forEach((one, i) => {
    if (one.holder === 'nobody') return;
    const minutes = minutesBetween(calendar, later(one.from, span.from), earlier(custody[i + 1]?.from, span.to), span.by);
    const known = shares.find((share) => share.holder === one.holder && share.unit === one.unit);
    if (minutes === 0) return;
    if (known) known.minutes += minutes;
    else shares.push({ holder: one.holder, unit: one.unit, minutes });
  });
  return shares;
}

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
const earlier = (a: CustodySpan['from'] | undefined, b: Instant): Instant => (a !== undefined && a < b ? a : b);
