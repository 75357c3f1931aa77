// The main path: search, narrow, read, go back.
import { readFileSync } from 'node:fs';
import { axe, BASE_URL, check, DESKTOP, expect, open, QUERY, quoted, total, until } from './harness.mjs';

/** The main path: search, narrow, read, go back. */
export async function searching() {
  const { page, close } = await open('searching', DESKTOP, 'light');
  await check('the start page shows the newest articles', async () => {
    await page.goto(BASE_URL);
    await page.locator('[data-hit]').first().waitFor();
  });
  await check('typing a query shows marked results and goes to the URL', async () => {
    await page.getByRole('combobox', { name: 'Search the archive' }).pressSequentially(QUERY, { delay: 15 });
    await page.waitForURL((url) => url.searchParams.get('q') === QUERY);
    await page.locator('[data-hit] mark').first().waitFor();
    const n_hits = await page.locator('[data-hit]').count();
    expect(n_hits >= 3, `at least three articles speak of it, the page shows ${n_hits}`);
    await page.keyboard.press('Enter');
  });
  await check('a facet narrows the results and the URL', async () => {
    const before = await total(page);
    const value = await narrowingValue(page, before);
    expect(value !== null, 'no facet value would narrow the results; give the corpus more than one source');
    await page.locator(`[data-control="${quoted(`include ${value.name}`)}"]`).first().click();
    await page.waitForURL((url) => url.searchParams.getAll(value.facet).includes(value.name));
    await until(async () => (await total(page)) === value.count, `the total becomes ${value.count}`);
  });
  await check('the row of chosen values frees the results again', async () => {
    const narrowed = await total(page);
    await page.getByRole('group', { name: 'Narrowed to' }).getByRole('button').first().click();
    await until(async () => (await total(page)) > narrowed, 'more results than before');
  });
  await check('a value can be left out', async () => {
    const before = await total(page);
    const value = await narrowingValue(page, before);
    await page.locator(`[data-control="${quoted(`exclude ${value.name}`)}"]`).first().click();
    await page.waitForURL((url) => url.searchParams.getAll(value.facet).includes(`-${value.name}`));
    await until(async () => (await total(page)) < before, 'fewer results than before');
    await page.goBack();
    await until(async () => (await total(page)) === before, 'back brings all of them again');
  });
  await check('a chosen entity tells how it is written, and by whom', async () => {
    const row = page.locator('ul[aria-labelledby="facet-place"] button[data-control^="include "]').first();
    const name = (await row.getAttribute('data-control')).slice('include '.length);
    await row.click();
    await page.waitForURL((url) => url.searchParams.getAll('place').includes(name));
    await page.getByRole('button', { name: `spellings of ${name}` }).click();
    const spellings = page.getByRole('list', { name: `Spellings of ${name}` });
    await spellings.getByRole('listitem').first().waitFor();
    expect((await spellings.getByRole('listitem').first().innerText()).length > 0, 'a spelling is shown');
    await axe(page, 'spellings');
    await page.getByRole('button', { name: `hide spellings of ${name}` }).click();
    await spellings.waitFor({ state: 'detached' });
    await page.goBack();
    await page.waitForURL((url) => !url.searchParams.has('place'));
  });
  await check('an article opens with its matches marked', async () => {
    await page.locator('[data-hit] h2 a').first().click();
    await page.waitForURL((url) => url.searchParams.has('article'));
    await page.locator('.reader mark').first().waitFor();
    await page.getByRole('button', { name: 'next match' }).click();
    await page.locator('.matches').getByText(/^1 of \d+$/).waitFor();
    for (const link of await page.locator('.reader footer a').all()) {
      expect((await link.getAttribute('rel')) === 'noopener noreferrer', 'the link to the original gives nothing away');
    }
  });
  await check('an article can be opened by its address alone', async () => {
    await page.reload();
    await page.locator('.reader mark').first().waitFor();
  });
  await check('it can be cited in three forms', async () => {
    await page.keyboard.press('c');
    const sheet = page.getByRole('dialog', { name: 'Cite this article' });
    await sheet.getByText('TY - NEWS').waitFor();
    const saving = page.waitForEvent('download');
    await sheet.getByRole('link', { name: 'save as .bib' }).click();
    const file = await saving;
    expect(file.suggestedFilename().endsWith('.bib'), `the file is called ${file.suggestedFilename()}`);
    await sheet.getByRole('button', { name: 'copy' }).first().click();
    await sheet.getByText(/^(copied|selected)/).waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await page.locator('.reader article').waitFor();
  });
  await check('a related article is read on to, and back returns', async () => {
    const first = new URL(page.url()).searchParams.get('article');
    const list = page.getByRole('region', { name: 'Related articles' });
    await list.getByRole('link').first().click();
    await page.waitForURL((url) => ![null, first].includes(url.searchParams.get('article')));
    await page.goBack();
    await page.waitForURL((url) => url.searchParams.get('article') === first);
    await page.locator('.reader mark').first().waitFor();
  });
  await check('back closes it and shows the results', async () => {
    await page.goBack();
    await page.locator('.reader').waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('q') === QUERY, 'the query is still there');
    await page.locator('[data-hit] mark').first().waitFor();
  });
  await check('a bar tells its days and its number as soon as it is pointed at', async () => {
    const plot = page.getByRole('listbox', { name: /over time/ });
    const bar = plot.getByRole('option').first();
    await bar.hover();
    const words = await bar.getAttribute('aria-label');
    await plot.locator('p').getByText(words, { exact: true }).waitFor();
    await page.mouse.move(0, 0);
    await plot.locator('p').waitFor({ state: 'detached' });
    await plot.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Shift+Home');
    const all = await total(page);
    await plot.locator('p').getByText(new RegExp(`: ${all} articles?$`)).waitFor();
    await plot.blur();
  });
  await check('brushing the time line narrows the results by date', async () => {
    const whole = await total(page);
    const plot = page.getByRole('listbox', { name: /over time/ });
    const { x, y, width, height } = await plot.boundingBox();
    await page.mouse.move(x + 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y + height / 2, { steps: 5 });
    await page.mouse.up();
    await page.waitForURL((url) => url.searchParams.has('after') && url.searchParams.has('before'));
    await page.getByRole('button', { name: 'any date' }).click();
    await page.waitForURL((url) => !url.searchParams.has('after'));
    await until(async () => (await total(page)) === whole, 'all results again');
  });
  await check('the days can be chosen by hand', async () => {
    const before = await total(page);
    await page.getByRole('button', { name: 'choose days' }).click();
    await page.getByLabel('from').fill('2025-12-03');
    await page.getByLabel('from').blur();
    await page.waitForURL((url) => url.searchParams.get('after') === '2025-12-03' && !url.searchParams.has('before'));
    await until(async () => (await total(page)) < before, 'fewer results than before');
    await page.getByRole('button', { name: 'any date' }).click();
    await page.waitForURL((url) => !url.searchParams.has('after'));
    await page.getByRole('button', { name: 'done' }).click();
  });
  await check('a day that is typed digit by digit leaves the other one', async () => {
    await page.goto(`${BASE_URL}/?${new URLSearchParams({ q: QUERY, after: '2024-01-01', before: '2025-12-31' })}`);
    await page.getByRole('button', { name: 'choose days' }).click();
    await page.getByLabel('to', { exact: true }).pressSequentially('11302025', { delay: 30 });
    await page.waitForURL((url) => url.searchParams.get('before') === '2025-11-30');
    expect(new URL(page.url()).searchParams.get('after') === '2024-01-01', 'the first day is still there');
    await page.getByRole('button', { name: 'any date' }).click();
    await page.waitForURL((url) => !url.searchParams.has('after'));
    await page.getByRole('button', { name: 'done' }).click();
  });
  await check('all results can be exported', async () => {
    await page.getByRole('button', { name: 'export' }).click();
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: /as table \(CSV\)$/ }).click();
    const table = readFileSync(await (await saving).path(), 'utf8');
    expect(table.startsWith('\u{feff}id,title,') && table.includes('guarantee'), `the table begins with ${table.slice(0, 40)}`);
    const feed = await page.getByRole('link', { name: 'Atom feed' }).getAttribute('href');
    const answer = await page.request.get(new URL(feed, BASE_URL).href);
    expect((await answer.text()).includes('<entry>'), 'the feed has entries');
    await page.getByRole('button', { name: 'export' }).click();
  });
  await check('a query that may be meant otherwise offers that', async () => {
    // What the server suggests depends on the archive; here it suggests what the test says.
    await page.route('**/api/search?*seccurity*', async (route) => {
      const response = await route.fetch();
      const results = await response.json();
      await route.fulfill({ response, json: { ...results, query: { ...results.query, suggestion: QUERY } } });
    });
    const field = page.getByRole('combobox', { name: 'Search the archive' });
    await field.fill('seccurity guarantee');
    // Whoever is done with typing puts the completions away, which lie over the question.
    await field.press('Enter');
    await page.getByText('Did you mean').getByRole('link', { name: QUERY }).click();
    await page.waitForURL((url) => url.searchParams.get('q') === QUERY);
    await page.getByText('Did you mean').waitFor({ state: 'detached' });
  });
  await check('a query without results offers a way on', async () => {
    await page.getByRole('combobox', { name: 'Search the archive' }).fill('qxzvwkjy');
    await page.getByText('No article matches').waitFor();
  });
  await close();
}

/** Returns a value of a facet that some of the results have, but not all. */
async function narrowingValue(page, n_all) {
  for (const facet of ['source', 'person', 'organisation', 'place', 'language']) {
    const rows = page.locator(`ul[aria-labelledby="facet-${facet}"] button[data-control^="include "]`);
    for (const row of await rows.all()) {
      const name = (await row.getAttribute('data-control')).slice('include '.length);
      const count = Number((await row.locator('.count').innerText()).replaceAll(/\D/g, ''));
      if (count > 0 && count < n_all && name !== 'unknown') return { facet, name, count };
    }
  }
  return null;
}
