// axe finds nothing on results, reader, help and drawer, in both schemes, wide and narrow.
import { axe, BASE_URL, check, expect, LOOKS, open, PHONE, QUERY } from './harness.mjs';

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
