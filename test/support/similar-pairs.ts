import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Compared, type Reader, scoreOf, type SimilarSettings } from '#domain';

/** The labelled pairs of `test/fixtures/similar`, and how a document of settings judges them. */

type Submission = Omit<Compared, 'features'> & { text: string };
export type LabelledPair = { id: string; half: string; kind: string; similar: boolean; known: Submission; arriving: Submission };
export type Half = 'tuning' | 'unseen';

export const pairsOf = (half: Half): LabelledPair[] =>
  JSON.parse(readFileSync(path.join(__dirname, '../fixtures/similar', `${half}.json`), 'utf8')) as LabelledPair[];

export type Confusion = { hit: number; falseAlarm: number; missed: number; passed: number; precision: number; recall: number };
export type Judged = { pair: LabelledPair; score: number; suggested: boolean };

export function judge(pairs: readonly LabelledPair[], read: Reader, settings: SimilarSettings): Judged[] {
  const compared = ({ text, ...rest }: Submission): Compared => ({ ...rest, features: read(text) });
  return pairs.map((pair) => {
    const { score } = scoreOf(compared(pair.known), compared(pair.arriving), settings);
    return { pair, score, suggested: score >= settings.threshold };
  });
}

export function confusionOf(judged: readonly Judged[]): Confusion {
  const count = (similar: boolean, suggested: boolean): number =>
    judged.filter((one) => one.pair.similar === similar && one.suggested === suggested).length;
  const [hit, falseAlarm, missed, passed] = [count(true, true), count(false, true), count(true, false), count(false, false)];
  return { hit, falseAlarm, missed, passed, precision: hit / (hit + falseAlarm), recall: hit / (hit + missed) };
}

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

export const confusionText = ({ hit, falseAlarm, missed, passed, precision, recall }: Confusion): string =>
  [
    '                  suggested   not',
    `same matter       ${String(hit).padStart(9)} ${String(missed).padStart(5)}`,
    `another matter    ${String(falseAlarm).padStart(9)} ${String(passed).padStart(5)}`,
    `precision ${percent(precision)}, recall ${percent(recall)}`,
  ].join('\n');
