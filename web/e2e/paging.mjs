// A long list goes on as one reads on, and stands where it was left by back and after a reload.
import { axe, check, DESKTOP, expect, listed, open, show, until, withRecords } from './harness.mjs';

/** A word that every one of the articles has. */
const WORD = 'varnholmish';
const N_ARTICLES = 260;
/** As many as come by themselves; from then on a press is needed. */
const UNASKED = 100;

/** A list of more results than come by themselves. */
export async function paging() {
  const { page, close } = await open('paging', DESKTOP, 'light');
  const steps = async () => {
    await check('results go on by themselves as one reads on, up to a bound', async () => {
      await show(page, { q: WORD, sort: 'oldest' });
      expect((await listed(page)) < UNASKED, 'the first page is short');
      await readOnTo(page, UNASKED);
      await page.getByText(`${UNASKED} of ${N_ARTICLES}`, { exact: true }).waitFor();
      await status(page, `${UNASKED} of ${N_ARTICLES} articles listed`).waitFor({ state: 'attached' });
    });
    await check('a press lists more, and the focus goes to the first of them', async () => {
      const button = page.getByRole('button', { name: 'more results' });
      await button.focus();
      await page.keyboard.press('Enter');
      await until(async () => (await listed(page)) > UNASKED, 'more than before are listed');
      const place = () => page.evaluate(() => [...document.querySelectorAll('[data-hit]')].indexOf(document.activeElement?.closest('[data-hit]')));
      await until(async () => (await place()) === UNASKED, 'the focus is on the first new one');
      await axe(page, 'long list');
    });
    await check('j goes past the last one that is listed', async () => {
      const n_before = await listed(page);
      await page.locator('[data-hit] h2 a').last().focus();
      await page.keyboard.press('j');
      await until(async () => (await listed(page)) > n_before, 'more are listed');
    });
    await check('back from the reader keeps list and place', async () => {
      const place = await placeAt(page, 60);
      await page.locator('[data-hit] h2 a').nth(60).click();
      await page.locator('.reader article').waitFor();
      await page.goBack();
      await page.locator('.reader').waitFor({ state: 'detached' });
      await isAt(page, place);
    });
    await check('back from another search keeps list and place', async () => {
      const place = await placeAt(page, 70);
      await page.locator('[data-hit] .source').nth(70).click();
      await page.waitForURL((url) => url.searchParams.has('source'));
      await until(async () => (await page.evaluate(() => scrollY)) === 0, 'the other list begins at its top');
      await page.goBack();
      await page.waitForURL((url) => !url.searchParams.has('source'));
      await isAt(page, place);
    });
    await check('a reload keeps list and place', async () => {
      const place = await placeAt(page, 80);
      await until(() => page.evaluate(() => history.state?.scrolled === scrollY), 'the place is remembered');
      await page.reload();
      await isAt(page, place);
    });
    await check('a page that does not come is told of, and comes on a press', async () => {
      await show(page, { q: WORD, sort: 'newest' });
      await page.route('**/api/search?*offset=*', (route) => route.abort());
      await page.locator('.end').scrollIntoViewIfNeeded();
      await page.getByRole('alert').filter({ hasText: 'The server cannot be reached' }).waitFor();
      const n_before = await listed(page);
      await page.unroute('**/api/search?*offset=*');
      await page.getByRole('button', { name: 'try again' }).click();
      await until(async () => (await listed(page)) > n_before, 'more are listed');
    });
  };
  await withRecords(page, 'paging', records(), WORD, steps);
  await close(/Failed to load resource/);
}

/** Copies of a story are one result, which names the others. */
export async function copies() {
  const { page, close } = await open('copies', DESKTOP, 'light');
  const text = sentences(7, 40);
  const record = (source) => ({ id: `copy-${source}`, title: 'Skerry light is lit again', source, published: '2025-11-03', text: `The ondrelight story. ${text}` });
  const steps = async () => {
    await check('copies of a story are folded into one result', async () => {
      await show(page, { q: 'ondrelight' });
      await page.getByText('1 article folded as copies').waitFor();
      expect((await listed(page)) === 1, 'one of the two is listed');
      await page.locator('[data-hit]').getByText('also in').getByRole('link').click();
      await page.locator('.reader article').waitFor();
    });
    await check('many copies are a count, which opens with the focus on the first', async () => {
      const duplicates = [1, 2, 3, 4].map((i) => ({ id: `${i}`.repeat(20), source: `Courier ${i}` }));
      await page.route('**/api/search?*', async (route) => {
        const response = await route.fetch();
        const results = await response.json();
        await route.fulfill({ response, json: { ...results, hits: results.hits.map((hit) => ({ ...hit, duplicates })) } });
      });
      await show(page, { q: 'ondrelight' });
      await page.getByRole('button', { name: '4 sources' }).first().click();
      await until(() => page.evaluate(() => document.activeElement?.textContent?.trim() === 'Courier 1'), 'the focus is on the first');
      await page.unroute('**/api/search?*');
    });
  };
  await withRecords(page, 'copies', [record('Skerry Post'), record('Outer Courier')], 'ondrelight', steps);
  await close();
}

function records() {
  const day = (i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);
  return Array.from({ length: N_ARTICLES }, (_, i) => ({
    id: `paging-${i}`,
    title: `Notice ${i} to the ${WORD} harbour`,
    source: `Paging Paper ${i % 3}`,
    published: day(i),
    text: `The ${WORD} harbour gave notice ${i}.\n\n${sentences(i + 1, 12)}`,
  }));
}

/** Sentences of words that nobody wrote, the same at every run and others for every seed. */
function sentences(seed, n_sentences) {
  let state = seed * 7919 + 13;
  const next = (n) => (state = (state * 48_271) % 2_147_483_647) % n;
  const word = () => Array.from({ length: 2 + next(3) }, () => 'bdfglmnprst'[next(11)] + 'aeiou'[next(5)]).join('');
  const sentence = () => `The ${Array.from({ length: 9 }, word).join(' ')} is here.`;
  return Array.from({ length: n_sentences }, sentence).join(' ');
}

/** Scrolls to the end of the list until this many are listed. */
async function readOnTo(page, n) {
  await until(async () => {
    await page.locator('[data-hit]').last().scrollIntoViewIfNeeded();
    return (await listed(page)) >= n;
  }, `${n} are listed`);
}

/** Scrolls to a result and returns how long the list is and where the page stands. */
async function placeAt(page, i) {
  await page.locator('[data-hit]').nth(i).scrollIntoViewIfNeeded();
  const n = await listed(page);
  expect(n > i, `only ${n} are listed`);
  return { n, y: await page.evaluate(() => scrollY) };
}

async function isAt(page, { n, y }) {
  await until(async () => (await listed(page)) >= n, `${n} are listed again`);
  await until(async () => Math.abs((await page.evaluate(() => scrollY)) - y) < 5, `the page is at ${y} again`);
}

function status(page, text) {
  return page.locator('[role=status]').filter({ hasText: text });
}
