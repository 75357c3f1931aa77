// Articles that were written to harm: nothing of them is run or becomes markup, and the page stays usable.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BASE_URL, check, CORPUS_DIR, DESKTOP, expect, open, until } from './harness.mjs';

/** How long new articles may take from the disk to the page. */
const FRESH_MS = 90_000;
/** A word that every one of the articles has. */
const WORD = 'zarquonish';

const TAGS = ['script', 'img', 'svg', 'iframe', 'object', 'style', 'link', 'base', 'form', 'math'];
const PAYLOADS = [
  ...TAGS.map((tag) => `<${tag} src=x href=x data=x onerror=harm() onload=harm()>harm()</${tag}>`),
  ...TAGS.map((tag) => `"'><${tag.toUpperCase()}/onload=harm() src=//x.invalid>`),
  ...['click', 'mouseover', 'focus', 'error', 'load', 'toggle'].map((name) => `" on${name}="harm()" autofocus x="`),
  ...['javascript:harm()', 'JaVaScRiPt:harm()', 'data:text/html,<script>harm()</script>', 'vbscript:harm()', '//x.invalid/a'],
  ...['</title><script>harm()</script>', '</textarea><script>harm()</script>', '--><script>harm()</script>', ']]><script>harm()</script>'],
  ...['{{constructor.constructor("harm()")()}}', '${harm()}', '<%= harm() %>', '{@html "<img onerror=harm()>"}'],
  ...['&lt;script&gt;harm()&lt;/script&gt;', '&#60;script&#62;harm()', '%3Cscript%3Eharm()%3C/script%3E', '\\u003cscript\\u003eharm()'],
  ...['\u202eharm()\u202c', '\u0000harm\u0007', '\ud800 half', '\u200b\u2066harm', 'a'.repeat(2000), 'ر'.repeat(300), '中'.repeat(300)],
];

/** Fifty payloads in every field, looked at in the list, the reader, the card, the page of an entity and the facets. */
export async function hostile() {
  const { page, close } = await open('hostile articles', DESKTOP, 'light');
  const folder = join(CORPUS_DIR, 'e2e-hostile');
  await page.addInitScript(() => (globalThis.harm = () => (globalThis.wasHarmed = true)));
  try {
    const records = PAYLOADS.map((payload, i) => ({
      id: `hostile-${i}-${payload.slice(0, 40)}`,
      title: `${payload} ${i}`,
      standfirst: payload,
      author: payload,
      source: payload.slice(0, 60),
      section: payload,
      url: payload,
      published: '2025-12-01',
      text: `The ${WORD} number ${i} met President ${payload.slice(0, 30)} in Geneva.\n\n${payload}\n\nIt was said to be ${WORD} enough.`,
    }));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'records.jsonl'), records.map((record) => JSON.stringify(record)).join('\n'));
    await check('hostile articles are found, and found harmless in the list', async () => {
      await until(
        async () => {
          await page.goto(`${BASE_URL}/?${new URLSearchParams({ q: WORD })}`);
          await page.locator('[data-hit]').or(page.getByText('No article matches')).first().waitFor();
          return (await page.locator('[data-hit]').count()) >= 20;
        },
        'they are in the index',
        FRESH_MS,
      );
      await until(async () => {
        await page.locator('.end').scrollIntoViewIfNeeded();
        return (await page.locator('[data-hit]').count()) >= 40;
      }, 'forty are listed');
      await unharmed(page);
      const spare = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(spare <= 0, `a headline makes the page ${spare} px too wide`);
    });
    await check('every one of them can be read', async () => {
      const ids = await page.locator('[data-hit]').evaluateAll((hits) => hits.map((hit) => hit.dataset.hit));
      await page.locator('[data-hit] h2 a').first().click();
      for (const id of ids) {
        await page.waitForURL((url) => url.searchParams.get('article') === id);
        await page.locator('.reader article .text p').first().waitFor();
        await unharmed(page);
        await page.keyboard.press('j');
      }
      await page.getByRole('button', { name: 'show names' }).click();
      await page.keyboard.press('c');
      await page.getByRole('dialog', { name: 'Cite this article' }).waitFor();
      await unharmed(page);
    });
    await check('their names and sources are words in facets, pages and addresses', async () => {
      const answer = await (await page.request.get(`${BASE_URL}/api/search?${new URLSearchParams({ q: WORD, limit: 0 })}`)).json();
      const people = answer.facets.person.slice(0, 4).map(({ value }) => ({ about: `person:${value}` }));
      const sources = answer.facets.source.slice(0, 4).map(({ value }) => ({ source: value }));
      for (const asked of [...people, ...sources, ...PAYLOADS.slice(0, 6).map((q) => ({ q, vs: q, about: `place:${q}` }))]) {
        await page.goto(`${BASE_URL}/?${new URLSearchParams(asked)}`);
        await page.locator('[data-hit]').or(page.getByText('No article matches')).or(page.getByRole('alert')).first().waitFor();
        await unharmed(page);
      }
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  // Names that the archive does not know are 404, which the console tells.
  await close(/404/);
}

async function unharmed(page) {
  const found = await page.evaluate(() => ({
    wasHarmed: globalThis.wasHarmed === true,
    strange: [...document.body.querySelectorAll('script, img, svg, iframe, object, style, base, math, [onerror], [onload]')].length,
    links: [...document.links].map(({ protocol }) => protocol).filter((it) => !['http:', 'https:', 'data:'].includes(it)),
  }));
  expect(!found.wasHarmed, 'a script of an article ran');
  expect(found.strange === 0, `${found.strange} elements came from an article`);
  expect(found.links.length === 0, `links lead to ${found.links}`);
}
