// Moves through the list of results: which article comes next, and the focus on it.
import type { Hit } from './api-types';

/** Returns the article one step from the one that is read or focused; the first where there is none. */
export function stepHit(hits: readonly Hit[], reading: string | null, by: 1 | -1): string | null {
  const from = reading ?? focusedHit();
  // A copy stands where the article stands that names it.
  const place = hits.findIndex(({ id, duplicates }) => id === from || duplicates.some((copy) => copy.id === from));
  if (place === -1) return hits[0]?.id ?? null;
  return hits[place + by]?.id ?? null;
}

/** Scrolls the list to an article, where it is out of sight. */
export function showHit(id: string): void {
  hitOf(id)?.scrollIntoView({ block: 'nearest' });
}

/** Puts the focus on an article of the list, or on the search box where it is not there. */
export function focusHit(id: string): void {
  const headline = hitOf(id)?.querySelector<HTMLElement>(':is(h2, h4) a');
  (headline ?? document.querySelector<HTMLElement>('[role="combobox"]'))?.focus();
  showHit(id);
}

function hitOf(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-hit="${CSS.escape(id)}"]`);
}

/** Returns the article of the list that has the focus. */
export function focusedHit(): string | null {
  const result = document.activeElement?.closest<HTMLElement>('[data-hit]');
  return result?.dataset['hit'] ?? null;
}
