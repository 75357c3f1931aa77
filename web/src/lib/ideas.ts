// What to try: example queries made from what the archive holds, and ways out of an empty answer. Pure.
import type { Facets, QueryEcho } from './api-types';
import { chosenValues, UNKNOWN, withEffect } from './facets';
import { withoutPart } from './parts';
import { quoted } from './query-words';
import { ANY_DATE, hasDates, isNarrowed, START, type PageState } from './url-state';
import { facetLabel } from './words';

/** Somewhere to go, and its name. */
export interface Idea {
  label: string;
  state: PageState;
}

/** Returns queries that find something in this archive, made from its most frequent names. */
export function exampleQueries(facets: Facets | null): string[] {
  const top = (facet: 'source' | 'person' | 'organisation' | 'place') =>
    facets?.[facet]?.find(({ value }) => value !== UNKNOWN)?.value.replaceAll('"', '');
  const [person, place, organisation, source] = [top('person'), top('place'), top('organisation'), top('source')];
  const examples: string[] = [];
  if (person) examples.push(`"${person}"`);
  if (place) examples.push(`place:${quoted(place)}`);
  if (organisation && place) examples.push(`${quoted(organisation)} NOT ${quoted(place)}`);
  if (source) examples.push(`source:${quoted(source)}`);
  return examples;
}

/** More parts than this would hide the other ways out. */
const FEW_PARTS = 6;

/** Returns looser searches than one that found nothing, the smallest change first. */
export function looserSearches(state: PageState, query: Pick<QueryEcho, 'text' | 'parts'> | null = null): Idea[] {
  const ideas: Idea[] = [];
  const without = { ...state, article: null };
  for (const { facet, value, effect } of chosenValues(state.filters)) {
    const name = `${facet}: ${facetLabel(facet, value)}`;
    const label = effect === 'include' ? `without ${name}` : `with ${name} again`;
    ideas.push({ label, state: { ...without, filters: withEffect(state.filters, facet, value, 'none') } });
  }
  if (hasDates(state)) {
    ideas.push({ label: 'at any date', state: { ...without, ...ANY_DATE } });
  }
  // Words side by side are widened by the server: with one of them less it would find nothing either.
  const parts = query !== null && query.parts.length > 1 && !isPlain(state.q) ? query.parts.slice(0, FEW_PARTS) : [];
  for (const part of parts) {
    const label = `take out: ${part.explained}`;
    ideas.push({ label, state: { ...without, q: withoutPart(query?.text ?? '', part) } });
  }
  for (const [label, q] of looserQueries(state.q)) ideas.push({ label, state: { ...without, q } });
  if (ideas.length > 1 && isNarrowed(state) && state.q.trim() !== '') {
    ideas.push({ label: 'the query alone, unfiltered', state: { ...START, q: state.q, sort: state.sort } });
  }
  return ideas;
}

function looserQueries(q: string): [string, string][] {
  const queries: [string, string][] = [];
  if (/["“”„«»]/u.test(q)) queries.push(['the words without quotes', q.replace(/=?["“”„«»]/gu, ' ')]);
  const words = q.trim().split(/\s+/u);
  const last = words.at(-1) ?? '';
  // Half a word often means a whole one: from the fifth letter on, a start of it is worth a try.
  if (isPlain(q) && words.length === 1 && [...last].length >= 5) {
    const start = [...last].slice(0, -1).join('');
    queries.push([`words that start with “${start}”`, `${start}*`]);
  }
  const trimmed = queries.map(([label, query]): [string, string] => [label, query.trim().replace(/\s+/gu, ' ')]);
  return trimmed.filter(([, query]) => query !== '');
}

/** Returns whether a query is words and nothing else. */
function isPlain(q: string): boolean {
  return !/["“”„«»:()*]|\b(AND|OR|NOT)\b|(^|\s)-/u.test(q);
}
