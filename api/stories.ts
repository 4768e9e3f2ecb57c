import { type Story, storySchema } from '#contract';
import type { Page, PieceRow } from '#store';
import type { Deps } from './deps';

/** Stages of a piece in which the public may read it; a withdrawn one says so on its page (DOMAIN 2.5). */
const readable = ['PUBLISHED', 'CORRECTED', 'WITHDRAWN'];
const listed = ['PUBLISHED', 'CORRECTED'];

/** The public side of a piece: its view's `story`, which the publication fills when it publishes. */
function storyIn({ view }: PieceRow): Story | null {
  const parsed = storySchema.safeParse((view as { story?: unknown } | null)?.story);
  return parsed.success ? parsed.data : null;
}

/** Published stories, the newest first. */
export async function storiesPage(
  deps: Deps,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<Story>> {
  const page = await deps.store.pieces.list({ stages: listed }, { limit, cursor: cursor ?? null });
  return { items: page.items.flatMap((row) => storyIn(row) ?? []), next: page.next };
}

/** One story, or null when there is none that was ever published. */
export async function storyOf(deps: Deps, id: string): Promise<Story | null> {
  const row = await deps.store.pieces.get(id);
  return row && readable.includes(row.stage) ? storyIn(row) : null;
}

/** The story that came of an issue. */
export async function storyOfIssue(deps: Deps, no: string): Promise<Story | null> {
  const page = await deps.store.pieces.list({ stages: listed, issue: no }, { limit: 1 });
  return page.items[0] ? storyIn(page.items[0]) : null;
}
