import type { ResultOf, Routes } from '#contract';
import { accepted } from '../../worker/demo/calls';
import { command, readIssue, shareOf } from '../../worker/demo/issue';
import { publishStory } from '../../worker/demo/newsroom';
import type { People } from '../../worker/demo/people';
import { rate, reportOnPage, type Report } from '../../worker/demo/resident';
import { Telling, until } from '../../worker/demo/telling';
import type { Application } from './application';
import { ordersOf, type Orders } from './stand-offers';

/** A desk with one issue at each of the stages that look different, two stories and three releases: what the pictures show. */
export type Stand = Record<'fresh' | 'asked' | 'handled' | 'late' | 'rating' | 'reworked' | 'closed' | 'rejected', Report> & {
  story: string;
  draft: string;
} & Orders;

export const putuo = '普陀路街道办';

const said = {
  name: '罗先生',
  phone: '13985012345',
  district: '520103',
  street: '520103023',
  text: '普陀路楼道贴满野广告，电话 13885012345，请清理。',
};
const answer = {
  did: '已清除楼道和外墙野广告 40 余处，并对张贴人进行了批评教育。',
  when: '本周三上午',
  evidence: '清理前后照片 12 张',
  contact: '已电话告知来件人',
  legalBasis: '《贵阳市城市市容和环境卫生管理办法》',
  longTermMeasure: '网格员每周巡查一次',
};

/** Telling without words: the pictures need what the story does, not what it says. */
class Silent extends Telling {
  override say(): void {}
}

export async function standOf({ base }: Application, people: People): Promise<Stand> {
  const at = { base, people };
  const report = (): Promise<Report> => reportOnPage(base, said);
  const [fresh, asked, handled, rating] = [await report(), await report(), await report(), await report()];
  const [reworked, closed, second, rejected] = [await report(), await report(), await report(), await report()];
  for (const { no } of [fresh, asked, handled, rating, reworked, closed, second, rejected]) await isToBeVerified(at, no);
  const verifier = await people.as('verifier1');
  await command(verifier, asked.no, 'requestInfo', { question: '请问是几单元？' });
  for (const { no } of [handled, rating, reworked, closed, second]) await toUnits(at, no);
  await command(verifier, rejected.no, 'verify', {});
  await command(await people.as('reviewer2'), rejected.no, 'reject', { reasonCode: 'litigation', remark: '法院已经立案' });
  for (const { no } of [rating, reworked, closed, second]) await toCallback(at, no);
  await rate(base, reworked, { answer: 'not', satisfaction: 'dissatisfied', note: '二单元又贴上了' });
  for (const report of [closed, second]) await rate(base, report, { answer: 'solved', satisfaction: 'satisfied', note: '谢谢' });
  const story = await published(at, closed.no);
  const draft = await written(at, second.no);
  await shorten(people);
  await publishDrafts(people);
  const orders = await ordersOf(at);
  const late = await report();
  await isToBeVerified(at, late.no);
  await toUnits(at, late.no);
  await tear(people);
  return { fresh, asked, handled, late, rating, reworked, closed, rejected, story, draft, ...orders };
}

type At = { base: string; people: People };

export async function isToBeVerified({ people }: At, no: string): Promise<void> {
  const { call } = await people.as('verifier1');
  await until(no, 30, async () => ((await call.send('GET', `/api/issues/${no}`)).status === 200 ? true : null));
}

export async function toUnits({ people }: At, no: string): Promise<void> {
  await command(await people.as('verifier1'), no, 'verify', { facts: { follow: true } });
  await command(await people.as('reviewer1'), no, 'review', { grade: 'C' });
}

async function toCallback({ people }: At, no: string): Promise<void> {
  const head = await people.as(`${putuo}.head`);
  const assignment = await shareOf(head, no, putuo);
  await command(await people.as(`${putuo}.liaison`), no, 'sign', { assignment });
  await command(head, no, 'reply', { assignment, ...answer });
  await command(await people.as('replyreviewer1'), no, 'reviewReply', { approve: true });
}

const telling = (base: string): Telling => new Silent(base, { now: new Date().toISOString(), speed: 1, zone: 'Asia/Shanghai' });

async function published({ base, people }: At, no: string): Promise<string> {
  return publishStory(people, telling(base), no);
}

/** A second story in its first review, with a phone number that its author has not seen. */
async function written({ people }: At, no: string): Promise<string> {
  const { call } = await people.as('reporter1');
  const piece = await until('a piece', 30, async () => {
    const { items } = (await call.get(`/api/pieces?issue=${no}`)) as { items: { id: string }[] };
    return items[0] ?? null;
  });
  const data = {
    title: '一次电话，半天清干净',
    body: '居民反映楼道贴满野广告，街道当天清理。\n\n街道联系人电话 13885012345，网格员以后每周巡查。',
    claims: [{ text: '街道已答复', seq: 5 }],
  };
  await call.post(`/api/pieces/${piece.id}/commands`, { name: 'write', data });
  return piece.id;
}

/** The author saves a draft again, changed. */
export async function redraw<D>(people: People, path: string, change: (document: D) => D): Promise<void> {
  const { call } = await people.as('rule.author1');
  const { document, revision } = (await call.get(path)) as unknown as { document: D; revision: number };
  accepted(path, await call.send('PUT', path, change(document), { 'if-match': `"${revision}"` }));
}

export type Policy = { grades: Record<string, { clocks: Record<string, { length: object }> }> };

/** The unit's clocks of a general issue run for a minute. */
const shorten = (people: People): Promise<void> =>
  redraw<Policy>(people, '/api/policies/guiyang', (policy) => {
    for (const clock of Object.values(policy.grades['C']?.clocks ?? {})) clock.length = { n: 1, unit: 'min' };
    return policy;
  });

type Flow = { edges: { from: string; to: string }[] };

/** Leaves a drawing that may not be published: a story that is published leads nowhere. */
const tear = (people: People): Promise<void> =>
  redraw<Flow>(people, '/api/flows/guiyang', (flow) => ({
    ...flow,
    edges: flow.edges.filter(({ from }) => from !== 'publish'),
  }));

export async function publishDrafts(people: People): Promise<void> {
  const { call } = await people.as('rule.approver1');
  const { items: flows } = (await call.get('/api/flows')) as { items: { id: string }[] };
  const flow = flows[0]?.id ?? '';
  type Checked = ResultOf<Routes['checkRelease']>;
  const { draftHash, items } = (await call.post('/api/releases/check', { flow })) as unknown as Checked;
  const waivers = items.map(({ code, node, edge, at }) => ({ code, node, edge, at, reason: '试行一周后复核' }));
  await call.post('/api/releases', {
    ...{ flow, draftHash, waivers },
    name: { zh: '限时试行', en: 'Shorter limits on trial' },
    note: '一般诉求的答复时限缩短，试行一周。',
  });
}

/** Until the unit's time has passed and its yellow card is on the issue. */
export async function isLate({ people }: At, no: string): Promise<void> {
  const supervisor = await people.as('city.sup1');
  await until('a yellow card', 120, async () => ((await readIssue(supervisor, no)).cards.length > 0 ? true : null));
}
