import { type Instant, instantAt, millisOf } from './deadline';

/**
 * Desk time is an affine map of real time (DESIGN 9): at `realEpoch` the desk's clock read `deskEpoch`, and it runs `speed`
 * times as fast. 1:1 in production; fixed for an issue's life.
 */
export type DeskTime = { realEpoch: Instant; deskEpoch: Instant; speed: number };

export type DeskClock = {
  /** Desk time at a real instant. */
  deskAt(real: Instant): Instant;
  /** The real instant at which the desk's clock reads this. */
  realAt(desk: Instant): Instant;
  /** Milliseconds of real time that a length of desk time takes. */
  realMs(deskMs: number): number;
};

const epoch = '1970-01-01T00:00:00.000Z';

/** Desk time that is real time. */
export const wallTime: DeskTime = { realEpoch: epoch, deskEpoch: epoch, speed: 1 };

/**
 * The map in both directions, rounded to whole milliseconds; `realAt` rounds up, so that what is set to fire there never
 * fires before its desk instant. Throws `RangeError` for a speed that is not above zero.
 */
export function deskClock({ realEpoch, deskEpoch, speed }: DeskTime): DeskClock {
  if (!Number.isFinite(speed) || speed <= 0) throw new RangeError('desk time runs forward: its speed is above zero');
  const [real0, desk0] = [millisOf(realEpoch), millisOf(deskEpoch)];
  return {
    deskAt: (real) => instantAt(Math.floor(desk0 + (millisOf(real) - real0) * speed)),
    realAt: (desk) => instantAt(Math.ceil(real0 + (millisOf(desk) - desk0) / speed)),
    realMs: (deskMs) => Math.ceil(deskMs / speed),
  };
}
