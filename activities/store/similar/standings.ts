import type { Standing } from '#domain';
import type { Collections } from '../collections';
import type { ProjectedIssue } from '../projection';

type ListedStanding = Standing & { category: string | null };

/** The issue of each submission, and how it stands; a merged one's is the issue it was merged into. */
export async function standingsOf(collections: Collections, numbers: readonly string[]): Promise<Map<string, ListedStanding>> {
  const rows = collections.of<ProjectedIssue>('issues');
  const fields = { 'view.stage': 1, 'view.final': 1, 'view.closedAt': 1, 'view.category': 1, 'view.mergedInto': 1 };
  const read = async (ids: readonly string[]) =>
    ids.length === 0 ? [] : rows.find({ _id: { $in: [...ids] } }, { projection: fields }).toArray();
  const known = new Map((await read(numbers)).map((row) => [row._id, row]));
  for (let missing = targets(known); missing.length > 0; missing = targets(known))
    for (const row of await read(missing)) known.set(row._id, row);
  return new Map(
    numbers.flatMap((no) => {
      const row = followed(known, no);
      if (row === undefined) return [];
      const { stage, final, closedAt } = row.view;
      // As it was corrected on its own way, not that of the issue it was merged into.
      const category = known.get(no)?.view.category ?? null;
      return [[no, { no: row._id, stage, final, closedAt, category }] as const];
    }),
  );
}

type Row = Pick<ProjectedIssue, '_id' | 'view'>;

const targets = (known: ReadonlyMap<string, Row>): string[] =>
  [...new Set([...known.values()].map(({ view }) => view.mergedInto).filter((no) => no !== null && !known.has(no)))] as string[];

function followed(known: ReadonlyMap<string, Row>, no: string): Row | undefined {
  const seen = new Set<string>();
  let row = known.get(no);
  while (row?.view.mergedInto != null && !seen.has(row._id)) {
    seen.add(row._id);
    row = known.get(row.view.mergedInto);
  }
  return row;
}
