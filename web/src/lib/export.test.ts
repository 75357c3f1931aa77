// What leaves is what is shown: the query, the filters and the order.
import { expect, it } from 'vitest';
import { chosenPath, exportPath, feedPath } from './export';
import { parseState } from './url-state';

it.each([
  ['', 'api/export?sort=newest&format=csv', 'api/feed?'],
  [
    '?q=a+%22b%22&source=-X&after=2025-12-01&sort=oldest&article=1',
    'api/export?q=a+%22b%22&source=-X&after=2025-12-01&sort=oldest&format=csv',
    'api/feed?q=a+%22b%22&source=-X&after=2025-12-01',
  ],
])('%s', (address, file, feed) => {
  const state = parseState(address);
  expect(exportPath(state, 'csv')).toBe(file);
  expect(feedPath(state)).toBe(feed);
});

it('names chosen articles in their order', () => {
  expect(chosenPath(new Set(['b', 'a']), 'ris')).toBe('api/export?id=b&id=a&format=ris');
});
