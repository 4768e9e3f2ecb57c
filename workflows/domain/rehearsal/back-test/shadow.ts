import { type Decisions, askAgain } from './decisions';
import type { DecidedThen } from './past-case';
import { type DecisionAnswer, sameAnswer } from './way';

/** A decision that a draft would have taken otherwise, beside the one that was taken. */
export type ShadowAnswer = { at: string; node: string; live: DecisionAnswer; shadow: DecisionAnswer };

/**
 * Decides again, without effect, what an issue was asked (DESIGN 8: a draft decides silently beside the live release). A decision
 * whose facts are not all in the record, so that the live release itself answers otherwise on them than it did, is left out.
 */
export function shadowAnswers(
  live: Decisions,
  draft: Decisions,
  asked: readonly DecidedThen[],
): { decided: number; differences: ShadowAnswer[] } {
  const was = askAgain(live, asked, null);
  const is = askAgain(draft, asked, was);
  let decided = 0;
  const differences = asked.flatMap(({ at, node, matched }, i): ShadowAnswer[] => {
    const [one, other] = [was.answers[i], is.answers[i]];
    if (!one || !other || one.matched.join() !== matched.join()) return [];
    decided += 1;
    return sameAnswer(one, other) ? [] : [{ at, node, live: one, shadow: other }];
  });
  return { decided, differences };
}
