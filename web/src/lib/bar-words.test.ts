// A bar is told with its days, one number a search, and its share where that is shown.
import { expect, it } from 'vitest';
import { barInWords } from './bar-words';
import type { Bar } from './bars';

function check(bar: Partial<Bar>, names: string[], expected: string) {
  const march = { from: '2025-03-01', to: '2025-03-31', count: 3, counts: [3], all: null, heights: [1] };
  expect(barInWords({ ...march, ...bar }, names)).toBe(expected);
}

it('tells one search, two, and shares', () => {
  check({}, ['ferry'], 'Mar 2025: 3 articles');
  check({ counts: [1, 2] }, ['ferry', 'port'], 'Mar 2025: ferry: 1 article; port: 2 articles');
  check({ all: 150 }, [], 'Mar 2025: 3 articles (2.0 % of 150)');
});
