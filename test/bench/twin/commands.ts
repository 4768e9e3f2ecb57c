import type { Actor, IssueEvent, Role, Satisfaction } from '#domain';
import { begin, end, type Said, tell, tellResident, type TwinIssue } from './issue';

/** The people's steps of the flow, each with what forbids it and what it does. */
export type TwinCommand<D> = { id: string; at: string; actor: Actor; data: D };
export type No = { code: string; message: string } | null;

export type Rule<D> = {
  forbids: (issue: TwinIssue, command: TwinCommand<D>) => No;
  does: (issue: TwinIssue, command: TwinCommand<D>, said: Said) => void;
};

const no = (code: string, message: string): No => ({ code, message });

function unlessAt(issue: TwinIssue, stage: TwinIssue['stage'], { actor }: TwinCommand<unknown>, ...roles: Role[]): No {
  if (issue.stage !== stage) return no('NOT_ALLOWED_IN_STATE', `not awaited in ${issue.stage}`);
  return actor.roles.some((role) => roles.includes(role)) ? null : no('FORBIDDEN', `this is for ${roles.join(', ')}`);
}

function unlessUnit(issue: TwinIssue, command: TwinCommand<unknown>, states: string[], ...roles: Role[]): No {
  const barred = unlessAt(issue, 'HANDLING', command, ...roles);
  if (barred) return barred;
  if (issue.share?.unit !== command.actor.unit) return no('FORBIDDEN_UNIT', 'another unit has the work');
  return states.includes(issue.share.state) ? null : no('NOT_ALLOWED_IN_STATE', `the work is ${issue.share.state}`);
}

type Told = { node?: string; assignment?: string; unit?: string; data?: IssueEvent['data'] };

function happened(issue: TwinIssue, said: Said, by: string, type: IssueEvent['type'], more: Told = {}): void {
  const { node, assignment, unit, data } = more;
  said.events.push({
    ...{ type, at: issue.at, by },
    ...(node === undefined ? {} : { node }),
    ...(assignment === undefined ? {} : { assignment, unit: unit ?? '' }),
    ...(data === undefined ? {} : { data }),
  });
}

const ofShare = (issue: TwinIssue): Told => ({ assignment: 'a1', unit: issue.share?.unit ?? '' });

export const verifying: Rule<object> = {
  forbids: (issue, command) => unlessAt(issue, 'VERIFYING', command, 'verifier'),
  does: (issue, { at, actor, data }, said) => {
    happened(issue, said, actor.id, 'verified', { node: 'verify', data: { outcome: 'verify', ...data } });
    issue.verifiedBy = actor.id;
    issue.stage = 'FIRST_REVIEW';
    end(issue, 'verify');
    begin(issue, 'review', at);
  },
};

/** The grade may be raised to the general one only: this flow has one grade. */
export const reviewing: Rule<{ grade: string }> = {
  forbids: (issue, command) => {
    const barred = unlessAt(issue, 'FIRST_REVIEW', command, 'firstReviewer');
    if (barred) return barred;
    if (issue.verifiedBy === command.actor.id) return no('SAME_PERSON', 'who verified may not review');
    return command.data.grade === issue.grade ? null : no('INVALID_INPUT', `the grade is ${issue.grade}`);
  },
  does: (issue, { at, actor, data }, said) => {
    happened(issue, said, actor.id, 'reviewed', { node: 'review', data: { outcome: 'review', ...data } });
    issue.acceptedAt = at;
    issue.intake = { ...issue.intake, acceptedAt: at };
    issue.stage = 'ROUTING';
    end(issue, 'review');
    issue.promiseDue = begin(issue, 'promise', at).dueAt;
  },
};

/** Routing has found the unit: its work begins. */
export function dispatch(issue: TwinIssue, unit: string, at: string, said: Said): void {
  issue.at = at;
  const signDue = begin(issue, 'sign', at).dueAt;
  const contactDue = begin(issue, 'contact', at).dueAt;
  const replyDue = begin(issue, 'reply', at).dueAt;
  begin(issue, 'returnWindow', at);
  const dues = { signDue, contactDue, replyDue };
  issue.share = { unit, state: 'DISPATCHED', dispatchedAt: at, signedAt: null, contactedAt: null, ...dues, reply: null };
  issue.stage = 'HANDLING';
  const data = { role: 'lead', required: true, lane: 'government' };
  happened(issue, said, 'system', 'dispatched', { node: 'handle', ...ofShare(issue), data });
  tell(issue, said, 'dispatched', { to: 'unit', unit, as: 'liaison' }, { assignment: 'a1' });
}

export function sign(issue: TwinIssue, said: Said, by: string | null): void {
  if (!issue.share) return;
  Object.assign(issue.share, { state: 'SIGNED', signedAt: issue.at });
  end(issue, 'sign');
  happened(issue, said, by ?? 'system', by === null ? 'signedBySystem' : 'signed', ofShare(issue));
}

export const signing: Rule<object> = {
  forbids: (issue, command) => unlessUnit(issue, command, ['DISPATCHED'], 'unitLiaison', 'unitHead', 'handler'),
  does: (issue, { actor }, said) => sign(issue, said, actor.id),
};

export const contacting: Rule<{ reached: boolean }> = {
  forbids: (issue, command) => unlessUnit(issue, command, ['SIGNED', 'CONTACTED'], 'unitLiaison', 'unitHead', 'handler'),
  does: (issue, { actor, data }, said) => {
    const reached = data.reached && issue.share?.contactedAt === null;
    if (reached) Object.assign(issue.share ?? {}, { state: 'CONTACTED', contactedAt: issue.at });
    if (reached) end(issue, 'contact');
    const type = data.reached ? 'contacted' : 'contactTried';
    happened(issue, said, actor.id, type, { ...ofShare(issue), data: { proof: null, note: null } });
  },
};

export const replying: Rule<Record<string, string>> = {
  forbids: (issue, command) => unlessUnit(issue, command, ['SIGNED', 'CONTACTED'], 'unitHead'),
  does: (issue, { at, actor, data: form }, said) => {
    Object.assign(issue.share ?? {}, { state: 'REPLIED', reply: { at, by: actor.id, form } });
    issue.stage = 'REPLY_REVIEW';
    end(issue, 'contact', 'reply');
    begin(issue, 'replyReview', at);
    happened(issue, said, actor.id, 'replied', { ...ofShare(issue), data: { ...form, result: 'RESOLVED' } });
  },
};

export const reviewingReply: Rule<{ approve: boolean }> = {
  forbids: (issue, command) =>
    unlessAt(issue, 'REPLY_REVIEW', command, 'replyReviewer') ??
    (command.actor.unit === issue.share?.unit ? no('SAME_PERSON', 'the unit may not review its own reply') : null),
  does: (issue, { at, actor, data }, said) => {
    issue.reviewedReplyBy = actor.id;
    Object.assign(issue.share ?? {}, { state: 'ACCEPTED' });
    issue.stage = 'CALLBACK';
    end(issue, 'replyReview', 'promise');
    begin(issue, 'callback', at);
    const told = { node: 'replyReview', ...ofShare(issue), data: { outcome: 'approve', ...data } };
    happened(issue, said, actor.id, 'replyAccepted', told);
    tellResident(issue, said, 'ratingAsked');
  },
};

export const callingBack: Rule<{ answer: 'solved' | 'partly'; satisfaction?: Satisfaction }> = {
  forbids: (issue, command) =>
    unlessAt(issue, 'CALLBACK', command, 'callbackAgent', 'citizen') ??
    (command.actor.id === issue.reviewedReplyBy ? no('SAME_PERSON', 'who reviewed the reply may not call back') : null),
  does: (issue, { at, actor, data }, said) => {
    Object.assign(issue, { answer: data.answer, satisfaction: data.satisfaction ?? null, stage: 'CLOSED', closedAt: at });
    issue.deadlines = {};
    begin(issue, 'archive', at);
    happened(issue, said, actor.id, 'calledBack', { node: 'callback', data: { outcome: 'solved', ...data } });
    happened(issue, said, actor.id, 'closed', { node: 'closed', data: { result: 'RESOLVED' } });
    tellResident(issue, said, 'closed.CLOSED', { result: 'RESOLVED', stage: 'CLOSED', mergedInto: null });
  },
};
