import { type Story, storySchema } from '#contract';
import type { Page, PublicStory } from '#store';
import type { Deps } from './deps';

/** Stories as the public reads them: the site's own projection, which the channel `site` fills (DOMAIN 2.5). */
const toStory = (story: PublicStory): Story => storySchema.parse(story);

/** Published stories, the newest first. */
export async function storiesPage(
  deps: Deps,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<Story>> {
  const page = await deps.store.stories.list({}, { limit, cursor: cursor ?? null });
  return { items: page.items.map(toStory), next: page.next };
}

/** One story, or null when there is none that was ever published; a withdrawn one says so on its page. */
export async function storyOf(deps: Deps, id: string): Promise<Story | null> {
  const story = await deps.store.stories.get(id);
  return story && toStory(story);
}

/** The story that came of an issue. */
export async function storyOfIssue(deps: Deps, no: string): Promise<Story | null> {
  const page = await deps.store.stories.list({ issue: no }, { limit: 1 });
  return page.items[0] ? toStory(page.items[0]) : null;
}
