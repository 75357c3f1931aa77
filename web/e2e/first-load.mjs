// How heavy the page is and how soon it shows results on a slow phone: 1.6 Mbit/s, 150 ms, a quarter of this CPU.
import { BASE_URL, check, expect, open, PHONE, QUERY } from './harness.mjs';

/** Compressed, all files of the page together. */
const MOST_KB = 100;
/** A bound that a busy machine keeps; docs/QUALITY.md has what a quiet one takes. */
const MOST_MS = 10_000;

/** Weight and time of the first load. */
export async function firstLoad() {
  const { page, close } = await open('first load', PHONE, 'light');
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.setCacheDisabled', { cacheDisabled: true });
  const [addresses, sizes] = [new Map(), new Map()];
  client.on('Network.responseReceived', ({ requestId, response }) => addresses.set(requestId, new URL(response.url).pathname));
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
  const speed = (1.6 * 1024 * 1024) / 8;
  await client.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: speed, uploadThroughput: speed / 2 });
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await check(`the page is under ${MOST_KB} kB and shows results in time`, async () => {
    const started = Date.now();
    await page.goto(`${BASE_URL}/?${new URLSearchParams({ q: QUERY })}`, { waitUntil: 'commit' });
    await page.locator('.plain li a, [data-hit]').first().waitFor();
    const ms = Date.now() - started;
    await page.locator('[data-hit]').first().waitFor();
    const whole = Date.now() - started;
    const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0);
    const shift = await page.evaluate(
      () =>
        new Promise((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (sum += value))).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => resolve(sum), 300);
        }),
    );
    const bytes = [...sizes].filter(([id]) => !addresses.get(id)?.startsWith('/api/')).reduce((sum, [, size]) => sum + size, 0);
    console.log(`      ${(bytes / 1000).toFixed(1)} kB, first paint ${Math.round(paint)} ms, results ${ms} ms, with facets ${whole} ms, shift ${shift.toFixed(3)}`);
    expect(bytes < MOST_KB * 1000, `it is ${bytes} bytes`);
    expect(ms < MOST_MS, `results took ${ms} ms`);
    expect(shift < 0.1, `the layout shifts by ${shift}`);
  });
  await close();
}
