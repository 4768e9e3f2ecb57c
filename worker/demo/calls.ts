import { randomUUID } from 'node:crypto';

/** One answer of the desk: status and body as they came. */
export type Answer = { status: number; body: Record<string, unknown> };

/** A refusal that the story did not expect: the demo ends with it. */
export class Unexpected extends Error {}

/** Talks to a running desk as a program does: JSON, the session's cookie and token, an Idempotency-Key for what is created. */
export class Caller {
  private readonly base: string;
  private cookie = '';
  private csrf = '';

  constructor(base: string) {
    this.base = base;
  }

  /** The session's cookie, for a browser that goes on as the same person. */
  session(): { name: string; value: string } {
    const at = this.cookie.indexOf('=');
    return { name: this.cookie.slice(0, at), value: this.cookie.slice(at + 1) };
  }

  async get(path: string): Promise<Record<string, unknown>> {
    return accepted(`GET ${path}`, await this.send('GET', path));
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
    return accepted(`POST ${path}`, await this.send('POST', path, body, headers));
  }

  /** Any answer, refusals too. */
  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const isJson = body !== undefined && typeof body !== 'string' && !(body instanceof FormData);
    const answer = await fetch(`${this.base}${path}`, {
      method,
      headers: {
        ...(isJson ? { 'content-type': 'application/json' } : {}),
        ...(this.cookie === '' ? {} : { cookie: this.cookie, 'x-csrf-token': this.csrf }),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : body }),
    });
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
    if (cookie !== undefined) this.cookie = cookie;
    const text = await answer.text();
    const read = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    if (typeof read['csrfToken'] === 'string') this.csrf = read['csrfToken'];
    return { status: answer.status, body: read };
  }
}

/** The body of an accepted request; a refusal is thrown with what the desk said. */
export function accepted(what: string, { status, body }: Answer): Record<string, unknown> {
  if (status < 300) return body;
  const { code, detail, fields } = body;
  throw new Unexpected(`${what}: ${status} ${JSON.stringify({ code, detail, fields })}`);
}
