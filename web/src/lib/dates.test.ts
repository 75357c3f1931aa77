// Dates in words say no more than is known.
import { expect, it } from 'vitest';
import type { Precision } from './api-types';
import { longDate, machineDate, shortDate, spanInWords, withDay } from './dates';

it.each([
  ['2025-12-03', 'day', '3 Dec 2025', '3 December 2025', '2025-12-03'],
  ['2025-12-01', 'month', 'Dec 2025', 'December 2025', '2025-12'],
  ['2025-01-01', 'year', '2025', '2025', '2025'],
  ['2025-12-02T17:41:00-05:00', 'second', '2 Dec 2025', '2 December 2025, 17:41 UTC-05:00', '2025-12-02T17:41:00-05:00'],
  ['2025-12-02T00:30:00Z', 'second', '2 Dec 2025', '2 December 2025, 00:30 UTC', '2025-12-02T00:30:00Z'],
  ['soon', 'day', 'undated', 'undated', 'soon'],
] as [string, Precision, string, string, string][])('%s to the %s', (published, precision, short, long, machine) => {
  expect(shortDate(published, precision)).toBe(short);
  expect(longDate(published, precision)).toBe(long);
  expect(machineDate(published, precision)).toBe(machine);
});

it('says so where there is no date', () => {
  expect(shortDate(null, null)).toBe('undated');
});

it.each([
  [null, null, 'any date'],
  ['2025-12-03', null, 'since 3 Dec 2025'],
  [null, '2025-12-03', 'until 3 Dec 2025'],
  ['2025-12-03', '2025-12-03', '3 Dec 2025'],
  ['2025-12-01', '2025-12-03', '1–3 Dec 2025'],
  ['2025-12-01', '2025-12-07', 'week of 1 Dec 2025'],
  ['2024-12-30', '2025-01-05', 'week of 30 Dec 2024'],
  ['2025-12-02', '2025-12-08', '2–8 Dec 2025'],
  ['2025-11-28', '2025-12-03', '28 Nov – 3 Dec 2025'],
  ['2024-12-30', '2025-01-02', '30 Dec 2024 – 2 Jan 2025'],
  ['2025-11-01', '2025-11-30', 'Nov 2025'],
  ['2024-02-01', '2024-02-29', 'Feb 2024'],
  ['2023-02-01', '2023-02-27', '1–27 Feb 2023'],
  ['2025-11-01', '2025-12-31', 'Nov – Dec 2025'],
  ['2024-11-01', '2025-01-31', 'Nov 2024 – Jan 2025'],
  ['2025-01-01', '2025-12-31', '2025'],
  ['2020-01-01', '2025-12-31', '2020 – 2025'],
])('%s to %s is %s', (from, to, expected) => {
  expect(spanInWords(from, to)).toBe(expected);
});

it.each([
  ['after', '2025-12-01', { after: '2025-12-01', before: '2025-12-31' }],
  ['before', null, { after: '2025-11-01', before: null }],
  ['before', '2025-10-01', { after: null, before: '2025-10-01' }],
  ['after', '2026-01-01', { after: '2026-01-01', before: null }],
] as ['after' | 'before', string | null, object][])('another %s, %s', (end, day, expected) => {
  expect(withDay({ after: '2025-11-01', before: '2025-12-31' }, end, day)).toEqual(expected);
});
