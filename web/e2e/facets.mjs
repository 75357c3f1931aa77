// Facets: several values, names that set the results apart, and more values than anybody reads.
import { axe, BASE_URL, check, DESKTOP, expect, LOOKS, open, PHONE, QUERY, quoted, show, total, until } from './harness.mjs';

/** What the facets do beside narrowing by one value. */
export async function facets() {
  const { page, close } = await open('facets', DESKTOP, 'light');
  await check('several values of a facet are any of them', async () => {
    const answer = await page.request.get(`${BASE_URL}/api/search?limit=0`);
    const [one, other] = (await answer.json()).facets.source.filter(({ value }) => value !== 'unknown');
    await show(page, {});
    for (const { value } of [one, other]) {
      await page.locator(`ul[aria-labelledby="facet-source"] [data-control="${quoted(`include ${value}`)}"]`).click();
      await page.waitForURL((url) => url.searchParams.getAll('source').includes(value));
    }
    await until(async () => (await total(page)) === one.count + other.count, 'the total is that of both');
    const chosen = await page.locator('ul[aria-labelledby="facet-source"] [data-control^="include"]').evaluateAll((rows) => rows.slice(0, 2).map((row) => row.ariaPressed));
    expect(chosen.join() === 'true,true', 'the chosen ones are on top');
    await page.locator(`ul[aria-labelledby="facet-source"] [data-control="${quoted(`include ${other.value}`)}"]`).click({ modifiers: ['Alt'] });
    await until(async () => (await total(page)) === other.count, 'with Alt it is one alone');
    await page.goBack();
    await page.getByRole('button', { name: 'clear filters' }).click();
    await page.waitForURL((url) => !url.searchParams.has('source'));
  });
  await check('a value that is wanted and unwanted at once is told twice, and freed', async () => {
    const answer = await page.request.get(`${BASE_URL}/api/search?limit=0`);
    const { value } = (await answer.json()).facets.source[0];
    await page.goto(`${BASE_URL}/?${new URLSearchParams([['source', value], ['source', `-${value}`]])}`);
    await page.getByText('No article matches').waitFor();
    const chosen = page.getByRole('group', { name: 'Narrowed to' });
    await chosen.getByRole('button', { name: 'no longer leave out' }).waitFor();
    await chosen.getByRole('button', { name: 'clear filters' }).click();
    await page.locator('[data-hit]').first().waitFor();
  });
  await check('names that set the results apart can be asked for, and the address keeps it', async () => {
    await page.route('**/api/search?*facet_order=significant*', async (route) => {
      const response = await route.fetch();
      const results = await response.json();
      const person = [{ value: 'Oda Brandvik', count: 3, in_archive: 1_204 }];
      await route.fulfill({ response, json: { ...results, facets: { ...results.facets, person } } });
    });
    await show(page, { q: QUERY });
    const switcher = page.getByRole('group', { name: 'Names' });
    await switcher.getByRole('button', { name: 'distinctive' }).click();
    await page.waitForURL((url) => url.searchParams.get('names') === 'telling');
    const row = page.getByRole('button', { name: 'Oda Brandvik, 3 of 1,204 articles' });
    await row.waitFor();
    await axe(page, 'telling names');
    await page.reload();
    await row.waitFor();
    await page.unroute('**/api/search?*facet_order=significant*');
    await switcher.getByRole('button', { name: 'frequent' }).click();
    await page.waitForURL((url) => !url.searchParams.has('names'));
    await row.waitFor({ state: 'detached' });
  });
  await check('ten thousand values are searched within, and the page stays usable', async () => {
    await page.route('**/api/search?*', async (route) => {
      const response = await route.fetch();
      const results = await response.json();
      const all = Array.from({ length: 10_000 }, (_, i) => ({ value: `Person ${i}`, count: 10_000 - i }));
      // As the server does: the most frequent, or those with what is typed.
      const params = new URL(route.request().url()).searchParams;
      const typed = params.get('facet_query')?.split(':')[1];
      const person = all.filter(({ value }) => typed === undefined || value.toLowerCase().startsWith(typed)).slice(0, Number(params.get('facets')));
      await route.fulfill({ response, json: { ...results, facets: results.facets && { ...results.facets, person } } });
    });
    await show(page, { q: QUERY });
    await page.getByRole('button', { name: 'more of People' }).click();
    const rows = page.locator('ul[aria-labelledby="facet-person"] li');
    await until(async () => (await rows.count()) === 100, 'many are shown');
    const field = page.getByRole('searchbox', { name: 'search within People' });
    expect(await field.evaluate((it) => it === document.activeElement), 'the focus is on the field, not below all of them');
    const aside = await page.locator('aside').evaluate((it) => it.getBoundingClientRect().left);
    expect((await field.evaluate((it) => it.getBoundingClientRect().left)) - aside >= 4, 'there is room for the line around it');
    await field.fill('person 9999');
    await until(async () => (await rows.count()) === 1, 'one is found');
    const more = page.getByRole('button', { name: 'still more of People' });
    await more.click();
    await more.waitFor({ state: 'detached' });
    await field.press('Escape');
    expect((await field.inputValue()) === '', 'Escape empties the field');
    await field.press('Escape');
    await field.waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('q') === QUERY, 'the query is still there');
    const button = page.getByRole('button', { name: 'more of People', exact: true });
    expect(await button.evaluate((it) => it === document.activeElement), 'the focus is on the button that opens the field');
    await page.unroute('**/api/search?*');
    await page.getByRole('combobox', { name: 'Search the archive' }).fill(QUERY.split(' ')[0]);
    await page.waitForURL((url) => url.searchParams.get('q') === QUERY.split(' ')[0]);
    await page.locator('[data-hit] mark').first().waitFor();
  });
  await close();
}

/** The time line is brushed by a finger; the order can be chosen. */
export async function touch() {
  const { page, close } = await open('touch', PHONE, 'light');
  await check('a finger brushes the time line', async () => {
    await show(page, { q: QUERY });
    await page.getByRole('button', { name: /^Narrow by/ }).click();
    const plot = page.getByRole('listbox', { name: /over time/ });
    await plot.getByRole('option').first().waitFor();
    const { x, y, width, height } = await plot.boundingBox();
    const client = await page.context().newCDPSession(page);
    const finger = (type, at) => client.send('Input.dispatchTouchEvent', { type, touchPoints: at === null ? [] : [{ x: x + width * at, y: y + height / 2 }] });
    await finger('touchStart', 0.1);
    for (const at of [0.2, 0.4, 0.6]) await finger('touchMove', at);
    await finger('touchEnd', null);
    await page.waitForURL((url) => url.searchParams.has('after') && url.searchParams.has('before'));
  });
  await check('the order can be chosen', async () => {
    // Of one word: of several, what has all of them comes first, whatever its date.
    await show(page, { q: QUERY.split(' ')[0] });
    const dates = () => page.locator('[data-hit] time').evaluateAll((times) => times.map(({ dateTime }) => dateTime.slice(0, 10)));
    await page.getByLabel('Order').selectOption('oldest');
    await page.waitForURL((url) => url.searchParams.get('sort') === 'oldest');
    await until(async () => (await dates()).every((date, i, all) => i === 0 || all[i - 1] <= date), 'the oldest come first');
    await page.getByLabel('Order').selectOption('newest');
    await until(async () => (await dates()).every((date, i, all) => i === 0 || all[i - 1] >= date), 'the newest come first');
  });
  await close();
}

/** The switch between names has no barriers. */
export async function facetLooks() {
  for (const { scheme, size } of LOOKS) {
    const at = `${scheme}, ${size.width} px`;
    const { page, close } = await open(`facets, ${at}`, size, scheme);
    await show(page, { q: QUERY, names: 'telling' });
    if (size === PHONE) await page.getByRole('button', { name: /^Narrow by/ }).click();
    await page.getByRole('group', { name: 'Names' }).waitFor();
    await axe(page, `facets, ${at}`);
    await close();
  }
}
