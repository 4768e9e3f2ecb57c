import { type IntakeRecord, relapseOf } from '../issue';
import { calendarNow } from './setting';
import type { World } from './world';

/** What the door of the desk does with a new report (DOMAIN 4 #17): it looks for the closed case that comes back. */
export function relapseIn({ setting, issues }: World, intake: IntakeRecord): string | null {
  const closed = [...issues.values()].flatMap(({ no, state }) =>
    state.closedAt !== null && (state.stage === 'CLOSED' || state.stage === 'ARCHIVED')
      ? [{ no, closedAt: state.closedAt, category: textOf(state.facts['category']), spots: state.intakes.map(spotOf) }]
      : [],
  );
  const report = { ...spotOf(intake), category: intake.category, at: intake.receivedAt };
  return relapseOf(calendarNow(setting), setting.desk.plan.policy.merge, report, closed);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const spotOf = ({ point, address }: Pick<IntakeRecord, 'point' | 'address'>) => ({ point, address: address ?? null });
