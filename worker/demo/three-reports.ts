import { residents, units } from './cast';
import { Unexpected } from './calls';
import { command, readIssue } from './issue';
import type { People, Person } from './people';
import { type Report, reportByPlatform, reportOnPage } from './resident';
import { type Telling, until } from './telling';

/** Three reports from three districts by two doors. */
export async function threeReports(telling: Telling, secret: string): Promise<Report[]> {
  const { base } = telling;
  const [first, second, third] = residents;
  const one = await reportOnPage(base, first);
  telling.say({
    zh: `${first.name}用手机上报云岩区普陀路的野广告，附照片：${one.no}`,
    en: 'Yunyan: a resident reports on the page, with a photo',
  });
  const two = await reportByPlatform(base, secret, second);
  telling.say({
    zh: `${second.name}在融媒问政平台反映南明区兰花都：${two.no}`,
    en: 'Nanming: the Q&A platform sends a signed webhook',
  });
  const three = await reportByPlatform(base, secret, third);
  telling.say({ zh: `${third.name}在融媒问政平台反映观山湖区：${three.no}`, en: 'Guanshanhu: the Q&A platform sends another' });
  return [one, two, three];
}

/** Verified, reviewed by another person, routed by the tables; the two others merged by the reviewer's own decision (C09). */
export async function becomeOne(people: People, telling: Telling, reports: readonly Report[]): Promise<string> {
  const [target, ...others] = reports.map(({ no }) => no);
  if (target === undefined) throw new Unexpected('no report');
  await verified(await people.as('verifier1'), telling, [target, ...others]);
  await morning(telling);
  const reviewer = await people.as('reviewer1');
  await command(reviewer, target, 'review', { grade: 'C' });
  telling.say({
    zh: `${reviewer.name}（非甄别人）初审通过 ${target}，决策表定为 C 级、转普陀路街道办，两级融媒体中心跟进`,
    en: 'another person reviews it; the tables grade it C, name the unit, and the media follow',
  });
  for (const no of others) await command(reviewer, no, 'merge', { target });
  await until('三个单位同在一件 three units on one issue', 15, async () => {
    const { view } = await readIssue(reviewer, target);
    return units.every((unit) => view.assignments.some((share) => share.unit === unit)) ? true : null;
  });
  telling.say({
    zh: `${reviewer.name}确认 ${others.join('、')} 与之同属一事：三件并为一件，兰花都街道办、公安局观山湖分局一同承办`,
    en: 'the reviewer confirms the merges: one issue, and the units of the two other places join',
  });
  return target;
}

async function verified(verifier: Person, telling: Telling, nos: readonly string[]): Promise<void> {
  for (const [n, no] of nos.entries()) {
    await until(`${no} 待甄别 to be verified`, 15, () => isListed(verifier, no));
    await command(verifier, no, 'verify', n === 0 ? { facts: { follow: true } } : {});
  }
  telling.say({
    zh: `${verifier.name}甄别：三件属实，请媒体跟进`,
    en: 'the verifier finds all three true and asks the media to follow',
  });
}

async function isListed({ call }: Person, no: string): Promise<true | null> {
  const { status } = await call.send('GET', `/api/issues/${no}`);
  return status === 200 ? true : null;
}

const noon = 12;

/** Work is given out in the first half of a day, so that the sign clock leaves the units more than a day. */
async function morning(telling: Telling): Promise<void> {
  await until('上午 a morning', 15, () =>
    Promise.resolve(Number(telling.local(telling.now()).slice(11, 13)) < noon ? true : null),
  );
}
