// axe finds nothing on results, reader, help and drawer, in both schemes, wide and narrow.
import { axe, BASE_URL, check, DESKTOP, expect, LOOKS, open, PHONE, QUERY } from './harness.mjs';

/** The widths between which the page must fit. */
const NARROWEST = { width: 360, height: 740 };
const WIDEST = { width: 2560, height: 1300 };

/** axe finds nothing on results, reader, help and drawer, in both schemes, wide and narrow. */
export async function accessibility() {
  const url = `${BASE_URL}/?${new URLSearchParams({ q: QUERY })}`;
  for (const scheme of ['light', 'dark']) {
    for (const size of [DESKTOP, PHONE]) {
      const at = `${scheme}, ${size.width} px`;
      const { page, close } = await open(`axe, ${at}`, size, scheme);
      await page.goto(BASE_URL);
      await page.locator('[data-hit]').first().waitFor();
      await axe(page, `start, ${at}`);
      await page.getByRole('combobox', { name: 'Search the archive' }).pressSequentially(QUERY.slice(0, 3));
      await page.locator('#suggestions [role=option]').first().waitFor();
      await axe(page, `completions, ${at}`);
      await page.goto(url);
      await page.locator('[data-hit]').first().waitFor();
      await axe(page, `results, ${at}`);
      await check(`no sideways scrolling: ${at}`, async () => {
        const spare = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(spare <= 0, `the page is ${spare} px too wide`);
      });
      if (size === PHONE) {
        await page.getByRole('button', { name: /^Narrow by/ }).click();
        await page.getByRole('dialog').waitFor();
        await axe(page, `drawer, ${at}`);
        await page.keyboard.press('Escape');
      }
      await page.locator('[data-hit] h2 a').first().click();
      await page.locator('.reader article').waitFor();
      await page.locator('.reader summary').click({ timeout: 2000 }).catch(() => {});
      await page.getByRole('button', { name: 'show names' }).click({ timeout: 2000 }).catch(() => {});
      await axe(page, `reader, ${at}`);
      await page.getByRole('button', { name: 'cite' }).click();
      await page.getByRole('dialog', { name: 'Cite this article' }).waitFor();
      await axe(page, `cite, ${at}`);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.locator('.reader').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: /^Help/ }).click();
      await page.getByRole('dialog').waitFor();
      await axe(page, `help, ${at}`);
      await close();
    }
  }
}

/** From 360 px to 2560 px nothing is wider than the window, in the list, the reader and the page of an entity. */
export async function widths() {
  for (const size of [NARROWEST, WIDEST]) {
    const { page, close } = await open(`${size.width} px`, size, 'light');
    const fits = async (name) =>
      check(`no sideways scrolling: ${name}, ${size.width} px`, async () => {
        const spare = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(spare <= 0, `the page is ${spare} px too wide`);
        const reader = page.locator('.reader');
        if ((await reader.count()) === 0) return;
        expect(await reader.evaluate((it) => it.scrollWidth <= it.clientWidth), 'the reader is too wide');
      });
    await page.goto(`${BASE_URL}/?${new URLSearchParams({ q: QUERY })}`);
    await page.locator('[data-hit]').first().waitFor();
    await page.getByRole('button', { name: 'export' }).click();
    await fits('results');
    await page.locator('[data-hit] h2 a').first().click();
    await page.locator('.reader article').waitFor();
    await fits('reader');
    await check(`the facets ${size === WIDEST ? 'stay' : 'are put away'} while reading: ${size.width} px`, async () => {
      expect((await page.locator('aside').isVisible()) === (size === WIDEST), 'help: styles/layout.css');
    });
    await page.getByRole('button', { name: 'show names' }).click();
    await page.locator('.reader .text a.name').first().click();
    await page.getByRole('link', { name: /^about this .*: spellings/ }).click();
    await page.getByRole('list', { name: /^Spellings of/ }).waitFor();
    await fits('entity');
    await close();
  }
}
