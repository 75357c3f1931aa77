// How an entity is written: the rows that the page shows under it.
import type { EntityKind, EntityView, FacetName } from './api-types';
import { facetLabel } from './words';

/** Spellings and sources that are shown; more would be a list to study, not to glance at. */
const MOST_SPELLINGS = 12;
const MOST_SOURCES = 3;

/** One way to write an entity. */
export interface SpellingRow {
  text: string;
  n_articles: number;
  /** The sources that write so, the most frequent first. */
  sources: string[];
  /** How many sources more there are. */
  n_more: number;
  /** Whether a line of aliases.tsv touches it. */
  isCorrected: boolean;
}

/** Returns the kind of entity that a facet counts, or nothing for the other facets. */
export function entityKind(facet: FacetName): EntityKind | null {
  return facet === 'person' || facet === 'organisation' || facet === 'place' ? facet : null;
}

/** Returns the rows of an entity, the most frequent spellings first. */
export function spellingRows({ spellings }: EntityView): SpellingRow[] {
  return spellings.slice(0, MOST_SPELLINGS).map(({ text, count, sources, corrections }) => ({
    text,
    n_articles: count,
    sources: sources.slice(0, MOST_SOURCES).map(({ value }) => facetLabel('source', value)),
    n_more: Math.max(0, sources.length - MOST_SOURCES),
    isCorrected: corrections.length > 0,
  }));
}
