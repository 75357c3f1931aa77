// The state of the page survives the trip through the address bar, and nothing odd in it does harm.
import { describe, expect, it } from 'vitest';
import { effectiveSort, formatState, MAX_QUERY, type PageState, parseState, searchParams, START } from './url-state';

const FULL: PageState = {
  q: '"security guarantee" -strike',
  filters: { source: ['Harbour Gazette', '-Kestrel & Sons'], place: ['Zürich'] },
  after: '2025-11-01',
  before: '2025-12-31',
  undated: false,
  sort: 'oldest',
  vs: 'night ferry',
  scale: 'share',
  names: 'telling',
  about: { kind: 'place', name: 'Zürich: Stadt' },
  article: '00112233445566778899',
  at: { start: 12, end: 40 },
};

describe('the URL', () => {
  it('gives back what it was given', () => {
    for (const state of [START, FULL, { ...START, q: 'a=b&c#d +e%' }, { ...START, filters: { person: ['x', '-y'] } }, { ...START, undated: true }]) {
      expect(parseState(formatState(state))).toEqual(state);
    }
  });

  it('is empty for the start page', () => {
    expect(formatState(START)).toBe('');
    expect(formatState({ ...START, q: '   ' })).toBe('');
  });

  it.each([
    ['?sort=best', 'sort', null],
    ['?sort=newest', 'sort', 'newest'],
    ['?after=2025-02-30', 'after', null],
    ['?after=yesterday', 'after', null],
    ['?before=2024-02-29', 'before', '2024-02-29'],
    ['?after=2024-02', 'after', '2024-02-01'],
    ['?before=2024-02', 'before', '2024-02-29'],
    ['?before=2023-02', 'before', '2023-02-28'],
    ['?after=2024', 'after', '2024-01-01'],
    ['?before=2024', 'before', '2024-12-31'],
    ['?before=2024-13', 'before', null],
    ['?before=2024-00', 'before', null],
    ['?after=2024-1', 'after', null],
    ['?article=', 'article', null],
    ['?article=0A', 'article', '0a'],
    ['?about=person:Ada%20Moss', 'about', { kind: 'person', name: 'Ada Moss' }],
    ['?about=source:Post', 'about', null],
    ['?source=&source=%20', 'filters', {}],
    ['?source=A&source=A', 'filters', { source: ['A'] }],
    ['?source=A&source=-A', 'filters', { source: ['A', '-A'] }],
    ['?undated=true', 'undated', true],
    ['?undated=1', 'undated', true],
    ['?undated=0', 'undated', false],
    ['?undated=yes', 'undated', false],
    ['?article=a&at=7-3', 'at', null],
    ['?vs=%20', 'vs', null],
    ['?vs=ferry', 'vs', 'ferry'],
    ['?scale=log', 'scale', 'count'],
    ['?nonsense=1', 'q', ''],
  ])('reads %s', (search, key, expected) => {
    expect(parseState(search)[key as keyof PageState]).toEqual(expected);
  });

  it('cuts a query that the server would refuse, between characters', () => {
    const { q } = parseState(`?q=${encodeURIComponent('😀'.repeat(MAX_QUERY + 5))}`);
    expect([...q]).toHaveLength(MAX_QUERY);
  });

  it('shares query and filters with the API, but nothing that is only shown', () => {
    expect(searchParams(FULL).getAll('source')).toEqual(['Harbour Gazette', '-Kestrel & Sons']);
    expect([...new Set(searchParams(FULL).keys())]).toEqual(['q', 'source', 'place', 'after', 'before']);
  });
});

it.each([
  ['', null, 'newest'],
  ['', 'relevance', 'newest'],
  ['', 'oldest', 'oldest'],
  ['talks', null, 'relevance'],
  ['talks', 'newest', 'newest'],
] as const)('orders %j, asked for %s, by %s', (q, sort, expected) => {
  expect(effectiveSort({ ...START, q, sort })).toBe(expected);
});
