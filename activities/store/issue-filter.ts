import type { IssueFilter } from './issues';

type Clause = Record<string, unknown>;

const among = (field: string, values: readonly string[] | undefined): Clause[] =>
  values === undefined ? [] : [{ [field]: { $in: values } }];

/** The database's filter for a list of issues; every given field narrows. */
export function issueFilter(filter: IssueFilter): Clause {
  const clauses: Clause[] = [
    ...among('view.stage', filter.stages),
    ...among('view.grade', filter.grades),
    ...among('view.units', filter.units),
    ...among('view.district', filter.districts),
    ...among('view.category', filter.categories),
    ...among('view.lanes', filter.lanes),
    ...among('view.source', filter.sources),
    ...among('view.release', filter.releases),
    ...(filter.open === undefined ? [] : [{ 'view.final': false, 'view.closedAt': null }]),
    ...(filter.closedSince === undefined ? [] : [{ 'view.closedAt': { $gte: filter.closedSince } }]),
    ...(filter.final === undefined ? [] : [{ 'view.final': filter.final }]),
    ...(filter.overdueAt === undefined ? [] : [{ dueKey: { $lt: filter.overdueAt } }]),
    ...(filter.stuck === undefined ? [] : [stuck(filter.stuck.lateBefore)]),
    ...(filter.text === undefined ? [] : [{ _id: { $regex: escaped(filter.text.toUpperCase()) } }]),
    ...(filter.standing === undefined ? [] : [standingAt(filter.standing)]),
    ...scopeOf(filter.scope),
  ];
  return clauses.length === 0 ? {} : { $and: clauses };
}

/** An incident, nothing awaited while open, or a planned instant that passed unnoticed (DESIGN 11). */
function stuck(lateBefore: string): Clause {
  const reasons = [
    { 'view.incidents.0': { $exists: true } },
    { 'view.waiting': { $size: 0 }, 'view.wakeAt': null },
    { 'view.wakeAt': { $ne: null, $lt: lateBefore } },
  ];
  return { 'view.final': false, $or: reasons };
}

/** A token inside of a called drawing bears the calling step's id in front. */
const standingAt = ({ release, node }: { release: string; node: string }): Clause => ({
  'view.release': release,
  'view.final': false,
  'view.stands.node': { $regex: `^${escaped(node)}(\\.|$)` },
});

/** Row access: units that hold or held a share or are called, or the districts somebody answers for. */
function scopeOf(scope: IssueFilter['scope']): Clause[] {
  if (scope === undefined) return [];
  const ways = [...among('view.units', scope.units), ...among('view.district', scope.districts)];
  return ways.length === 0 ? [] : [{ $or: ways }];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
