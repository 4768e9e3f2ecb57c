import { refuse, type Refusal } from '../issue/step';
import type { Json } from '../text';
import type { PieceCommandData } from './command';
import type { PieceCommandInput } from './effect';
import { proofreadersOf } from './guards';
import { emit, send, tellDesk, type PieceStep } from './step';
import type { Byline, Channel, ChannelAct, LiveStory, PieceState } from './state';
import type { ReviewStage } from './words';

/** Letting a piece out: what becomes public, and how each channel fares (DOMAIN 2.5). */

const signerOf = (state: PieceState, stage: ReviewStage): string => state.signatures.find(({ step }) => step === stage)?.by ?? '';

const bylineOf = (state: PieceState): Byline => ({
  reporter: state.author ?? '',
  editor: signerOf(state, 'R1'),
  proofreaders: proofreadersOf(state),
  reviewer2: signerOf(state, 'R2'),
  reviewer3: signerOf(state, 'R3'),
});

/** What is signed becomes what is public; every channel is told, the issue once. */
export function publish(step: PieceStep): void {
  const live = liveOf(step);
  if (!live) return;
  const first = step.s.live === null;
  Object.assign(step.s, { live, stage: first ? 'PUBLISHED' : 'CORRECTED', scheduledAt: null });
  emit(step, 'published', { version: live.version, hash: live.hash, correction: !first });
  for (const { channel } of step.s.channels) handOver(step, channel, first ? 'publish' : 'correct', 1);
  if (first) tellIssue(step, true);
}

function liveOf({ s, at }: PieceStep): LiveStory | null {
  if (!s.content) return null;
  const { hash, found: _found, unknown: _unknown, ...content } = s.content;
  return {
    version: (s.live?.version ?? 0) + 1,
    hash,
    publishedAt: s.live?.publishedAt ?? at,
    at,
    content,
    byline: bylineOf(s),
    correction: content.note === null ? null : { at, text: content.note },
  };
}

export function withdrawFromChannels(step: PieceStep): void {
  for (const { channel } of step.s.channels) handOver(step, channel, 'withdraw', 1);
}

function handOver(step: PieceStep, channel: string, act: ChannelAct, attempt: number): void {
  const { live, id, issue } = step.s;
  if (!live) return;
  // A withdrawal is a version of its own, so that a late word about the text before it is not taken for its own.
  const version = act === 'withdraw' ? live.version + 1 : live.version;
  patch(step, channel, { state: 'pending', act, version, attempt, code: null, at: step.at });
  const key = `${id}:${channel}:${version}:${attempt}`;
  send(step, { key, kind: 'publishPiece', piece: id, issue, channel, act, version, attempt, story: live, at: step.at });
}

function patch(step: PieceStep, name: string, change: Partial<Channel>): void {
  step.s.channels = step.s.channels.map((one) => (one.channel === name ? { ...one, ...change } : one));
}

export function tellIssue(step: PieceStep, published: boolean): void {
  const { id, issue } = step.s;
  send(step, { key: `${id}:done`, kind: 'tellIssue', issue, piece: id, published, at: step.at });
}

/** A channel's word on the last thing handed to it; a word on anything before that changes nothing. */
export function noteDelivery(step: PieceStep, command: PieceCommandInput): Refusal | null {
  const { channel, version, attempt, ok, id, code } = command.data as PieceCommandData<'noteDelivery'>;
  const known = step.s.channels.find((one) => one.channel === channel);
  if (!known) return refuse('NOT_FOUND', `no channel ${channel}`);
  if (known.state !== 'pending' || known.version !== version || known.attempt !== attempt) return null;
  patch(step, channel, { state: ok ? 'sent' : 'failed', id: id ?? known.id, code: code ?? null, at: step.at });
  const values: Record<string, Json> = { channel, version, act: known.act, id: id ?? known.id, code: code ?? null };
  emit(step, ok ? 'channelSent' : 'channelFailed', values);
  if (!ok) tellDesk(step, 'channelFailed', 'editor', { channel, code: code ?? null });
  endIfWithdrawn(step);
  return null;
}

export function retryChannel(step: PieceStep, command: PieceCommandInput): Refusal | null {
  const { channel } = command.data as PieceCommandData<'retryChannel'>;
  const known = step.s.channels.find((one) => one.channel === channel);
  if (!known) return refuse('NOT_FOUND', `no channel ${channel}`);
  if (known.state !== 'failed' || !known.act) return refuse('NOT_ALLOWED_IN_STATE', `${channel} has not failed`);
  handOver(step, channel, known.act, known.attempt + 1);
  emit(step, 'channelRetried', { channel, attempt: known.attempt + 1 });
  return null;
}

/** A withdrawn piece is over when every channel knows. */
export function endIfWithdrawn(step: PieceStep): void {
  const { stage, channels, live } = step.s;
  if (stage === 'WITHDRAWN' && (live === null || channels.every(({ state }) => state === 'sent'))) step.s.final = true;
}
