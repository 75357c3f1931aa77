// The state of the page as a query string and back. Pure: page.svelte.ts is what touches the address bar.
import type { Sort } from './api-types';
import { FACETS, type FacetFilters } from './facets';

/** Everything that decides what the page shows. */
export interface PageState {
  q: string;
  filters: FacetFilters;
  /** First day, `YYYY-MM-DD`. */
  after: string | null;
  /** Last day, `YYYY-MM-DD`. */
  before: string | null;
  /** The order that was asked for; null leaves it to the page. */
  sort: Sort | null;
  /** The article that is being read. */
  article: string | null;
}

/** The page as it first opens. */
export const START: PageState = { q: '', filters: {}, after: null, before: null, sort: null, article: null };

/** As long as the server takes a query. */
export const MAX_QUERY = 2000;

const SORTS: readonly string[] = ['relevance', 'newest', 'oldest'];

/** Reads the state from a query string. What is not understood is left out. */
export function parseState(search: string): PageState {
  const params = new URLSearchParams(search);
  const filters: FacetFilters = {};
  for (const facet of FACETS) {
    const values = [...new Set(params.getAll(facet).filter((value) => value.trim() !== ''))];
    if (values.length > 0) filters[facet] = values;
  }
  const sort = params.get('sort');
  return {
    q: truncated(params.get('q') ?? ''),
    filters,
    after: day(params.get('after')),
    before: day(params.get('before')),
    sort: sort !== null && SORTS.includes(sort) ? (sort as Sort) : null,
    article: params.get('article') || null,
  };
}

/** Writes the state as a query string, with its `?`, or as an empty string for the start page. */
export function formatState(state: PageState): string {
  const params = searchParams(state);
  if (state.sort !== null) params.set('sort', state.sort);
  if (state.article !== null) params.set('article', state.article);
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** Returns the query and filters as the parameters that page and API share. */
export function searchParams(state: PageState): URLSearchParams {
  const params = new URLSearchParams();
  if (state.q.trim() !== '') params.set('q', state.q);
  for (const facet of FACETS) {
    for (const value of state.filters[facet] ?? []) params.append(facet, value);
  }
  if (state.after !== null) params.set('after', state.after);
  if (state.before !== null) params.set('before', state.before);
  return params;
}

/** Returns the order that results come in: what was asked for, else the newest where there is no query to rank by. */
export function effectiveSort(state: PageState): Sort {
  if (state.q.trim() !== '') return state.sort ?? 'relevance';
  return state.sort === 'oldest' ? 'oldest' : 'newest';
}

/** Returns whether the results are narrowed beside the query. */
export function isNarrowed(state: PageState): boolean {
  return state.after !== null || state.before !== null || Object.keys(state.filters).length > 0;
}

function truncated(query: string): string {
  const characters = [...query];
  return characters.length > MAX_QUERY ? characters.slice(0, MAX_QUERY).join('') : query;
}

function day(text: string | null): string | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : null;
}
