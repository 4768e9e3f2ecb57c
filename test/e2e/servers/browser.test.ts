import { chromium } from 'playwright-core';
import { browserLaunch } from '../../support/servers';

jest.setTimeout(120_000);

it('has a browser that draws Chinese as characters, not as boxes', async () => {
  const browser = await chromium.launch(await browserLaunch());
  try {
    const page = await browser.newPage();
    // Two different characters without a font would both be the same box.
    await page.setContent('<span id="one">两</span><span id="two">心</span>');
    const [one, two] = await Promise.all(['#one', '#two'].map((id) => page.locator(id).screenshot()));
    expect(one!.equals(two!)).toBe(false);
  } finally {
    await browser.close();
  }
});
