// The page in a real browser, against a running server: BASE_URL is its address, CORPUS_DIR a folder that an
// indexer watches for it, CHROMIUM_PATH the browser. Names of parts as arguments run these alone.
// Prints a line for each check and a closing `N passed, N failed`; exit 1 on failure.
if (!process.env.BASE_URL || !process.env.CORPUS_DIR) {
  console.error('BASE_URL or CORPUS_DIR is not set\nhint: BASE_URL=http://127.0.0.1:8311 CORPUS_DIR=corpus node e2e/run.mjs');
  process.exit(2);
}

const { failure, quit, tally } = await import('./harness.mjs');
const PARTS = {
  ...(await import('./searching.mjs')),
  ...(await import('./query.mjs')),
  ...(await import('./facets.mjs')),
  ...(await import('./paging.mjs')),
  ...(await import('./keyboard.mjs')),
  ...(await import('./reading.mjs')),
  ...(await import('./entity.mjs')),
  ...(await import('./evidence.mjs')),
  ...(await import('./ways-out.mjs')),
  ...(await import('./scripts.mjs')),
  ...(await import('./without-script.mjs')),
  ...(await import('./hostile.mjs')),
  ...(await import('./trouble.mjs')),
  ...(await import('./first-load.mjs')),
  ...(await import('./fresh-article.mjs')),
  ...(await import('./accessibility.mjs')),
};

const wanted = process.argv.slice(2);
try {
  for (const [name, part] of Object.entries(PARTS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    // What goes wrong between two checks is a failure too, and the other parts still run.
    await part().catch((error) => failure(name, error));
  }
} finally {
  await quit();
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed > 0 ? 1 : 0);
