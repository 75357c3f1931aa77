// The widths at which the layout changes; the same numbers stand in the components' media queries.
import { MediaQuery } from 'svelte/reactivity';

/** Facets and time stand beside the results; below, they are a drawer. */
export const hasColumn = new MediaQuery('(min-width: 48rem)');
/** The reader leaves the list at hand; below, it covers it. */
export const hasTwoPanes = new MediaQuery('(min-width: 72rem)');
