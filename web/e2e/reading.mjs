// Reading one article after another: the way on without the list, and a reader that fits the smallest screens.
import { axe, check, expect, open, PHONE, QUERY, show, until } from './harness.mjs';

/** WCAG 1.4.10: as narrow as a page must still work. */
const NARROWEST = { width: 320, height: 640 };

/** On a phone the reader leads from article to article, and back to where the list then stands. */
export async function readingOn() {
  const { page, close } = await open('reading on', PHONE, 'light');
  const foot = page.getByRole('navigation', { name: 'Articles of the list' });
  const next = foot.getByRole('button', { name: 'next article' });
  const previous = foot.getByRole('button', { name: 'previous article' });
  const isOpen = (id) => page.waitForURL((url) => url.searchParams.get('article') === id);
  await check('the foot of the reader leads to the next article and back', async () => {
    await show(page, { q: QUERY });
    const ids = await page.locator('[data-hit]').evaluateAll((hits) => hits.slice(0, 2).map((hit) => hit.dataset.hit));
    await page.locator('[data-hit] h2 a').first().click();
    await foot.getByText(/^1 of \d+$/).waitFor();
    expect(!(await previous.isVisible()), 'none stands before the first');
    await next.click();
    await isOpen(ids[1]);
    await foot.getByText(/^2 of \d+$/).waitFor();
    await page.locator('.reader article').waitFor();
    await axe(page, 'reader on a phone, second article');
    await previous.click();
    await isOpen(ids[0]);
  });
  await check('the last article has none after it, and one step back is the list', async () => {
    const [, total] = /of (\d+)/.exec(await foot.innerText());
    for (let number = 2; number <= Number(total); number += 1) {
      await next.click();
      await foot.getByText(`${number} of ${total}`, { exact: true }).waitFor();
    }
    expect(!(await next.isVisible()), 'none stands after the last');
    await page.goBack();
    await page.locator('.reader').waitFor({ state: 'detached' });
  });
  await check('what was read is told apart in the list, and no longer after a reload', async () => {
    const first = page.locator('[data-hit]').first();
    const weight = () => first.locator('.headline').evaluate((it) => Number(getComputedStyle(it).fontWeight));
    await first.getByRole('link', { name: '(read)' }).waitFor();
    expect((await weight()) < 500, 'its headline is lighter');
    await axe(page, 'list of articles that were read');
    await page.reload();
    await first.waitFor();
    expect((await first.getByText('(read)').count()) === 0 && (await weight()) > 500, 'the page keeps nothing of it');
  });
  await close();
}

/** On the smallest screen, and with large letters, everything in the reader can be reached. */
export async function smallReader() {
  for (const [name, size, letters] of [['320 px', NARROWEST, '100%'], ['letters of 200 %', PHONE, '200%']]) {
    const { page, close } = await open(`reader, ${name}`, size, 'light');
    await check(`no control of the reader is out of reach: ${name}`, async () => {
      await show(page, { q: QUERY });
      await page.evaluate((letters) => (document.documentElement.style.fontSize = letters), letters);
      await page.locator('[data-hit] h2 a').first().click();
      await page.locator('.reader article').waitFor();
      await until(async () => (await page.locator('.reader .matches').count()) > 0, 'the matches are counted');
      const beyond = await page.locator('.reader .bar button, .reader nav button').evaluateAll((buttons) => buttons.filter((it) => it.getBoundingClientRect().right > innerWidth).map((it) => it.textContent));
      expect(beyond.length === 0, `out of reach: ${beyond.join()}`);
      expect(await page.locator('.reader').evaluate((it) => it.scrollWidth <= it.clientWidth), 'the reader is too wide');
      await page.getByRole('button', { name: 'close' }).click();
      await page.locator('.reader').waitFor({ state: 'detached' });
    });
    await close();
  }
}
