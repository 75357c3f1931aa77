// Matches are numbered through headline, standfirst and text.
import { expect, it } from 'vitest';
import type { ArticleView, MatchSpan } from './api-types';
import { markedArticle } from './marked';

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

/** Writes the matches of the text as `number words`. */
function matchesOf(view: ArticleView, field: 'title' | 'standfirst' | 'text'): string[] {
  const runs = markedArticle(view)[field].flat();
  return runs.filter(({ match }) => match !== null).map(({ match, text }) => `${match} ${text}`);
}

it('numbers matches in reading order and skips a field that is not there', () => {
  expect((['title', 'standfirst', 'text'] as const).map((field) => matchesOf(VIEW, field))).toEqual([
    ['0 Ice'],
    [],
    ['1 bay', '2 Ice'],
  ]);
  expect(markedArticle(VIEW).n_matches).toBe(3);
});

it('shows a standfirst that opens the story once', () => {
  const repeated = { ...VIEW, standfirst: 'The bay froze.' };
  expect(matchesOf(repeated, 'standfirst')).toEqual([]);
  expect(markedArticle(repeated).n_matches).toBe(3);
  const other = { ...VIEW, standfirst: 'The bay' };
  expect(matchesOf(other, 'standfirst')).toEqual(['1 The']);
});

it('marks names beside matches', () => {
  const named = markedArticle(VIEW).text.flat().filter(({ name }) => name !== null);
  expect(named).toEqual([{ text: 'bay', match: 1, name: { kind: 'place', name: 'Inner Bay' }, isPassage: false }]);
});

it.each([
  ['old port strike', [[0, 3], [4, 8]], ['0 old port']],
  ['old, port', [[0, 3], [5, 9]], ['0 old', '1 port']],
  ['old\n\nport', [[0, 3], [5, 9]], ['0 old', '1 port']],
  ['😀 old port', [[2, 5], [6, 10]], ['0 old port']],
  ['harbour', [[0, 4], [2, 7]], ['0 harbour']],
] as [string, [number, number][], string[]][])('joins what stands side by side in %j', (text, spans, expected) => {
  const matches = spans.map(([start, end]): MatchSpan => ({ field: 'text', start, end }));
  expect(matchesOf({ ...VIEW, text, matches, entities: [] }, 'text')).toEqual(expected);
});

it('marks names in captions, which stand behind the story', () => {
  const entities = [{ kind: 'person', key: 'moss', name: 'Ada Moss', mentions: [{ field: 'captions', start: 0, end: 8, text: 'Ada Moss' }] }];
  const pictured = { ...VIEW, captions: 'Ada Moss on the ice.\n\nThe bay.', entities } as unknown as ArticleView;
  const { captions, n_matches } = markedArticle(pictured);
  expect(captions.map((runs) => runs.map(({ text }) => text).join(''))).toEqual(['Ada Moss on the ice.', 'The bay.']);
  expect(captions[0]?.[0]?.name?.name).toBe('Ada Moss');
  expect(n_matches).toBe(3);
  expect(markedArticle(VIEW).captions).toEqual([]);
});
