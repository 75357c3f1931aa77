// The time line is brushed by keys as by the mouse.
import { expect, it } from 'vitest';
import { Brush } from './brush.svelte';
import type { DaySpan } from './histogram';

const BUCKETS = ['01', '02', '03', '04'].map((month) => ({ from: `2025-${month}-01`, to: `2025-${month}-28`, count: 1 }));

/** Presses keys, `^` for Shift, and returns what was chosen last. */
function chosenBy(keys: string[], chosen: DaySpan = { after: null, before: null }): string {
  const brush = new Brush({ buckets: () => BUCKETS, chosen: () => chosen, choose: (days) => (chosen = days) });
  for (const key of keys) brush.press(key.replace('^', ''), key.startsWith('^'));
  return `${chosen.after} ${chosen.before}`;
}

it.each([
  [['ArrowRight', 'Enter'], '2025-01-01 2025-01-28'],
  [['ArrowLeft', ' '], '2025-04-01 2025-04-28'],
  [['Home', '^ArrowRight', '^ArrowRight', 'Enter'], '2025-01-01 2025-03-28'],
  [['End', '^ArrowLeft', 'Enter'], '2025-03-01 2025-04-28'],
  [['Home', '^End', 'Enter'], '2025-01-01 2025-04-28'],
  [['ArrowRight', '^ArrowRight', 'Escape', 'Enter'], '2025-02-01 2025-02-28'],
  [['Home', '^ArrowRight', 'Enter', 'Escape'], 'null null'],
  [['PageDown', 'Enter'], '2025-04-01 2025-04-28'],
  [['Enter'], 'null null'],
  [['x'], 'null null'],
])('%j chooses %s', (keys, expected) => {
  expect(chosenBy(keys)).toBe(expected);
});

it('chooses what the pointer drew, also backwards', () => {
  let chosen: DaySpan = { after: null, before: null };
  const brush = new Brush({ buckets: () => BUCKETS, chosen: () => chosen, choose: (days) => (chosen = days) });
  brush.begin(3);
  brush.extend(1);
  brush.end();
  expect(chosen).toEqual({ after: '2025-02-01', before: '2025-04-28' });
});
