// An article that is written while the server runs is found without a restart.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BASE_URL, check, CORPUS_DIR, DESKTOP, expect, open } from './harness.mjs';

/** How long a new article may take from the disk to the page. */
const FRESH_MS = 90_000;

/** An article that is written while the server runs is found without a restart. */
export async function freshArticle() {
  const { page, close } = await open('fresh article', DESKTOP, 'light');
  // A word that is in no other article, and not in the article of another run.
  const word = `quillfen${Date.now().toString(36).replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)])}`;
  const folder = join(CORPUS_DIR, `e2e-${word}`);
  try {
    await check('a new article is found without a restart', async () => {
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
