import type { PublicStory, Store } from '#store';
import { testDatabase, type TestDatabase } from './support';

let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await testDatabase();
  store = await database.open();
  await store.ensureIndexes();
}, 180_000);
afterAll(() => database.stop());
beforeEach(() => database.clear());

const aStory = (id: string, given: Partial<PublicStory> = {}): PublicStory => ({
  ...{ id, issue: 'A1', version: 1, title: '标题', paragraphs: ['一'], media: [], publishedAt: '2026-05-06T01:00:00.000Z' },
  ...{ byline: [{ role: 'reporter', names: ['甲'] }], ai: null, correction: null, withdrawn: false },
  ...given,
});

describe('a public story', () => {
  it('gives way to a later version and never to an earlier one, in whatever order they come', async () => {
    await store.stories.put(aStory('P1', { version: 2, title: '更正' }));
    await store.stories.put(aStory('P1', { version: 1 }));
    expect(await store.stories.get('P1')).toMatchObject({ version: 2, title: '更正' });
    await store.stories.put(aStory('P1', { version: 3, title: '再更正' }));
    expect(await store.stories.get('P1')).toEqual(aStory('P1', { version: 3, title: '再更正' }));
  });

  it('that is withdrawn leaves its mark without its text, and is listed no more', async () => {
    await store.stories.put(aStory('P1'));
    await store.stories.put(aStory('P2', { publishedAt: '2026-05-07T01:00:00.000Z', issue: 'A2' }));
    expect((await store.stories.list({})).items.map(({ id }) => id)).toEqual(['P2', 'P1']);
    await store.stories.withdraw('P1', 2);
    expect(await store.stories.get('P1')).toMatchObject({ withdrawn: true, paragraphs: [], title: '标题' });
    expect((await store.stories.list({})).items.map(({ id }) => id)).toEqual(['P2']);
    await store.stories.put(aStory('P1'));
    expect((await store.stories.get('P1'))?.withdrawn).toBe(true);
  });

  it('is found by its issue', async () => {
    await store.stories.put(aStory('P1'));
    expect((await store.stories.list({ issue: 'A1' })).items).toHaveLength(1);
    expect((await store.stories.list({ issue: 'A9' })).items).toEqual([]);
  });
});
