import type { Plan } from '../../flow/plan';
import type { Bilingual } from '../../text';
import type { IssueState, Token } from '../state';
import { isSameKind, type StepMapping } from './mapping';

/** Why an issue cannot move to another release. All that stands in the way is said at once. */
export const blockCodes = ['STEP_UNMAPPED', 'WORK_UNMAPPED', 'KIND_DIFFERS', 'STEPS_MERGED', 'BRANCH_DIFFERS'] as const;
export type BlockCode = (typeof blockCodes)[number];

/** `node` is the step of the old drawing, `to` what it was mapped to; `about` the token, share or order that runs there. */
export type MigrationBlock = { code: BlockCode; node: string; to: string | null; about: string };

type Drawing = Plan['flow'];
type Running = { about: string; node: string; code: 'STEP_UNMAPPED' | 'WORK_UNMAPPED' };

/**
 * What keeps an issue on its release: where it stands, where it is to be sent straight back, and what units and teams hold must
 * each go on at a step of the same kind; two steps at which something stands may not become one; and who is in a branch stays in one.
 */
export function blocksOf(state: IssueState, from: Drawing, to: Drawing, steps: StepMapping): MigrationBlock[] {
  const unfit = unique(runningOf(state)).flatMap(({ code, node, about }): MigrationBlock[] => {
    const landing = steps[node] ?? null;
    if (landing === null) return [{ code, node, to: null, about }];
    return isSameKind(from.nodes[node], to.nodes[landing]) ? [] : [{ code: 'KIND_DIFFERS', node, to: landing, about }];
  });
  return [...unfit, ...mergedIn(state, steps), ...outOfBranch(state, from, to, steps)];
}

function runningOf({ tokens, assignments, orders }: IssueState): Running[] {
  return [
    ...tokens.map(({ id, node }) => ({ about: id, node, code: 'STEP_UNMAPPED' as const })),
    ...tokens.flatMap(({ id, returnTo }) =>
      returnTo === undefined ? [] : [{ about: id, node: returnTo, code: 'STEP_UNMAPPED' as const }],
    ),
    // Also what is over: a rework or a reopening goes on with it, where its step is.
    ...[...assignments, ...orders].map(({ id, node }) => ({ about: id, node, code: 'WORK_UNMAPPED' as const })),
  ];
}

/** A step is named once, by the first that stands there. */
function unique(all: readonly Running[]): Running[] {
  const seen = new Set<string>();
  return all.filter(({ node }) => seen.size !== seen.add(node).size);
}

/** Steps of the old drawing at which something stands, or stood and may go on, that would become one. */
function mergedIn(state: IssueState, steps: StepMapping): MigrationBlock[] {
  const first = new Map<string, string>();
  return unique(runningOf(state)).flatMap(({ node, about }): MigrationBlock[] => {
    const to = steps[node] ?? null;
    if (to === null) return [];
    const other = first.get(to) ?? node;
    first.set(to, other);
    return other === node ? [] : [{ code: 'STEPS_MERGED', node, to, about }];
  });
}

/** A token that runs in so many branches must come to a step that so many forks lead to, or a join would wait for ever. */
function outOfBranch({ tokens }: IssueState, from: Drawing, to: Drawing, steps: StepMapping): MigrationBlock[] {
  const [before, after] = [depthsOf(from), depthsOf(to)];
  return tokens.flatMap(({ id, node, branches }: Token): MigrationBlock[] => {
    const landing = steps[node] ?? null;
    const depths = landing === null ? undefined : after.get(landing);
    // A reopened share may stand in a branch without a fork behind it: then nothing waits for it here either.
    const isUsual = branches.length > 0 || (before.get(node)?.has(0) ?? false);
    if (!depths || !isUsual || depths.has(branches.length)) return [];
    return [{ code: 'BRANCH_DIFFERS', node, to: landing, about: id }];
  });
}

/** In how many branches at once a step can be reached, by every way from the start. */
export function depthsOf({ start, nodes, next }: Drawing): Map<string, Set<number>> {
  const deepest = Object.values(nodes).filter(({ kind }) => kind === 'fork').length;
  const depths = new Map<string, Set<number>>();
  const open: [string, number][] = [[start, 0]];
  for (let at = open.pop(); at; at = open.pop()) {
    const [id, depth] = at;
    const node = nodes[id];
    const known = depths.get(id) ?? new Set();
    if (!node || known.has(depth) || depth > deepest) continue;
    depths.set(id, known.add(depth));
    const behind = node.kind === 'fork' ? depth + 1 : node.kind === 'join' ? Math.max(0, depth - 1) : depth;
    for (const { to } of next[id]?.branches ?? []) open.push([to, behind]);
  }
  return depths;
}

/** A block as people read it. `nameOf` gives the name of a step of the old drawing and of the new one. */
export function blockText({ code, node, to, about }: MigrationBlock, names: BlockNames): Bilingual {
  const [a, b] = [names.from(node), to === null ? { zh: '', en: '' } : names.to(to)];
  switch (code) {
    case 'STEP_UNMAPPED':
      return { zh: `它停在“${a.zh}”，这一步没有对应的新步骤`, en: `it stands at “${a.en}”, which goes on as no step` };
    case 'WORK_UNMAPPED':
      return { zh: `“${a.zh}”的承办件没有对应的新步骤（${about}）`, en: `the work at “${a.en}” (${about}) goes on at no step` };
    case 'KIND_DIFFERS':
      return { zh: `“${a.zh}”与“${b.zh}”不是同一类步骤`, en: `“${a.en}” and “${b.en}” are steps of different kinds` };
    case 'STEPS_MERGED':
      return {
        zh: `“${a.zh}”与另一步都对应到“${b.zh}”，两处都有事项`,
        en: `“${a.en}” and another step both become “${b.en}”, and something runs at each`,
      };
    case 'BRANCH_DIFFERS':
      return {
        zh: `它在并行分支里，新流程的“${b.zh}”不在同样的分支里`,
        en: `it runs in a branch, and “${b.en}” of the new drawing is in no such branch`,
      };
  }
}

export type BlockNames = { from: (node: string) => Bilingual; to: (node: string) => Bilingual };
