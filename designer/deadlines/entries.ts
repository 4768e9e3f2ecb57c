import { type Bilingual, type Grade, type Policy, type PolicyEntry, gradeSchema } from '#domain';
import { clockKindWords, gradeWords, useText, useWords } from '../i18n';
import { words } from './words';

export type EntryGroup = { is: PolicyEntry['is']; entries: readonly PolicyEntry[] };

const whistles = ['emergency', 'hard', 'daily'] as const;

/** Everything of a policy that runs clocks, in groups; a step and a rework are looked at under a grade. */
export function groupsOf(policy: Policy, grade: Grade): EntryGroup[] {
  const grades = gradeSchema.options.filter((one) => policy.grades[one]);
  return [
    { is: 'grade', entries: grades.map((one) => ({ is: 'grade', grade: one })) },
    { is: 'stage', entries: Object.keys(policy.stages).map((stage) => ({ is: 'stage', stage, grade })) },
    { is: 'window', entries: Object.keys(policy.windows).map((window) => ({ is: 'window', window })) },
    { is: 'reportIn', entries: whistles.map((whistle) => ({ is: 'reportIn', whistle })) },
    { is: 'rework', entries: [{ is: 'rework', grade }] },
  ];
}

/** What of an entry stands in the address, beside its grade. */
export function keyOf(entry: PolicyEntry): string {
  switch (entry.is) {
    case 'grade':
      return `grade.${entry.grade}`;
    case 'stage':
      return `stage.${entry.stage}`;
    case 'window':
      return `window.${entry.window}`;
    case 'reportIn':
      return `reportIn.${entry.whistle}`;
    case 'rework':
      return 'rework';
  }
}

/** The entry of an address; the policy's usual grade for one that it has not (any more). */
export function entryAt(policy: Policy, key: string | null, grade: Grade): PolicyEntry {
  const all = groupsOf(policy, grade).flatMap(({ entries }) => entries);
  return all.find((one) => keyOf(one) === key) ?? { is: 'grade', grade: policy.defaultGrade };
}

/** Whether an entry is another under another grade. */
export const hasGrade = (entry: PolicyEntry): boolean => entry.is === 'stage' || entry.is === 'rework';

/** The ladder that an entry's clock hangs on; undefined for none. */
export function ladderOf(policy: Policy, entry: PolicyEntry, kind: string): string | undefined {
  switch (entry.is) {
    case 'grade': {
      const clocks = policy.grades[entry.grade]?.clocks;
      return kind === 'promise' ? (clocks?.['promise']?.ladder ?? policy.promise.ladder) : clocks?.[kind]?.ladder;
    }
    case 'stage':
      return policy.stages[entry.stage]?.ladder;
    case 'window':
      return undefined;
    case 'reportIn':
      return policy.reportIn.ladder;
    case 'rework':
      return policy.grades[entry.grade]?.clocks['reply']?.ladder;
  }
}

export function useEntryName(): (entry: PolicyEntry) => string {
  const t = useWords(words);
  const clock = useClockName();
  const text = useText();
  return (entry) => {
    switch (entry.is) {
      case 'grade':
        return text(gradeWords[entry.grade]);
      case 'stage':
        return clock(entry.stage);
      case 'window':
        return clock(entry.window);
      case 'reportIn':
        return t(`whistle.${entry.whistle}`);
      case 'rework':
        return t('rework');
    }
  };
}

/** The name of a clock, a step's limit or a window; a city's own shows its key. */
export function useClockName(): (kind: string) => string {
  const text = useText();
  return (kind) => text(clockKindWords[kind] ?? ({ zh: kind, en: kind } satisfies Bilingual));
}
