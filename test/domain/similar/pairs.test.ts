import { featureReader, shippedSimilar } from '#domain';
import { confusionOf, confusionText, type Half, judge, pairsOf } from '../../support/similar-pairs';

const read = featureReader(shippedSimilar);

describe('suggestions on the labelled pairs', () => {
  it.each<Half>(['tuning', 'unseen'])('%s: half of the pairs are near misses', (half) => {
    const pairs = pairsOf(half);
    expect(pairs).toHaveLength(156);
    expect(pairs.filter(({ similar }) => similar)).toHaveLength(78);
    expect(pairs.every((pair) => pair.half === half)).toBe(true);
  });

  it('shares no text between the halves', () => {
    const texts = (half: Half) => pairsOf(half).flatMap(({ known, arriving }) => [known.text, arriving.text]);
    const tuning = new Set(texts('tuning'));
    expect(texts('unseen').filter((text) => tuning.has(text))).toEqual([]);
  });

  it('is right on the unseen half: precision at least 0.8 at recall at least 0.7', () => {
    const found = confusionOf(judge(pairsOf('unseen'), read, shippedSimilar));
    if (found.precision < 0.8 || found.recall < 0.7) throw new Error(`the unseen half:\n${confusionText(found)}`);
    expect(found.hit + found.missed).toBe(78);
  });
});
