// What the time line shows beyond the results: a second search, all articles of the same days, a closer look.
import { Problem, search as ask } from './api';
import type { DateBucket, SearchResults } from './api-types';
import { barsOfSeries } from './bars';
import type { PageState } from './url-state';

/** What is asked of the time line. */
export interface TimeAsked {
  /** The state that the results answer. */
  state: PageState;
  /** Their days, as they came with them. */
  buckets: readonly DateBucket[];
  /** The query to compare with. */
  vs: string | null;
  isShare: boolean;
  /** Whether the chosen days fill the plot. */
  isZoomed: boolean;
}

class Time {
  /** The days of the results, looked at more closely; null where the results tell them. */
  closer = $state.raw<DateBucket[] | null>(null);
  /** The second search. */
  other = $state.raw<SearchResults | null>(null);
  /** All articles of these days. */
  all = $state.raw<DateBucket[] | null>(null);
  problem = $state('');
}

/** What was found for the time line. Changed only by the functions of this file. */
export const time = new Time();

let running: AbortController | null = null;

/** Fetches what is not among the results already. What was there stays until then. */
export async function lookAt(asked: TimeAsked): Promise<void> {
  running?.abort();
  const own = new AbortController();
  running = own;
  try {
    const found = await fetched(asked, own.signal);
    if (running === own) Object.assign(time, { ...found, problem: '' });
  } catch (error) {
    if (running !== own || own.signal.aborted) return;
    time.problem = error instanceof Problem ? error.message : 'The searches could not be compared';
  }
}

type Found = Pick<Time, 'closer' | 'other' | 'all'>;

async function fetched({ state, buckets, vs, isShare, isZoomed }: TimeAsked, signal: AbortSignal): Promise<Found> {
  const wanted = { limit: 0, facets: 1, counts: isZoomed ? 'matches' : 'choices' } as const;
  const [closer, other] = await Promise.all([
    isZoomed ? ask(state, wanted, signal).then(({ facets }) => facets?.date ?? []) : null,
    vs === null ? null : ask({ ...state, q: vs }, wanted, signal),
  ]);
  if (!isShare) return { closer, other, all: null };
  // Asked for within the days that are shown: over the whole archive they would be counted by year.
  const shown = barsOfSeries([closer ?? buckets, other?.facets?.date ?? []]);
  const days = { after: shown[0]?.from ?? null, before: shown.at(-1)?.to ?? null, undated: false };
  const all = await ask({ ...state, q: '', ...days }, { ...wanted, counts: 'matches' }, signal);
  return { closer, other, all: all.facets?.date ?? [] };
}
