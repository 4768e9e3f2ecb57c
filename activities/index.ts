import type { Answer, Ask, StepRecord } from '#domain';

/** What touches the world for an issue: idempotent, retried until it holds. */
export type AskInput = { ask: Ask; issue: string; release: string };

export type IssueActivities = {
  /** Answers a question of the domain: a decision, the directory, another issue. What is wrong for good is an answer, not an error. */
  answerAsk: (input: AskInput) => Promise<Answer>;
  /** Writes a step's record, all or nothing; the same step twice is one record. */
  recordStep: (record: StepRecord) => Promise<void>;
};

export { createIssueActivities, type IssueActivityTools, type OtherIssues } from './issue/activities';
export { createOutboxRunner, type OutboxPorts, type OutboxRunner, type RunnerOptions } from './outbox';
