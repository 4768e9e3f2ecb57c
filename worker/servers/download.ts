import { lookup } from 'node:dns/promises';
import { accepts } from './port';

const PROBE_MS = 3_000;

/**
 * True when that host takes a connection soon. With a proxy in the environment nobody can know beforehand: true.
 * `LIANGXIN_DOWNLOADS=off` shuts all official downloads.
 */
export async function isHostOpen(
  host: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<boolean> {
  if (env['LIANGXIN_DOWNLOADS'] === 'off') return false;
  if (env['HTTPS_PROXY'] !== undefined || env['https_proxy'] !== undefined) return true;
  try {
    const { address } = await lookup(host);
    return await accepts(address, 443, PROBE_MS);
  } catch {
    return false;
  }
}

/** The value, or undefined when the promise fails or takes longer. What goes on behind is left alone. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work.catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}
