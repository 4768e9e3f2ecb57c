import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributeUpdatePair } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';
import type { IssueState, PieceState } from '#domain';

/** For operators (`temporal workflow list`, the Temporal UI); the product's own lists read MongoDB. Codes only, never personal data. */
export const searchAttributes = {
  LxStage: defineSearchAttributeKey('LxStage', SearchAttributeType.KEYWORD),
  LxState: defineSearchAttributeKey('LxState', SearchAttributeType.KEYWORD),
  LxDistrict: defineSearchAttributeKey('LxDistrict', SearchAttributeType.KEYWORD),
  LxCategory: defineSearchAttributeKey('LxCategory', SearchAttributeType.KEYWORD),
  LxGrade: defineSearchAttributeKey('LxGrade', SearchAttributeType.KEYWORD),
  LxEscalation: defineSearchAttributeKey('LxEscalation', SearchAttributeType.KEYWORD),
  LxRelease: defineSearchAttributeKey('LxRelease', SearchAttributeType.KEYWORD),
  LxLanes: defineSearchAttributeKey('LxLanes', SearchAttributeType.KEYWORD_LIST),
  LxUnits: defineSearchAttributeKey('LxUnits', SearchAttributeType.KEYWORD_LIST),
  LxDueAt: defineSearchAttributeKey('LxDueAt', SearchAttributeType.DATETIME),
  LxStuck: defineSearchAttributeKey('LxStuck', SearchAttributeType.BOOL),
} as const;

type Shown = Record<keyof typeof searchAttributes, string | string[] | Date | boolean | null>;

let shown: Partial<Record<keyof typeof searchAttributes, string>> = {};

/** Upserts what changed since the last time, in one command; `anew` sees to it that there is one. */
export function showOnSearchAttributes(state: IssueState | null, anew = false): void {
  if (state) show(valuesOf(state), anew);
}

/** A piece is found by its stage, place and due. */
export function showPieceOnSearchAttributes(state: PieceState, anew = false): void {
  const { stage, final, grade, district, release, clocks } = state;
  const due = clocks.map(({ dueAt }) => dueAt).sort()[0];
  const values = {
    ...{ LxStage: stage, LxState: final ? 'final' : 'open', LxDistrict: district, LxGrade: grade },
    ...{ LxRelease: release.slice(0, 16), LxDueAt: due === undefined ? null : new Date(due) },
  };
  show(values, anew);
}

export const showStuck = (stuck: boolean): void => show({ LxStuck: stuck });

function show(values: Partial<Shown>, anew = false): void {
  const isNews = ([name, value]: [string, unknown]): boolean =>
    (anew && name === 'LxStage') || JSON.stringify(value) !== shown[name as keyof Shown];
  const changed = Object.entries(values).filter(isNews);
  if (changed.length === 0) return;
  shown = { ...shown, ...Object.fromEntries(changed.map(([name, value]) => [name, JSON.stringify(value)])) };
  upsertSearchAttributes(
    changed.map(([name, value]) => ({ key: searchAttributes[name as keyof Shown], value }) as SearchAttributeUpdatePair),
  );
}

function valuesOf(state: IssueState): Omit<Shown, 'LxStuck'> {
  const word = (name: string): string | null => (typeof state.facts[name] === 'string' ? state.facts[name] : null);
  const promise = state.clocks.find((c) => c.id === 'promise');
  return {
    LxStage: state.stage,
    LxState: state.final ? 'final' : state.closedAt !== null ? 'closed' : 'open',
    LxDistrict: word('district'),
    LxCategory: word('category'),
    LxGrade: word('grade'),
    LxEscalation: state.cards.some((c) => c.colour === 'red') ? 'red' : state.cards.length > 0 ? 'yellow' : null,
    LxRelease: state.release.slice(0, 16),
    LxLanes: [...new Set([...state.assignments.map((a) => a.lane), ...state.orders.map((o) => o.kind)])],
    LxUnits: [...new Set([...state.assignments.map((a) => a.unit), ...state.orders.flatMap((o) => o.holder ?? [])])],
    LxDueAt: promise ? new Date(promise.dueAt) : null,
  };
}
