// The page of an entity: its address comes back whole, and its links find what they say.
import { describe, expect, it } from 'vitest';
import { aboutOf, aboutText, besideIt, entityKind, naming, namingBoth, parseAbout } from './about';

describe('the address of an entity', () => {
  it.each(['Katrin Vessel', 'a: b', ' spaced ', '“Zoë” & <b>', 'שלום'])('gives back %j', (name) => {
    expect(parseAbout(aboutText({ kind: 'place', name }))).toEqual({ kind: 'place', name });
  });

  it.each(['', 'person', 'person:', 'person:  ', 'source:Post', 'constructor:x', ':x', `person:${'x'.repeat(501)}`])(
    'takes %j for none',
    (text) => expect(parseAbout(text)).toBeNull(),
  );
});

it('knows which facets count entities', () => {
  expect((['person', 'organisation', 'place'] as const).map(entityKind)).toEqual(['person', 'organisation', 'place']);
  expect((['source', 'language', 'agency'] as const).map(entityKind)).toEqual([null, null, null]);
});

it('finds the articles that name it, alone and beside others', () => {
  const ada = { kind: 'person', name: 'Ada Moss' } as const;
  expect(naming(ada)).toEqual({ q: '', filters: { person: ['Ada Moss'] } });
  expect(namingBoth(ada, 'place', 'Elba')).toEqual({ q: '', filters: { person: ['Ada Moss'], place: ['Elba'] } });
  expect(namingBoth(ada, 'person', 'Bo "B" Lind')).toEqual({
    q: 'person:"Bo  B  Lind"',
    filters: { person: ['Ada Moss'] },
  });
});

it.each([
  ['person:"Ada Moss"', {}, 'person:Ada Moss'],
  ['org:NATO', {}, 'organisation:NATO'],
  ['place:Elba ferry', {}, null],
  ['person:(Ada OR Bo)', {}, null],
  ['source:Post', {}, null],
  ['ferry', { person: ['Ada'] }, 'person:Ada'],
  ['ferry', { person: ['Ada', '-Bo'], source: ['Post'] }, 'person:Ada'],
  ['', { person: ['Ada'], place: ['Elba'] }, null],
  ['', { person: ['-Ada'] }, null],
])('%j with %j is about %j', (q, filters, expected) => {
  const about = aboutOf({ q, filters });
  expect(about && aboutText(about)).toBe(expected);
});

it('leaves itself out of what stands beside it', () => {
  const values = ['Ada', 'Bo', 'Cy', 'Di'].map((value) => ({ value, count: 1 }));
  const names = (facet: 'person' | 'place') =>
    besideIt(values, facet, { kind: 'person', name: 'Ada' }, 2).map(({ value }) => value);
  expect(names('person')).toEqual(['Bo', 'Cy']);
  expect(names('place')).toEqual(['Ada', 'Bo']);
});
