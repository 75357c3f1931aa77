// The only file that fetches: the HTTP API of the server that this page came from.
import type { ApiProblem, ArticleView, EntityKind, EntityView, FacetName, Hit, IndexStatus, Interval, SearchResults, Suggestion } from './api-types';
import { effectiveSort, searchParams, type PageState } from './url-state';

/** Hits of one page. */
export const PAGE_SIZE = 20;
/** Most hits of one request. */
export const MAX_LIMIT = 100;
/** `offset + limit` may not pass this. */
export const MAX_WINDOW = 10_000;

/** Why there is no answer, in words for people. */
export class Problem extends Error {
  constructor(
    message: string,
    readonly hint: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** How much of an answer is wanted. */
export interface Wanted {
  limit?: number;
  offset?: number;
  /** Values of each facet; 0 leaves facets and dates out. */
  facets: number;
  /** What facets and dates count: what could be chosen, or the matches alone. */
  counts?: 'choices' | 'matches';
  /** By what dates are counted; by what suits the span where it is not said. */
  interval?: Interval | null;
  /** A facet of which only those values are wanted that have words with these starts. */
  within?: { facet: FacetName; typed: string };
}

/** Searches. */
export function search(state: PageState, wanted: Wanted, signal: AbortSignal): Promise<SearchResults> {
  const { limit = PAGE_SIZE, offset = 0, facets, counts = 'choices', interval = null, within } = wanted;
  const params = searchParams(state);
  params.set('sort', effectiveSort(state));
  params.set('limit', String(Math.min(limit, MAX_WINDOW - offset)));
  if (offset > 0) params.set('offset', String(offset));
  params.set('facets', String(facets));
  if (facets > 0 && state.names === 'telling') params.set('facet_order', 'significant');
  if (counts === 'matches') params.set('counts', counts);
  if (interval !== null) params.set('interval', interval);
  if (within !== undefined) params.set('facet_query', `${within.facet}:${within.typed}`);
  return get<SearchResults>(`api/search?${params}`, signal);
}

/** Returns an article with the places where the query matches in it. */
export function article(id: string, q: string, signal: AbortSignal): Promise<ArticleView> {
  const query = q.trim() === '' ? '' : `?${new URLSearchParams({ q })}`;
  return get<ArticleView>(`api/articles/${encodeURIComponent(id)}${query}`, signal);
}

/** Returns the articles most like one. */
export async function related(id: string, signal: AbortSignal): Promise<Hit[]> {
  const answer = await get<SearchResults>(`api/articles/${encodeURIComponent(id)}/related`, signal);
  return answer.hits;
}

/** Returns an entity and how articles write it. */
export function entity(kind: EntityKind, name: string, signal: AbortSignal): Promise<EntityView> {
  return get<EntityView>(`api/entities/${kind}/${encodeURIComponent(name)}`, signal);
}

/** Returns completions of what is being typed. */
export async function suggestions(q: string, signal: AbortSignal): Promise<Suggestion[]> {
  const answer = await get<{ suggestions: Suggestion[] }>(`api/suggest?${new URLSearchParams({ q })}`, signal);
  return answer.suggestions;
}

/** Returns which index answers now; cheaper than any search. */
export function indexStatus(signal: AbortSignal): Promise<IndexStatus> {
  return get<IndexStatus>('readyz', signal);
}

async function get<T>(path: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(new URL(path, document.baseURI), {
    signal,
    headers: { accept: 'application/json' },
    credentials: 'same-origin',
  }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw new Problem('The server cannot be reached', 'Is search-server still running? Then try again.', 0);
  });
  if (!response.ok) throw await problemOf(response);
  try {
    return (await response.json()) as T;
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Problem('The answer of the server was cut short', 'Try again.', response.status);
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => null)) as { error?: Partial<ApiProblem> } | null;
  const { message = `The server answered with status ${response.status}`, hint = '' } = body?.error ?? {};
  return new Problem(sentence(message), sentence(hint), response.status);
}

/** Returns a message with a capital; the server's are written for a terminal. */
function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
