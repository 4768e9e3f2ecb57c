import { type CallOf, type Problem, type ResultOf, type Route, pathOf } from '#contract';

/** What the server refused, as RFC 9457 says it; `code` is from the contract's closed list. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

export type CallOptions = { idempotencyKey?: string; ifMatch?: string; signal?: AbortSignal; files?: readonly File[] };

let csrfToken = '';

/** The token that the session gave; it goes back with everything that changes something. */
export function keepToken(token: string): void {
  csrfToken = token;
}

let tellSignedOut: () => void = () => undefined;

/** Who wants to know that the server knows nobody any more; the answer ends the telling. */
export function onSignedOut(tell: () => void): () => void {
  tellSignedOut = tell;
  return () => (tellSignedOut = () => undefined);
}

/** Calls a route of the contract and answers its body; throws `ProblemError`. */
export async function call<R extends Route>(route: R, input: CallOf<R>, options: CallOptions = {}): Promise<ResultOf<R>> {
  return (await exchange(route, input, options)).body;
}

/** As `call`, with the revision (ETag) of what was read or saved. */
export async function exchange<R extends Route>(route: R, input: CallOf<R>, options: CallOptions = {}) {
  const response = await send(route, input, options);
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.code === 'NOT_SIGNED_IN') tellSignedOut();
    throw new ProblemError(problem);
  }
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const body = (isJson ? await response.json() : undefined) as ResultOf<R>;
  return { body, etag: response.headers.get('etag'), status: response.status };
}

async function send(
  route: Route,
  input: { params?: unknown; query?: unknown; body?: unknown },
  options: CallOptions,
): Promise<Response> {
  const { body, headers } = bodyOf(route, input.body, options);
  const url = pathOf(route, input.params as Record<string, string>) + queryOf(input.query);
  try {
    return await fetch(url, {
      method: route.method.toUpperCase(),
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ProblemError(away());
  }
}

function bodyOf(route: Route, body: unknown, { idempotencyKey, ifMatch, files }: CallOptions) {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (route.method !== 'get') headers['x-csrf-token'] = csrfToken;
  if (idempotencyKey) headers['idempotency-key'] = idempotencyKey;
  if (ifMatch === '*') headers['if-none-match'] = '*';
  else if (ifMatch) headers['if-match'] = ifMatch;
  if (route.bodyType === 'multipart') return { body: multipart(body, files ?? []), headers };
  if (body === undefined) return { body: undefined, headers };
  headers['content-type'] = 'application/json';
  return { body: JSON.stringify(body), headers };
}

function multipart(body: unknown, files: readonly File[]): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries((body ?? {}) as Record<string, string>)) form.set(name, value);
  for (const file of files) form.append('photos', file);
  return form;
}

function queryOf(query: unknown): string {
  const pairs = Object.entries((query ?? {}) as Record<string, unknown>)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => [key, String(value)]);
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const problem = (await response.json()) as Problem;
    return typeof problem.code === 'string' ? problem : away(response.status);
  } catch {
    return away(response.status);
  }
}

/** No answer, or one that is not the api's: the server is away. */
const away = (status = 503): Problem => ({
  type: 'about:blank',
  title: 'Unavailable',
  status,
  code: 'UNAVAILABLE',
  text: { zh: '暂时连不上服务，请稍后再试', en: 'The server does not answer; please try again in a moment' },
});

/** A key for one intent: the same click sent twice acts once. */
export const newIntent = (): string => crypto.randomUUID();
