// Ways to keep what was found: a link to a passage, chosen articles as a file, articles without a date.
import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { axe, BASE_URL, check, CORPUS_DIR, DESKTOP, expect, LOOKS, open, QUERY, total, until } from './harness.mjs';

/** How long a new article may take from the disk to the page. */
const FRESH_MS = 90_000;

/** A passage is linked from words that were selected, and opened by its address alone. */
export async function passageLink() {
  const { page, close } = await open('passage', DESKTOP, 'light');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  let wanted = '';
  await check('selected words can be linked to', async () => {
    await page.goto(`${BASE_URL}/?${new URLSearchParams({ q: QUERY })}`);
    await page.locator('[data-hit] h2 a').first().click();
    const last = page.locator('.reader .text p').last();
    await last.scrollIntoViewIfNeeded();
    wanted = await last.evaluate((paragraph) => {
      const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
      const node = walker.nextNode();
      const words = node.data.trim().split(/\s+/).slice(0, 4).join(' ');
      const start = node.data.indexOf(words);
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + words.length);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return words;
    });
    await page.getByRole('button', { name: 'link', exact: true }).click();
    await page.waitForURL((url) => /^\d+-\d+$/.test(url.searchParams.get('at') ?? ''));
    await page.getByText('link to this passage copied').waitFor();
    expect((await passage(page)) === wanted, `the passage is “${await passage(page)}” and not “${wanted}”`);
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link === page.url(), `the clipboard has ${link}`);
  });
  await check('the link opens at the passage, on a cold load', async () => {
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.locator('.reader .passage').first().waitFor();
    expect((await passage(other)) === wanted, 'the passage is marked');
    await until(
      () => other.locator('.reader .passage').first().evaluate((it) => it.getBoundingClientRect().bottom <= innerHeight),
      'the passage is in sight',
    );
    await axe(other, 'passage');
    await other.close();
  });
  await check('another article has no passage of the one before', async () => {
    await page.keyboard.press('j');
    await page.waitForURL((url) => !url.searchParams.has('at'));
    await page.keyboard.press('k');
    await page.locator('.reader mark').first().waitFor();
    await page.evaluate(() => getSelection().removeAllRanges());
    await page.keyboard.press('n');
    await page.keyboard.press('l');
    await page.getByText(/^link to this (passage|article) copied$/).waitFor();
  });
  await check('the next article gets no link to words of the one before', async () => {
    let letGo = () => {};
    const slow = new Promise((resolve) => (letGo = resolve));
    await page.route('**/api/articles/*?*', async (route) => {
      await slow;
      await route.continue().catch(() => {});
    });
    const before = new URL(page.url()).searchParams.get('article');
    await page.keyboard.press('j');
    await page.waitForURL((url) => url.searchParams.get('article') !== before);
    await page.keyboard.press('n');
    await page.keyboard.press('l');
    await page.keyboard.press('c');
    expect(!new URL(page.url()).searchParams.has('at'), 'the address names no passage');
    expect((await page.getByRole('dialog', { name: 'Cite this article' }).count()) === 0, 'nothing is cited');
    letGo();
    await page.unroute('**/api/articles/*?*');
  });
  await close();
}

/** Articles are chosen across searches, and leave together. */
export async function choosing() {
  const { page, close } = await open('choosing', DESKTOP, 'light');
  await check('articles can be chosen by mouse and key', async () => {
    await page.goto(`${BASE_URL}/?${new URLSearchParams({ q: QUERY })}`);
    await page.locator('[data-hit]').nth(2).waitFor();
    await page.locator('[data-hit]').nth(1).getByRole('checkbox').check();
    await page.locator('[data-hit] h2 a').first().focus();
    await page.keyboard.press('x');
    await page.getByText('2 chosen', { exact: true }).first().waitFor();
    await axe(page, 'chosen articles');
  });
  await check('they leave as one file, in the order of choosing', async () => {
    const ids = await page.locator('[data-hit]').evaluateAll((hits) => hits.slice(0, 2).map((hit) => hit.dataset.hit));
    await page.getByRole('button', { name: 'export' }).click();
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: 'the 2 chosen as JSON lines' }).click();
    const lines = readFileSync(await (await saving).path(), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
    expect(lines.map(({ id }) => id).join() === [ids[1], ids[0]].join(), `the file has ${lines.map(({ id }) => id)}`);
  });
  await check('they outlast the search, until none is chosen', async () => {
    await page.getByRole('combobox', { name: 'Search the archive' }).fill('port');
    await page.waitForURL((url) => url.searchParams.get('q') === 'port');
    await page.getByText('2 chosen', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'choose none' }).click();
    await page.getByText('2 chosen', { exact: true }).first().waitFor({ state: 'detached' });
    const neighbour = page.getByRole('button', { name: 'compact list' });
    expect(await neighbour.evaluate((it) => it === document.activeElement), 'the focus is on a neighbour');
  });
  await check('a compact list stays compact on the next visit', async () => {
    await page.goto(`${BASE_URL}/?${new URLSearchParams({ q: QUERY })}`);
    const height = () => page.locator('[data-hit]').first().evaluate((hit) => hit.offsetHeight);
    const before = await height();
    await page.getByRole('button', { name: 'compact list' }).click();
    await until(async () => (await height()) < before * 0.7, 'an article takes less room');
    await page.reload();
    await page.locator('[data-hit]').first().waitFor();
    expect((await height()) < before * 0.7, 'it still does');
    await axe(page, 'compact list');
  });
  await close();
}

/** Articles without a known date can be asked for. */
export async function undated() {
  const { page, close } = await open('undated', DESKTOP, 'light');
  const folder = join(CORPUS_DIR, 'e2e-undated');
  try {
    await check('articles without a date can be asked for, and freed of it', async () => {
      await mkdir(folder, { recursive: true });
      await writeFile(
        join(folder, 'lamp.txt'),
        'Keeper of the lamp leaves the island\n\nThe keeper who tended the lamp on the outer skerry has left for good, ' +
          'and nobody has been found to follow him.\n\nThe lamp will burn by itself, the harbour office said.\n',
      );
      const button = page.getByRole('button', { name: /^\d+ undated$/ });
      await until(async () => {
        await page.goto(BASE_URL);
        await page.locator('[data-hit]').first().waitFor();
        return (await button.count()) > 0;
      }, 'the article is there', FRESH_MS);
      const n = Number((await button.innerText()).match(/\d+/)[0]);
      await button.click();
      await page.waitForURL((url) => url.searchParams.get('undated') === 'true');
      await until(async () => (await total(page)) === n, `the total becomes ${n}`);
      await page.getByRole('group', { name: 'Narrowed to' }).getByRole('button').first().click();
      await page.waitForURL((url) => !url.searchParams.has('undated'));
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  await close();
}

/** Two searches on one time line. */
export async function comparing() {
  const { page, close } = await open('comparing', DESKTOP, 'light');
  await check('a second search can be compared, by keyboard', async () => {
    await page.goto(`${BASE_URL}/?${new URLSearchParams({ q: 'port' })}`);
    await page.locator('[data-hit]').first().waitFor();
    await page.getByRole('button', { name: 'compare', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('security');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('vs') === 'security');
    const legend = page.getByRole('list', { name: 'Searches compared' });
    await legend.getByText('security').waitFor();
    await until(async () => (await page.locator('.bar.of-1').count()) > 0, 'the second bars are there');
  });
  await check('the bars are told in words and as a table', async () => {
    const label = await bar(page).getAttribute('aria-label');
    expect(/port: .*; security: /.test(label), `the bar says ${label}`);
    await page.getByText('as a table').click();
    const heads = await page.getByRole('columnheader').allInnerTexts();
    expect(heads.join() === 'published,port,security', `the table has ${heads}`);
  });
  await check('shares of all articles can be shown, and the address keeps it', async () => {
    await page.getByRole('button', { name: '% of all articles' }).click();
    await page.waitForURL((url) => url.searchParams.get('scale') === 'share');
    await page.reload();
    await until(
      async () => /%/.test((await bar(page).getAttribute('aria-label').catch(() => '')) ?? ''),
      'the bars tell shares',
    );
    await page.getByRole('button', { name: 'compare no longer with security' }).click();
    await page.waitForURL((url) => !url.searchParams.has('vs'));
    const button = page.getByRole('button', { name: 'compare', exact: true });
    expect(await button.evaluate((it) => it === document.activeElement), 'the focus is on the button that compares');
  });
  await check('chosen days can fill the plot', async () => {
    await page.goto(`${BASE_URL}/?${new URLSearchParams({ after: '2025-12-01', before: '2025-12-31' })}`);
    await bar(page).waitFor();
    const label = () => bar(page).getAttribute('aria-label');
    const before = await label();
    await page.getByRole('button', { name: 'zoom in' }).click();
    await until(async () => (await label()) !== before, 'the bars are others');
    await page.getByRole('button', { name: 'zoom out' }).click();
    await until(async () => (await label()) === before, 'the bars are as before');
  });
  await close();
  for (const { scheme, size } of LOOKS) {
    const at = `${scheme}, ${size.width} px`;
    const looks = await open(`comparing, ${at}`, size, scheme);
    await looks.page.goto(`${BASE_URL}/?${new URLSearchParams({ q: 'port', vs: 'security', scale: 'share' })}`);
    await looks.page.locator('[data-hit]').first().waitFor();
    const narrow = looks.page.getByRole('button', { name: /^Narrow by/ });
    if (await narrow.isVisible()) await narrow.click();
    await looks.page.locator('.bar.of-1').first().waitFor({ state: 'attached' });
    await axe(looks.page, `comparing, ${at}`);
    await looks.close();
  }
}

function bar(page) {
  return page.getByRole('listbox', { name: /over time/ }).getByRole('option').first();
}

function passage(page) {
  return page.locator('.reader .passage').evaluateAll((parts) => parts.map((part) => part.textContent).join(''));
}
