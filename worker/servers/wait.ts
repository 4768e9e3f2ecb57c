import { setTimeout as pause } from 'node:timers/promises';

/** Asks again until the probe says yes; false when the time is over or `given up` says so. */
export async function waitUntil(
  probe: () => Promise<boolean>,
  withinMs: number,
  givenUp: () => boolean = () => false,
): Promise<boolean> {
  const end = Date.now() + withinMs;
  while (Date.now() < end) {
    if (givenUp()) return false;
    if (await probe()) return true;
    await pause(50);
  }
  return false;
}
