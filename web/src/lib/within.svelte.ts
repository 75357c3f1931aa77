// The values of one facet that the server finds by what is typed, where not all of them are listed.
import { search as ask } from './api';
import type { FacetName, FacetValue } from './api-types';
import type { PageState } from './url-state';

/** Letters come faster than answers. */
const PAUSE_MS = 150;
/** More values than this nobody reads through: another letter finds the others. */
const MOST_VALUES = 100;

/** A search within a facet. */
export class Within {
  /** What the server found last. */
  found = $state.raw<FacetValue[]>([]);

  /** Looks for values with words that start so; returns what calls it off. */
  look(state: PageState, facet: FacetName, typed: string): () => void {
    const own = new AbortController();
    const pause = setTimeout(() => void this.#fetch(state, facet, typed, own.signal), PAUSE_MS);
    return () => {
      clearTimeout(pause);
      own.abort();
    };
  }

  async #fetch(state: PageState, facet: FacetName, typed: string, signal: AbortSignal): Promise<void> {
    try {
      const { facets } = await ask(state, { limit: 0, facets: MOST_VALUES, within: { facet, typed } }, signal);
      if (!signal.aborted) this.found = facets?.[facet] ?? [];
    } catch {
      // What is listed is searched all the same.
    }
  }
}
