import { readFileSync } from 'node:fs';
import path from 'node:path';
import { policySchema } from '#domain';
import { type PolicyDocument, changedNumbers, numbersOf, withNumber } from '../../designer/studio/policy-numbers';

const document = JSON.parse(
  readFileSync(path.resolve(__dirname, '../../worker/cities/gy-base/policy.json'), 'utf8'),
) as PolicyDocument;

const replyC = ['grades', 'C', 'clocks', 'reply', 'length'];

describe('the numbers of a policy', () => {
  it('are all found, and putting each back changes nothing', () => {
    const numbers = numbersOf(document);
    expect(numbers.length).toBeGreaterThan(50);
    expect(numbers.reduce((doc, { path: at, n, unit }) => withNumber(doc, at, { n, unit }), document)).toEqual(document);
  });

  it('are lengths with a unit or plain counts', () => {
    const found = (at: string[]) => numbersOf(document).find((one) => one.path.join() === at.join());
    // DOMAIN 2.1: C replies in 5 wd. C18: rework at most 2 rounds.
    expect(found(replyC)).toEqual({ path: replyC, kind: 'length', n: 5, unit: 'wd' });
    expect(found(['rework', 'max'])).toEqual({ path: ['rework', 'max'], kind: 'count', n: 2, unit: null });
  });

  it('change one at a time, and the document stays a policy', () => {
    const changed = withNumber(document, replyC, { n: 4, unit: 'wd' });
    expect(changedNumbers(document, changed)).toEqual([
      { before: { path: replyC, kind: 'length', n: 5, unit: 'wd' }, after: { path: replyC, kind: 'length', n: 4, unit: 'wd' } },
    ]);
    expect(policySchema.safeParse(changed).success).toBe(true);
    expect(changedNumbers(document, document)).toEqual([]);
  });

  it('inside a ladder are reached through its list of rungs', () => {
    const at = ['ladders', 'reply', 'rungs', '2', 'offset'];
    const changed = withNumber(document, at, { n: 3, unit: 'wd' });
    expect(changedNumbers(document, changed).map((change) => change.after)).toEqual([
      { path: at, kind: 'length', n: 3, unit: 'wd' },
    ]);
    expect(Array.isArray((changed['ladders'] as never)['reply']['rungs'])).toBe(true);
  });
});
