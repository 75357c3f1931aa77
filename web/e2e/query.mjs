// The query under the box: its parts, completions of what is typed, and help that can be tried.
import { axe, BASE_URL, check, DESKTOP, expect, LOOKS, open, PHONE, QUERY, show, until } from './harness.mjs';

const [FIRST, SECOND] = QUERY.split(' ');

/** Each part of a query is told and can be taken out. */
export async function queryParts() {
  const { page, close } = await open('parts of a query', DESKTOP, 'light');
  const parts = page.getByRole('group', { name: 'Parts of the query' });
  const box = page.getByRole('combobox', { name: 'Search the archive' });
  await check('each part of a query is told, and goes with a press and the operator beside it', async () => {
    await show(page, { q: `${FIRST} OR ${SECOND} AND NOT qxzvwkjy` });
    await until(async () => (await parts.getByRole('button').count()) === 3, 'there are three parts');
    await axe(page, 'parts of a query');
    await parts.getByRole('button', { name: 'without “qxzvwkjy”' }).click();
    await page.waitForURL((url) => url.searchParams.get('q') === `${FIRST} OR ${SECOND}`);
    expect((await box.inputValue()) === `${FIRST} OR ${SECOND}`, 'the box has what is left');
    await until(async () => (await parts.getByRole('button').count()) === 2, 'there are two parts');
    await until(() => parts.evaluate((group) => group.contains(document.activeElement)), 'the focus is on a neighbour');
  });
  await check('the last but one goes by key, the focus goes on to the results, and what is found is announced', async () => {
    await parts.getByRole('button', { name: SECOND }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q') === FIRST);
    await parts.waitFor({ state: 'detached' });
    await until(() => page.evaluate(() => document.activeElement?.id === 'results'), 'the focus is on the results');
    const announced = page.locator('[role=status]').filter({ hasText: `found: articles with the word “${FIRST}”` });
    await announced.waitFor({ state: 'attached' });
    await page.goBack();
    await until(async () => (await parts.getByRole('button').count()) === 2, 'back brings the part again');
  });
  await check('a search without results offers to leave a part out', async () => {
    await page.goto(`${BASE_URL}/?${new URLSearchParams({ q: `${FIRST} source:qxzvwkjy` })}`);
    await page.getByText('No article matches').waitFor();
    await page.getByRole('link', { name: 'take out: from the source “qxzvwkjy”' }).click();
    await page.waitForURL((url) => url.searchParams.get('q') === FIRST);
    await page.locator('[data-hit]').first().waitFor();
  });
  await close();
  for (const { scheme, size } of LOOKS) {
    const at = `${scheme}, ${size.width} px`;
    const looks = await open(`parts of a query, ${at}`, size, scheme);
    await check(`a query of many parts fits: ${at}`, async () => {
      await show(looks.page, { q: `"${QUERY}" OR ${FIRST} OR ${SECOND} OR talks OR port OR strike OR place:geneva OR title:peace OR lang:de` });
      const group = looks.page.getByRole('group', { name: 'Parts of the query' });
      await group.getByRole('button', { name: '1 more' }).click();
      const place = () => group.evaluate((it) => [...it.querySelectorAll('button')].indexOf(document.activeElement));
      await until(async () => (await place()) === 8, 'the focus is on the part that was hidden');
      await axe(looks.page, `many parts, ${at}`);
      const spare = await looks.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(spare <= 0, `the page is ${spare} px too wide`);
    });
    await looks.close();
  }
}

/** What is being typed is completed, by key and by mouse. */
export async function completions() {
  const { page, close } = await open('completions', DESKTOP, 'light');
  const box = page.getByRole('combobox', { name: 'Search the archive' });
  const options = page.locator('#suggestions [role=option]');
  await check('a completion is taken by key', async () => {
    await show(page, {});
    await box.pressSequentially('gen');
    await options.first().waitFor();
    await page.keyboard.press('ArrowDown');
    await until(async () => (await options.first().getAttribute('aria-selected')) === 'true', 'the first is chosen');
    expect((await box.getAttribute('aria-activedescendant')) === 'suggestion-0', 'a screen reader is told of it');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !['', 'gen', null].includes(url.searchParams.get('q')));
    await options.first().waitFor({ state: 'hidden' });
    await page.locator('[data-hit]').first().waitFor();
  });
  await check('a completion is taken by mouse, and Escape closes them', async () => {
    await box.fill('');
    await box.pressSequentially('sec');
    await options.first().waitFor();
    await page.keyboard.press('Escape');
    await options.first().waitFor({ state: 'hidden' });
    await box.pressSequentially('u');
    await options.first().waitFor();
    await options.first().click();
    await page.waitForURL((url) => !['sec', 'secu'].includes(url.searchParams.get('q')));
    await page.locator('[data-hit]').first().waitFor();
  });
  await check('a headline is completed from its words', async () => {
    const answer = await page.request.get(`${BASE_URL}/api/search?${new URLSearchParams({ q: QUERY, language: 'en', limit: 20, facets: 0 })}`);
    const { hits } = await answer.json();
    const words = hits.map(({ title }) => title?.match(/^[A-Za-z]{4,} [A-Za-z]{4,} [A-Za-z]{4,}/)?.[0]).find((start) => start);
    expect(words !== undefined, 'an article has a headline that begins with three plain words');
    await box.fill('');
    await box.pressSequentially(words.slice(0, -1).toLowerCase());
    await options.filter({ hasText: 'headline' }).first().click();
    await page.waitForURL((url) => url.searchParams.get('q')?.startsWith('title:'));
    await page.locator('[data-hit]').first().waitFor();
  });
  await check('who types on takes no completion', async () => {
    await box.fill('');
    await box.pressSequentially('gen');
    await options.first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('u');
    expect((await box.getAttribute('aria-activedescendant')) === null, 'none is chosen any more');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q') === 'genu');
  });
  await check('headlines that are one query are all offered', async () => {
    const headline = (text) => ({ kind: 'headline', text, query: 'title:"Truce talks what next"', count: 1 });
    const suggestions = ['Truce talks: what next', 'Truce talks – what next'].map(headline);
    await page.route('**/api/suggest?*', (route) => route.fulfill({ json: { suggestions } }));
    await box.fill('');
    await box.pressSequentially('truce talks');
    for (const { text } of suggestions) await options.filter({ hasText: text }).first().waitFor();
    await page.unroute('**/api/suggest?*');
  });
  await close();
}

/** The help sheet tells every key, and its examples are searches. */
export async function help() {
  const { page, close } = await open('help', PHONE, 'light');
  await check('the help tells the keys, and its examples can be tried', async () => {
    await show(page, {});
    await page.getByRole('button', { name: /^Help/ }).click();
    const sheet = page.getByRole('dialog', { name: 'How to search' });
    const keys = await sheet.locator('kbd').allInnerTexts();
    for (const key of ['/', 'j', 'k', 'Enter', 'n', 'p', 'x', 'c', 'l', 'Esc', '?']) expect(keys.includes(key), `it tells of ${key}`);
    const example = sheet.getByRole('button', { name: `"${QUERY}"` });
    await example.click();
    await page.waitForURL((url) => url.searchParams.get('q') === `"${QUERY}"`);
    await sheet.waitFor({ state: 'detached' });
    await page.locator('[data-hit] mark').first().waitFor();
  });
  await close();
}
