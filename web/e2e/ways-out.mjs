// Ways out of the browser, and what the page leaves in it: files of every form, OpenSearch, paper, settings.
import { BASE_URL, check, DESKTOP, expect, open, QUERY, show } from './harness.mjs';

/** How a file of each form begins. */
const BEGINS = { 'table (CSV)': '\u{feff}id,title,', 'references (RIS)': 'TY  - NEWS', BibTeX: '@', 'list (Markdown)': '', 'JSON lines': '{"id":' };

/** All results leave in every form, for other programs and on paper. */
export async function waysOut() {
  const { page, close } = await open('ways out', DESKTOP, 'light');
  await check('all results leave in every form', async () => {
    await show(page, { q: QUERY });
    await page.getByRole('button', { name: 'export' }).click();
    for (const [form, start] of Object.entries(BEGINS)) {
      const link = page.getByRole('link', { name: new RegExp(`^all [\\d,]+ as ${form.replaceAll(/[()]/g, '\\$&')}$`) });
      const answer = await page.request.get(new URL(await link.getAttribute('href'), BASE_URL).href);
      const text = await answer.text();
      expect(answer.ok() && text.startsWith(start) && text.length > 100, `${form} begins with ${text.slice(0, 30)}`);
    }
  });
  await check('a browser is told how to search here', async () => {
    const href = await page.locator('link[rel=search]').getAttribute('href');
    const text = await (await page.request.get(new URL(href, BASE_URL).href)).text();
    const template = /<Url [^>]*type="text\/html"[^>]*template="([^"]+)"/.exec(text)?.[1];
    expect(template?.includes('{searchTerms}'), `the description has ${template}`);
  });
  await check('on paper there are results without controls, or the article alone', async () => {
    await page.emulateMedia({ media: 'print' });
    expect(!(await page.locator('.box-place').isVisible()) && !(await page.locator('aside').isVisible()), 'controls are left out');
    expect(await page.locator('[data-hit]').first().isVisible(), 'results are printed');
    await page.emulateMedia({ media: 'screen' });
    await page.locator('[data-hit] h2 a').first().click();
    await page.locator('.reader article').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.reader article').isVisible(), 'the article is printed');
    expect(!(await page.locator('[data-hit]').first().isVisible()), 'the list is not');
    await page.emulateMedia({ media: 'screen' });
  });
  await check('an article longer than a sheet is printed to its end, from the margin on', async () => {
    const long = Array.from({ length: 90 }, (_, i) => `Paragraph ${i}: ${'the quay was closed and the boats waited outside '.repeat(4)}`);
    await page.route('**/api/articles/*', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), text: long.join('\n\n'), entities: [], matches: [] } });
    });
    await page.reload();
    await page.getByText('Paragraph 89').waitFor();
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    const n_sheets = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(n_sheets >= 3, `it has ${n_sheets} sheets. help: styles/print.css against the styles of Reader.svelte`);
    await page.emulateMedia({ media: 'print' });
    const left = await page.locator('.reader').evaluate((it) => it.getBoundingClientRect().left);
    expect(left < 20, `it begins ${left} px from the left`);
    await page.emulateMedia({ media: 'screen' });
    await page.unroute('**/api/articles/*');
    await page.reload();
    await page.locator('.reader article').waitFor();
  });
  await check('each fact of an article says where it was read, and from which file', async () => {
    await page.getByText('where these facts come from').click();
    const rows = await page.locator('.reader details tr').allInnerTexts();
    const date = rows.find((row) => row.startsWith('date'));
    expect(date !== undefined && /certain|likely|fair|a guess/.test(date), `it says of the date: ${date}`);
    await page.locator('.reader footer').getByText(/^read from ./).waitFor();
  });
  await check('nothing is kept in the browser but settings', async () => {
    await page.goBack();
    await page.getByRole('button', { name: 'compact list' }).click();
    const kept = await page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]);
    expect(JSON.stringify(kept) === '[["dateline.density"],[],""]', `it keeps ${JSON.stringify(kept)}`);
  });
  await check('whoever wants little motion gets none', async () => {
    const quick = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--quick').trim());
    expect(Number.parseFloat(await quick()) === 0, `motion takes ${await quick()}`);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(Number.parseFloat(await quick()) > 0, 'there is motion otherwise');
  });
  await close();
}
