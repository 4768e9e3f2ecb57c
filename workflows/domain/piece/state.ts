import type { Clock, Instant } from '../deadline';
import type { Grade } from '../issue/words';
import type { Facts } from '../text';
import type { PieceStage, SignedStep } from './words';

/** What a piece says, as its author gives it; every text is sealed outside the rehearsal. */
export type PieceContent = {
  title: string;
  body: string;
  media: { hash: string; type: string; caption?: string | undefined }[];
  /** The fact sheet: each claim with the step of the issue's record that bears it out. */
  claims: { text: string; seq: number }[];
  aiGenerated: boolean;
  aiLabel: AiLabel | null;
  sensitive: boolean;
  exposing: boolean;
  /** The words of a correction, published with it. */
  note: string | null;
};

/** 标识办法: what generated content bears, visibly and in its metadata. */
export type AiLabel = { attribute: string; provider: string; contentId: string };

/** What a look at the open text found; texts themselves are not in it. */
export type Examined = {
  /** SHA-256 of the canonical content: what signatures are given on. */
  hash: string;
  /** Personal data still standing in what would be published: where, of which kind, how often. */
  found: { field: string; kind: string; count: number }[];
  /** Steps named by the fact sheet that the issue's record does not have. */
  unknown: number[];
};

export type Signature = { step: SignedStep; by: string; at: Instant; hash: string };

/** 记者 · 责任编辑 · 校对 · 二审 · 三审 (DOMAIN 2.9), as person ids. */
export type Byline = { reporter: string; editor: string; proofreaders: string[]; reviewer2: string; reviewer3: string };

/** What stands in public. */
export type LiveStory = {
  version: number;
  hash: string;
  publishedAt: Instant;
  at: Instant;
  content: PieceContent;
  byline: Byline;
  correction: { at: Instant; text: string } | null;
};

/** A channel and how the last message to it fared. `id` is what the channel calls the piece. */
export type Channel = {
  channel: string;
  state: 'idle' | 'pending' | 'sent' | 'failed';
  act: ChannelAct | null;
  version: number;
  /** How often this version was handed over: 1 at first, +1 with each retry. */
  attempt: number;
  id: string | null;
  code: string | null;
  at: Instant | null;
};
export type ChannelAct = 'publish' | 'correct' | 'withdraw';

type Claim = { by: string; at: Instant };

/** All that is known of one piece (稿件): plain JSON, the checkpoint that crosses continue-as-new and answers queries. */
export type PieceState = {
  format: 1;
  id: string;
  issue: string;
  release: string;
  editions: Record<string, number>;
  seq: number;
  hash: string;
  at: Instant;
  openedAt: Instant;
  stage: PieceStage;
  grade: Grade;
  district: string | null;
  /** The issue is sensitive: an author cannot say otherwise. */
  sensitiveIssue: boolean;
  /** It exposes the matter: supervision's consent to the text is needed whatever the author says. */
  exposes?: boolean;
  /** Units and persons the issue accuses: nobody of them has a hand in the piece (DOMAIN 2.9). */
  accused: string[];
  author: string | null;
  content: (PieceContent & Examined) | null;
  signatures: Signature[];
  /** Who works on the open review and the open proof: the text is locked meanwhile. */
  held: { review: Claim | null; proof: Claim | null };
  consent: { by: string; at: Instant; hash: string } | null;
  replyApproved: boolean;
  scheduledAt: Instant | null;
  live: LiveStory | null;
  /** The issue was reopened after publication: correct, withdraw or stand. */
  factsChangedAt: Instant | null;
  channels: Channel[];
  clocks: Clock[];
  /** A text that is being looked at within the running turn. */
  pending: { ask: string; by: string; correcting: boolean; content: PieceContent } | null;
  counters: Record<string, number>;
  recentCommands: { id: string; answer: PieceAnswer }[];
  final: boolean;
};

export type PieceAnswer = { ok: true; seq: number; hash: string; stage: PieceStage };

/** What a story begins with. */
export type PieceOpening = {
  id: string;
  issue: string;
  release: string;
  editions: Record<string, number>;
  channels: string[];
  facts: Facts;
  replyApproved: boolean;
  /** Begun by a step that exposes. */
  exposes?: boolean;
};
