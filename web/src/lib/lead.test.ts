// An opening line ends open, once, and is not said twice.
import { expect, it } from 'vitest';
import { freshPassages, openEnded } from './lead';

it.each([
  ['Ice held till May', 'Ice held till May …'],
  ['Ice held till…', 'Ice held till …'],
  ['Ice held.', 'Ice held …'],
])('%s', (lead, expected) => {
  expect(openEnded(lead)).toBe(expected);
});

it('drops a passage that repeats the opening line, unless it is marked', () => {
  const plain = [{ text: 'Ice held till May, and', match: false }];
  const marked = [{ text: 'Ice', match: true }, { text: ' held till May', match: false }];
  const lead = 'Ice held till…';
  expect(freshPassages({ title: null, lead, snippets: [plain, marked] })).toEqual([marked]);
  expect(freshPassages({ title: 'Ice', lead, snippets: [plain] })).toEqual([plain]);
});
