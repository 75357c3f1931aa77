// The articles that were opened, so that lists tell what is still to be read. They outlast the search, not the visit.
import { SvelteSet } from 'svelte/reactivity';

const ids = new SvelteSet<string>();

/** Takes an article for read. */
export function markRead(id: string): void {
  ids.add(id);
}

/** Returns whether an article was opened during this visit. */
export function wasRead(id: string): boolean {
  return ids.has(id);
}
