import type { CommandInput, DeskTime, Facts, IntakeRecord } from '#domain';
import type { DocumentRef } from './documents';
import type { LifecycleInput } from './messages';

/** What an issue begins with, as the arguments of `issueLifecycle`. */
export type Opening = {
  no: string;
  time: DeskTime;
  /** Desk time of the intake. */
  at: string;
  intake: IntakeRecord;
  facts: Facts;
  relapseOf: string | null;
  planHash: string;
  /** The calendar of the release's policy and the edition of its days in force. */
  editions: Record<string, number>;
  continueAfter?: number;
};

export function lifecycleArgs(opening: Opening): [LifecycleInput, DocumentRef<'plan'>, ...DocumentRef<'days'>[]] {
  const { no, time, at, intake, facts, relapseOf, planHash, editions, continueAfter } = opening;
  const input: LifecycleInput = {
    time,
    no,
    plan: planHash,
    editions,
    intake,
    facts,
    openedAt: at,
    relapseOf,
    continueAfter: continueAfter ?? null,
    checkpoint: null,
  };
  return [
    input,
    { document: 'plan', hash: planHash },
    ...Object.entries(editions).map(([calendar, edition]) => daysRef(calendar, edition)),
  ];
}

/** Day editions are immutable and numbered: their name is as good as a hash. */
export const daysRef = (calendar: string, edition: number): DocumentRef<'days'> => ({
  document: 'days',
  hash: `${calendar}/${edition}`,
});

/**
 * The documents that a command brings along, since its issue may not have them: days of another edition, the plan of another release.
 * A worker that cannot load one leaves the task waiting: whoever sends a command first sees to it that the store has them.
 */
export function documentsFor({ name, data }: Pick<CommandInput, 'name' | 'data'>): DocumentRef[] {
  if (name === 'applyCalendar') return [daysRef(String(data['calendar']), Number(data['edition']))];
  if (name !== 'migrate') return [];
  const editions = Object.entries((data['editions'] ?? {}) as Record<string, number>);
  return [
    { document: 'plan', hash: String(data['release']) },
    ...editions.map(([calendar, edition]) => daysRef(calendar, edition)),
  ];
}
