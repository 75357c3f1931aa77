// Moves through the list of results: which article comes next, and the focus on it.
import type { Hit } from './api-types';
import type { Shown } from './copies';

/** Where an article stands in the list. */
export interface ListPlace {
  /** Its number among all results, from 1. */
  number: number;
  total: number;
  hasPrevious: boolean;
  hasNext: boolean;
}

/** Returns where an article stands in the list; null where it is not in it. */
export function placeInList(shown: readonly Shown[], id: string | null, total: number, isMore: boolean): ListPlace | null {
  const i = shown.findIndex(({ hit }) => isOf(hit, id));
  const found = shown[i];
  if (found === undefined) return null;
  return { number: found.place + 1, total, hasPrevious: i > 0, hasNext: i + 1 < shown.length || isMore };
}

/** Returns the article one step from the one that is read or focused; the first where there is none. */
export function stepHit(hits: readonly Hit[], reading: string | null, by: 1 | -1): string | null {
  const from = reading ?? focusedHit();
  const place = hits.findIndex((hit) => isOf(hit, from));
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

/** Returns whether an article is a result or a copy of it, which stands where the result stands. */
function isOf({ id, duplicates }: Hit, other: string | null): boolean {
  return id === other || duplicates.some((copy) => copy.id === other);
}

function hitOf(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-hit="${CSS.escape(id)}"]`);
}

/** Returns the article of the list that has the focus. */
export function focusedHit(): string | null {
  const result = document.activeElement?.closest<HTMLElement>('[data-hit]');
  return result?.dataset['hit'] ?? null;
}
