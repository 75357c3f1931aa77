// A server that is gone, broken or slow, and a link to what is no longer there: the page says so and stays usable.
import { axe, BASE_URL, check, DESKTOP, expect, open, QUERY, until } from './harness.mjs';

/** Everything that can be wrong with an answer. */
export async function trouble() {
  const { page, close } = await open('trouble', DESKTOP, 'dark');
  const box = page.getByRole('combobox', { name: 'Search the archive' });
  const alert = page.getByRole('alert').first();
  await check('a server that is gone is told of, and what was found stays', async () => {
    await page.goto(`${BASE_URL}/?${new URLSearchParams({ q: QUERY })}`);
    await page.locator('[data-hit]').first().waitFor();
    await page.route('**/api/**', (route) => route.abort());
    await box.fill('port');
    await alert.getByText('The server cannot be reached').waitFor();
    expect((await page.locator('[data-hit]').count()) > 0, 'the results of before are still there');
    await axe(page, 'trouble');
    await page.unroute('**/api/**');
    await alert.getByRole('button', { name: 'try again' }).click();
    await alert.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.id === 'results'), 'the focus is on the results');
  });
  await check('a refusal is told in the words of the server', async () => {
    const refusal = { error: { code: 'busy', message: 'too many searches are waiting', hint: 'come back in a moment' } };
    await page.route('**/api/search*', (route) => route.fulfill({ status: 503, json: refusal }));
    await box.fill('strike');
    await alert.getByText('Too many searches are waiting').waitFor();
    await page.unroute('**/api/search*');
    await page.route('**/api/search*', (route) => route.fulfill({ status: 200, body: '{"query":' }));
    await box.fill('strikes');
    await alert.getByText('cut short').waitFor();
    await page.unroute('**/api/search*');
  });
  await check('a slow answer does not come after a newer one', async () => {
    let letGo = () => {};
    const slow = new Promise((resolve) => (letGo = resolve));
    await page.route('**/api/search?*slowcoach*', async (route) => {
      await slow;
      await route.continue().catch(() => {});
    });
    await box.fill('slowcoach');
    await page.getByText('searching…').waitFor();
    await box.fill(QUERY);
    await page.waitForURL((url) => url.searchParams.get('q') === QUERY);
    letGo();
    // As long as the slow answer would have taken, had it been let in.
    await page.request.get(`${BASE_URL}/api/search?q=slowcoach`);
    await page.getByText('searching…').waitFor({ state: 'detached' });
    await page.locator('[data-hit] mark').first().waitFor();
    expect((await page.getByText('No article matches').count()) === 0, 'the newer answer is shown');
  });
  await check('a link to an article or a name that is gone says so', async () => {
    await page.goto(`${BASE_URL}/?${new URLSearchParams({ q: QUERY, article: '0'.repeat(20), at: '5-10' })}`);
    await page.locator('.reader').getByRole('alert').waitFor();
    await page.getByRole('button', { name: /^close/ }).click();
    await until(async () => (await page.locator('[data-hit]').count()) > 0, 'the results are there');
    await page.goto(`${BASE_URL}/?about=person:Nobody%20Whatsoever`);
    await page.locator('main').getByRole('alert').waitFor();
    await box.fill(QUERY);
    await page.locator('[data-hit] mark').first().waitFor();
  });
  await check('a query that is too long is cut, and searched', async () => {
    await page.goto(`${BASE_URL}/?q=${'security+'.repeat(250)}`);
    await page.locator('[data-hit]').or(page.getByText('No article matches')).first().waitFor();
  });
  await close(/Failed to load resource/);
}
