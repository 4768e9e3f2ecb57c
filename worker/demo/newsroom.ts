import type { ResultOf, Routes } from '#contract';
import { accepted } from './calls';
import { readTimeline } from './issue';
import type { People } from './people';
import { type Telling, until } from './telling';

/** 三审三校: three reviews and three proofs by different people, then out (DOMAIN 2.5). */

type Piece = Extract<ResultOf<Routes['listPieces']>, { items: unknown }>['items'][number];

const title = '三地联手，野广告没了';
const body = [
  '近日，云岩区普陀路、南明区兰花都和观山湖区的居民分别反映野广告问题。两“心”相悦业务中台将三件诉求并为一件，转云岩区普陀路街道办、南明区兰花都街道办和公安局观山湖分局同时办理，记者全程跟进。',
  '三家单位清除野广告近千处，查处违法行为两起，并建立日巡查、号码停机联动等长效措施。来件居民表示满意。',
].join('\n');

const rounds = [
  { review: 'editor1', stage: 'R1' },
  { review: 'secondreviewer1', stage: 'R2' },
  { review: 'finalreviewer1', stage: 'R3' },
];
const proofreaders = ['proofreader1', 'proofreader2'];

/** The story of the issue, from the reporter's draft to the public site; answers its id. */
export async function publishStory(people: People, telling: Telling, issue: string): Promise<string> {
  const reporter = await people.as('reporter1');
  const { id } = await until('稿件 the piece', 20, () => pieceOf(people, issue));
  const facts = (await readTimeline(await people.as('reviewer1'), issue)).filter(({ type }) => type === 'replied');
  const claims = facts.map(({ seq, unitName }) => ({ text: `${unitName?.zh ?? ''}已答复`, seq }));
  await give(people, 'reporter1', id, 'write', { title, body, claims });
  await give(people, 'reporter1', id, 'submit');
  telling.say({
    zh: `${reporter.name}写成《${title}》，每句事实都有办理记录为据`,
    en: 'the reporter writes the story; each claim names the step that bears it out',
  });
  for (const [n, { review, stage }] of rounds.entries())
    await round(people, telling, { id, review, stage, proof: proofreaders[n % 2] ?? '' });
  await give(people, 'finalreviewer1', id, 'sign');
  await give(people, 'editor1', id, 'publishNow');
  await until('发布 the publication', 30, async () => ((await pieceOf(people, issue))?.stage === 'PUBLISHED' ? true : null));
  await until('办理记录里的发布 the publication in the record', 30, () => isNoted(people, issue));
  telling.say({
    zh: `三审三校完成，已在公开网站发布：${telling.base}/stories/${id}`,
    en: 'three reviews and three proofs; it stands on the public site',
  });
  return id;
}

/** The issue learns of its story's publication by a message of its own. */
async function isNoted(people: People, issue: string): Promise<true | null> {
  const timeline = await readTimeline(await people.as('reviewer1'), issue);
  return timeline.some(({ type }) => type === 'published') ? true : null;
}

type Round = { id: string; review: string; proof: string; stage: string };

async function round(people: People, telling: Telling, { id, review, proof, stage }: Round): Promise<void> {
  await give(people, proof, id, 'proof', { pass: true });
  await give(people, review, id, 'review', { approve: true });
  const [reviewer, reader] = [await people.as(review), await people.as(proof)];
  telling.say({ zh: `${stage}：${reviewer.name}审，${reader.name}校`, en: 'reviewed and proof-read by two people' });
}

async function give(people: People, who: string, id: string, name: string, data: object = {}): Promise<void> {
  const { call } = await people.as(who);
  accepted(`${who} ${name} ${id}`, await call.send('POST', `/api/pieces/${id}/commands`, { name, data }));
}

async function pieceOf(people: People, issue: string): Promise<Piece | null> {
  const { call } = await people.as('reporter1');
  const items = (await call.get(`/api/pieces?issue=${issue}`))['items'] as Piece[];
  return items[0] ?? null;
}
