// Articles are chosen up to a bound.
import { expect, it } from 'vitest';
import { chooseNone, chosen, hasRoom, MOST_CHOSEN, toggle } from './chosen.svelte';

it('chooses as many as an address holds, and no more', () => {
  for (let i = 0; i < MOST_CHOSEN; i += 1) toggle(`${i}`);
  expect([chosen.size, hasRoom()]).toEqual([MOST_CHOSEN, false]);
  toggle('one more');
  expect(chosen.has('one more')).toBe(false);
  toggle('0');
  expect([chosen.has('0'), hasRoom()]).toEqual([false, true]);
  chooseNone();
  expect(chosen.size).toBe(0);
});
