// The facets of the page: their order and names, and the rows that each shows.
import type { FacetName, FacetValue } from './api-types';

/** Every facet in the order shown; mirrors `FacetField::ALL` of the engine. */
export const FACETS: readonly FacetName[] = ['source', 'person', 'organisation', 'place', 'language', 'agency'];

/** The heading of each facet. */
export const FACET_TITLES: Record<FacetName, string> = {
  source: 'Source',
  person: 'People',
  organisation: 'Organisations',
  place: 'Places',
  language: 'Language',
  agency: 'Agency',
};

/** The facet value of articles whose source or language is not known. */
export const UNKNOWN = 'unknown';

/** How a value narrows the results. */
export type Effect = 'none' | 'include' | 'exclude';

/** The filter values of each facet, as the API takes them: a leading `-` leaves the value out. */
export type FacetFilters = Partial<Record<FacetName, string[]>>;

/** One value of a facet as shown. `count` is null where the server did not send one. */
export interface FacetRow {
  value: string;
  count: number | null;
  /** How many articles of the archive have it, where that is why it is shown. */
  inArchive: number | null;
  effect: Effect;
}

/** A value that is chosen in some facet. */
export interface Chosen {
  facet: FacetName;
  value: string;
  effect: 'include' | 'exclude';
}

/** Returns how a value of a facet narrows the results. */
export function effectOf(filters: FacetFilters, facet: FacetName, value: string): Effect {
  const values = filters[facet] ?? [];
  if (values.includes(value)) return 'include';
  return values.includes(`-${value}`) ? 'exclude' : 'none';
}

/** Returns the filters with the effect of one value changed. */
export function withEffect(filters: FacetFilters, facet: FacetName, value: string, effect: Effect): FacetFilters {
  const others = (filters[facet] ?? []).filter((entry) => entry !== value && entry !== `-${value}`);
  const added = effect === 'none' ? [] : [effect === 'include' ? value : `-${value}`];
  const { [facet]: _, ...rest } = filters;
  const values = [...others, ...added];
  return values.length === 0 ? rest : { ...rest, [facet]: values };
}

/** Returns the filters with one value of a facet alone, whatever was chosen in it before. */
export function withOnly(filters: FacetFilters, facet: FacetName, value: string): FacetFilters {
  return { ...filters, [facet]: [value] };
}

/** Returns every chosen value, in the order of the facets. */
export function chosenValues(filters: FacetFilters): Chosen[] {
  return FACETS.flatMap((facet) =>
    (filters[facet] ?? []).map((entry): Chosen =>
      entry.startsWith('-') && entry.length > 1
        ? { facet, value: entry.slice(1), effect: 'exclude' }
        : { facet, value: entry, effect: 'include' },
    ),
  );
}

/**
 * Returns the rows whose label has these letters, whatever their case and accents, and those that the server found by
 * them, perhaps by another spelling; chosen ones stay.
 */
export function rowsWith(
  rows: readonly FacetRow[],
  typed: string,
  found: readonly FacetValue[],
  labelOf: (value: string) => string,
): FacetRow[] {
  const wanted = folded(typed.trim());
  const known = new Set(found.map(({ value }) => value));
  return rows.filter(({ value, effect }) => effect !== 'none' || known.has(value) || folded(labelOf(value)).includes(wanted));
}

/** Returns the values that are listed, and behind them what was found beyond. */
export function joinedValues(listed: readonly FacetValue[], found: readonly FacetValue[]): FacetValue[] {
  const known = new Set(listed.map(({ value }) => value));
  return [...listed, ...found.filter(({ value }) => !known.has(value))];
}

function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** Returns the rows of a facet: what is chosen on top, then the rest in the server's order. */
export function facetRows(values: readonly FacetValue[], filters: FacetFilters, facet: FacetName): FacetRow[] {
  const known = new Map(values.map((known) => [known.value, known]));
  const row = (value: string, effect: Effect): FacetRow => {
    const { count = null, in_archive: inArchive = null } = known.get(value) ?? {};
    return { value, count, inArchive, effect };
  };
  const onTop = chosenValues({ [facet]: filters[facet] ?? [] }).map(({ value, effect }) => row(value, effect));
  const taken = new Set(onTop.map(({ value }) => value));
  const others = values.filter(({ value }) => !taken.has(value));
  return [...onTop, ...others.map(({ value }) => row(value, 'none'))];
}
