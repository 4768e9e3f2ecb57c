import * as fc from 'fast-check';
import { tableWith } from '../domain/rules/arbitrary';
import { comparer, nothingMet } from '../domain/rules/equality';
import { watchNoise } from './machine';
import type { PureBench } from './run';
import { spreadOf } from './stats';

/** Compiled tables beside their plain interpretation: how many random pairs of table and facts, and how many differ. */

const sets = 50;
/** Tables between two reports of progress; each such lot has its number as seed, so a difference can be met again. */
const lot = 500;
const pairsUnasked = 100_000;

export const equality: PureBench = async ({ quick, pairsOfFacts: asked, untilMs: share }) => {
  // a number that was asked for is reached however long it takes
  const [pairsOfFacts, untilMs] = asked === undefined ? [quick ? pairsUnasked / 10 : pairsUnasked, share] : [asked, Infinity];
  const heard = watchNoise([]);
  const met = nothingMet();
  const compare = comparer({ remember: true });
  const differences: string[] = [];
  const began = performance.now();
  for (let seed = 1; met.pairs < pairsOfFacts && performance.now() < untilMs; seed += 1) {
    const tables = Math.min(lot, Math.ceil((pairsOfFacts - met.pairs) / sets));
    for (const pair of fc.sample(tableWith(sets), { numRuns: tables, seed })) {
      const found = compare(pair, met);
      if (found !== undefined) differences.push(`seed ${seed}: ${JSON.stringify({ table: pair.table, ...found })}`);
    }
    const rate = met.pairs / ((performance.now() - began) / 1000);
    process.stderr.write(
      `\r${met.pairs.toLocaleString('en')} pairs, ${Math.round(rate)} per second, ${differences.length} differ `,
    );
    // lets an interrupt in
    await new Promise(setImmediate);
  }
  process.stderr.write('\n');
  const kinds = Object.entries(met.kinds).sort(([a], [b]) => a.localeCompare(b));
  return {
    title: 'compiled tables equal the plain interpretation',
    lines: [
      {
        what: 'pairs of table and facts',
        unit: 'pairs',
        product: spreadOf([met.pairs]),
        goal: { of: 'product', atLeast: pairsOfFacts },
      },
      { what: 'pairs that differ', unit: 'pairs', product: spreadOf([differences.length]), goal: { of: 'product', atMost: 0 } },
    ],
    noise: [heard()],
    notes: [
      `among them ${kinds.map(([kind, count]) => `${kind} ${count.toLocaleString('en')}`).join(', ')}`,
      'each text is asked of FEEL once for each value (the memory is shared by both sides and emptied when it is full)',
      ...differences.slice(0, 3),
    ],
  };
};
