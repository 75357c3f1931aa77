// Passages survive the address bar, and count as the API does.
import { expect, it } from 'vitest';
import { parsePassage, passageBetween, passageText } from './passage';

it.each([
  ['120-260', { start: 120, end: 260 }],
  ['0-1', { start: 0, end: 1 }],
  ['5-5', null],
  ['9-3', null],
  ['', null],
  ['-1-4', null],
  ['1-', null],
  ['1-9999999999', null],
  ['a-b', null],
])('reads %j', (text, expected) => {
  expect(parsePassage(text)).toEqual(expected);
  if (expected !== null) expect(passageText(expected)).toBe(text);
});

it('counts characters, not units, and takes either direction', () => {
  const words = 'A 😀 sailed';
  const from = { start: 100, words, unit: words.indexOf('sailed') };
  const to = { start: 100, words, unit: words.length };
  expect(passageBetween(from, to)).toEqual({ start: 104, end: 110 });
  expect(passageBetween(to, from)).toEqual({ start: 104, end: 110 });
  expect(passageBetween(from, from)).toBeNull();
  expect(passageBetween(from, { start: 200, words: 'Next', unit: 4 })).toEqual({ start: 104, end: 204 });
});
