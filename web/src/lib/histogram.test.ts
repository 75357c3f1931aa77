// Bars and days turn into each other, whatever is chosen.
import { describe, expect, it } from 'vitest';
import { barAt, barsOf, daysOf } from './histogram';

const MONTHS = [
  { from: '2025-10-01', to: '2025-10-31', count: 2 },
  { from: '2025-11-01', to: '2025-11-30', count: 0 },
  { from: '2025-12-01', to: '2025-12-31', count: 400 },
];

describe('days to bars', () => {
  it.each([
    [null, null, null],
    ['2025-11-15', null, { first: 1, last: 2 }],
    [null, '2025-11-15', { first: 0, last: 1 }],
    ['2025-12-05', '2025-12-06', { first: 2, last: 2 }],
    ['2020-01-01', '2030-01-01', { first: 0, last: 2 }],
    ['2026-01-01', null, null],
    [null, '2024-01-01', null],
  ])('%s to %s', (after, before, expected) => {
    expect(barsOf(MONTHS, { after, before })).toEqual(expected);
  });
});

it('turns bars into days, drawn either way', () => {
  const days = { after: '2025-11-01', before: '2025-12-31' };
  expect(daysOf(MONTHS, { first: 1, last: 2 })).toEqual(days);
  expect(daysOf(MONTHS, { first: 2, last: 1 })).toEqual(days);
  expect(daysOf([], { first: 0, last: -1 })).toEqual({ after: null, before: null });
});

it.each([
  [-0.2, 0],
  [0, 0],
  [0.5, 1],
  [0.999, 2],
  [1, 2],
  [7, 2],
])('finds the bar at %d of the width', (share, bar) => {
  expect(barAt(3, share)).toBe(bar);
});
