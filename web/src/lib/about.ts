// The page of a person, organisation or place: its address, and the searches that lead on from it. Pure.
import type { EntityKind, EntityName, FacetName, FacetValue } from './api-types';
import { quoted } from './query-words';
import type { PageState } from './url-state';

const KINDS: readonly string[] = ['person', 'organisation', 'place'];

/** The kinds of entity, in the order in which they are listed beside another. */
export const ENTITY_KINDS: readonly EntityKind[] = ['person', 'organisation', 'place'];

const QUERY_FIELDS: Record<EntityKind, string> = { person: 'person', organisation: 'org', place: 'place' };

/** Longer than any name; the server refuses what is longer than a query. */
const MAX_NAME = 500;

/** Returns an entity as it stands in an address: `person:Katrin Vessel`. */
export function aboutText({ kind, name }: EntityName): string {
  return `${kind}:${name}`;
}

/** Reads an entity from an address; null where it is none. */
export function parseAbout(text: string): EntityName | null {
  const [, kind = '', name = ''] = /^([a-z]+):([^]+)$/.exec(text) ?? [];
  if (!KINDS.includes(kind) || name.trim() === '' || name.length > MAX_NAME) return null;
  return { kind: kind as EntityKind, name };
}

/** Returns the kind of entity that a facet counts, or nothing for the other facets. */
export function entityKind(facet: FacetName): EntityKind | null {
  return KINDS.includes(facet) ? (facet as EntityKind) : null;
}

/** Returns the search for the articles that name an entity. */
export function naming({ kind, name }: EntityName): Pick<PageState, 'q' | 'filters'> {
  return { q: '', filters: { [kind]: [name] } };
}

/** Returns the search for the articles that name an entity and have a value of a facet too. */
export function namingBoth(itself: EntityName, facet: FacetName, value: string): Pick<PageState, 'q' | 'filters'> {
  const { q, filters } = naming(itself);
  // Two values of one facet would be "any of these", so the second is asked for in the query.
  if (facet === itself.kind) return { q: `${QUERY_FIELDS[itself.kind]}:${quoted(value)}`, filters };
  return { q, filters: { ...filters, [facet]: [value] } };
}

/** Returns the one entity that a search is about: its query is a name with its field, or its filters hold one name. */
export function aboutOf({ q, filters }: Pick<PageState, 'q' | 'filters'>): EntityName | null {
  const [, field, quotedName, word] = /^(\p{L}+):(?:"([^"]+)"|([^\s":()]+))$/u.exec(q.trim()) ?? [];
  const asked = ENTITY_KINDS.find((kind) => QUERY_FIELDS[kind] === field || kind === field);
  const name = quotedName ?? word;
  if (asked !== undefined && name !== undefined) return { kind: asked, name };
  const names = ENTITY_KINDS.flatMap((kind) => (filters[kind] ?? []).map((name): EntityName => ({ kind, name })));
  const included = names.filter(({ name }) => !name.startsWith('-'));
  return included.length === 1 ? (included[0] ?? null) : null;
}

/** Returns what stands beside an entity: the values of a facet of its articles, without itself. */
export function besideIt(values: readonly FacetValue[], facet: FacetName, itself: EntityName, most: number): FacetValue[] {
  return values.filter(({ value }) => facet !== itself.kind || value !== itself.name).slice(0, most);
}

/** Returns what a link to the page of an entity is called: `about this person`. */
export function aboutThis(kind: EntityKind): string {
  return `about this ${kind}`;
}
