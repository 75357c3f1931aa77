// Matches are numbered through headline, standfirst and text.
import { expect, it } from 'vitest';
import type { ArticleView } from './api-types';
import { fieldRuns, matchCount } from './marked';

const VIEW = {
  title: 'Ice on the bay',
  standfirst: null,
  text: 'The bay froze.\n\nIce held till May.',
  entities: [{ kind: 'place', key: 'bay', name: 'Inner Bay', mentions: [{ field: 'text', start: 4, end: 7, text: 'bay' }] }],
  matches: [
    { field: 'text', start: 16, end: 19 },
    { field: 'title', start: 0, end: 3 },
    { field: 'standfirst', start: 0, end: 3 },
    { field: 'text', start: 4, end: 7 },
  ],
} as unknown as ArticleView;

it('numbers matches in reading order and skips a field that is not there', () => {
  const numbers = (['title', 'standfirst', 'text'] as const).map((field) =>
    fieldRuns(VIEW, field).flat().filter(({ match }) => match !== null).map(({ match, text }) => `${match} ${text}`),
  );
  expect(numbers).toEqual([['0 Ice'], [], ['1 bay', '2 Ice']]);
  expect(matchCount(VIEW)).toBe(3);
});

it('marks names beside matches', () => {
  const named = fieldRuns(VIEW, 'text').flat().filter(({ name }) => name !== null);
  expect(named).toEqual([{ text: 'bay', match: 1, name: { kind: 'place', name: 'Inner Bay' } }]);
});
