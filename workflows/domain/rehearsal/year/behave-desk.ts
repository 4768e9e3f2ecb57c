import type { Instant } from '../../deadline';
import type { FlowNode } from '../../flow';
import { type IssueState, type Token, awaitedAt, exposureAsked, residentId, senderId, systemActor } from '../../issue';
import { afterWork, deskTime, type Intent, type Part, somebody, type Stage } from './cast';
import { around, happens, keyOf, weighted } from './chance';
import { dataFor, isAtWork, weightOf } from './ways';

/** What the desk's own people do: the steps of the drawing, whatever drawing it is. */

type PersonsNode = Extract<FlowNode, { kind: 'task' | 'ask' }>;

export function behaveDesk(stage: Stage, part: Part, state: IssueState, nodes: Readonly<Record<string, FlowNode>>): void {
  for (const token of state.tokens) {
    const node = nodes[token.node];
    if (node?.kind === 'task') takeInHand(stage, part, state, token, node);
    else if (node?.kind === 'ask' && node.question === 'info') awaitInfo(stage, part, state, token, node);
    else if (node?.kind === 'ask') callBack(stage, part, state, token, node);
    else if (node?.kind === 'publish') continue;
    else if (node) awaitWord(stage, part, state, token, node);
  }
}

/** Takes a thing in hand once. */
export function once({ taken }: Part, key: string): boolean {
  if (taken.has(key)) return false;
  taken.add(key);
  return true;
}

const isAt = (state: IssueState, { id, visit, node }: Token): boolean =>
  state.tokens.some((token) => token.id === id && token.visit === visit && token.node === node);

/** How often a step is tried by another way or another person before it is called stuck. */
const mostTries = 6;

function takeInHand(stage: Stage, part: Part, state: IssueState, token: Token, node: PersonsNode, tries = 0): void {
  if (!once(part, `t${token.id}.${node.id}.${token.visit}.${tries}`)) return;
  const at = deskTime(stage, part, state, state.at, node.limit ?? node.id);
  stage.plan(part, {
    at,
    decide: ({ state: now }) => {
      if (!isAt(now, token)) return null;
      const again = (reason: string): void => {
        if (tries + 1 < mostTries) takeInHand(stage, part, now, token, node, tries + 1);
        else stage.stuck(part, `${node.id}: ${reason}`);
      };
      const intent = wayOut(stage, part, now, node, tries);
      if (intent === null) again('nobody may, or no way out is known');
      else
        intent.after = (turn) => {
          if (!turn.ok) again(turn.refusal.code);
        };
      return intent;
    },
  });
}

/** A way out by its weight; after a refusal the first that nothing forbids. */
function wayOut(stage: Stage, part: Part, state: IssueState, node: PersonsNode, tries: number): Intent | null {
  const actor = somebody(stage, part, state, node.roles, node);
  const ways = node.outcomes.flatMap((outcome) => {
    const data = dataFor(stage, part, state, node, outcome);
    return data === null ? [] : [{ outcome, data }];
  });
  const weights = ways.map(({ outcome }) => weightOf(stage, part, outcome));
  const way = ways[tries > 0 ? Math.min(tries - 1, ways.length - 1) : weighted(part.chance, weights)];
  return actor && way ? { actor, name: way.outcome.command as Intent['name'], data: way.data } : null;
}

/** Another system's word: it comes, or the window passes. */
function awaitWord(stage: Stage, part: Part, state: IssueState, token: Token, node: FlowNode): void {
  const { outside } = stage.profile;
  const awaited = awaitedAt(node);
  if (!awaited || !outside || !once(part, `w${token.id}.${node.id}.${token.visit}`)) return;
  if (!happens(part.chance, outside.answers)) return;
  const actor = { id: senderId(awaited.from ?? 'outside'), roles: [], unit: null, district: null };
  stage.plan(part, {
    at: afterWork(stage.calendar, state.at, around(part.chance, outside.hours)),
    decide: ({ state: now }) => (isAt(now, token) ? { actor, name: 'receiveMessage', data: { message: awaited.message } } : null),
  });
}

const resident = ({ arrival }: Part): Intent['actor'] => ({
  ...{ id: residentId(arrival.no), roles: ['citizen'], unit: null, district: null },
});

/** C04, C05: the resident answers, or the window passes and the desk has its tries. */
function awaitInfo(stage: Stage, part: Part, state: IssueState, token: Token, node: PersonsNode): void {
  const { residents } = stage.profile;
  const isOver = token.data?.['windowOver'] === true;
  const tries = Number(token.data?.['tries'] ?? 0);
  if (!once(part, `i${token.id}.${node.id}.${token.visit}.${isOver}.${tries}`)) return;
  if (!isOver) {
    if (tries > 0 || !happens(part.chance, residents.givesInfo)) return;
    const at = afterWork(stage.calendar, state.at, around(part.chance, residents.infoHours));
    stage.plan(part, {
      at,
      decide: ({ state: now }) => (isAt(now, token) ? { actor: resident(part), name: 'giveInfo', data: { text: '—' } } : null),
    });
    return;
  }
  stage.plan(part, {
    at: deskTime(stage, part, state, state.at, node.id),
    decide: ({ state: now }) => {
      const actor = somebody(
        stage,
        part,
        now,
        node.roles.filter((role) => role !== 'citizen'),
        node,
      );
      return isAt(now, token) && actor ? { actor, name: 'contact', data: { reached: false } } : null;
    },
  });
}

/** C17: a call by the desk, and another on another day while nobody answers; in its window the resident may still rate. */
function callBack(stage: Stage, part: Part, state: IssueState, token: Token, node: Extract<FlowNode, { kind: 'ask' }>): void {
  const tries = Number(token.data?.['tries'] ?? 0);
  const isWindow = state.clocks.some(({ id, status }) => id === `${token.id}.window.${token.visit}` && status === 'running');
  if (isWindow || !once(part, `c${token.id}.${node.id}.${token.visit}.${tries}`)) return;
  const hours = tries === 0 ? 0 : 8;
  stage.plan(part, {
    at: deskTime(stage, part, state, hours === 0 ? state.at : afterWork(stage.calendar, state.at, hours), node.limit ?? node.id),
    decide: ({ state: now }) => {
      const actor = somebody(
        stage,
        part,
        now,
        node.roles.filter((role) => role !== 'citizen'),
        node,
      );
      if (!isAt(now, token)) return null;
      if (!actor) stage.stuck(part, `${node.id}: nobody may`);
      return actor && { actor, name: 'callBack', data: answerOf(stage, part) };
    },
  });
}

function answerOf({ profile }: Stage, { chance }: Part): Record<string, unknown> {
  const { answers, satisfaction } = profile.residents;
  const answer = keyOf(chance, answers);
  return answer === 'none' ? { answer } : { answer, satisfaction: keyOf(chance, satisfaction[answer]) };
}

/** DOMAIN 4 #26: whether the matter may be exposed, as often as returns are granted. */
export function ruleExposure(stage: Stage, part: Part, state: IssueState): void {
  const asked = exposureAsked(state);
  if (!asked || !once(part, `e${asked.askedAt}`)) return;
  stage.plan(part, {
    at: deskTime(stage, part, state, state.at, 'decideExposure'),
    decide: ({ state: now }) => {
      const actor = somebody(stage, part, now, ['citySupervision', 'chief']);
      const approve = happens(part.chance, stage.profile.desk.grantsReturn);
      const data = approve ? { approve } : { approve, remark: '—' };
      return exposureAsked(now) && actor ? { actor, name: 'decideExposure', data } : null;
    },
  });
}

/** Rulings on what units ask for: returns (T03), extensions (T07), questions to the resident (C28). */
export function rule(stage: Stage, part: Part, state: IssueState): void {
  const { desk } = stage.profile;
  const dispatcher = (now: IssueState) => somebody(stage, part, now, ['dispatcher', 'citySupervision']);
  for (const { id, state: stands, extension, asks, return: asked } of state.assignments) {
    if (stands === 'RETURN_REQUESTED' && once(part, `r${id}.${asked?.at}`))
      stage.plan(part, {
        at: deskTime(stage, part, state, state.at, 'adjudicate'),
        decide: ({ state: now }) => {
          const share = now.assignments.find((one) => one.id === id);
          const actor = dispatcher(now);
          const data = { assignment: id, accept: happens(part.chance, desk.grantsReturn) };
          return share?.state === 'RETURN_REQUESTED' && actor ? { actor, name: 'decideReturn', data } : null;
        },
      });
    if (extension?.decision === null && once(part, `x${id}.${extension.at}`))
      stage.plan(part, {
        at: deskTime(stage, part, state, state.at, 'decideExtension'),
        decide: ({ state: now }) => {
          const actor = somebody(stage, part, now, ['districtSupervision', 'citySupervision']);
          const isOpen = now.assignments.some((one) => one.id === id && one.extension?.decision === null);
          const data = { assignment: id, approve: happens(part.chance, desk.grantsExtension) };
          return isOpen && actor ? { actor, name: 'decideExtension', data } : null;
        },
      });
    if (asks && once(part, `p${id}.${asks.at}`) && happens(part.chance, desk.grantsQuestion))
      stage.plan(part, {
        at: deskTime(stage, part, state, state.at, 'pause'),
        decide: ({ state: now }) => {
          const share = now.assignments.find((one) => one.id === id);
          const actor = dispatcher(now);
          return share && isAtWork(share) && actor
            ? { actor, name: 'pause', data: { assignment: id, clock: 'both', reason: '—' } }
            : null;
        },
      });
  }
  for (const { id, kind, answeredAt } of state.questions)
    if (kind === 'unit' && answeredAt === null && once(part, `q${id}`) && happens(part.chance, stage.profile.residents.givesInfo))
      stage.plan(part, {
        at: afterWork(stage.calendar, state.at, around(part.chance, stage.profile.residents.infoHours)),
        decide: ({ state: now }) =>
          now.questions.some((one) => one.id === id && one.answeredAt === null) && now.closedAt === null
            ? { actor: resident(part), name: 'giveInfo', data: { text: '—' } }
            : null,
      });
}

/** Mishaps of the engine are tried again, and passed over when that does not help. */
export function mend(stage: Stage, part: Part, state: IssueState): void {
  for (const { id, resolvedAt } of state.incidents) {
    if (resolvedAt !== null) continue;
    for (const [n, name] of (['retryIncident', 'skipIncident'] as const).entries()) {
      if (!once(part, `${name}${id}`)) continue;
      stage.plan(part, {
        at: afterWork(stage.calendar, state.at, 1 + n),
        decide: ({ state: now }) => {
          const actor = somebody(stage, part, now, ['citySupervision']);
          const isOpen = now.incidents.some((one) => one.id === id && one.resolvedAt === null);
          return isOpen && actor ? { actor, name, data: { incident: id, reason: '—' } } : null;
        },
      });
    }
  }
}

/** What comes from the resident unasked: a withdrawal in the first days, a reopening after the closing. */
export function behaveResident(stage: Stage, part: Part, state: IssueState): void {
  const { residents } = stage.profile;
  if (once(part, 'withdraws') && happens(part.chance, residents.withdraws))
    stage.plan(part, {
      at: afterWork(stage.calendar, state.at, around(part.chance, { median: 12, sigma: 0.8 })),
      decide: ({ state: now }) => (now.closedAt === null ? { actor: resident(part), name: 'withdraw', data: {} } : null),
    });
  if (
    state.stage !== 'CLOSED' ||
    state.final ||
    !once(part, `o${state.closedAt ?? ''}`) ||
    !happens(part.chance, residents.reopens)
  )
    return;
  const { closedAt } = state;
  stage.plan(part, {
    at: afterWork(stage.calendar, state.at, around(part.chance, { median: 30, sigma: 0.5 })),
    decide: ({ state: now }) =>
      now.stage === 'CLOSED' && now.closedAt === closedAt
        ? { actor: resident(part), name: 'reopen', data: { reason: '—' } }
        : null,
  });
}

/** The newsroom gives its word on a story it was asked for, so that the issue is not held open for it (C26). */
export function finishPiece(stage: Stage, part: Part, piece: string, from: Instant): void {
  stage.plan(part, {
    at: afterWork(stage.calendar, from, around(part.chance, { median: 24, sigma: 0.5 })),
    decide: ({ state: now }) =>
      now.followUps.some(({ id, done }) => id === piece && !done)
        ? { actor: systemActor, name: 'pieceDone', data: { piece, published: true } }
        : null,
  });
}
