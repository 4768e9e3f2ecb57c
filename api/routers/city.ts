import type { Deps } from '../deps';
import { type Mount, reply } from '../mount';

/** What forms and lists are made from: the city's own words and limits. */
export function cityRoutes(mount: Mount, deps: Deps): void {
  mount('city', async () => {
    const { document } = await deps.store.settings.get();
    const { city, name, zone, categories, districts, streets, sources, channels, photos, emergencyNumbers } = document;
    return reply(200, {
      ...{ city, name, zone, districts, streets, emergencyNumbers },
      categories: categories.map((category) => ({
        key: category.key,
        name: category.name,
        group: category.group ?? null,
        lane: null,
      })),
      channels: channels ?? [],
      sources: sources.map((source) => ({ key: source.key, name: source.name })),
      photos: { count: photos.maxCount ?? 1, bytes: photos.maxBytes, types: ['image/jpeg', 'image/png', 'image/webp'] },
      now: deps.clock.now(),
      speed: deps.clock.time.speed,
    });
  });
}
