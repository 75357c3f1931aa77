// More values of facets never take the place of an answer that is waited for.
import { beforeEach, expect, it, vi } from 'vitest';
import type { Wanted } from './api';
import type { SearchResults } from './api-types';
import { type PageState, START } from './url-state';

const RESULTS = { total: 0, hits: [], facets: null } as unknown as SearchResults;
const FERRY: PageState = { ...START, q: 'ferry' };
const PILOTS: PageState = { ...START, q: 'pilots' };

const ask = vi.hoisted(() => vi.fn<(state: PageState, wanted: Wanted, signal: AbortSignal) => Promise<SearchResults>>());
vi.mock('./api', async (original) => ({ ...(await original<typeof import('./api')>()), search: ask }));

/** The module as the page begins with it, with an answer about ferries. */
let its: typeof import('./search.svelte');

beforeEach(async () => {
  vi.resetModules();
  ask.mockReset().mockResolvedValue(RESULTS);
  its = await import('./search.svelte');
  await its.run(FERRY, null);
});

it('asks for facets alone where the hits are there', async () => {
  await its.moreFacetValues(FERRY);
  expect(ask).toHaveBeenLastCalledWith(FERRY, { limit: 0, facets: 100 }, expect.anything());
});

it('answers the search that was on its way', async () => {
  ask.mockImplementationOnce((_state, _wanted, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', reject)));
  const running = its.run(PILOTS, null);
  await its.moreFacetValues(PILOTS);
  await running;
  expect([its.search.answer?.state, its.search.problem]).toEqual([PILOTS, null]);
});

it('tells of a search that failed until there is an answer', async () => {
  ask.mockRejectedValueOnce(new Error('gone'));
  await its.run(PILOTS, null);
  expect([its.search.answer?.state, its.search.problem?.status]).toEqual([FERRY, 0]);
  await its.moreFacetValues(PILOTS);
  expect([its.search.answer?.state, its.search.problem]).toEqual([PILOTS, null]);
});

it('offers no more than the server gives', async () => {
  expect([8, 9].map(its.mayHaveMoreValues)).toEqual([false, true]);
  await its.moreFacetValues(FERRY);
  expect([99, 100].map(its.mayHaveMoreValues)).toEqual([false, true]);
  await its.moreFacetValues(FERRY);
  expect(its.mayHaveMoreValues(1000)).toBe(false);
});
