// The state of the page as a query string and back. Pure: page.svelte.ts is what touches the address bar.
import { aboutText, parseAbout } from './about';
import type { EntityName, Sort } from './api-types';
import { daysInMonth } from './dates';
import { FACETS, type FacetFilters } from './facets';
import { parsePassage, type Passage, passageText } from './passage';

/** Everything that decides what the page shows. */
export interface PageState {
  q: string;
  filters: FacetFilters;
  /** First day, `YYYY-MM-DD`. */
  after: string | null;
  /** Last day, `YYYY-MM-DD`. */
  before: string | null;
  /** Only articles without a known date. */
  undated: boolean;
  /** The order that was asked for; null leaves it to the page. */
  sort: Sort | null;
  /** The query that the time line compares with. */
  vs: string | null;
  /** Whether the time line shows counts, or shares of all articles. */
  scale: 'count' | 'share';
  /** Which names the facets show: the most frequent, or those that set the results apart from the archive. */
  names: 'most' | 'telling';
  /** The person, organisation or place whose page is shown, in place of results. */
  about: EntityName | null;
  /** The article that is being read. */
  article: string | null;
  /** The passage of it that the address leads to. */
  at: Passage | null;
}

/** The page as it first opens. */
export const START: PageState = {
  q: '',
  filters: {},
  after: null,
  before: null,
  undated: false,
  sort: null,
  vs: null,
  scale: 'count',
  names: 'most',
  about: null,
  article: null,
  at: null,
};

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
    after: day(params.get('after'), 'first'),
    before: day(params.get('before'), 'last'),
    undated: ['true', '1'].includes(params.get('undated') ?? ''),
    sort: sort !== null && SORTS.includes(sort) ? (sort as Sort) : null,
    vs: truncated(params.get('vs') ?? '').trim() || null,
    scale: params.get('scale') === 'share' ? 'share' : 'count',
    names: params.get('names') === 'telling' ? 'telling' : 'most',
    about: parseAbout(params.get('about') ?? ''),
    // The server writes ids in small letters, and takes them in capitals as well.
    article: params.get('article')?.toLowerCase() || null,
    at: parsePassage(params.get('at') ?? ''),
  };
}

/** Writes the state as a query string, with its `?`, or as an empty string for the start page. */
export function formatState(state: PageState): string {
  const params = searchParams(state);
  if (state.sort !== null) params.set('sort', state.sort);
  if (state.vs !== null) params.set('vs', state.vs);
  if (state.scale !== 'count') params.set('scale', state.scale);
  if (state.names !== 'most') params.set('names', state.names);
  if (state.about !== null) params.set('about', aboutText(state.about));
  if (state.article !== null) params.set('article', state.article);
  if (state.article !== null && state.at !== null) params.set('at', passageText(state.at));
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
  if (state.undated) params.set('undated', 'true');
  return params;
}

/** Returns the order that results come in: what was asked for, else the newest where there is no query to rank by. */
export function effectiveSort(state: PageState): Sort {
  if (state.q.trim() !== '') return state.sort ?? 'relevance';
  return state.sort === 'oldest' ? 'oldest' : 'newest';
}

/** No day is chosen, nor the lack of one. */
export const ANY_DATE = { after: null, before: null, undated: false } as const;

/** Returns whether days of publication are chosen, or articles without one. */
export function hasDates({ after, before, undated }: Pick<PageState, 'after' | 'before' | 'undated'>): boolean {
  return after !== null || before !== null || undated;
}

/** Returns whether the results are narrowed beside the query. */
export function isNarrowed(state: PageState): boolean {
  return hasDates(state) || Object.keys(state.filters).length > 0;
}

function truncated(query: string): string {
  const characters = [...query];
  return characters.length > MAX_QUERY ? characters.slice(0, MAX_QUERY).join('') : query;
}

/** Returns a day; of a month or a year its first or last one, as the API takes them. */
function day(text: string | null, edge: 'first' | 'last'): string | null {
  const [, year, named, numbered] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text ?? '') ?? [];
  if (year === undefined) return null;
  const month = named ?? (edge === 'first' ? '01' : '12');
  const filled = numbered ?? (edge === 'first' ? '01' : String(daysInMonth(Number(year), Number(month))));
  const whole = `${year}-${month}-${filled}`;
  const date = new Date(`${whole}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(whole) ? whole : null;
}
