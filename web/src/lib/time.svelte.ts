// What the time line shows beyond the results: a second search, all articles of the same days, a closer look.
import { Problem, search as ask } from './api';
import type { Counts, DateBucket, Interval } from './api-types';
import { barsOfSeries, coarsest, unitOf } from './bars';
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

/** How many a search finds, and their days. */
interface Counted {
  total: number;
  days: DateBucket[];
}

class Time {
  /** The days of the results, looked at more closely; null where the results tell them. */
  closer = $state.raw<DateBucket[] | null>(null);
  /** The days of the results by another interval, and as they came with them; null where that is the one. */
  recounted = $state.raw<{ buckets: readonly DateBucket[]; by: DateBucket[] } | null>(null);
  /** The second search: how many it found, and their days. */
  other = $state.raw<Counted | null>(null);
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

type Found = Pick<Time, 'closer' | 'recounted' | 'other' | 'all'>;

async function fetched({ state, buckets, vs, isShare, isZoomed }: TimeAsked, signal: AbortSignal): Promise<Found> {
  const counts = isZoomed ? 'matches' : 'choices';
  const count = async (asked: PageState, wanted: { counts: Counts; interval?: Interval }): Promise<Counted> => {
    const { total, facets } = await ask(asked, { limit: 0, facets: 1, ...wanted }, signal);
    return { total, days: facets?.date ?? [] };
  };
  const second = vs === null ? null : { ...state, q: vs };
  const [closer, other] = await Promise.all([
    isZoomed ? count(state, { counts }) : null,
    second === null ? null : count(second, { counts }),
  ]);
  const own = closer?.days ?? buckets;
  const interval = coarsest([own, other?.days ?? []]);
  // Weeks are no parts of months and years: what was counted by them is counted anew.
  const isOdd = (days: readonly DateBucket[]) => interval !== 'week' && unitOf(days) === 'week';
  const [ownAnew, otherAnew] = await Promise.all([
    isOdd(own) ? count(state, { counts, interval }) : null,
    second !== null && isOdd(other?.days ?? []) ? count(second, { counts, interval }) : null,
  ]);
  const found: Found = {
    closer: isZoomed ? (ownAnew ?? closer)?.days ?? null : null,
    recounted: isZoomed || ownAnew === null ? null : { buckets, by: ownAnew.days },
    other: otherAnew ?? other,
    all: null,
  };
  if (!isShare) return found;
  // Asked for within the days that are shown, by the same interval.
  const shown = barsOfSeries([ownAnew?.days ?? own, found.other?.days ?? []]);
  const days = { after: shown[0]?.from ?? null, before: shown.at(-1)?.to ?? null, undated: false };
  const all = await count({ ...state, q: '', ...days }, { counts: 'matches', interval });
  return { ...found, all: all.days };
}
