// How an entity is written: the rows that the page shows under it.
import type { EntityView } from './api-types';
import { facetLabel } from './words';

/** Spellings and sources that are shown in passing; more would be a list to study, not to glance at. */
const GLANCE = { spellings: 12, sources: 3 };
/** What the page of an entity shows. */
export const STUDY = { spellings: 60, sources: 6 };

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

/** Returns the rows of an entity, the most frequent spellings first. */
export function spellingRows({ spellings }: EntityView, most: typeof GLANCE = GLANCE): SpellingRow[] {
  return spellings.slice(0, most.spellings).map(({ text, count, sources, corrections }) => ({
    text,
    n_articles: count,
    sources: sources.slice(0, most.sources).map(({ value }) => facetLabel('source', value)),
    n_more: Math.max(0, sources.length - most.sources),
    isCorrected: corrections.length > 0,
  }));
}
