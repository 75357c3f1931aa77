// Keys act only where no letter is being typed.
import { expect, it } from 'vitest';
import { actionOf } from './keys';

it.each([
  ['/', false, false, 'search'],
  ['j', false, false, 'next'],
  ['p', false, false, 'previous-match'],
  ['c', false, false, 'cite'],
  ['?', false, false, 'help'],
  ['j', true, false, null],
  ['j', false, true, null],
  ['Escape', false, true, 'close'],
  ['y', false, false, null],
  ['x', false, false, 'choose'],
  ['l', false, false, 'link'],
  ['constructor', false, false, null],
])('%s (modified %s, typing %s) is %s', (key, isModified, isTyping, expected) => {
  expect(actionOf({ key, isModified, isTyping })).toBe(expected);
});
