// The articles that were chosen from results, to be exported together. They outlast the search, not the visit.
import { SvelteSet } from 'svelte/reactivity';

/** As many ids as the address of an export holds. */
export const MOST_CHOSEN = 300;

/** The ids of the chosen articles, in the order in which they were chosen. Changed only by the functions of this file. */
export const chosen: ReadonlySet<string> & { readonly size: number } = new SvelteSet<string>();

const changeable = chosen as SvelteSet<string>;

/** Chooses an article, or no longer. */
export function toggle(id: string): void {
  if (changeable.delete(id) || !hasRoom()) return;
  changeable.add(id);
}

/** Returns whether another article can be chosen. */
export function hasRoom(): boolean {
  return changeable.size < MOST_CHOSEN;
}

/** Chooses nothing. */
export function chooseNone(): void {
  changeable.clear();
}
