// Everything that the main path does, without a mouse.
import { BASE_URL, check, DESKTOP, expect, open, QUERY, until } from './harness.mjs';

/** Everything that the main path does, without a mouse. */
export async function keyboard() {
  const { page, close } = await open('keyboard', DESKTOP, 'light');
  await check('the keyboard alone searches, moves, opens, closes and asks for help', async () => {
    await page.goto(`${BASE_URL}/?${new URLSearchParams({ q: QUERY })}`);
    await page.locator('[data-hit]').nth(1).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const wanted = await page.locator('[data-hit]').nth(1).getAttribute('data-hit');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('article') === wanted);
    await page.locator('.reader article').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.reader').waitFor({ state: 'detached' });
    await until(
      () => page.evaluate((id) => document.activeElement?.closest('[data-hit]')?.getAttribute('data-hit') === id, wanted),
      'the focus is back on the article',
    );
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'How to search' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'How to search' }).waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    expect(await page.getByRole('combobox', { name: 'Search the archive' }).evaluate((box) => box === document.activeElement), '/ goes to the box');
  });
  await check('who types beside the reader closes it and types on', async () => {
    await page.goto(`${BASE_URL}/?${new URLSearchParams({ q: QUERY })}`);
    await page.locator('[data-hit] h2 a').first().click();
    await page.locator('.reader article').waitFor();
    await page.keyboard.press('/');
    // Slower than the page waits before it searches.
    await page.keyboard.type('climate', { delay: 200 });
    await page.locator('.reader').waitFor({ state: 'detached' });
    const box = page.getByRole('combobox', { name: 'Search the archive' });
    expect((await box.inputValue()) === 'climate', `the box has ${await box.inputValue()}`);
    expect(await box.evaluate((it) => it === document.activeElement), 'the focus is still in the box');
    await page.goto(`${BASE_URL}/?${new URLSearchParams({ q: QUERY })}`);
    await page.locator('[data-hit]').first().waitFor();
  });
  await check('the time line is brushed by keys', async () => {
    await page.getByRole('listbox', { name: /over time/ }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.has('after'));
  });
  await close();
}
