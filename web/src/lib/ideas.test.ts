// Ideas lead somewhere: examples from the archive, and looser searches where nothing was found.
import { expect, it } from 'vitest';
import { exampleQueries, looserSearches } from './ideas';
import { quoted } from './query-words';
import { HELP_KEYS, helpQueries } from './help';
import { START } from './url-state';

const FACETS = {
  source: [{ value: 'unknown', count: 9 }, { value: 'Harbour Gazette', count: 2 }],
  person: [{ value: 'Ann "Red" Lee', count: 4 }],
  place: [{ value: 'Geneva', count: 3 }],
  date: [],
  undated: 0,
};

it('makes examples from what the archive holds', () => {
  expect(exampleQueries(FACETS)).toEqual(['"Ann Red Lee"', 'place:Geneva', 'source:"Harbour Gazette"']);
  expect(exampleQueries(null)).toEqual([]);
});

it.each([
  [{ filters: { source: ['A', '-B'] } }, ['without source: A', 'with source: B again']],
  [{ after: '2025-01-01' }, ['at any date']],
  [{ q: '“old port”' }, ['the words without quotes']],
  [{ q: 'harbours' }, ['words that start with “harbour”']],
  [{ q: 'port', filters: { language: ['fr'] }, after: '2025-01-01' }, ['without language: French', 'at any date', 'the query alone, unfiltered']],
  [{ q: 'a:b' }, []],
  [{ q: '""' }, []],
])('loosens %j', (change, labels) => {
  expect(looserSearches({ ...START, ...change }).map(({ label }) => label)).toEqual(labels);
});

it('takes the quotes off', () => {
  expect(looserSearches({ ...START, q: '="old  port" talks' })[0]?.state.q).toBe('old port talks');
});

it('quotes what is more than a word', () => {
  expect([quoted('NATO'), quoted('von der Leyen'), quoted('Zürich')]).toEqual(['NATO', '"von der Leyen"', 'Zürich']);
});

it('gives each line of the help its own query and meaning', () => {
  const queries = helpQueries(FACETS).map(({ q }) => q);
  expect(new Set(queries).size).toBe(queries.length);
  expect(queries).toContain('person:"Ann Red Lee"');
  expect(new Set(HELP_KEYS.map(({ meaning }) => meaning)).size).toBe(HELP_KEYS.length);
});

it('offers to leave out each part of a query', () => {
  const part = (explained: string, start: number, end: number) => ({ explained, start, end, cut: { start, end } });
  const query = { text: 'title:a b', parts: [part('“a” in the headline', 0, 8), part('“b”', 7, 9)] };
  const ideas = looserSearches({ ...START, q: query.text }, query).filter(({ label }) => label.startsWith('take out'));
  expect(ideas.map(({ label, state }) => [label, state.q])).toEqual([
    ['take out: “a” in the headline', 'b'],
    ['take out: “b”', 'title:a'],
  ]);
  expect(looserSearches({ ...START, q: 'a b' }, { ...query, text: 'a b' })).toEqual([]);
});
