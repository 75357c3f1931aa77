// Two searches meet on one calendar; shares are of what was published.
import { describe, expect, it } from 'vitest';
import { barsOfSeries, coarsest, type DayCount, joinedBars, shareInWords } from './bars';

const days = (...counts: [string, number][]): DayCount[] => counts.map(([from, count]) => ({ from, to: from, count }));
const months = (...counts: [string, string, number][]): DayCount[] => counts.map(([from, to, count]) => ({ from, to, count }));

describe('bars', () => {
  it('of one search are its counts', () => {
    const bars = barsOfSeries([days(['2025-02-28', 2], ['2025-03-01', 0], ['2025-03-02', 200])]);
    expect(bars.map(({ from, count, heights }) => [from, count, ...heights])).toEqual([
      ['2025-02-28', 2, 0.06],
      ['2025-03-01', 0, 0],
      ['2025-03-02', 200, 1],
    ]);
  });

  it('of two stand on the coarser calendar, without gaps', () => {
    const bars = barsOfSeries([
      months(['2024-11-01', '2024-11-30', 4]),
      days(['2025-02-01', 1], ['2025-02-28', 1]),
    ]);
    expect(bars.map(({ from, to, counts }) => [from, to, ...counts])).toEqual([
      ['2024-11-01', '2024-11-30', 4, 0],
      ['2024-12-01', '2024-12-31', 0, 0],
      ['2025-01-01', '2025-01-31', 0, 0],
      ['2025-02-01', '2025-02-28', 0, 2],
    ]);
    expect(bars.at(-1)?.heights).toEqual([0, 0.5]);
  });

  it('of weeks begin on Mondays, and days beside them are added up', () => {
    const weeks = months(['2024-12-23', '2024-12-29', 3], ['2024-12-30', '2025-01-05', 4]);
    expect(coarsest([weeks, days(['2025-01-12', 1])])).toBe('week');
    const bars = barsOfSeries([weeks, days(['2025-01-05', 1], ['2025-01-12', 1])]);
    expect(bars.map(({ from, to, counts }) => [from, to, ...counts])).toEqual([
      ['2024-12-23', '2024-12-29', 3, 0],
      ['2024-12-30', '2025-01-05', 4, 1],
      ['2025-01-06', '2025-01-12', 0, 1],
    ]);
  });

  it('of weeks beside years are of the year of their Thursday', () => {
    const bars = barsOfSeries([months(['2024-12-30', '2025-01-05', 4]), months(['2024-01-01', '2024-12-31', 9])]);
    expect(bars.map(({ from, counts }) => [from, ...counts])).toEqual([
      ['2024-01-01', 0, 9],
      ['2025-01-01', 4, 0],
    ]);
  });

  it('are as high as their share where all articles are known', () => {
    const bars = barsOfSeries(
      [days(['2025-01-01', 5], ['2025-01-02', 5])],
      days(['2025-01-01', 10], ['2025-01-02', 100]),
    );
    expect(bars.map(({ all, heights }) => [all, ...heights])).toEqual([
      [10, 1],
      [100, 0.1],
    ]);
  });

  it.each([[[]], [[[]]], [[[], []]]])('of nothing are none: %j', (series) => expect(barsOfSeries(series)).toEqual([]));

  it('are joined to one, with the articles of all', () => {
    const bars = barsOfSeries([days(['2025-01-01', 5], ['2025-01-02', 1]), days(['2025-01-02', 2])], days(['2025-01-01', 10], ['2025-01-02', 8]));
    const joined = joinedBars(bars);
    expect([joined?.from, joined?.to, joined?.counts, joined?.all]).toEqual(['2025-01-01', '2025-01-02', [6, 2], 18]);
    expect(joinedBars([])).toBeNull();
  });

  it('do not fill a century for a stray date', () => {
    const bars = barsOfSeries([days(['1900-01-01', 1]), days(['2025-01-01', 1])]);
    expect(bars.map(({ from }) => from)).toEqual(['1900-01-01', '2025-01-01']);
  });
});

it.each([
  [0, 10, '0 %'],
  [1, 10_000, 'under 0.1 %'],
  [3, 400, '0.8 %'],
  [1, 3, '33 %'],
  [2, 0, '0 %'],
])('%d of %d is %s', (count, all, words) => expect(shareInWords(count, all)).toBe(words));
