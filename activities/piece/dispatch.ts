import {
  type Actor,
  type CommandInput,
  type Dispatch,
  type PieceOpening,
  pieceStreamOf,
  siteChannel,
  streamOf,
  systemActor,
} from '#domain';
import type { Store } from '#store';
import type { OtherIssues } from '..';
import { publishOnSite } from './on-site';
import { handToEndpoint } from './to-endpoint';

type Given = { id: string; name: string; at: string; actor: Actor; data: unknown };
type Told = { ok: true; seq: number; hash: string } | { ok: false; code: string };

/** How the desk's other parts reach pieces; a piece that is over answers `NOT_ALLOWED_IN_STATE`. */
export type PieceStreams = {
  /** Begins a piece; the same id again changes nothing. */
  start(opening: PieceOpening & { at: string }): Promise<void>;
  command(id: string, command: Given): Promise<Told>;
};

export type DispatchPorts = {
  store: Pick<Store, 'records' | 'sealing' | 'stories' | 'outbox' | 'directory' | 'erasures'>;
  pieces: PieceStreams;
  issues: OtherIssues;
  /** Desk time: the stamp of what the desk itself says. */
  now: () => string;
  /** The machine's time: what the outbox lives by. */
  realNow: () => string;
};

/** Carries what issues and pieces say to each other; at least once, with the key as the command's id so that it acts once. */
export function createDispatcher(ports: DispatchPorts): (dispatch: Dispatch) => Promise<void> {
  return (dispatch) => carry(ports, dispatch);
}

async function carry(ports: DispatchPorts, dispatch: Dispatch): Promise<void> {
  switch (dispatch.kind) {
    case 'startPiece': {
      const { piece, key: _key, kind: _kind, ...opening } = dispatch;
      return ports.pieces.start({ id: piece, ...opening });
    }
    case 'tellPiece':
      return tellPiece(ports, dispatch, dispatch.message === 'replyApproved' ? 'approveReply' : 'changeFacts', {});
    case 'noteDelivery':
      return tellPiece(ports, dispatch, 'noteDelivery', dispatch.delivery);
    case 'publishPiece':
      return dispatch.channel === siteChannel ? onSite(ports, dispatch) : handToEndpoint(ports, dispatch);
    case 'callOut':
      return callOut(ports, dispatch);
    case 'tellIssue':
      return tellIssue(ports, dispatch);
  }
}

async function onSite(ports: DispatchPorts, dispatch: Extract<Dispatch, { kind: 'publishPiece' }>): Promise<void> {
  const { channel, version, attempt } = dispatch;
  const result = await publishOnSite(ports, dispatch);
  await tellPiece(ports, dispatch, 'noteDelivery', { channel, version, attempt, ...result });
}

type Addressed = { key: string; piece: string };

/** A piece that never began is told later: its beginning may still be on its way in the same outbox. */
async function tellPiece(ports: DispatchPorts, { key, piece }: Addressed, name: string, data: unknown): Promise<void> {
  const stream = pieceStreamOf(piece);
  const told = await ports.pieces.command(piece, { id: key, name, at: ports.now(), actor: systemActor, data });
  if (told.ok) await ports.store.records.confirm(stream, told.seq, told.hash);
  else if (told.code !== 'NOT_ALLOWED_IN_STATE' || (await ports.store.records.head(stream)) === null)
    throw Object.assign(new Error(`${piece} refuses ${name}`), { code: told.code });
}

/** A step of the drawing asks another system: a signed request in that system's own lane, with the facts drawn and no others. */
async function callOut({ store, realNow }: DispatchPorts, dispatch: Extract<Dispatch, { kind: 'callOut' }>): Promise<void> {
  const { key, issue, call, endpoint, node, at } = dispatch;
  const facts = await store.sealing.unsealDeep(dispatch.facts);
  const payload = { no: issue, message: endpoint, call, node, at, facts };
  const body = { kind: 'webhook' as const, endpoint, type: 'issue.call', payload };
  await store.outbox.add([{ key: `${key}/hook`, stream: streamOf(issue), body, createdAt: realNow() }]);
}

/** C26: an issue that is over needs no telling. */
async function tellIssue(ports: DispatchPorts, dispatch: Extract<Dispatch, { kind: 'tellIssue' }>): Promise<void> {
  const { key, issue, piece, published } = dispatch;
  const data = { piece, published };
  const command: CommandInput = { id: key, name: 'pieceDone', at: ports.now(), actor: systemActor, data };
  const told = await ports.issues.command(issue, command);
  if (!told.ok && told.code !== 'NOT_ALLOWED_IN_STATE')
    throw Object.assign(new Error(`${issue} refuses pieceDone`), { code: told.code });
}
