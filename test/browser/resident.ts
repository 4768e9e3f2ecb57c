import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import en from '../../designer/public/words/en.json';
import zh from '../../designer/public/words/zh.json';
import type { Application } from './application';
import { type Language, visit, type Visitor } from './visitor';

/** A resident with a phone. */
export const pageWords: Readonly<Record<Language, Record<string, string>>> = { zh, en };
export const word = ({ lang }: Pick<Visitor, 'lang'>, key: string): string => pageWords[lang][key] ?? key;

export type Said = { category: string; district: string; street: string; text: string; address: string };

/** A small real photo. */
export const photo = (): Promise<Buffer> =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: '#b08d57' } })
    .jpeg()
    .toBuffer();

/** Opens the report page on a phone; on an old one nothing but HTML works. */
export async function onPhone(browser: Browser, application: Application, lang: Language, scripts = true): Promise<Visitor> {
  const visitor = await visit(browser, application, { name: `resident-${lang}`, lang, small: true, scripts });
  await visitor.page.goto(`${application.base}/?lang=${lang}`);
  return visitor;
}

/** Fills the report page and sends it; answers the number that is given. */
export async function report(visitor: Visitor, said: Said): Promise<string> {
  const { page } = visitor;
  await page.locator('#text').fill(said.text);
  await page.locator('#category').selectOption(said.category);
  await page.locator('#district').selectOption(said.district);
  await page.locator('#street').selectOption(said.street);
  await page.locator('#address').fill(said.address);
  await page.locator('#photos').setInputFiles({ name: 'wall.jpg', mimeType: 'image/jpeg', buffer: await photo() });
  await page.locator('#name').fill('罗先生');
  await page.locator('#phone').fill('13985012345');
  await page.getByRole('button', { name: word(visitor, 'report.send') }).click();
  await page.getByRole('heading', { name: word(visitor, 'received.title') }).waitFor();
  return (await page.locator('dl.slip dd').first().innerText()).trim();
}

export async function follow(visitor: Visitor): Promise<void> {
  await visitor.page.getByRole('link', { name: word(visitor, 'received.follow') }).click();
  await visitor.page.getByRole('heading', { level: 1 }).waitFor();
}

/** Reads the tracking page anew until it asks for a rating, then gives it. */
export async function rate(visitor: Visitor, answer: 'solved' | 'not', satisfaction: string, note: string): Promise<void> {
  const { page } = visitor;
  await page.reload();
  await page.locator(`input[name=answer][value=${answer}]`).check();
  await page.locator(`input[name=satisfaction][value=${satisfaction}]`).check();
  await page.locator('#note').fill(note);
  await page.getByRole('button', { name: word(visitor, 'rate.send') }).click();
  await page
    .getByRole('status')
    .filter({ hasText: word(visitor, 'done.rate') })
    .waitFor();
}
