import type { Flow, ReleaseContent } from '../flow';
import type { Naming } from '../rules';
import { paired } from './apart';
import { namedIn } from './field-words';
import { diffFlows } from './flow-diff';
import { diffHours } from './hours-diff';
import { diffPolicies } from './policy-diff';
import { diffDecisions } from './table-diff';
import type { FlowDiff, ReleaseDiff } from './shapes';

/** What a release or the drafts say; a draft has no number yet. */
export type ReleaseParts = Omit<ReleaseContent, 'number' | 'format'>;

/** Values as they are written, where nobody knows their names. */
const asTheyAre: Naming = () => (value) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return typeof value === 'string' ? { zh: `“${text}”`, en: `"${text}"` } : { zh: text, en: text };
};

/**
 * Everything that one release says otherwise than another (DESIGN 8): drawings by step and line, tables by meaning and by row, policies by
 * value, weekly hours by day, all in words and always in the same order. The layout, and the release's own name, are no difference.
 * @param naming how values in tables are called; as they are written when not given
 */
export function diffReleases(before: ReleaseParts, after: ReleaseParts, naming: Naming = asTheyAre): ReleaseDiff {
  const flows = flowDiffs(before, after);
  const tables = diffDecisions(before.decisions, after.decisions, naming);
  const changes = diffPolicies(before.policy, after.policy);
  const policy = changes.length === 0 ? null : { id: after.policy.id, name: after.policy.name, changes };
  const hours = diffHours(before.hours, after.hours);
  const drawn = flows.reduce(
    (sum, { change, items, fields }) => sum + (change === 'changed' ? items.length + fields.length : 1),
    0,
  );
  return { flows, tables, policy, hours, count: drawn + tables.length + changes.length + hours.length };
}

function flowDiffs(before: ReleaseParts, after: ReleaseParts): FlowDiff[] {
  const called = paired<Flow>(before.subflows ?? [], after.subflows ?? [], ({ id }) => id);
  const pairs = [{ before: before.flow as Flow | undefined, after: after.flow as Flow | undefined }, ...called];
  return pairs.flatMap((pair) => {
    const flows = [pair.before, pair.after].flatMap((flow) => flow ?? []);
    return diffFlows(pair.before, pair.after, namedIn(flows, [before, after]));
  });
}
