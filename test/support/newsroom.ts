import { randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type PieceCommandName, type PieceState, systemActor } from '#domain';
import { createDispatcher, createOutboxRunner, noteEnded } from '../../activities';
import { temporalPieceDesk, type TemporalPieceDesk } from '../../api/temporal-pieces';
import { otherIssues } from '../../worker/other-issues';
import { confirmTentative } from '../../worker/sweeps';
import { pieceStateQuery } from '../../workflows/messages-of-pieces';
import type { TestDesk } from './desk';

/** What a webhook receiver got; `answer` gives the status of the n-th call. */
export type Receiver = {
  url: string;
  got: { headers: IncomingHttpHeaders; body: string }[];
  stop: () => Promise<void>;
};

/** Another system on the loopback that is told by signed webhooks. */
export async function receiver(answer: (n: number) => number): Promise<Receiver> {
  const got: Receiver['got'] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      response.writeHead(answer(got.length)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, got, stop };
}

export const realNow = (): string => new Date().toISOString();

export type Newsroom = {
  pieces: TemporalPieceDesk;
  /** A command of somebody on a piece; gives the stage it comes to, or the code of the refusal. */
  act(piece: string, by: string, name: PieceCommandName, data?: object): Promise<string>;
  state(piece: string): Promise<PieceState>;
  /** Lets everything that waits arrive: what is confirmed is carried, what came of it confirmed, until nothing moves. */
  settle(): Promise<void>;
  /** Three reviews and three proofs; the stages that the proofs come to. */
  review(piece: string): Promise<string[]>;
};

/** The life of pieces on a test's desk, with a real outbox between the issues and them. */
export function newsroomOn(desk: TestDesk): Newsroom {
  const pieces = temporalPieceDesk({ client: desk.client, time: desk.time, queue: desk.temporal.taskQueue });
  const dispatch = createDispatcher({
    ...{ store: desk.store, pieces, now: desk.now, realNow },
    issues: otherIssues(desk.client, desk.store),
  });
  const runner = () =>
    createOutboxRunner(
      {
        ...{ store: desk.store, now: realNow, holder: 'test', random: () => 0, dispatch },
        ended: noteEnded({ store: desk.store, realNow }),
      },
      { leaseMs: 30_000, batch: 50, idleMs: { from: 5, to: 20 } },
    );
  const given = (by: string, name: PieceCommandName, data: Record<string, unknown>) => ({
    ...{ id: randomBytes(8).toString('hex'), name, at: desk.now(), data },
    actor: by === 'system' ? systemActor : desk.actor(by),
  });
  const act: Newsroom['act'] = async (piece, by, name, data = {}) => {
    const schema = pieces.schemaOf(name);
    if (!schema) throw new Error(`${name} is nobody's command`);
    const sealed = await desk.store.sealing.sealFields(schema, schema.parse(data), `piece-${piece}`);
    const answer = await pieces.command(piece, given(by, name, sealed as Record<string, unknown>));
    if (!answer.ok) return answer.code;
    await desk.store.records.confirm(`piece-${piece}`, answer.seq, answer.hash);
    return answer.stage;
  };
  return {
    pieces,
    act,
    state: async (piece) => {
      const found = await desk.client.workflow.getHandle(`piece-${piece}`).query(pieceStateQuery);
      if (!found) throw new Error(`${piece} has no state yet`);
      return found;
    },
    settle: async () => {
      const out = runner();
      for (let quiet = 0; quiet < 2;) {
        const confirmed = await confirmTentative(desk.store, desk.client, () => new Date(Date.now() + 2_000).toISOString());
        quiet = (await out.runOnce()) + confirmed > 0 ? 0 : quiet + 1;
      }
    },
    review: async (piece) => {
      const stages: string[] = [];
      for (const by of ['editor1', 'secondreviewer1', 'finalreviewer1']) {
        await act(piece, by, 'review', { approve: true });
        stages.push(await act(piece, 'proofreader1', 'proof', { pass: true }));
      }
      return stages;
    },
  };
}
