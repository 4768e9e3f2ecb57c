import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { password, type KillableDesk } from './killable-desk';

/**
 * People who work at a desk over HTTP whatever happens to it: a request that gets no answer, or one that says "away", is sent again
 * under the same Idempotency-Key until it is answered.
 */
export type Answer = { status: number; body: Record<string, unknown>; tries: number };
export type Acknowledged = { no: string; name: string; seq: number; hash: string; begunAt: number; at: number };

export type PeopleAtWork = {
  command(no: string, by: string, name: string, data?: Record<string, unknown>): Promise<Answer>;
  intake(more?: Record<string, unknown>): Promise<Answer>;
  /** Every command that was answered with yes. */
  acknowledged: Acknowledged[];
  /** Requests begun, each counted once. */
  begun(): number;
  /** Gives up what is still unanswered. */
  giveUp(): void;
};

type Session = { cookie: string; csrf: string };
const meSchema = z.object({ csrfToken: z.string() });
const doneSchema = z.object({ seq: z.number(), hash: z.string() });
const tryMs = 15_000;
const pauseMs = { first: 200, most: 1_500 };

export function peopleAtWork(desk: KillableDesk): PeopleAtWork {
  const sessions = new Map<string, Promise<Session>>();
  const over = new AbortController();
  setMaxListeners(0, over.signal);
  const acknowledged: Acknowledged[] = [];
  let begun = 0;

  const session = (person: string): Promise<Session> => {
    const known = sessions.get(person) ?? signIn(person);
    sessions.set(person, known);
    return known;
  };

  async function signIn(account: string): Promise<Session> {
    const response = await untilAnswered(() => send('/api/session', { account, password }, {}));
    const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return { cookie, csrf: meSchema.parse(await response.json()).csrfToken };
  }

  const send = (route: string, body: unknown, headers: Record<string, string>): Promise<Response> =>
    fetch(`${desk.address}${route}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.any([over.signal, AbortSignal.timeout(tryMs)]),
    });

  /** 5xx is no answer: the desk says that something it needs is away. */
  async function untilAnswered(ask: () => Promise<Response>, tried: () => void = () => undefined): Promise<Response> {
    for (let wait = pauseMs.first; ; wait = Math.min(pauseMs.most, wait * 2)) {
      tried();
      try {
        const response = await ask();
        // The whole answer, or none: a process may die in the middle of it.
        const body = await response.text();
        if (response.status < 500) return new Response(body, { status: response.status, headers: response.headers });
      } catch (error) {
        if (over.signal.aborted) throw error;
      }
      await pause(wait, undefined, { signal: over.signal });
    }
  }

  async function post(person: string, route: string, body: unknown): Promise<Answer> {
    begun += 1;
    const key = randomUUID();
    let tries = 0;
    const response = await untilAnswered(
      async () => {
        const { cookie, csrf } = await session(person);
        return send(route, body, { cookie, 'x-csrf-token': csrf, 'idempotency-key': key });
      },
      () => (tries += 1),
    );
    return { status: response.status, body: (await response.json()) as Record<string, unknown>, tries };
  }

  return {
    acknowledged,
    begun: () => begun,
    giveUp: () => over.abort(),
    intake: (more = {}) =>
      post('verifier1', '/api/intakes', {
        ...{ source: 'media', externalId: randomUUID(), category: 'posters', district: '520103', street: '520103023' },
        ...{ text: '楼道里贴满野广告', reporter: {}, anonymous: true, ...more },
      }),
    command: async (no, by, name, data = {}) => {
      const begunAt = Date.now();
      const answer = await post(by, `/api/issues/${no}/commands`, { name, data });
      if (answer.status === 200) acknowledged.push({ no, name, ...doneSchema.parse(answer.body), begunAt, at: Date.now() });
      return answer;
    },
  };
}
