// The search: asks the server, aborts what is out of date, and keeps the old answer until the new one is there.
import { indexStatus, MAX_WINDOW, Problem, search as ask } from './api';
import type { Hit, SearchResults } from './api-types';
import { effectiveSort, type PageState, searchParams } from './url-state';

/** Values of a facet that are shown at first. */
export const FEW_VALUES = 8;
/** Values that `more` asks for, step by step; the last is the server's limit. */
const FACET_STEPS = [FEW_VALUES + 1, 100, 1000];
/** Faster answers get no sign of waiting. */
const SLOW_MS = 200;
/** Past answers that are kept for back and forward. */
const KEPT_ANSWERS = 20;

interface Answer {
  results: SearchResults;
  hits: Hit[];
  state: PageState;
}

class Search {
  /** What is shown, and the state that it answers; null until the first answer. */
  answer = $state.raw<Answer | null>(null);
  /** Why the last request failed. */
  problem = $state.raw<Problem | null>(null);
  isSlow = $state(false);
  isAppending = $state(false);
  facetValues = $state(FACET_STEPS[0] ?? 10);
  /** Articles of the index as it is now, where that is no longer what is shown. */
  newCount = $state.raw<number | null>(null);
}

/** The search on the page. Changed only by the functions of this file. */
export const search = new Search();

const kept = new Map<string, Answer>();
let running: AbortController | null = null;

/** Answers a state. With `fromHistory`, an answer that was shown before is shown again. */
export async function run(state: PageState, fromHistory: boolean): Promise<void> {
  const key = keyOf(state);
  if (search.answer !== null && keyOf(search.answer.state) === key && search.problem === null) {
    running?.abort();
    return;
  }
  const past = kept.get(key);
  if (fromHistory && past !== undefined) {
    running?.abort();
    [search.answer, search.problem, search.isSlow] = [past, null, false];
    return;
  }
  await fetchInto(state, 0, 'all');
}

/** Asks again for what is shown: after an error, or when there are new articles. */
export async function refresh(state: PageState): Promise<void> {
  kept.clear();
  await fetchInto(state, 0, 'all');
}

/** Appends the next page of results. */
export async function appendMore(): Promise<void> {
  if (search.answer === null || search.isAppending) return;
  search.isAppending = true;
  await fetchInto(search.answer.state, search.answer.hits.length, 'hits');
  search.isAppending = false;
}

/** Returns whether the server would give another page. */
export function hasMore(answer: Answer): boolean {
  return answer.hits.length < Math.min(answer.results.total, MAX_WINDOW);
}

/** Asks for more values of each facet; the hits that are shown stay as they are. */
export async function moreFacetValues(): Promise<void> {
  const next = FACET_STEPS.find((step) => step > search.facetValues);
  if (next === undefined || search.answer === null) return;
  search.facetValues = next;
  await fetchInto(search.answer.state, 0, 'facets');
}

/** Looks whether the index has changed since the answer that is shown. */
export async function lookForNews(): Promise<void> {
  const shown = search.answer?.results.index;
  if (shown === undefined || document.hidden) return;
  try {
    const now = await indexStatus(AbortSignal.timeout(5000));
    search.newCount = now.generation === shown.generation ? null : now.articles - shown.articles;
  } catch {
    // A look in passing: the next search tells what is wrong.
  }
}

/** What of an answer is taken over: everything, hits to append, or facets alone. */
type Part = 'all' | 'hits' | 'facets';

async function fetchInto(state: PageState, offset: number, part: Part): Promise<void> {
  running?.abort();
  const own = new AbortController();
  running = own;
  const slow = setTimeout(() => (search.isSlow = true), SLOW_MS);
  try {
    // Appending changes no facet, so none are counted again.
    const facets = part === 'hits' ? 0 : search.facetValues;
    const results = await ask(state, { offset, facets }, own.signal);
    if (running === own) keep(merged(search.answer, { results, hits: results.hits, state }, part));
  } catch (error) {
    if (running === own && !own.signal.aborted) search.problem = asProblem(error);
  } finally {
    clearTimeout(slow);
    if (running === own) search.isSlow = false;
  }
}

function merged(shown: Answer | null, fresh: Answer, part: Part): Answer {
  if (shown === null || part === 'all') return fresh;
  if (part === 'facets') return { ...shown, results: { ...shown.results, facets: fresh.results.facets } };
  const results = { ...fresh.results, facets: shown.results.facets };
  return { ...fresh, results, hits: joined(shown.hits, fresh.hits) };
}

function keep(answer: Answer): void {
  [search.answer, search.problem, search.newCount] = [answer, null, null];
  const key = keyOf(answer.state);
  kept.delete(key);
  kept.set(key, answer);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_ANSWERS) break;
    kept.delete(oldest);
  }
}

/** Joins two pages; an article that slid from one to the next by an update is not shown twice. */
function joined(hits: Hit[], more: Hit[]): Hit[] {
  const ids = new Set(hits.map(({ id }) => id));
  return [...hits, ...more.filter(({ id }) => !ids.has(id))];
}

function keyOf(state: PageState): string {
  return `${searchParams(state)}&sort=${effectiveSort(state)}`;
}

function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('The search went wrong', 'Try again.', 0);
}
