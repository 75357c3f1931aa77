// Completions take the place of the piece that is being typed, and of nothing else.
import { expect, it } from 'vitest';
import { lastFragment } from './fragment';

it.each([
  ['zel', '', '', 'zel'],
  ['talks zel', 'talks ', '', 'zel'],
  ['talks -zel', 'talks -', '', 'zel'],
  ['talks (port OR zel', 'talks (port OR ', '', 'zel'],
  ['talks person:zel', 'talks ', 'person', 'zel'],
  ['-person:"von der', '-', 'person', 'von der'],
  ['"old port" place:', '"old port" ', 'place', ''],
  ['"old port"', '"old port"', '', ''],
  ['Saint-Den', '', '', 'Saint-Den'],
  ['talks ', 'talks ', '', ''],
  ['', '', '', ''],
  ['😀 中', '😀 ', '', '中'],
])('%j', (query, before, field, typed) => {
  expect(lastFragment(query)).toEqual({ before, field, typed });
});
