import { expect, test } from 'vitest';
import { keysOf } from './chips';

test('labels that come again have keys of their own', () => {
  expect(keysOf(['a', 'b', 'a'])).toEqual(['0 a', '0 b', '1 a']);
});
