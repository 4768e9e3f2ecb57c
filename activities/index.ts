import type { Answer, Ask, Examined, PieceAsk } from '#domain';

/** What touches the world for issues and pieces: idempotent, retried until it holds. */
export type AskInput = { ask: Ask; issue: string; release: string };

export type IssueActivities = {
  /** Answers a question of the domain: a decision, the directory, another issue. What is wrong for good is an answer, not an error. */
  answerAsk: (input: AskInput) => Promise<Answer>;
};

export type PieceActivities = {
  /** Looks at a piece's open text and at the issue's record: hash, personal data left, claims without a step. */
  examinePiece: (ask: PieceAsk) => Promise<Examined>;
};

/** What one stuck sweep found and took back. */
export type Swept = { stuck: number; cleared: number };

export type SweepActivities = {
  /** Looks at everything that should have gone on and did not, and keeps why (DESIGN 9). */
  sweepStuck: () => Promise<Swept>;
};

/** What one theme sweep did. */
export type ThemesSwept = { proposed: number; joined: number };

export type ThemeActivities = {
  /** Looks for themes among the submissions of the last days, and proposes each once (DOMAIN 4 #18). */
  sweepThemes: () => Promise<ThemesSwept>;
};

export { createIssueActivities, type OtherIssues } from './issue/activities';
export { createRecorder, type RecordStep } from './issue/recorder';
export { createOutboxRunner, type OutboxRunner } from './outbox';
export { createDispatcher, createPieceActivities, noteEnded, type DispatchPorts } from './piece';
export { createSweepActivities, type Look, type Sight } from './sweep';
export { createThemeActivities } from './theme';
