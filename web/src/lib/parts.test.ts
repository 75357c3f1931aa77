import { expect, test } from 'vitest';
import type { QueryPart } from './api-types';
import { withoutPart } from './parts';

function part(start: number, end: number): QueryPart {
  return { explained: 'a part', start, end, cut: { start, end } };
}

test.each([
  ['port OR ferry', part(0, 8), 'ferry'],
  ['port OR ferry', part(4, 13), 'port'],
  ['é night  ferry', part(1, 7), 'é ferry'],
  ['🙂 AND 中文 "a b"', part(1, 8), '🙂 "a b"'],
  ['"a b""c"', part(5, 8), '"a b"'],
  ['"a b""c"x', part(5, 8), '"a b" x'],
  ['ferry', part(0, 5), ''],
])('%s without a part', (query, taken, expected) => {
  expect(withoutPart(query, taken)).toBe(expected);
});
