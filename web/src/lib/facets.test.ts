// Facets keep their order, with what is chosen on top.
import { expect, it } from 'vitest';
import { chosenValues, effectOf, facetRows, joinedValues, rowsWith, withEffect, withOnly } from './facets';

const VALUES = [
  { value: 'A', count: 5 },
  { value: 'B', count: 3 },
  { value: 'unknown', count: 1 },
];

it('puts chosen values on top, also those without a count', () => {
  const rows = facetRows(VALUES, { source: ['-B', 'Z'] }, 'source');
  expect(rows.map(({ value, count, effect }) => `${value} ${count} ${effect}`)).toEqual([
    'B 3 exclude',
    'Z null include',
    'A 5 none',
    'unknown 1 none',
  ]);
});

it('has two rows for a value that is wanted and unwanted', () => {
  const rows = facetRows(VALUES, { source: ['A', '-A'] }, 'source');
  expect(rows.map(({ value, effect }) => `${value} ${effect}`)).toEqual(['A include', 'A exclude', 'B none', 'unknown none']);
});

it('tells how many articles of the archive have a value, where the server does', () => {
  const rows = facetRows([{ value: 'A', count: 5, in_archive: 7 }, { value: 'B', count: 3 }], { person: ['B'] }, 'person');
  expect(rows.map(({ value, inArchive }) => [value, inArchive])).toEqual([['B', null], ['A', 7]]);
});

it('changes the effect of one value and leaves the others', () => {
  const included = withEffect({ source: ['A'] }, 'source', 'B', 'include');
  expect(included).toEqual({ source: ['A', 'B'] });
  const excluded = withEffect(included, 'source', 'B', 'exclude');
  expect(excluded).toEqual({ source: ['A', '-B'] });
  expect(effectOf(excluded, 'source', 'B')).toBe('exclude');
  expect(withEffect({ source: ['A'] }, 'source', 'A', 'none')).toEqual({});
});

it('narrows to one value alone', () => {
  expect(withOnly({ source: ['A', '-B'], place: ['C'] }, 'source', 'D')).toEqual({ source: ['D'], place: ['C'] });
});

it('lists what is chosen in the order of the facets', () => {
  const chosen = chosenValues({ language: ['fr'], source: ['-A', '-'] });
  expect(chosen.map(({ facet, value, effect }) => [facet, value, effect])).toEqual([
    ['source', 'A', 'exclude'],
    ['source', '-', 'include'],
    ['language', 'fr', 'include'],
  ]);
});

it.each([
  ['', ['Zürich', 'Elba', 'unknown']],
  ['zur', ['Zürich']],
  ['ZÜ', ['Zürich']],
  [' b ', ['Elba']],
  ['x', []],
])('finds rows by %j', (typed, expected) => {
  const rows = ['Zürich', 'Elba', 'unknown'].map((value) => ({ value, count: 1, inArchive: null, effect: 'none' as const }));
  expect(rowsWith(rows, typed, [], (value) => value).map(({ value }) => value)).toEqual(expected);
  const chosen = { value: 'Oslo', count: 1, inArchive: null, effect: 'include' as const };
  expect(rowsWith([chosen, ...rows], typed, [], (value) => value)).toContain(chosen);
});

it('shows behind what is listed what the server finds beyond, by whatever spelling', () => {
  const listed = [
    { value: 'Ina Hald', count: 9 },
    { value: 'Cy Moe', count: 8 },
  ];
  const found = [
    { value: 'Ina Hald', count: 9 },
    { value: 'Inès Hâld', count: 1 },
    { value: 'Олег', count: 1 },
  ];
  const rows = facetRows(joinedValues(listed, found), {}, 'person');
  expect(rowsWith(rows, 'hald', found, (value) => value).map(({ value }) => value)).toEqual(['Ina Hald', 'Inès Hâld', 'Олег']);
  expect(joinedValues(listed, [])).toEqual(listed);
});
