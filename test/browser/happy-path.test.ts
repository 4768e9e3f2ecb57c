import { chromium, type Browser } from 'playwright-core';
import { fieldWords } from '../../designer/i18n';
import { browserLaunch } from '../support/servers';
import { type Application, startApplication } from './application';
import { follow, onPhone, rate, report, type Said, word } from './resident';
import { buttonOf, comeBack, give, openFromList, signIn } from './staff';
import { axeFindings, contrastInUse, type Language, shot, type Visitor } from './visitor';

jest.setTimeout(240_000);

const putuo = '普陀路街道办';
const replied = {
  did: '已清除墙面野广告 40 余处',
  when: '2026-11-23',
  evidence: '清理前后照片',
  contact: '已电话告知',
  legalBasis: '市容管理办法',
  longTermMeasure: '每周巡查一次',
};

/** The main job of the desk, by hand, in a real browser: every person in a window of their own. */
describe('the way of an issue in the browser', () => {
  let application: Application;
  let browser: Browser;
  const visitors: Visitor[] = [];
  const unsound: string[] = [];

  beforeAll(async () => {
    application = await startApplication();
    browser = await chromium.launch(await browserLaunch());
  });
  afterAll(async () => {
    await browser.close();
    await application.stop();
  });
  afterEach(async () => {
    for (const visitor of visitors.splice(0)) await visitor.close();
    unsound.length = 0;
  });

  const staff = async (id: string, lang: Language): Promise<Visitor> => {
    const visitor = await signIn(browser, application, id, lang);
    visitors.push(visitor);
    return visitor;
  };
  const resident = async (lang: Language): Promise<Visitor> => {
    const visitor = await onPhone(browser, application, lang);
    visitors.push(visitor);
    return visitor;
  };
  /** Nothing serious for whoever cannot see or point, nothing in the console, nothing refused. */
  const isSound = async (visitor: Visitor, where: string): Promise<void> => {
    const findings = [...(await axeFindings(visitor)), ...visitor.troubles.splice(0)];
    if (findings.length > 0) await shot(visitor, `unsound-${where}-${visitor.lang}`);
    unsound.push(...findings.map((finding) => `${where} (${visitor.lang}): ${finding}`));
  };
  /** As sound, and readable under the pointer and the keyboard too. */
  const isSoundInUse = async (visitor: Visitor, where: string): Promise<void> => {
    await isSound(visitor, where);
    unsound.push(...(await contrastInUse(visitor)).map((finding) => `${where} (${visitor.lang}): ${finding}`));
  };
  /** A picture of every open window when the story breaks off. */
  const told = async (story: () => Promise<void>): Promise<void> => {
    try {
      await story();
      expect(unsound).toEqual([]);
    } catch (error) {
      for (const visitor of visitors) await shot(visitor, `failed-${visitor.name}`).catch(() => undefined);
      throw error;
    }
  };

  const handledBy = async (lang: Language, no: string): Promise<void> => {
    const liaison = await staff(`${putuo}.liaison`, lang);
    await (lang === 'zh' ? isSoundInUse : isSound)(liaison, 'unit portal');
    await openFromList(liaison, 'units', no);
    await give(liaison, 'sign');
    await give(liaison, 'contact', { note: '已联系' });
    await isSound(liaison, 'issue page of a unit');
    await liaison.close();
    const head = await staff(`${putuo}.head`, lang);
    await openFromList(head, 'units', no);
    await give(head, 'reply', replied);
    await isSound(head, 'after the reply');
    await head.close();
  };
  const approved = async (lang: Language, no: string): Promise<void> => {
    const reviewer = await staff('replyreviewer1', lang);
    await openFromList(reviewer, 'inbox', no);
    await isSound(reviewer, 'reply review');
    await give(reviewer, 'reviewReply', { approve: { pick: lang === 'zh' ? '通过' : 'Approve' } });
    await reviewer.close();
  };

  it('goes from a phone to a rating, in Chinese, and no person does two steps that exclude each other', () =>
    told(async () => {
      const posters: Said = {
        category: 'posters',
        district: '520103',
        street: '520103023',
        text: '楼道贴满野广告，请清理',
        address: '普陀路 3 栋',
      };
      const phone = await resident('zh');
      await isSoundInUse(phone, 'report page');
      const no = await report(phone, posters);
      expect(no).toMatch(/^GY-\d{4}-\d{6}$/);
      await isSound(phone, 'received page');
      await follow(phone);
      await isSound(phone, 'tracking page');

      const verifier = await staff('verifier1', 'zh');
      await isSound(verifier, 'inbox');
      await openFromList(verifier, 'inbox', no);
      await isSoundInUse(verifier, 'issue page');
      await give(verifier, 'verify', { remark: '属实' });
      expect(await refusalOf(verifier, application, no, 'verifier1')).toBe('SAME_PERSON');

      const reviewer = await staff('reviewer1', 'zh');
      await openFromList(reviewer, 'inbox', no);
      await give(reviewer, 'review');
      await isSound(reviewer, 'after the first review');

      await handledBy('zh', no);
      await approved('zh', no);
      await rate(phone, 'solved', 'verySatisfied', '谢谢');
      await isSound(phone, 'tracking page after the rating');
      expect(await phone.page.locator('p.state b').innerText()).toBe(word(phone, 'stage.CLOSED'));
    }));

  it('begins on a phone that runs no scripts as well, after a form that came back', () =>
    told(async () => {
      const phone = await onPhone(browser, application, 'zh', false);
      visitors.push(phone);
      const { page } = phone;
      await page.locator('#address').fill('普陀路 3 栋');
      await page.getByRole('button', { name: word(phone, 'report.send') }).click();
      const named = page.locator('#problems a');
      expect(await named.allInnerTexts()).toEqual([word(phone, 'field.text'), word(phone, 'field.category')]);
      expect(await page.locator('#address').inputValue()).toBe('普陀路 3 栋');
      phone.troubles.length = 0;
      const district = { category: 'posters', district: '520103', street: '520103023' };
      const no = await report(phone, { ...district, text: '楼道贴满野广告', address: '普陀路 3 栋' });
      await follow(phone);
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(no);
      expect(phone.troubles).toEqual([]);
    }));

  it('comes back for rework when the resident is unhappy, in English, and a dispatcher names the unit', () =>
    told(async () => {
      const wish: Said = {
        category: 'complex',
        district: '520103',
        street: '520103023',
        text: 'Please help repair the handrail',
        address: 'Putuo Road 3',
      };
      const phone = await resident('en');
      await isSound(phone, 'report page');
      const no = await report(phone, wish);
      await follow(phone);

      const verifier = await staff('verifier2', 'en');
      await isSound(verifier, 'inbox');
      await openFromList(verifier, 'inbox', no);
      await give(verifier, 'verify');
      const reviewer = await staff('reviewer2', 'en');
      await openFromList(reviewer, 'inbox', no);
      await reviewsAcrossTwoSessions(reviewer);
      const dispatcher = await staff('dispatcher1', 'en');
      await openFromList(dispatcher, 'inbox', no);
      await isSound(dispatcher, 'issue page of a dispatcher');
      await give(dispatcher, 'dispatch', { units: { tick: 'Putuo Road Street Office' } });

      await handledBy('en', no);
      await approved('en', no);
      await rate(phone, 'not', 'dissatisfied', 'The handrail is still loose');
      await isSound(phone, 'tracking page of rework');
      expect(await phone.page.locator('p.state b').innerText()).toBe(word(phone, 'stage.REWORK'));

      const supervisor = await staff('sup.520103', 'en');
      await isSound(supervisor, 'supervision');
      await openFromList(supervisor, 'inbox', no);
      await give(supervisor, 'startRework');
      const head = await staff(`${putuo}.head`, 'en');
      await openFromList(head, 'units', no);
      await expect(buttonOf(head, 'reply').first().isVisible()).resolves.toBe(true);
      await isSound(head, 'issue page in its second cycle');
    }));
});

/** Half way through the form the session is gone: nothing that was written is. */
async function reviewsAcrossTwoSessions(reviewer: Visitor): Promise<void> {
  const { page, lang } = reviewer;
  await buttonOf(reviewer, 'review').first().click();
  const remark = page.locator('form.lx-form').getByLabel(fieldWords['remark']?.[lang] ?? '');
  await remark.fill('The handrail was seen');
  await page.context().clearCookies();
  await page.locator('form.lx-form button[type=submit]').click();
  await comeBack(reviewer, 'reviewer2');
  expect(await remark.inputValue()).toBe('The handrail was seen');
  await page.locator('form.lx-form button[type=submit]').click();
  await page.locator('form.lx-form').waitFor({ state: 'detached' });
}

/** The verifier, made a first reviewer as well, tries to review what they verified; by the desk's own session, past the page. */
async function refusalOf({ page, base }: Visitor, application: Application, no: string, id: string): Promise<string> {
  await makeFirstReviewer(page.context().browser(), application, id);
  const me = (await (await page.request.get(`${base}/api/session`)).json()) as { csrfToken: string };
  const headers = { 'x-csrf-token': me.csrfToken, 'idempotency-key': 'same-person-once', origin: base };
  const answer = await page.request.post(`${base}/api/issues/${no}/commands`, { headers, data: { name: 'review', data: {} } });
  return ((await answer.json()) as { code: string }).code;
}

async function makeFirstReviewer(browser: Browser | null, application: Application, id: string): Promise<void> {
  if (!browser) throw new Error('no browser');
  const admin = await signIn(browser, application, 'admin1', 'zh');
  const { page, base } = admin;
  const me = (await (await page.request.get(`${base}/api/session`)).json()) as { csrfToken: string };
  const { items } = (await (await page.request.get(`${base}/api/people`)).json()) as { items: { id: string; roles: string[] }[] };
  const person = items.find((one) => one.id === id);
  const data = { ...person, roles: [...(person?.roles ?? []), 'firstReviewer'] };
  const saved = await page.request.put(`${base}/api/people/${id}`, {
    headers: { 'x-csrf-token': me.csrfToken, origin: base },
    data,
  });
  if (!saved.ok()) throw new Error(await saved.text());
  await admin.close();
}
