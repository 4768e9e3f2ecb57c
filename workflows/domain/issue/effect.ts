import type { Facts, Json } from '../text';
import type { DirectorySlice } from '../directory/unit';
import type { PieceCommandData } from '../piece/command';
import type { ChannelAct, LiveStory, PieceOpening } from '../piece/state';
import type { Role } from './words';
import type { IntakeRecord, IssueEvent } from './state';
import type { Instant } from '../deadline';

/** Who is told. Symbolic: people are found when the letter leaves. */
export type Address =
  | { to: 'resident'; intake: string }
  | { to: 'unit'; unit: string; as: 'liaison' | 'head' | 'dutyDesk' }
  | { to: 'desk'; role: Role; district: string | null }
  | { to: 'person'; person: string };

/** A notice: template key plus values; wording and language belong to whoever delivers it. */
export type Notice = {
  key: string;
  template: string;
  address: Address;
  channel: 'inbox' | 'sms' | 'voice' | 'page';
  at: Instant;
  values: Record<string, Json>;
};

/** A message to another part of the desk that must arrive at least once and acts at most once (key). */
export type Dispatch =
  | ({ key: string; kind: 'startPiece'; piece: string; at: Instant } & Omit<PieceOpening, 'id'>)
  | { key: string; kind: 'tellPiece'; piece: string; message: 'replyApproved' | 'factsChanged'; at: Instant }
  /** A piece hands a text to one of its channels; the channel's word comes back as `noteDelivery`. */
  | {
      key: string;
      kind: 'publishPiece';
      piece: string;
      issue: string;
      channel: string;
      act: ChannelAct;
      version: number;
      attempt: number;
      story: LiveStory;
      at: Instant;
    }
  | { key: string; kind: 'noteDelivery'; piece: string; delivery: PieceCommandData<'noteDelivery'>; at: Instant }
  /** A `call` of the drawing to another system; its word comes back as `receiveMessage`. */
  | { key: string; kind: 'callOut'; issue: string; call: string; endpoint: string; node: string; facts: Facts; at: Instant }
  | { key: string; kind: 'tellIssue'; issue: string; piece: string; published: boolean; at: Instant };

/** A question whose answer comes back as an input `answered`. Immediate: the same turn waits for it. */
export type Ask =
  | { id: string; kind: 'decide'; decision: string; facts: Facts }
  | { id: string; kind: 'conditions'; node: string; facts: Facts }
  | { id: string; kind: 'lookUp'; units: string[]; district: string | null }
  | { id: string; kind: 'absorb'; at: Instant; target: string; from: string; intakes: IntakeRecord[]; facts: Facts }
  | { id: string; kind: 'giveBack'; at: Instant; target: string; to: string; intakes: string[] };

/** Answers, by kind of ask. `matched` are rule numbers; `trace` is kept for the issue's page, never personal text. */
export type Answer =
  | { kind: 'decide'; ok: true; outputs: Facts; matched: number[]; table: string }
  | { kind: 'conditions'; ok: true; edge: string | null }
  | { kind: 'lookUp'; ok: true; slice: DirectorySlice }
  | { kind: 'absorb'; ok: true; promiseDue: Instant | null }
  /** Who of the reporters withdrew while they were there. */
  | { kind: 'giveBack'; ok: true; withdrawn: { no: string; at: Instant }[] }
  | { kind: Ask['kind']; ok: false; code: string; message: string; refusal?: boolean };

/** What `advance` wants done. Timers are not effects: `nextWake` reads them off the state. */
export type Effect =
  | { kind: 'event'; event: IssueEvent }
  | { kind: 'notice'; notice: Notice }
  | { kind: 'dispatch'; dispatch: Dispatch }
  | { kind: 'ask'; ask: Ask };
