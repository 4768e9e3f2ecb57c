import sharp from 'sharp';
import { type Api, type Signed, givenIssue, routed, startApi } from './harness';

let api: Api;
let clerk: Signed;
beforeAll(async () => {
  api = await startApi();
  clerk = await api.signIn('verifier1');
}, 60_000);
afterAll(() => api.stop());

let colour = 0;
async function uploaded(by: Signed): Promise<{ hash: string; type: string }> {
  colour += 1;
  const png = await sharp({ create: { width: 20, height: 10, channels: 3, background: { r: colour * 9, g: 40, b: 90 } } })
    .png()
    .toBuffer();
  const put = await by.agent.post('/api/photos').set('x-csrf-token', by.csrf).attach('photos', png, 'a.png');
  const { hash, type } = put.body.items[0] as { hash: string; type: string };
  return { hash, type };
}
const sees = async (who: Signed, { hash }: { hash: string }) => (await who.get(`/api/photos/${hash}`)).status;

describe('a photo', () => {
  it('is its uploader’s alone until it is sent in, and then of those who may read the issue', async () => {
    const photo = await uploaded(clerk);
    const [other, own, stranger] = await Promise.all(
      ['reviewer1', '普陀路街道办.liaison', 'U1.liaison'].map((account) => api.signIn(account)),
    );
    expect([await sees(clerk, photo), await sees(other!, photo), await sees(own!, photo)]).toEqual([200, 404, 404]);
    const no = await givenIssue(api, clerk, { photos: [photo] });
    expect([await sees(clerk, photo), await sees(other!, photo), await sees(own!, photo)]).toEqual([200, 200, 404]);
    await routed(api, no);
    expect([await sees(own!, photo), await sees(stranger!, photo)]).toEqual([200, 404]);
    const page = await own!.get(`/api/issues/${no}`);
    expect(page.body.intakes[0].photos).toEqual([photo]);
    expect((await api.http.get(`/api/photos/${photo.hash}`)).body.code).toBe('NOT_SIGNED_IN');
    // One that is not here, and one that is not yours, look the same.
    const [none, hidden] = [
      await stranger!.get(`/api/photos/${'0'.repeat(64)}`),
      await stranger!.get(`/api/photos/${photo.hash}`),
    ];
    const { instance: _a, ...first } = none.body as Record<string, unknown>;
    const { instance: _b, ...second } = hidden.body as Record<string, unknown>;
    expect(second).toEqual(first);
  });

  it('cannot be had by naming its hash in something of one’s own', async () => {
    const photo = await uploaded(clerk);
    const mine = await givenIssue(api, clerk, { photos: [photo] });
    const own = await api.signIn('普陀路街道办.liaison');
    const theirs = await givenIssue(api, clerk, {});
    await routed(api, theirs);
    const named = { name: 'giveInfo', data: { text: '附图', photos: [photo] } };
    const refused = await own.post(`/api/issues/${theirs}/commands`, named);
    expect([refused.status, refused.body.code]).toEqual([422, 'INVALID_INPUT']);
    expect(await sees(own, photo)).toBe(404);
    const unknown = await clerk.post('/api/intakes', {
      ...{
        source: 'desk',
        category: 'posters',
        street: '520103023',
        text: 'x',
        photos: [{ hash: 'f'.repeat(64), type: 'image/jpeg' }],
      },
    });
    expect([unknown.status, unknown.body.fields[0].path]).toEqual([422, 'body.photos.0']);
    // A command that is refused attaches nothing: this issue waits for no information.
    const late = await clerk.post(`/api/issues/${theirs}/commands`, named);
    expect(late.status).toBe(409);
    expect(await api.store.photos.owners(photo.hash)).toEqual([{ kind: 'number', id: mine }]);
  });

  it('of a resident is shown by their own number and token alone', async () => {
    const jpeg = await sharp({ create: { width: 30, height: 30, channels: 3, background: '#123' } })
      .jpeg()
      .toBuffer();
    const send = async (formId: string) =>
      api.http
        .post('/api/public/reports')
        .field({ category: 'posters', street: '520103023', text: '楼道贴满野广告', formId })
        .attach('photos', jpeg, 'x.jpg');
    const [first, second] = [await send('form-photo-1'), await send('form-photo-2')];
    const hash = (await api.store.intakes.get(first.body.no as string))?.intake.photos[0]?.hash ?? '';
    const at = (no: string, token: string) => api.http.get(`/api/public/reports/${no}/photos/${hash}?token=${token}`);
    expect((await at(first.body.no, first.body.trackingToken)).status).toBe(200);
    expect((await at(first.body.no, second.body.trackingToken)).status).toBe(404);
    const other = await api.http
      .post('/api/public/reports')
      .field({ category: 'posters', street: '520103023', text: '没有照片', formId: 'form-photo-3' });
    expect((await at(other.body.no, other.body.trackingToken)).status).toBe(404);

    // Erased for one, the same picture stays for the other; a form sent again brings nothing back.
    const erase = async (no: string, key: string) => {
      const officer = await api.signIn('privacyOfficer');
      const asked = await officer.post('/api/erasures', { no, reason: '本人要求' }, key);
      return (await (await api.signIn('chief')).post(`/api/erasures/${asked.body.id}/approve`)).body;
    };
    expect((await erase(first.body.no, 'erase-first')).photos).toEqual({ deleted: 0, kept: 1 });
    expect((await at(first.body.no, first.body.trackingToken)).status).toBe(404);
    expect((await at(second.body.no, second.body.trackingToken)).status).toBe(200);
    expect((await clerk.get(`/api/issues/${first.body.no}`)).body.intakes[0].photos).toEqual([]);
    expect((await erase(second.body.no, 'erase-second')).photos).toEqual({ deleted: 1, kept: 0 });
    expect((await send('form-photo-1')).status).toBe(200);
    expect(await api.store.photos.get(hash, 'full')).toBeNull();
    expect(await sees(clerk, { hash })).toBe(404);
  });

  it('of a story is public while the story stands', async () => {
    const editor = await api.signIn('editorA');
    const photo = await uploaded(editor);
    await api.store.photos.link([photo.hash], { kind: 'piece', id: 'P1' });
    await api.store.photos.unlink([photo.hash], { kind: 'upload', id: 'editorA' });
    const story = {
      ...{ id: 'P1', issue: 'GB-2026-000001', version: 1, title: '清理完成', paragraphs: ['好'], media: [photo] },
      ...{ publishedAt: '2026-11-23T02:00:00.000Z', byline: [], ai: null, correction: null, withdrawn: false },
    };
    const open = () => api.http.get(`/api/public/stories/P1/photos/${photo.hash}`);
    const unit = await api.signIn('U1.liaison');
    expect([await sees(editor, photo), await sees(unit, photo), (await open()).status]).toEqual([200, 404, 404]);
    await api.store.stories.put(story);
    expect([await sees(unit, photo), (await open()).status]).toEqual([200, 200]);
    expect((await api.http.get('/api/public/stories/P1')).body.media).toEqual([photo]);
    expect((await api.http.get(`/api/public/stories/P1/photos/${'0'.repeat(64)}`)).status).toBe(404);
    await api.store.stories.withdraw('P1', 2);
    expect([await sees(editor, photo), await sees(unit, photo), (await open()).status]).toEqual([200, 404, 404]);
  });

  it('named by a source is one of its own intakes, or none', async () => {
    const { checkSourcePhotos } = await import('../../api/photo-access');
    const photo = await uploaded(clerk);
    await givenIssue(api, clerk, { photos: [photo] });
    await expect(checkSourcePhotos(api.deps, 'media', [photo])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(checkSourcePhotos(api.deps, 'desk', [photo])).resolves.toBeUndefined();
  });
});
