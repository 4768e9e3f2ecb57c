import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Caller, Unexpected } from './calls';

/** Somebody of the desk, signed in. */
export type Person = { id: string; name: string; call: Caller };

/**
 * Signs the story's people in, each with the one-time password of the data folder, which the desk makes them change at once.
 * What it was changed to is kept in `demo-passwords.json` of the same folder, for its owner alone, so that the demo runs again.
 * Whoever has no password yet, or changed it meanwhile, is given a new one-time password by the administrator.
 */
export class People {
  private readonly base: string;
  private readonly kept: string;
  private readonly given: ReadonlyMap<string, string>;
  private readonly own: Record<string, string>;
  private readonly signed = new Map<string, Promise<Person>>();

  constructor(base: string, dataFolder: string) {
    this.base = base;
    this.kept = path.join(dataFolder, 'demo-passwords.json');
    this.given = passwordsIn(path.join(dataFolder, 'passwords.txt'));
    this.own = existsSync(this.kept) ? (JSON.parse(readFileSync(this.kept, 'utf8')) as Record<string, string>) : {};
  }

  /** The person, signed in once and kept. */
  as(id: string): Promise<Person> {
    const known = this.signed.get(id) ?? this.signIn(id);
    this.signed.set(id, known);
    return known;
  }

  private async signIn(id: string): Promise<Person> {
    for (const password of [this.own[id], this.given.get(id)]) {
      const person = password === undefined ? null : await this.tryPassword(id, password);
      if (person) return person;
    }
    if (id === administrator) throw new Unexpected(`${id}: no password known; start the demo on a desk of its own`);
    const admin = await this.as(administrator);
    const { password } = await admin.call.post(`/api/people/${encodeURIComponent(id)}/password`, {});
    const person = await this.tryPassword(id, String(password));
    if (!person) throw new Unexpected(`${id} could not sign in with a new one-time password`);
    return person;
  }

  private async tryPassword(id: string, password: string): Promise<Person | null> {
    const call = new Caller(this.base);
    const { status, body } = await call.send('POST', '/api/session', { account: id, password });
    if (status === 401) return null;
    if (status !== 200) throw new Unexpected(`${id}: ${status} ${String(body['code'])}`);
    if (body['mustChangePassword'] === true) await this.change(id, call, password);
    return { id, name: String(body['name']), call };
  }

  private async change(id: string, call: Caller, current: string): Promise<void> {
    const next = `demo-${randomUUID()}`;
    const { status, body } = await call.send('PUT', '/api/session/password', { current, next });
    if (status !== 200) throw new Unexpected(`${id}: ${status} ${String(body['code'])}`);
    this.own[id] = next;
    writeFileSync(this.kept, `${JSON.stringify(this.own, null, 2)}\n`, { mode: 0o600 });
  }
}

const administrator = 'admin1';

/** `passwords.txt`: name, password, roles, a person a line. */
function passwordsIn(file: string): Map<string, string> {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const found = lines.map((line) => /^(\S+)\s+(\S+)/.exec(line));
  return new Map(found.flatMap((one) => (one ? [[one[1] ?? '', one[2] ?? ''] as const] : [])));
}
