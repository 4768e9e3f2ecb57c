import type { Actor } from '../issue/input';
import { refuse, type Refusal } from '../issue/step';
import type { Role } from '../issue/words';
import type { PieceCommandName } from './command';
import { contentRefusal } from './content';
import type { PieceState, Signature } from './state';
import { isReviewStage, proofStepOf, reviewerRole, reviewStages, type PieceStage, type SignedStep } from './words';

/**
 * Who may do what, where (DOMAIN 2.5, 2.6): one table, asked by the command itself and by the list of allowed commands.
 * The order of the answers: state, role, then persons.
 */
export type Guard = (state: PieceState, actor: Actor) => Refusal | null;

const writers: Role[] = ['reporter', 'editor', 'reviewer2', 'reviewer3'];
const publishers: Role[] = ['editor', 'reviewer3', 'chief'];
const deciders: Role[] = ['editor', 'reviewer3', 'chief'];

export const isSigned = (state: PieceState, step: SignedStep): boolean => state.signatures.some((one) => one.step === step);
const isReview = ({ step }: Signature): boolean => (reviewStages as readonly string[]).includes(step);
export const reviewersOf = (state: PieceState): string[] => state.signatures.filter(isReview).map(({ by }) => by);
export const proofreadersOf = (state: PieceState): string[] => [
  ...new Set(state.signatures.filter((one) => !isReview(one)).map(({ by }) => by)),
];

const inStage =
  (...stages: PieceStage[]): Guard =>
  (state) =>
    stages.includes(state.stage) ? null : refuse('NOT_ALLOWED_IN_STATE', `the piece is ${state.stage}`);

const byRole =
  (roles: readonly Role[]): Guard =>
  (_state, actor) =>
    actor.roles.some((role) => roles.includes(role)) ? null : refuse('FORBIDDEN', `for ${roles.join(', ')}`);

/** The first objection of several guards. */
const all =
  (...guards: Guard[]): Guard =>
  (state, actor) =>
    guards.reduce<Refusal | null>((found, guard) => found ?? guard(state, actor), null);

const any =
  (...guards: Guard[]): Guard =>
  (state, actor) => {
    const objections = guards.map((guard) => guard(state, actor));
    return objections.includes(null) ? null : (objections[0] ?? null);
  };

const mustBe =
  (holds: (state: PieceState, actor: Actor) => boolean, message: string): Guard =>
  (state, actor) =>
    holds(state, actor) ? null : refuse('NOT_ALLOWED_IN_STATE', message);

/** Nobody else is at work on the text. */
const unlocked: Guard = ({ held }, actor) => {
  const holder = [held.review, held.proof].find((hold) => hold !== null && hold.by !== actor.id);
  return holder ? heldBy(holder.by) : null;
};

const heldBy = (by: string): Refusal => refuse('ALREADY_CLAIMED', `${by} is at work on it`, { by });

/** R1≠R2≠R3≠author, and no proof-reader among the reviewers of a piece (DOMAIN 2.5, 2.6). */
const mayReview: Guard = (state, actor) => {
  if (actor.id === state.author) return refuse('SAME_REVIEWER', 'the author reviews nothing');
  if (reviewersOf(state).includes(actor.id)) return refuse('SAME_REVIEWER', 'three different people review');
  if (proofreadersOf(state).includes(actor.id)) return refuse('SAME_REVIEWER', 'a proof-reader does not review the same piece');
  return null;
};

const mayProof: Guard = (state, actor) =>
  reviewersOf(state).includes(actor.id) ? refuse('SAME_REVIEWER', 'a reviewer does not proof-read the same piece') : null;

const openReview: Guard = (state, actor) => {
  const { stage } = state;
  if (!isReviewStage(stage) || isSigned(state, stage)) return refuse('NOT_ALLOWED_IN_STATE', `no review is open at ${stage}`);
  return all(byRole([reviewerRole[stage]]), mayReview)(state, actor);
};

const openProof: Guard = (state, actor) => {
  const { stage } = state;
  if (!isReviewStage(stage) || isSigned(state, proofStepOf[stage]))
    return refuse('NOT_ALLOWED_IN_STATE', `no proof is open at ${stage}`);
  return all(byRole(['proofreader']), mayProof)(state, actor);
};

/** A person may not hold the review and the proof of one piece at a time: the two are never one person's. */
const free =
  (work: 'review' | 'proof'): Guard =>
  (state, actor) => {
    const hold = state.held[work];
    const other = state.held[work === 'review' ? 'proof' : 'review'];
    if (hold && hold.by !== actor.id) return heldBy(hold.by);
    return other?.by === actor.id ? refuse('SAME_REVIEWER', 'reviewing and proof-reading are two people’s') : null;
  };

export const workGuards = {
  review: all(openReview, free('review')),
  proof: all(openProof, free('proof')),
} satisfies Record<'review' | 'proof', Guard>;

/** All six signatures stand on the text as it is. */
export const isFullySigned = (state: PieceState): boolean =>
  reviewStages.every((stage) =>
    [stage, proofStepOf[stage]].every((step) =>
      state.signatures.some((one) => one.step === step && one.hash === state.content?.hash),
    ),
  );

/** What stands between a finished review and the public: content, consent, the issue's reply (DOMAIN 2.5). */
export const publicationRefusal: Guard = (state) => {
  const { content, consent } = state;
  if (!content || !isFullySigned(state)) return refuse('NOT_ALLOWED_IN_STATE', 'three reviews and three proofs come first');
  const fault = contentRefusal(content);
  if (fault) return fault;
  const needsConsent = state.sensitiveIssue || state.exposes === true || content.sensitive || content.exposing;
  if (needsConsent && consent?.hash !== content.hash) return refuse('CONSENT_MISSING', 'supervision’s consent comes first');
  return state.replyApproved ? null : refuse('REPLY_NOT_APPROVED', `the reply of ${state.issue} is not approved`);
};

const notAuthor: Guard = (state, actor) =>
  actor.id === state.author ? refuse('SAME_REVIEWER', 'the author does not sign') : null;

const engine: Guard = (_state, actor) => (actor.id === 'system' ? null : refuse('FORBIDDEN', 'told by the desk itself'));

const sendsBack = any(
  workGuards.review,
  workGuards.proof,
  all(inStage('R3', 'SIGNED', 'SCHEDULED'), byRole(['reviewer3', 'chief']), unlocked),
);

const isStanding = (state: PieceState): boolean => state.live !== null && state.stage !== 'WITHDRAWN';

export const guards: Record<PieceCommandName, Guard> = {
  write: all(inStage('DRAFT', 'R1', 'R2', 'R3', 'SIGNED', 'SCHEDULED'), byRole(writers), unlocked),
  submit: all(
    inStage('DRAFT'),
    byRole(['reporter', 'editor']),
    mustBe((state) => state.content !== null, 'nothing is written yet'),
  ),
  claimStep: any(workGuards.review, workGuards.proof),
  releaseStep: all(
    mustBe(({ held }) => held.review !== null || held.proof !== null, 'nobody holds a step'),
    mustBe(
      ({ held }, actor) =>
        [held.review?.by, held.proof?.by].includes(actor.id) ||
        actor.roles.some((role) => ['shiftLeader', 'chief'].includes(role)),
      'held by somebody else',
    ),
  ),
  review: workGuards.review,
  proof: workGuards.proof,
  sendBack: sendsBack,
  consent: all(
    inStage('R1', 'R2', 'R3'),
    byRole(['citySupervision', 'chief']),
    mustBe((state) => state.consent?.hash !== state.content?.hash, 'consent is given'),
  ),
  sign: all(inStage('R3'), byRole(['reviewer3', 'chief']), notAuthor, unlocked, publicationRefusal),
  schedule: all(inStage('SIGNED', 'SCHEDULED'), byRole(publishers), publicationRefusal),
  publishNow: all(inStage('SIGNED', 'SCHEDULED'), byRole(publishers), publicationRefusal),
  correct: all(mustBe(isStanding, 'nothing is published'), inStage('PUBLISHED', 'CORRECTED', 'DRAFT'), byRole(deciders)),
  standBy: all(
    mustBe(
      (state) => isStanding(state) && (state.factsChangedAt !== null || state.content?.note != null),
      'nothing is to be decided',
    ),
    byRole(deciders),
    unlocked,
  ),
  withdrawPiece: all(
    mustBe(({ stage }) => stage !== 'WITHDRAWN', 'it is withdrawn'),
    byRole(deciders),
    unlocked,
  ),
  retryChannel: all(
    mustBe(({ channels }) => channels.some(({ state }) => state === 'failed'), 'no channel has failed'),
    byRole([...publishers, 'operator']),
  ),
  approveReply: engine,
  changeFacts: engine,
  noteDelivery: engine,
  applyCalendar: byRole(['calendarKeeper', 'operator']),
};

/** The guard of a command, and the rule over all: who is accused by the issue has no hand in its story (DOMAIN 2.9). */
export const mayGive = (name: PieceCommandName, state: PieceState, actor: Actor): Refusal | null =>
  state.accused.some((one) => one === actor.id || one === actor.unit)
    ? refuse('FORBIDDEN', 'accused by the issue')
    : guards[name](state, actor);
