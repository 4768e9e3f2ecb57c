import { chromium, type Browser, type Page } from 'playwright-core';
import type { Flow } from '#domain';
import { words as draftWords } from '../../designer/draft/words';
import { words } from '../../designer/drawing/words';
import { waitUntil } from '../../worker/servers/wait';
import { browserLaunch } from '../support/servers';
import { type Application, startApplication } from './application';
import { signIn } from './staff';
import { axeFindings, type Language, shot, type Visitor } from './visitor';

jest.setTimeout(240_000);

/** Drawing by hand and by keyboard in a real browser: what stands on the canvas is what the server has. */
describe('the drawing room', () => {
  let application: Application;
  let browser: Browser;
  let visitors: Visitor[] = [];

  beforeAll(async () => {
    application = await startApplication();
    browser = await chromium.launch(await browserLaunch());
  });
  afterAll(async () => {
    await browser.close();
    await application.stop();
  });
  afterEach(async () => {
    for (const visitor of visitors) await visitor.close();
    visitors = [];
  });

  const draw = async (account: string, lang: Language): Promise<Visitor> => {
    const visitor = await signIn(browser, application, account, lang);
    visitors.push(visitor);
    await visitor.page.goto(`${application.base}/desk/studio/flows/guiyang`);
    await visitor.page.waitForSelector('.react-flow__node');
    return visitor;
  };
  const step = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
  const standsAs = ({ page, lang }: Visitor, is: 'saved' | 'away' | 'conflict') =>
    page.locator('.lx-standing', { hasText: draftWords[`standing.${is}`][lang] }).waitFor();
  const onServer = ({ page }: Visitor): Promise<Flow> =>
    page.evaluate(async () => ((await (await fetch('/api/flows/guiyang')).json()) as { document: Flow }).document);
  /** Waits until the server's draft is as it should be. */
  const comesTo = async (visitor: Visitor, is: (flow: Flow) => boolean): Promise<Flow> => {
    let flow = await onServer(visitor);
    const came = await waitUntil(async () => is(flow) || is((flow = await onServer(visitor))), 30_000);
    if (!came) await shot(visitor, 'drawing-never-came');
    expect(came).toBe(true);
    return flow;
  };
  const nodeOf = (flow: Flow, id: string) => flow.nodes.find((node) => node.id === id);
  const rename = async ({ page }: Visitor, id: string, zh: string): Promise<void> => {
    await step(page, id).click();
    await page.locator('.lx-inspector .lx-field input').first().fill(zh);
  };

  it('moves, undoes, adds, joins and copies, by hand and by keys', async () => {
    const me = await draw('rule.author1', 'zh');
    const { page } = me;
    const before = await onServer(me);
    const box = (await step(page, 'verify').boundingBox())!;
    await page.mouse.move(box.x + 40, box.y + 12);
    await page.mouse.down();
    await page.mouse.move(box.x + 60, box.y - 60, { steps: 6 });
    await page.mouse.up();
    await comesTo(me, (flow) => nodeOf(flow, 'verify')!.position.y < nodeOf(before, 'verify')!.position.y);
    await page.keyboard.press('Control+z');
    await comesTo(me, (flow) => JSON.stringify(flow) === JSON.stringify(before));

    await page.locator('.lx-preset', { hasText: '人工步骤' }).first().click();
    const added = await comesTo(me, (flow) => flow.nodes.length === before.nodes.length + 1);
    const id = added.nodes.at(-1)!.id;
    // A step that nothing leads to is said at once, on the canvas and in the list.
    await step(page, id).locator('.lx-node-mark').waitFor();
    await page.keyboard.press('n');
    await page.getByRole('combobox', { name: words.findPreset.zh }).fill('banjie');
    await page.keyboard.press('Enter');
    const next = await comesTo(me, (flow) => flow.nodes.length === before.nodes.length + 2);
    expect(next.edges.at(-1)).toMatchObject({ from: id, to: next.nodes.at(-1)!.id, outcome: 'done' });

    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    await page.keyboard.press('Control+v');
    const copied = await comesTo(me, (flow) => flow.nodes.length > next.nodes.length);
    // Everything but the second start.
    expect(copied.nodes).toHaveLength(2 * next.nodes.length - 1);
    for (let n = 0; n < 3; n += 1) await page.keyboard.press('Control+z');
    await comesTo(me, (flow) => flow.nodes.length === before.nodes.length);
    expect(await axeFindings(me)).toEqual([]);
    await page.getByText(words.outline.zh, { exact: true }).click();
    expect(await axeFindings(me)).toEqual([]);
    await shot(me, 'drawing-outline');
    expect(me.troubles).toEqual([]);
  });

  it('joins what two people draw, asks where both changed one thing, and keeps what no server has', async () => {
    const [ann, ben] = [await draw('rule.author1', 'zh'), await draw('admin1', 'en')];
    await rename(ann, 'verify', '核实');
    await comesTo(ann, (flow) => nodeOf(flow, 'verify')!.name.zh === '核实');
    await rename(ben, 'review', '复核');
    const joined = await comesTo(ben, (flow) => nodeOf(flow, 'review')!.name.zh === '复核');
    expect(nodeOf(joined, 'verify')?.name.zh).toBe('核实');

    await rename(ann, 'verify', '核实甲');
    await comesTo(ann, (flow) => nodeOf(flow, 'verify')!.name.zh === '核实甲');
    await rename(ben, 'verify', '核实乙');
    await standsAs(ben, 'conflict');
    expect(nodeOf(await onServer(ben), 'verify')?.name.zh).toBe('核实甲');
    await ben.page.locator('.lx-conflict input[type=radio]').first().check();
    await ben.page.getByRole('button', { name: draftWords.settle.en }).click();
    await comesTo(ben, (flow) => nodeOf(flow, 'verify')!.name.zh === '核实乙');

    await ann.page.context().setOffline(true);
    await rename(ann, 'review', '再审');
    await standsAs(ann, 'away');
    await ann.page.context().setOffline(false);
    await comesTo(ann, (flow) => nodeOf(flow, 'review')!.name.zh === '再审');

    // A reload in the middle of an edit: it is still there, and then the server has it.
    await rename(ann, 'needInfo', '补充');
    await ann.page.reload();
    await step(ann.page, 'needInfo').waitFor();
    await comesTo(ann, (flow) => nodeOf(flow, 'needInfo')!.name.zh === '补充');
  });
});
