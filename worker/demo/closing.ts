import { residents } from './cast';
import { command } from './issue';
import type { People } from './people';
import { type Report, rate, track } from './resident';
import { type Telling, until } from './telling';

/** Reply review by somebody of no unit, then the resident's own word (C16, C17). */
export async function reviewReply(people: People, telling: Telling, issue: string): Promise<void> {
  const reviewer = await people.as('replyreviewer1');
  await command(reviewer, issue, 'reviewReply', { approve: true, result: 'RESOLVED' });
  telling.say({
    zh: `${reviewer.name}审核答复通过，请居民评价`,
    en: 'the replies are reviewed and approved; the residents are asked',
  });
}

export async function rated(telling: Telling, report: Report): Promise<void> {
  await rate(telling.base, report, { answer: 'solved', satisfaction: 'verySatisfied', note: '墙面干净了，谢谢。' });
  telling.say({
    zh: `${residents[0].name}在进度页评价：已解决，非常满意`,
    en: 'the resident rates it on the tracking page: solved, very satisfied',
  });
}

/** Waits until every resident's page says that it is closed. */
export async function allTold(telling: Telling, reports: readonly Report[]): Promise<void> {
  for (const report of reports)
    await until(`${report.no} 办结 closed`, 20, async () =>
      (await track(telling.base, report))['status'] === 'closed' ? true : null,
    );
  telling.say({ zh: '三位来件人各收到一次办结告知', en: 'each of the three residents is told once' });
}
