import { type CommandName } from '../../workflows/domain/issue';
import { commandWords, fieldWords } from '../../designer/i18n';
import { words as doorWords } from '../../designer/app/words';
import type { Application } from './application';
import { visit, type Language, type Visitor } from './visitor';
import type { Browser } from 'playwright-core';

/** People of the desk in the browser, doing what they do by the labels that they read. */

const kept = new Map<string, string>();

/** Signs in with the one-time password, changes it as the page demands, and stands in their own room. */
export async function signIn(browser: Browser, application: Application, id: string, lang: Language): Promise<Visitor> {
  const visitor = await visit(browser, application, { name: id, lang });
  const { page, base } = visitor;
  const known = kept.get(`${base} ${id}`);
  const first = known ?? application.passwordOf(id);
  await page.goto(`${base}/desk/`);
  await page.getByLabel(doorWords.account[lang]).fill(id);
  await page.getByLabel(doorWords.password[lang]).fill(first);
  await page.getByRole('button', { name: doorWords.signIn[lang] }).click();
  if (known === undefined) await changePassword(visitor, id, first);
  await page.getByRole('navigation', { name: doorWords.rooms[lang] }).waitFor();
  return visitor;
}

async function changePassword({ page, lang, base }: Visitor, id: string, current: string): Promise<void> {
  const next = `${id}-two-hearts-2026`;
  await page.getByRole('heading', { name: doorWords.changeTitle[lang] }).waitFor();
  await page.getByLabel(doorWords.current[lang]).fill(current);
  await page.getByLabel(doorWords.next[lang], { exact: true }).fill(next);
  await page.getByLabel(doorWords.again[lang]).fill(next);
  await page.getByRole('button', { name: doorWords.change[lang] }).click();
  kept.set(`${base} ${id}`, next);
}

/** The session ends while the person is at a form; they give their password over the page and go on where they were. */
export async function comeBack({ page, lang, base }: Visitor, id: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(doorWords.password[lang]).fill(kept.get(`${base} ${id}`) ?? '');
  await dialog.getByRole('button', { name: doorWords.goOn[lang] }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Opens the issue from the person's own list: it must stand there. */
export async function openFromList({ page, base }: Visitor, room: 'inbox' | 'units', no: string): Promise<void> {
  await page.goto(`${base}/desk/${room}`);
  await page.getByRole('link', { name: no }).first().click();
  await page.locator('#acts').waitFor();
}

export const buttonOf = ({ page, lang }: Visitor, name: CommandName) =>
  page.locator('section:has(> #acts), section:has(#acts)').getByRole('button', { name: commandWords[name][lang], exact: true });

type Answer = string | { pick: string } | { tick: string };

/** Opens a command's form on the issue page, fills it by its labels and sends it; ends when the form has gone. */
export async function give(visitor: Visitor, name: CommandName, answers: Readonly<Record<string, Answer>> = {}): Promise<void> {
  const { page } = visitor;
  await buttonOf(visitor, name).first().click();
  const form = page.locator('form.lx-form');
  await form.waitFor();
  for (const [field, answer] of Object.entries(answers)) await fillIn(visitor, field, answer);
  await form.locator('button[type=submit]').click();
  await form.waitFor({ state: 'detached' });
}

async function fillIn({ page, lang }: Visitor, field: string, answer: Answer): Promise<void> {
  const form = page.locator('form.lx-form');
  if (typeof answer === 'string')
    await form
      .getByLabel(fieldWords[field]?.[lang] ?? field)
      .first()
      .fill(answer);
  else if ('pick' in answer) await form.getByRole('radio', { name: answer.pick, exact: true }).check();
  else await form.getByRole('checkbox', { name: answer.tick }).first().check();
}
