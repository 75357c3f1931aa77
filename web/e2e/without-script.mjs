// Without its script the page still finds and shows articles; nothing that it shows is run.
import { axe, BASE_URL, check, expect, LOOKS, open, QUERY, until } from './harness.mjs';

/** Searches and reads with JavaScript off. */
export async function withoutScript() {
  for (const { scheme, size } of LOOKS) {
    const at = `${scheme}, ${size.width} px`;
    const { page, close } = await open(`without script, ${at}`, size, scheme, { javaScriptEnabled: false });
    await check(`searches and reads without script: ${at}`, async () => {
      await page.goto(BASE_URL);
      await page.getByRole('searchbox', { name: 'Search the archive' }).fill(QUERY);
      await page.getByRole('button', { name: 'Search' }).click();
      await page.waitForURL((url) => url.searchParams.get('q') === QUERY);
      await shows(page, '.plain li mark', 'what was searched for is marked');
      await page.locator('.plain li a').first().click();
      await page.waitForURL((url) => url.searchParams.has('article'));
      await shows(page, '.plain article p + p', 'the article is shown');
    });
    await close();
  }
}

/** Waits until the plain page shows something: a server that is busy leaves the form alone rather than keep the page. */
function shows(page, selector, what) {
  return until(async () => {
    if ((await page.locator(selector).count()) > 0) return true;
    await page.reload();
    return false;
  }, what);
}

/** While the script is late, what the server wrote shows after a while, and goes when the script comes. */
export async function lateScript() {
  const { page, close } = await open('late script', LOOKS[0].size, 'light');
  await check('a late script finds the first results shown, and takes over', async () => {
    let letGo = () => {};
    const late = new Promise((resolve) => (letGo = resolve));
    await page.route('**/app.js*', async (route) => {
      await late;
      await route.continue();
    });
    await page.goto(`${BASE_URL}/?${new URLSearchParams({ q: QUERY })}`, { waitUntil: 'commit' });
    await until(async () => {
      if (await page.locator('.plain li a').first().isVisible()) return true;
      // A busy server leaves the form alone, which no waiting changes.
      const isBare = (await page.locator('.plain main').count()) > 0 && (await page.locator('.plain li').count()) === 0;
      if (isBare) await page.reload({ waitUntil: 'commit' });
      return false;
    }, 'the first results are shown');
    await axe(page, 'plain page');
    letGo();
    await page.locator('[data-hit] mark').first().waitFor();
    expect((await page.locator('.plain').count()) === 0, 'the plain page is gone');
  });
  await close();
}
