// The search: asks the server, aborts what is out of date, and keeps the old answer until the new one is there.
import { indexStatus, MAX_LIMIT, MAX_WINDOW, PAGE_SIZE, Problem, search as ask } from './api';
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
/** Results that come by themselves as one reads on; from then on a press brings as many again. */
const UNASKED = 100;
/** Results that are listed again where a past state is shown; whoever read on from there presses for more. */
const MOST_RESTORED = 500;

/** An answer of the server, and the results of it that are listed. */
export interface Answer {
  results: SearchResults;
  hits: Hit[];
  /** Whether a page came without anything new: the index has changed, and there is no more. */
  isEnded: boolean;
  state: PageState;
}

class Search {
  /** What is shown, and the state that it answers; null until the first answer. */
  answer = $state.raw<Answer | null>(null);
  /** Why the last request failed. */
  problem = $state.raw<Problem | null>(null);
  isSlow = $state(false);
  facetValues = $state(FACET_STEPS[0] ?? 10);
  /** Articles of the index as it is now, where that is no longer what is shown. */
  newCount = $state.raw<number | null>(null);
  isAppending = $state(false);
  /** Why the next page did not come. */
  moreProblem = $state.raw<Problem | null>(null);
  /** How many results may be listed before a press is needed. */
  unasked = $state(UNASKED);
}

/** The search on the page. Changed only by the functions of this file. */
export const search = new Search();

const kept = new Map<string, Answer>();
let running: AbortController | null = null;
let appending: AbortController | null = null;

/** A state that is shown again: how many results were listed then. */
interface Past {
  listed: number;
}

/** Answers a state. A past one is shown as it was, if need be by asking again. */
export async function run(state: PageState, past: Past | null): Promise<void> {
  if (search.problem === null && isAnswered(state)) {
    running?.abort();
    return;
  }
  const before = kept.get(keyOf(state));
  if (past !== null && before !== undefined) {
    running?.abort();
    show(before);
    return;
  }
  const isSameList = search.answer !== null && search.problem === null && listOf(search.answer.state) === listOf(state);
  await (isSameList ? fetchFacets(state) : fetchAll(state, past?.listed ?? 0));
}

/** Asks again for what is shown: after an error, or when there are new articles. */
export async function refresh(state: PageState): Promise<void> {
  kept.clear();
  await fetchAll(state, 0);
}

/** Returns whether what is shown answers a state. */
export function isAnswered(state: PageState): boolean {
  return search.answer !== null && keyOf(search.answer.state) === keyOf(state);
}

/** Returns what tells lists of results apart. */
export function listOf(state: PageState): string {
  return `${searchParams(state)}&sort=${effectiveSort(state)}`;
}

/** Lets the list go on by itself for as long again. */
export function askForMore(): void {
  search.unasked = (search.answer?.hits.length ?? 0) + UNASKED;
}

/** Appends the next page of results. A search that is on its way is left alone. */
export async function appendMore(): Promise<void> {
  const shown = search.answer;
  if (shown === null || search.isAppending || !hasMore(shown)) return;
  const own = new AbortController();
  appending = own;
  [search.isAppending, search.moreProblem] = [true, null];
  try {
    // Appending changes no facet, so none are counted again.
    const page = await ask(shown.state, { offset: shown.hits.length, facets: 0 }, own.signal);
    if (appending !== own || search.answer === null) return;
    const hits = joined(shown.hits, page.hits);
    keep({ ...search.answer, hits, isEnded: hits.length === shown.hits.length });
  } catch (error) {
    if (appending === own) search.moreProblem = asProblem(error);
  } finally {
    if (appending === own) search.isAppending = false;
  }
}

/** Returns whether the server would give another page. */
export function hasMore({ hits, results, isEnded }: Answer): boolean {
  return !isEnded && hits.length < Math.min(results.total, MAX_WINDOW);
}

/** Returns whether the server may have more values of a facet of which so many are listed. */
export function mayBeCut(n_values: number): boolean {
  return n_values >= search.facetValues;
}

/** Returns whether the server would give more of them. */
export function mayHaveMoreValues(n_values: number): boolean {
  return mayBeCut(n_values) && nextStep() !== undefined;
}

/** Asks for more values of each facet; hits that answer the state stay as they are. */
export async function moreFacetValues(state: PageState): Promise<void> {
  const next = nextStep();
  if (next === undefined || search.answer === null) return;
  search.facetValues = next;
  // This takes the place of a search that is on its way, so it has to answer the state as a whole.
  await (isAnswered(state) && search.problem === null ? fetchFacets(state) : fetchAll(state, 0));
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

/** Asks for a state from its first result on, as far as it was listed before. */
function fetchAll(state: PageState, listed: number): Promise<void> {
  return fetchWith(async (signal) => {
    const limit = Math.min(Math.max(listed, PAGE_SIZE), MAX_LIMIT);
    const results = await ask(state, { limit, facets: search.facetValues }, signal);
    let { hits } = results;
    for (let n_before = 0; n_before < hits.length && hits.length < Math.min(listed, MOST_RESTORED, results.total); ) {
      n_before = hits.length;
      const page = await ask(state, { offset: n_before, limit: MAX_LIMIT, facets: 0 }, signal);
      hits = joined(hits, page.hits);
    }
    show({ results, hits, isEnded: false, state });
  });
}

/** Asks for the facets of a state whose results are listed. */
function fetchFacets(state: PageState): Promise<void> {
  return fetchWith(async (signal) => {
    const { facets } = await ask(state, { limit: 0, facets: search.facetValues }, signal);
    const shown = search.answer;
    if (shown !== null) keep({ ...shown, results: { ...shown.results, facets }, state });
  });
}

/** Does what one request at a time may do; another takes its place. */
async function fetchWith(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  running?.abort();
  const own = new AbortController();
  running = own;
  const slow = setTimeout(() => (search.isSlow = true), SLOW_MS);
  try {
    await work(own.signal);
  } catch (error) {
    if (running === own && !own.signal.aborted) search.problem = asProblem(error);
  } finally {
    clearTimeout(slow);
    if (running === own) search.isSlow = false;
  }
}

/** Shows an answer; whatever was on its way for the one before is let go. */
function show(answer: Answer): void {
  appending?.abort();
  appending = null;
  [search.isSlow, search.isAppending, search.moreProblem] = [false, false, null];
  search.unasked = Math.max(UNASKED, answer.hits.length);
  keep(answer);
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

function nextStep(): number | undefined {
  return FACET_STEPS.find((step) => step > search.facetValues);
}

function keyOf(state: PageState): string {
  return `${listOf(state)}&names=${state.names}`;
}

function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('The search went wrong', 'Try again.', 0);
}
