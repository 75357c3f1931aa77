// The page of a person, organisation or place: reached from the reader and the facets, shared, and left again.
import { axe, BASE_URL, check, DESKTOP, expect, LOOKS, open, PHONE, QUERY, total, until } from './harness.mjs';

/** From the results to the page of an entity and back. */
export async function entity() {
  const { page, close } = await open('entity', DESKTOP, 'light');
  const heading = page.locator('main section h2').first();
  let name = '';
  await check('a name in the reader tells who it is', async () => {
    await page.goto(`${BASE_URL}/?${new URLSearchParams({ q: QUERY })}`);
    await page.locator('[data-hit] h2 a').first().click();
    await page.getByRole('button', { name: 'show names' }).click();
    const words = page.locator('.reader .text a.name').first();
    name = (await words.getAttribute('title')).replace(/ \(\w+\)$/, '');
    await words.click();
    const card = page.getByRole('dialog', { name, exact: true });
    await card.getByText(/named \d+ time/).waitFor();
    await axe(page, 'name card');
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'hidden' });
    await page.locator('.reader article').waitFor();
    await until(() => words.evaluate((link) => link === document.activeElement), 'the focus is back on the name');
    await words.press('Enter');
    await card.getByRole('link', { name: /^about this/ }).click();
    await page.waitForURL((url) => url.searchParams.get('about')?.endsWith(`:${name}`));
    await until(async () => (await heading.innerText()) === name, 'the page has the name as its heading');
  });
  await check('its page shows spellings, time, company and articles', async () => {
    await page.getByRole('list', { name: `Spellings of ${name}` }).getByRole('listitem').first().waitFor();
    await page.getByRole('listbox', { name: /over time/ }).waitFor();
    expect((await page.locator('[data-hit] h4 a').count()) > 0, 'it lists articles');
    const beside = page.locator('.beside li');
    expect((await beside.count()) > 0, 'it lists what stands beside it');
    const names = await page.locator('.beside .label').allInnerTexts();
    expect(!names.includes(name), 'it is not listed beside itself');
  });
  await check('an article opens over it, and closes onto it', async () => {
    const wanted = await page.locator('[data-hit]').first().getAttribute('data-hit');
    await page.locator('[data-hit] h4 a').first().click();
    await page.locator('.reader article').waitFor();
    expect(new URL(page.url()).searchParams.has('about'), 'the entity is still in the address');
    await page.keyboard.press('Escape');
    await page.locator('.reader').waitFor({ state: 'detached' });
    await until(
      () => page.evaluate((id) => document.activeElement?.closest('[data-hit]')?.getAttribute('data-hit') === id, wanted),
      'the focus is back on its line',
    );
  });
  await check('a count leads to exactly the articles that name both', async () => {
    const row = page.locator('.beside li').first();
    const count = Number((await row.locator('.count').innerText()).match(/\d+/)[0]);
    await row.locator('.count').click();
    await page.waitForURL((url) => !url.searchParams.has('about'));
    await until(async () => (await total(page)) === count, `the total is ${count}`);
    await page.goBack();
    await until(async () => (await heading.innerText()) === name, 'back shows its page again');
  });
  await check('names that set its articles apart can be asked for', async () => {
    await page.getByRole('group', { name: 'Names' }).getByRole('button', { name: 'distinctive' }).click();
    await page.waitForURL((url) => url.searchParams.get('names') === 'telling' && url.searchParams.has('about'));
    const told = page.locator('.beside .count').filter({ hasText: / of \d/ });
    await told.first().or(page.getByText('No name stands out here.')).waitFor();
    await page.goBack();
    await told.first().waitFor({ state: 'detached' });
    await until(async () => (await heading.innerText()) === name, 'it is the same page');
  });
  await check('it opens by its address alone, and an unknown one says so', async () => {
    await page.reload();
    await until(async () => (await heading.innerText()) === name, 'the page is there again');
    // The browser's console tells of the 404, as it should.
    const other = await page.context().newPage();
    await other.goto(`${BASE_URL}/?about=person:Nobody%20Whatsoever`);
    await other.getByRole('alert').waitFor();
    await other.close();
  });
  await close();
}

/** Back returns to the results where they were left; the page has no barriers. */
export async function entityLooks() {
  for (const { scheme, size } of LOOKS) {
    const at = `${scheme}, ${size.width} px`;
    const { page, close } = await open(`entity, ${at}`, size, scheme);
    await check(`back from an entity keeps the place in the results: ${at}`, async () => {
      const answer = await page.request.get(`${BASE_URL}/api/search?limit=0`);
      const { value } = (await answer.json()).facets.place[0];
      await page.goto(`${BASE_URL}/?${new URLSearchParams({ place: value })}`);
      await page.locator('[data-hit]').last().scrollIntoViewIfNeeded();
      const before = await page.evaluate(() => scrollY);
      expect(before > 100, 'the results are long enough to scroll');
      // From the facets, which are a drawer on a phone.
      if (size === PHONE) await page.getByRole('button', { name: /^Narrow by/ }).click();
      await page.locator(size === PHONE ? 'dialog' : 'aside').getByRole('link', { name: /^about / }).click();
      await page.getByRole('list', { name: `Spellings of ${value}` }).waitFor();
      expect((await page.evaluate(() => scrollY)) === 0, 'its page begins at its top');
      await axe(page, `entity, ${at}`);
      const spare = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(spare <= 0, `the page is ${spare} px too wide`);
      await page.goBack();
      await until(async () => Math.abs((await page.evaluate(() => scrollY)) - before) < 5, `the page is at ${before} again`);
    });
    await close();
  }
}
