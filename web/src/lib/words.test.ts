// Counts, languages and tiers read as words.
import { expect, it } from 'vitest';
import type { MatchTier } from './api-types';
import { confidenceInWords, counted, duration, evidenceInWords, facetLabel, languageName, safeLink, tierStarts, tiersInWords } from './words';

it.each([
  [[['all words', 3], ['some words', 2]], '3 with all words, 2 more with some words'],
  [[['all words', 0], ['some words', 2]], 'none with all words, 2 with some words'],
  [[['all words', 3], ['most words', 0], ['some words', 9]], '3 with all words, 9 more with some words'],
  [[['all words', 1200]], ''],
  [[], ''],
] as [[string, number][], string][])('tells tiers %j', (tiers, expected) => {
  expect(tiersInWords(tiers.map(([label, count]): MatchTier => ({ label, count })))).toBe(expected);
});

it('tells where a tier begins', () => {
  const tiers = [
    { label: 'all words', count: 3 },
    { label: 'most words', count: 0 },
    { label: 'some words', count: 2 },
  ];
  expect([...tierStarts(tiers)]).toEqual([[3, '2 more with some words']]);
  expect([...tierStarts([{ label: 'all words', count: 0 }, { label: 'some words', count: 2 }])]).toEqual([[0, '2 with some words']]);
  expect([...tierStarts([{ label: 'all', count: 9 }])]).toEqual([]);
});

it('names languages, and keeps what is no code', () => {
  expect(languageName('fr')).toBe('French');
  expect(languageName('unknown')).toBe('unknown');
  expect(languageName('not a code')).toBe('not a code');
  expect(facetLabel('source', 'fr')).toBe('fr');
});

it('counts and times', () => {
  expect(counted(1, 'article')).toBe('1 article');
  expect(counted(1200, 'article')).toBe('1,200 articles');
  expect([1, 2].map((n) => counted(n, 'match', 'matches'))).toEqual(['1 match', '2 matches']);
  expect([duration(0.2), duration(4.4), duration(1520)]).toEqual(['under 1\u00a0ms', '4\u00a0ms', '1.5\u00a0s']);
});

it('words evidence, also of a kind that it does not know', () => {
  expect(evidenceInWords('file-name')).toBe('the file’s name');
  expect(evidenceInWords('hologram')).toBe('hologram');
  expect([1, 0.8, 0.5, 0.1].map(confidenceInWords)).toEqual(['certain', 'likely', 'fair', 'a guess']);
});

it.each([
  ['https://example.org/a', 'https://example.org/a'],
  ['http://example.org/a', 'http://example.org/a'],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['//example.org', null],
  [null, null],
])('follows %s only where it is safe', (url, expected) => {
  expect(safeLink(url)).toBe(expected);
});
