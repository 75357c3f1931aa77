// The page in a real browser, against a running server: BASE_URL is its address, CORPUS_DIR a folder that an
// indexer watches for it, CHROMIUM_PATH the browser. Prints a line for each check and a closing `N passed, N failed`; exit 1 on failure.
import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const { BASE_URL, CORPUS_DIR, CHROMIUM_PATH = '/usr/bin/chromium' } = process.env;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const QUERY = 'security guarantee';
/** How long a new article may take from the disk to the page. */
const FRESH_MS = 20_000;
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

let passed = 0;
let failed = 0;

if (!BASE_URL || !CORPUS_DIR) {
  console.error('BASE_URL or CORPUS_DIR is not set\nhint: BASE_URL=http://127.0.0.1:8080 CORPUS_DIR=corpus node e2e/run.mjs');
  process.exit(2);
}

const browser = await chromium.launch({
  executablePath: CHROMIUM_PATH,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  for (const part of [searching, keyboard, freshArticle, accessibility]) {
    // What goes wrong between two checks is a failure too, and the other parts still run.
    await part().catch((error) => failure(part.name, error));
  }
} finally {
  await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

/** The main path: search, narrow, read, go back. */
async function searching() {
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
    await page.getByText(/^1 of \d+$/).waitFor();
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
  await check('back closes it and shows the results', async () => {
    await page.goBack();
    await page.locator('.reader').waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('q') === QUERY, 'the query is still there');
    await page.locator('[data-hit] mark').first().waitFor();
  });
  await check('brushing the time line narrows the results by date', async () => {
    const plot = page.getByRole('listbox', { name: /over time/ });
    const { x, y, width, height } = await plot.boundingBox();
    await page.mouse.move(x + 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y + height / 2, { steps: 5 });
    await page.mouse.up();
    await page.waitForURL((url) => url.searchParams.has('after') && url.searchParams.has('before'));
    await page.getByRole('button', { name: 'any date' }).click();
    await page.waitForURL((url) => !url.searchParams.has('after'));
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
  await check('all results can be taken away', async () => {
    await page.getByText('take away').click();
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: 'table (CSV)' }).click();
    const table = readFileSync(await (await saving).path(), 'utf8');
    expect(table.startsWith('\u{feff}id,title,') && table.includes('guarantee'), `the table begins with ${table.slice(0, 40)}`);
    const feed = await page.getByRole('link', { name: 'Atom feed' }).getAttribute('href');
    const answer = await page.request.get(new URL(feed, BASE_URL).href);
    expect((await answer.text()).includes('<entry>'), 'the feed has entries');
    await page.getByText('take away').click();
  });
  await check('a query without results offers a way on', async () => {
    await page.getByRole('combobox', { name: 'Search the archive' }).fill('qxzvwkjy');
    await page.getByText('No article matches').waitFor();
  });
  await close();
}

/** Everything that the main path does, without a mouse. */
async function keyboard() {
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
  await check('the time line is brushed by keys', async () => {
    await page.getByRole('listbox', { name: /over time/ }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.has('after'));
  });
  await close();
}

/** An article that is written while the server runs is found without a restart. */
async function freshArticle() {
  const { page, close } = await open('fresh article', DESKTOP, 'light');
  // A word that is in no other article, and not in the article of another run.
  const word = `quillfen${Date.now().toString(36).replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)])}`;
  const folder = join(CORPUS_DIR, `e2e-${word}`);
  try {
    await check(`a new article is found within ${FRESH_MS / 1000} s, without a restart`, async () => {
      await page.goto(BASE_URL);
      await page.locator('[data-hit]').first().waitFor();
      await mkdir(folder, { recursive: true });
      await writeFile(
        join(folder, 'new-ferry.txt'),
        `Night ferry named ${word} makes its first crossing\n\nTARNHAVEN, Dec 5 2025 — The night ferry ${word} ` +
          'left the quay on Friday with ninety people on board and came back before the morning tide.\n\n' +
          `Its captain said that the ${word} would sail every evening until the ice closes the inner bay.\n`,
      );
      const deadline = Date.now() + FRESH_MS;
      let n_hits = 0;
      while (n_hits === 0 && Date.now() < deadline) {
        await page.goto(`${BASE_URL}/?${new URLSearchParams({ q: word })}`);
        await page.locator('[data-hit]').or(page.getByText('No article matches')).first().waitFor();
        n_hits = await page.locator('[data-hit]').count();
        if (n_hits === 0) await page.waitForTimeout(500);
      }
      expect(n_hits === 1, `the new article is the one result, the page shows ${n_hits}`);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  await close();
}

/** axe finds nothing on results, reader, help and drawer, in both schemes, wide and narrow. */
async function accessibility() {
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

/** Opens a page that reports, when it is closed, whether it stayed quiet and at home. */
async function open(name, viewport, colorScheme) {
  const context = await browser.newContext({ viewport, colorScheme, hasTouch: viewport === PHONE, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const home = new URL(BASE_URL).origin;
  const troubles = [];
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && origin !== home) troubles.push(`request to ${request.url()}`);
  });
  // Violations of the content security policy are among the console's errors.
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  const close = async () => {
    await check(`no request elsewhere, no error in the console: ${name}`, () => {
      expect(troubles.length === 0, troubles.join('; '));
    });
    await context.close();
  };
  return { page, close };
}

async function axe(page, name) {
  await check(`axe: ${name}`, async () => {
    // Not as a script element: the content security policy of the page stays in force.
    await page.evaluate(AXE);
    const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), WCAG);
    const words = violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    expect(violations.length === 0, words.join('; '));
  });
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

/** Returns the total that the summary tells. */
async function total(page) {
  const words = await page.locator('.figures').innerText();
  return Number(/([\d,]+) of [\d,]+ article/.exec(words)?.[1]?.replaceAll(',', '') ?? Number.NaN);
}

function quoted(text) {
  return text.replaceAll(/["\\]/g, '\\$&');
}

async function until(holds, what) {
  const deadline = Date.now() + 5000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited 5 s until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function expect(condition, message) {
  if (!condition) throw new Error(message);
}

async function check(name, steps) {
  try {
    await steps();
    passed += 1;
    console.log(`ok    ${name}`);
  } catch (error) {
    failure(name, error);
  }
}

function failure(name, error) {
  failed += 1;
  console.log(`FAIL  ${name}\n      ${String(error.message).split('\n').slice(0, 4).join('\n      ')}`);
}
