/** What stands where a deleted text was, for those who read texts and not marks. */
export const erasedText = '〔已删除〕';

/** `sealed:v1:<key>:<iv>:<ciphertext and tag>`; the name of a key has no colon. */
export const sealedPattern = /^sealed:v1:([^:]{1,80}):([\w-]+):([\w-]+)$/;

const isSealed = (value: unknown): value is string => typeof value === 'string' && sealedPattern.test(value);

/** The same JSON with every sealed string replaced; objects and lists that hold none are copied as they are. */
export async function mapSealed(value: unknown, change: (sealed: string) => Promise<string | null>): Promise<unknown> {
  if (typeof value === 'string') return isSealed(value) ? change(value) : value;
  if (Array.isArray(value)) return Promise.all(value.map((item) => mapSealed(item, change)));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(async ([key, item]) => [key, await mapSealed(item, change)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** For readers outside the desk: sealed strings become null. */
export function withoutSealed(value: unknown): unknown {
  if (typeof value === 'string') return isSealed(value) ? null : value;
  if (Array.isArray(value)) return value.map(withoutSealed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutSealed(item)]));
}

/** The keys that sealed strings anywhere in a JSON value were sealed with; one a string. */
export function keyNamesIn(value: unknown): string[] {
  if (typeof value === 'string') return [sealedPattern.exec(value)?.[1] ?? []].flat();
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(keyNamesIn);
}
