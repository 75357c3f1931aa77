// What every part of the browser test stands on: a browser, pages that tell of trouble, checks that are counted.
import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** The address of the server, and the folder that an indexer watches for it. */
export const { BASE_URL, CORPUS_DIR } = process.env;
const { CHROMIUM_PATH = '/usr/bin/chromium' } = process.env;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** A query that several of the sample articles answer. */
export const QUERY = 'security guarantee';
export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };
/** Where the page is looked at by axe: both schemes, wide and narrow. */
export const LOOKS = ['light', 'dark'].flatMap((scheme) => [DESKTOP, PHONE].map((size) => ({ scheme, size })));

/** How long anything may take: far longer than it does, for a machine that does other work as well. */
const PATIENCE_MS = 30_000;
/** How long articles may take from the disk to the page. */
const FRESH_MS = 90_000;

/** How many checks passed and failed. */
export const tally = { passed: 0, failed: 0 };

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

/** Ends the browser. */
export function quit() {
  return browser.close();
}

/** Opens a page that reports, when it is closed, whether it stayed quiet and at home. */
export async function open(name, viewport, colorScheme, options = {}) {
  const looks = { viewport, colorScheme, hasTouch: viewport === PHONE, reducedMotion: 'reduce' };
  const context = await browser.newContext({ ...looks, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
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
  const close = async (awaited = /^$/) => {
    await check(`no request elsewhere, no error in the console: ${name}`, () => {
      const unawaited = troubles.filter((trouble) => !awaited.test(trouble));
      expect(unawaited.length === 0, unawaited.join('; '));
    });
    await context.close();
  };
  return { page, close };
}

/** Looks for barriers of the page as it is. */
export async function axe(page, name) {
  await check(`axe: ${name}`, async () => {
    // Not as a script element: the content security policy of the page stays in force.
    await page.evaluate(AXE);
    const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), WCAG);
    const words = violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    expect(violations.length === 0, words.join('; '));
  });
}

/** Returns the total that the summary tells. */
export async function total(page) {
  const words = await page.locator('.found').innerText();
  return Number(/[\d,]+/.exec(words)?.[0].replaceAll(',', '') ?? Number.NaN);
}

/** Writes records where the indexer sees them for as long as some steps take, which begin when a search finds them. */
export async function withRecords(page, name, records, q, steps) {
  const folder = join(CORPUS_DIR, `e2e-${name}`);
  const found = async () => {
    const answer = await page.request.get(`${BASE_URL}/api/search?${new URLSearchParams({ q, limit: 0, facets: 0 })}`);
    return (await answer.json()).total;
  };
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(join(folder, 'records.jsonl'), records.map((record) => JSON.stringify(record)).join('\n'));
    await until(async () => (await found()) >= records.length, `the articles of ${name} are in the index`, FRESH_MS);
    await steps();
  } finally {
    await rm(folder, { recursive: true, force: true });
    // Else the next who writes them finds those that are about to go.
    await until(async () => (await found()) < records.length, `the articles of ${name} are gone from the index`, FRESH_MS);
  }
}

/** Returns how many results are listed. */
export function listed(page) {
  return page.locator('[data-hit]').count();
}

/** Goes to a search and waits until it shows results. */
export async function show(page, params) {
  await page.goto(`${BASE_URL}/?${new URLSearchParams(params)}`);
  await page.locator('[data-hit]').first().waitFor();
}

/** Returns a text as a quoted part of a selector. */
export function quoted(text) {
  return text.replaceAll(/["\\]/g, '\\$&');
}

/** Waits until something holds. */
export async function until(holds, what, ms = PATIENCE_MS) {
  const deadline = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited ${ms / 1000} s until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Fails the check where a condition does not hold. */
export function expect(condition, message) {
  if (!condition) throw new Error(message);
}

/** Runs the steps of a check and counts how it went. */
export async function check(name, steps) {
  try {
    await steps();
    tally.passed += 1;
    console.log(`ok    ${name}`);
  } catch (error) {
    failure(name, error);
  }
}

/** Counts and tells a failure. */
export function failure(name, error) {
  tally.failed += 1;
  console.log(`FAIL  ${name}\n      ${String(error.message).split('\n').slice(0, 4).join('\n      ')}`);
}
