import { expect, test } from 'vitest';
import type { Hit } from './api-types';
import { headings, withoutCopies } from './copies';

function hits(...stories: string[]): Hit[] {
  // The letter of an article is its story.
  const ids = stories.map((story, i) => `${story}${i}`);
  const of = (id: string) => ids.filter((other) => other !== id && other[0] === id[0]).map((other) => ({ id: other, source: null }));
  return ids.map((id) => ({ id, duplicates: of(id) }) as Hit);
}

test.each([
  [['a', 'b', 'c'], ['a0', 'b1', 'c2']],
  [['a', 'a', 'b', 'a'], ['a0', 'b2']],
  [['a', 'b', 'b', 'a', 'c'], ['a0', 'b1', 'c4']],
  [[], []],
])('of %s, copies are left out', (stories, expected) => {
  expect(withoutCopies(hits(...stories)).map(({ hit }) => hit.id)).toEqual(expected);
});

test('a heading at a copy goes to what is shown next', () => {
  const shown = withoutCopies(hits('a', 'b', 'a', 'c', 'd'));
  expect(headings(shown, new Map([[2, 'some words'], [4, 'few words']]))).toEqual([undefined, undefined, 'some words', 'few words']);
});
