import type { Page as Browser } from 'playwright-core';
import { commandWords, fieldWords } from '../../designer/i18n';
import { words as doorWords } from '../../designer/app/words';
import { words as calendarWords } from '../../designer/calendar/words';
import { words as supervisionWords } from '../../designer/supervision/words';
import { words as studioWords } from '../../designer/studio/words';
import { words as offerWords } from '../../designer/offers/words';
import { words as unitWords } from '../../designer/units/words';
import { word } from './resident';
import { putuo, type Stand } from './stand';
import { shop, team, type Orders } from './stand-offers';
import type { Language } from './visitor';

type Act = NonNullable<Shot['act']>;

/** A picture: who looks at which address, and what they do there first. */
export type Shot = {
  name: string;
  path: string;
  as?: string;
  /** Before the address is opened: how the network behaves. */
  net?: (page: Browser) => Promise<void>;
  /** After it is open: what the person does. */
  act?: (page: Browser, lang: Language) => Promise<void>;
};

const away = (path: string) => async (page: Browser) => {
  await page.route(path, (route) => route.abort('connectionfailed'));
};
const silent = (path: string) => async (page: Browser) => {
  await page.route(path, () => undefined);
};

const press = (name: { zh: string; en: string }) => async (page: Browser, lang: Language) => {
  await page.getByRole('button', { name: name[lang], exact: true }).first().click();
};

export function shotsOf(stand: Stand): Shot[] {
  return [
    ...publicShots(stand),
    ...offerShots(stand),
    ...doorShots(),
    ...workShots(stand),
    ...issueShots(stand),
    ...newsShots(stand),
    ...ruleShots(),
  ];
}

function publicShots(stand: Stand): Shot[] {
  const track = (key: 'fresh' | 'asked' | 'handled' | 'late' | 'rating' | 'reworked' | 'closed' | 'rejected'): Shot => {
    const { no, token } = stand[key];
    return { name: `public-track-${key}`, path: `/t/${no}/${token}` };
  };
  const send = async (page: Browser, lang: Language): Promise<void> => {
    await page.locator('#phone').fill('123');
    await page.locator('#address').fill('普陀路 3 栋');
    await page.getByRole('button', { name: word({ lang }, 'report.send'), exact: true }).click();
    await page.locator('#problems').waitFor();
  };
  return [
    { name: 'public-home', path: '/' },
    { name: 'public-home-refused', path: '/', act: send },
    { name: 'public-received', path: `/t/${stand.fresh.no}/${stand.fresh.token}/received` },
    ...(['fresh', 'asked', 'handled', 'late', 'rating', 'reworked', 'closed', 'rejected'] as const).map(track),
    { name: 'public-find-unknown', path: '/find?no=GY-2026-999999&token=nothing-like-it' },
    { name: 'public-stories', path: '/stories' },
    { name: 'public-story', path: `/stories/${stand.story}` },
    { name: 'public-missing', path: '/stories/none' },
  ];
}

export function offerShots(stand: Orders): Shot[] {
  const list = (name: keyof Pick<typeof offerWords, 'mine' | 'done'>) => press(offerWords[name]);
  const unfold =
    (no: string, also?: Act): Act =>
    async (page, lang) => {
      await also?.(page, lang);
      await page.locator('li', { hasText: no }).locator('button[aria-expanded]').first().click();
      await page.locator('.lx-commands').waitFor();
    };
  const filled: Act = async (page, lang) => {
    await unfold(stand.claimed.no, list('mine'))(page, lang);
    await press(commandWords.start)(page, lang);
  };
  return [
    { name: 'offers', path: '/desk/offers', as: team },
    { name: 'offers-acts', path: '/desk/offers', as: team, act: unfold(stand.wished.no) },
    { name: 'offers-mine', path: '/desk/offers', as: team, act: filled },
    { name: 'offers-empty', path: '/desk/offers', as: team, act: list('done') },
    { name: 'offers-quote', path: '/desk/offers', as: shop, act: unfold(stand.quoted.no) },
    { name: 'offers-loading', path: '/desk/offers', as: team, net: silent('**/api/offers*') },
    { name: 'offers-away', path: '/desk/offers', as: team, net: away('**/api/offers*') },
    { name: 'issue-order', path: `/desk/issues/${stand.quoted.no}`, as: 'dispatcher1' },
    { name: 'public-track-claimed', path: `/t/${stand.claimed.no}/${stand.claimed.token}` },
    { name: 'public-track-quoted', path: `/t/${stand.quoted.no}/${stand.quoted.token}` },
  ];
}

function doorShots(): Shot[] {
  const wrong = async (page: Browser, lang: Language): Promise<void> => {
    await page.getByLabel(doorWords.account[lang]).fill('verifier1');
    await page.getByLabel(doorWords.password[lang]).fill('not-the-password');
    await page.getByRole('button', { name: doorWords.signIn[lang] }).click();
    await page.getByRole('alert').waitFor();
  };
  return [
    { name: 'door', path: '/desk/' },
    { name: 'door-refused', path: '/desk/', act: wrong },
    { name: 'door-away', path: '/desk/', net: away('**/api/session') },
    { name: 'missing', path: '/desk/nothing', as: 'verifier1' },
  ];
}

function workShots(stand: Stand): Shot[] {
  const unfold = async (page: Browser, lang: Language): Promise<void> => {
    await page.locator('li', { hasText: stand.handled.no }).getByRole('button', { name: unitWords.act[lang] }).click();
    await page.locator('.lx-commands').waitFor();
  };
  return [
    { name: 'inbox', path: '/desk/inbox', as: 'verifier1' },
    { name: 'inbox-empty', path: '/desk/inbox', as: 'clerk2' },
    { name: 'inbox-loading', path: '/desk/inbox', as: 'verifier1', net: silent('**/api/inbox*') },
    { name: 'inbox-away', path: '/desk/inbox', as: 'verifier1', net: away('**/api/inbox*') },
    { name: 'notices', path: '/desk/notices', as: `${putuo}.liaison` },
    { name: 'notices-empty', path: '/desk/notices', as: 'clerk2' },
    { name: 'issues', path: '/desk/issues', as: 'verifier1' },
    { name: 'issues-empty', path: '/desk/issues?no=nothing', as: 'verifier1' },
    { name: 'intake', path: '/desk/intake', as: 'clerk1' },
    { name: 'intake-refused', path: '/desk/intake', as: 'clerk1', act: (page) => page.locator('button[type=submit]').click() },
    { name: 'units', path: '/desk/units', as: `${putuo}.head` },
    { name: 'units-acts', path: '/desk/units', as: `${putuo}.head`, act: unfold },
    { name: 'units-empty', path: '/desk/units', as: '头桥街道办.head' },
    { name: 'supervision', path: '/desk/supervision', as: 'city.sup1' },
    { name: 'insight', path: '/desk/insight', as: 'city.sup1' },
    { name: 'supervision-acts', path: '/desk/supervision', as: 'city.sup1', act: press(supervisionWords.act) },
    { name: 'supervision-empty', path: '/desk/supervision?list=incident', as: 'city.sup1' },
    { name: 'directory', path: '/desk/directory', as: 'admin1' },
    { name: 'directory-people', path: '/desk/directory?tab=people', as: 'admin1' },
  ];
}

function issueShots(stand: Stand): Shot[] {
  const at = (key: 'fresh' | 'asked' | 'handled' | 'late' | 'rating' | 'reworked' | 'closed') => `/desk/issues/${stand[key].no}`;
  const tooLong = async (page: Browser, lang: Language): Promise<void> => {
    await press(commandWords.requestExtension)(page, lang);
    await page.locator('#command-requestExtension_length').fill('30');
    await page.getByLabel(fieldWords['reason']?.[lang] ?? '').fill('需要多部门会商');
    await page.locator('form.lx-form button[type=submit]').click();
    await page.getByRole('alert').waitFor();
  };
  const unfilled = async (page: Browser, lang: Language): Promise<void> => {
    await press(commandWords.reply)(page, lang);
    await page.locator('form.lx-form button[type=submit]').click();
    await page.locator('.ant-form-item-explain-error').first().waitFor();
  };
  const allOpen = (page: Browser): Promise<void> =>
    page.locator('main details').evaluateAll((all) => {
      for (const one of all) one.setAttribute('open', '');
    });
  return [
    { name: 'issue-verifying', path: at('fresh'), as: 'verifier1' },
    { name: 'issue-verify-form', path: at('fresh'), as: 'verifier1', act: press(commandWords.verify) },
    { name: 'issue-handled', path: at('handled'), as: `${putuo}.head` },
    { name: 'issue-refused', path: at('handled'), as: `${putuo}.head`, act: tooLong },
    { name: 'issue-unfilled', path: at('handled'), as: `${putuo}.head`, act: unfilled },
    { name: 'issue-dispatch-form', path: at('late'), as: 'city.sup1', act: press(commandWords.blowWhistle) },
    { name: 'issue-late', path: at('late'), as: 'city.sup1', act: allOpen },
    { name: 'issue-rating', path: at('rating'), as: 'callback1', act: press(commandWords.callBack) },
    { name: 'issue-rework', path: at('reworked'), as: 'sup.520103' },
    { name: 'issue-closed', path: at('closed'), as: 'city.sup1', act: allOpen },
    { name: 'issue-way', path: `${at('reworked')}/way`, as: 'city.sup1' },
    { name: 'issue-away', path: at('fresh'), as: 'verifier1', net: away('**/api/issues/*') },
    { name: 'issue-unknown', path: '/desk/issues/GY-2026-999999', as: 'verifier1' },
  ];
}

function newsShots(stand: Stand): Shot[] {
  return [
    { name: 'newsroom', path: '/desk/newsroom', as: 'editor1' },
    { name: 'newsroom-empty', path: '/desk/newsroom?stage=SCHEDULED', as: 'editor1' },
    {
      name: 'piece',
      path: `/desk/newsroom/${stand.draft}`,
      as: 'reporter1',
      act: (page) => page.locator('.lx-commands button').first().click(),
    },
    { name: 'piece-published', path: `/desk/newsroom/${stand.story}`, as: 'editor1' },
  ];
}

function ruleShots(): Shot[] {
  const check = async (page: Browser, lang: Language): Promise<void> => {
    await press(studioWords.checkAll)(page, lang);
    await page.locator('.ant-alert').first().waitFor();
  };
  const fill = async (page: Browser, lang: Language, date: string): Promise<void> => {
    await page.getByRole('tab', { name: calendarWords['tab.days'][lang] }).click();
    await page.locator('#days_date').fill(date);
    await page.locator('#days_reason').fill('凝冻停业');
    await page.locator('#days').getByRole('button', { name: calendarWords.preview[lang] }).click();
  };
  const closeUp = async (page: Browser, lang: Language): Promise<void> => {
    await page.locator('#notice').getByRole('button', { name: calendarWords.preview[lang] }).click();
    await page.locator('.ant-form-item-explain-error').first().waitFor();
  };
  const previewed = async (page: Browser, lang: Language): Promise<void> => {
    // The second working day from now: every due of five working days counts it.
    const next = new Date(Date.now() + 2 * 86_400_000);
    while ([0, 6].includes(next.getUTCDay())) next.setUTCDate(next.getUTCDate() + 1);
    await fill(page, lang, next.toISOString().slice(0, 10));
    await page.locator('.lx-moved, .ant-empty').first().waitFor();
  };
  return [
    { name: 'studio', path: '/desk/studio', as: 'rule.author1' },
    { name: 'studio-problems', path: '/desk/studio', as: 'rule.approver1', act: check },
    { name: 'studio-release', path: '/desk/studio/releases/current', as: 'rule.author1' },
    { name: 'studio-release-live', path: '/desk/studio/releases/current?part=live', as: 'city.sup1' },
    { name: 'studio-release-words', path: '/desk/studio/releases/current?part=outline', as: 'rule.author1' },
    { name: 'studio-release-tables', path: '/desk/studio/releases/current?part=tables', as: 'rule.author1' },
    { name: 'studio-release-policy', path: '/desk/studio/releases/current?part=policy', as: 'rule.author1' },
    { name: 'flow-play-start', path: '/desk/studio/flows/guiyang?view=play', as: 'rule.approver1' },
    { name: 'flow-scenarios', path: '/desk/studio/flows/guiyang?view=scenarios', as: 'rule.author1' },
    { name: 'versions', path: '/desk/studio/flows/guiyang/versions', as: 'rule.author1' },
    { name: 'versions-diff', path: '/desk/studio/flows/guiyang/versions/diff?from=1&to=draft', as: 'rule.author1' },
    { name: 'versions-restore', path: '/desk/studio/flows/guiyang/versions/restore?release=1', as: 'rule.author1' },
    { name: 'versions-import', path: '/desk/studio/import', as: 'admin1' },
    { name: 'flow-backtest', path: '/desk/studio/flows/guiyang?view=backtest', as: 'rule.author1' },
    { name: 'studio-policy', path: '/desk/studio/policies/guiyang', as: 'rule.author1' },
    { name: 'studio-deadlines', path: '/desk/studio/deadlines/guiyang?at=2026-09-18T16:00', as: 'rule.author1' },
    {
      name: 'studio-deadlines-urgent',
      path: '/desk/studio/deadlines/guiyang?entry=grade.A&at=2026-09-30T23:50',
      as: 'rule.author1',
    },
    { name: 'studio-hours', path: '/desk/studio/calendars/guiyang', as: 'rule.author1' },
    { name: 'calendar', path: '/desk/calendar', as: 'calendar1' },
    { name: 'calendar-loading', path: '/desk/calendar', as: 'calendar1', net: silent('**/api/calendars/**') },
    { name: 'calendar-away', path: '/desk/calendar', as: 'calendar1', net: away('**/api/calendars/**') },
    { name: 'calendar-refused', path: '/desk/calendar', as: 'calendar1', act: closeUp },
    { name: 'calendar-preview', path: '/desk/calendar', as: 'calendar1', act: previewed },
    { name: 'privacy-log', path: '/desk/privacy', as: 'auditor1' },
    { name: 'privacy-erasures', path: '/desk/privacy?tab=erasures', as: 'privacy1' },
  ];
}
