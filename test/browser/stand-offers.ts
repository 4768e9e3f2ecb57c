import { command, readIssue } from '../../worker/demo/issue';
import type { People } from '../../worker/demo/people';
import { reportOnPage, type Report } from '../../worker/demo/resident';
import { until } from '../../worker/demo/telling';

/** Orders at the stages that look different: on offer, claimed, quoted for. */
export type Orders = Record<'wished' | 'claimed' | 'quoted', Report>;

export const team = 'XYTZ.head';
export const shop = 'SGY-JZ.head';

const who = { name: '罗先生', phone: '13985012345', district: '520103', street: '520103023' };
const wish = { ...who, category: 'wish', text: '独居老人家里灯坏了，普陀路3栋2单元，电话 13885012345，盼志愿者帮忙更换。' };
const service = { ...who, category: 'service', text: '空调漏水，想请师傅上门维修。' };

export async function ordersOf({ base, people }: { base: string; people: People }): Promise<Orders> {
  const [wished, claimed, quoted] = [
    await reportOnPage(base, wish),
    await reportOnPage(base, wish),
    await reportOnPage(base, service),
  ];
  const [verifier, reviewer] = [await people.as('verifier1'), await people.as('reviewer1')];
  for (const { no } of [wished, claimed, quoted]) {
    await until(no, 30, async () => ((await verifier.call.send('GET', `/api/issues/${no}`)).status === 200 ? true : null));
    await command(verifier, no, 'verify', no === wished.no ? { facts: { vulnerable: true } } : {});
    await command(reviewer, no, 'review', {});
    await until(no, 30, async () => ((await readIssue(verifier, no)).view.orders.length > 0 ? true : null));
  }
  await command(await people.as(team), claimed.no, 'claim', { volunteers: ['唐德明'] });
  for (const [by, amount] of [
    [shop, 120],
    ['SGY-WX.head', 150],
  ] as const) {
    const serviceBy = new Date(Date.now() + 2 * 86_400_000).toISOString();
    await command(await people.as(by), quoted.no, 'quote', { amount, terms: '含上门费，配件另计', serviceBy });
  }
  return { wished, claimed, quoted };
}
