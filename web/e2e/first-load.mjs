// How heavy the page is, how soon it shows results on a slow phone (1.6 Mbit/s, 150 ms, a quarter of this CPU), and how
// soon an answer is on the screen. The times are printed for docs/QUALITY.md: no machine fails for being busy.
import { BASE_URL, check, DESKTOP, expect, open, PHONE, QUERY, show } from './harness.mjs';

/** Compressed, all files of the page together. */
const MOST_KB = 100;
/** How often an answer is timed. */
const N_ANSWERS = 9;

/** Weight and time of the first load. */
export async function firstLoad() {
  const { page, close } = await open('first load', PHONE, 'light');
  page.setDefaultTimeout(120_000);
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.setCacheDisabled', { cacheDisabled: true });
  const [addresses, sizes] = [new Map(), new Map()];
  client.on('Network.responseReceived', ({ requestId, response }) => addresses.set(requestId, new URL(response.url).pathname));
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
  const speed = (1.6 * 1024 * 1024) / 8;
  await client.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: speed, uploadThroughput: speed / 2 });
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(observe);
  await check(`the page is under ${MOST_KB} kB, and nothing shifts on a slow phone`, async () => {
    const started = Date.now();
    // Nothing is asked of the page before: what a question puts into it would be weighed with it.
    await page.goto(`${BASE_URL}/?${new URLSearchParams({ q: QUERY })}`, { waitUntil: 'load' });
    await page.locator('[data-hit]').first().waitFor();
    const whole = Date.now() - started;
    const { first, largest, shift, blocked } = await page.evaluate(settled);
    const bytes = [...sizes].filter(([id]) => !addresses.get(id)?.startsWith('/api/')).reduce((sum, [, size]) => sum + size, 0);
    console.log(`      ${(bytes / 1000).toFixed(1)} kB; first paint ${first} ms, largest ${largest} ms, blocked ${blocked} ms, shift ${shift.toFixed(3)}`);
    console.log(`      facets and time after ${whole} ms`);
    expect(bytes < MOST_KB * 1000, `it is ${bytes} bytes`);
    expect(shift < 0.1, `the layout shifts by ${shift}`);
  });
  await close();
}

/** How long it takes from the end of an answer to the frame that shows it. */
export async function answerToPaint() {
  for (const [name, viewport, rate] of [['desktop', DESKTOP, 1], ['slow phone', PHONE, 4]]) {
    const { page, close } = await open(`answers, ${name}`, viewport, 'light');
    await check(`answers are shown: ${name}`, async () => {
      await show(page, { q: QUERY });
      const client = await page.context().newCDPSession(page);
      await client.send('Emulation.setCPUThrottlingRate', { rate });
      const times = [];
      for (let i = 0; i < N_ANSWERS; i += 1) times.push(await timed(page, i % 2 === 0 ? QUERY.split(' ')[0] : QUERY));
      times.sort((a, b) => a - b);
      console.log(`      from answer to frame, ${name}: median ${Math.round(times[N_ANSWERS >> 1])} ms, at most ${Math.round(times.at(-1))} ms`);
    });
    await close();
  }
}

/** Types a query and returns the time from the end of its answer to the frame that shows it. */
async function timed(page, q) {
  const shown = page.evaluate(() => {
    performance.clearResourceTimings();
    const results = document.getElementById('results');
    return new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        const answer = performance.getEntriesByType('resource').findLast(({ name }) => name.includes('api/search'));
        if (answer === undefined) return;
        observer.disconnect();
        // The frame after the next begins when the next one is on the screen.
        requestAnimationFrame(() => requestAnimationFrame((now) => resolve(now - answer.responseEnd)));
      });
      observer.observe(results, { subtree: true, childList: true, characterData: true });
    });
  });
  await page.getByRole('combobox', { name: 'Search the archive' }).fill(q);
  return shown;
}

/** Notes in the page what happens while it loads. */
function observe() {
  const seen = { largest: 0, shift: 0, blocked: 0 };
  globalThis.seen = seen;
  const look = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  look('largest-contentful-paint', ({ startTime }) => (seen.largest = startTime));
  look('layout-shift', ({ value }) => (seen.shift += value));
  // As Lighthouse counts it: what a task takes beyond 50 ms.
  look('longtask', ({ duration }) => (seen.blocked += duration - 50));
}

/** Returns what happened, once the page is at rest. */
function settled() {
  const { seen } = globalThis;
  const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
  const told = () => ({ first: Math.round(first), largest: Math.round(seen.largest), blocked: Math.round(seen.blocked), shift: seen.shift });
  return new Promise((resolve) => requestIdleCallback(() => requestAnimationFrame(() => resolve(told()))));
}
