// The arithmetic of the time line: days to bars and back. Pure.
import type { DateBucket } from './api-types';

/** The days of a bar, both ends included. */
export type Days = Pick<DateBucket, 'from' | 'to'>;

/** A run of bars, both ends included. */
export interface BarSpan {
  first: number;
  last: number;
}

/** Days of publication, both ends included; null leaves an end open. */
export interface DaySpan {
  after: string | null;
  before: string | null;
}

/** Returns the bars that a span of days covers in part or whole; null where it chooses none or all is open. */
export function barsOf(buckets: readonly Days[], { after, before }: DaySpan): BarSpan | null {
  if (after === null && before === null) return null;
  const first = buckets.findIndex(({ to }) => after === null || to >= after);
  const last = buckets.findLastIndex(({ from }) => before === null || from <= before);
  return first === -1 || last === -1 || first > last ? null : { first, last };
}

/** Returns the days that a run of bars covers, whichever end is given first. */
export function daysOf(buckets: readonly Days[], { first, last }: BarSpan): DaySpan {
  const from = buckets[Math.min(first, last)];
  const to = buckets[Math.max(first, last)];
  return { after: from?.from ?? null, before: to?.to ?? null };
}

/** Returns the bar under a point of the plot, given as a share of its width. */
export function barAt(n_bars: number, share: number): number {
  return Math.min(n_bars - 1, Math.max(0, Math.floor(share * n_bars)));
}
