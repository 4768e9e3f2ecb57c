import { featureReader, shippedSimilar } from '#domain';
import { confusionOf, confusionText, judge, pairsOf } from '../support/similar-pairs';

/** `npx tsx test/bench/similar-pairs.ts`: both halves of the labelled pairs, and how each kind fares. Texts of the unseen half are never shown. */
const read = featureReader(shippedSimilar);

for (const half of ['tuning', 'unseen'] as const) {
  const judged = judge(pairsOf(half), read, shippedSimilar);
  process.stdout.write(`\n${half} (${judged.length} pairs)\n${confusionText(confusionOf(judged))}\n`);
  for (const kind of [...new Set(judged.map(({ pair }) => pair.kind))].sort()) {
    const these = judged.filter(({ pair }) => pair.kind === kind);
    const right = these.filter(({ pair, suggested }) => pair.similar === suggested).length;
    process.stdout.write(`  ${kind.padEnd(14)} ${right} of ${these.length} right\n`);
  }
}
