import type { Bilingual } from '../text';
import { ladderOf } from './rungs';
import { beginStep, systemActor, type Desk } from './step';
import type { IssueState } from './state';

/** What a rung of one of an issue's clocks is called in the policy of its release; its key where the policy lacks it. */
export function rungNameOf(desk: Desk, state: IssueState): (of: { clock: string; rung: string }) => Bilingual {
  const step = beginStep(desk, state, state.at, systemActor);
  return ({ clock: id, rung }) => {
    const clock = state.clocks.find((one) => one.id === id);
    return (clock && ladderOf(step, clock).find(({ key }) => key === rung)?.name) ?? { zh: rung, en: rung };
  };
}
