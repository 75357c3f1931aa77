// The bars of a plot over time: of one search, or of two on a common calendar, by number or as a share. Pure.
import type { DateBucket, Interval } from './api-types';

/** A span of days and how many articles were published in it. */
export type DayCount = Pick<DateBucket, 'from' | 'to' | 'count'>;

/** A slot of the plot: its days, its counts and how high its bars are, one a series. */
export interface Bar extends DayCount {
  counts: number[];
  /** What all articles of these days are; null where that was not asked for. */
  all: number | null;
  /** From 0 to 1. */
  heights: number[];
}

/** The height of the lowest bar that is not empty, so that one article among thousands is still seen. */
const LEAST_HEIGHT = 0.06;
/** More slots than this are not filled up with empty ones: a stray date must not make the plot long. */
const MOST_SLOTS = 500;

/** Letters of a date that name its year, its month or its day; a week is named by its Monday. */
const UNITS = { year: 4, month: 7, week: 10, day: 10 } as const satisfies Record<Interval, number>;

/** Returns the bars of one series or more; with `all`, each is as high as its share of the articles of its days. */
export function barsOfSeries(series: readonly (readonly DayCount[])[], all: readonly DayCount[] | null = null): Bar[] {
  const unit = coarsest(series);
  const counts = series.map((buckets) => countsBy(unit, buckets));
  const totals = all === null ? null : countsBy(unit, all);
  const slots = slotsOf(unit, counts);
  const values = slots.map((slot) => counts.map((of) => valueOf(of.get(slot) ?? 0, totals?.get(slot))));
  const most = Math.max(...values.flat(), Number.MIN_VALUE);
  return slots.map((slot, i): Bar => {
    const own = counts.map((of) => of.get(slot) ?? 0);
    const heights = (values[i] ?? []).map((value) => (value === 0 ? 0 : Math.max(LEAST_HEIGHT, value / most)));
    return { ...daysOfSlot(unit, slot), count: own[0] ?? 0, counts: own, all: totals && (totals.get(slot) ?? 0), heights };
  });
}

/** Returns a share in words: `12 %`, `under 0.1 %`. */
export function shareInWords(count: number, all: number): string {
  const percent = all === 0 ? 0 : (100 * count) / all;
  if (percent > 0 && percent < 0.1) return 'under 0.1 %';
  return `${percent >= 10 || percent === 0 ? Math.round(percent) : percent.toFixed(1)} %`;
}

/** Returns bars as one: their days, and the articles of all of them. */
export function joinedBars(bars: readonly Bar[]): Bar | null {
  const [first, last] = [bars[0], bars.at(-1)];
  if (first === undefined || last === undefined) return null;
  const counts = first.counts.map((_, of) => bars.reduce((sum, bar) => sum + (bar.counts[of] ?? 0), 0));
  const all = bars.reduce<number | null>((sum, bar) => (sum === null || bar.all === null ? null : sum + bar.all), 0);
  return { from: first.from, to: last.to, count: counts[0] ?? 0, counts, all, heights: [] };
}

function valueOf(count: number, total: number | undefined): number {
  return total === undefined ? count : count / Math.max(1, total);
}

/** Returns the coarsest interval by which one of the series is counted. */
export function coarsest(series: readonly (readonly DayCount[])[]): Interval {
  const units = series.map(unitOf);
  return (['year', 'month', 'week'] as const).find((unit) => units.includes(unit)) ?? 'day';
}

/** Returns by which interval a series is counted; nothing where it is empty. */
export function unitOf([first]: readonly DayCount[]): Interval | null {
  if (first === undefined) return null;
  const { from, to } = first;
  if (from === to) return 'day';
  if (to === addDays(from, 6)) return 'week';
  return from.slice(0, UNITS.month) === to.slice(0, UNITS.month) ? 'month' : 'year';
}

/** Returns the counts by the start of the date that names the slot; finer buckets are added up. */
function countsBy(unit: Interval, buckets: readonly DayCount[]): Map<string, number> {
  const isByWeek = unitOf(buckets) === 'week';
  const counts = new Map<string, number>();
  for (const { from, count } of buckets) {
    // A week is of the month and the year in which its Thursday is (ISO 8601).
    const slot = slotOf(unit, isByWeek ? addDays(from, 3) : from);
    counts.set(slot, (counts.get(slot) ?? 0) + count);
  }
  return counts;
}

function slotOf(unit: Interval, day: string): string {
  if (unit !== 'week') return day.slice(0, UNITS[unit]);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}

/** Returns every slot from the first of any series to the last, without gaps. */
function slotsOf(unit: Interval, counts: Map<string, number>[]): string[] {
  const known = [...new Set(counts.flatMap((of) => [...of.keys()]))].sort();
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return [];
  const slots = [];
  for (let slot = first; slot <= last; slot = nextSlot(unit, slot)) {
    slots.push(slot);
    if (slots.length > MOST_SLOTS) return known;
  }
  return slots;
}

function nextSlot(unit: Interval, slot: string): string {
  return addDays(daysOfSlot(unit, slot).to, 1).slice(0, UNITS[unit]);
}

function addDays(day: string, n_days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + n_days);
  return date.toISOString().slice(0, UNITS.day);
}

function daysOfSlot(unit: Interval, slot: string): { from: string; to: string } {
  if (unit === 'week') return { from: slot, to: addDays(slot, 6) };
  if (unit === 'day') return { from: slot, to: slot };
  if (unit === 'year') return { from: `${slot}-01-01`, to: `${slot}-12-31` };
  const [year = 0, month = 1] = slot.split('-').map(Number);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { from: `${slot}-01`, to: `${slot}-${String(last).padStart(2, '0')}` };
}
