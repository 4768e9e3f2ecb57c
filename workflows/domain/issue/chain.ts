import { canonicalJson, sha256Hex } from '../canonical';
import type { StepRecord } from './record';

/** The first link of every chain. */
export const chainStart = '0'.repeat(64);

type Sealed = Pick<
  StepRecord<unknown, unknown, unknown>,
  'stream' | 'seq' | 'prevHash' | 'at' | 'events' | 'notices' | 'dispatches'
>;

/**
 * The hash of a step: over the previous hash and everything that is told to the world, in its sealed form. Destroying an issue's
 * key therefore leaves the chain verifiable (DESIGN 9).
 */
export function hashOf(record: Sealed): string {
  const { stream, seq, prevHash, at, events, notices, dispatches } = record;
  return sha256Hex(canonicalJson({ stream, seq, prevHash, at, events, notices, dispatches }));
}
