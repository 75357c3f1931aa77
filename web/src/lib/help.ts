// The lines of the help sheet: the query language by example, and the keys. Pure.
import type { Facets } from './api-types';
import { UNKNOWN } from './facets';
import { quoted } from './query-words';

/** A query to try and what it finds. */
export interface QueryLine {
  q: string;
  meaning: string;
}

/** Keys and what they do. */
export interface KeyLine {
  keys: string[];
  meaning: string;
}

/** Every key of the page. */
export const HELP_KEYS: readonly KeyLine[] = [
  { keys: ['/'], meaning: 'to the search box' },
  { keys: ['j', 'k'], meaning: 'next and previous article, in the list and in the reader' },
  { keys: ['Enter'], meaning: 'open the article' },
  { keys: ['n', 'p'], meaning: 'next and previous match in the article' },
  { keys: ['x'], meaning: 'choose the article, to export it with others' },
  { keys: ['c'], meaning: 'cite the article' },
  { keys: ['l'], meaning: 'link to the words that are selected, else to the match or the article' },
  { keys: ['←', '→'], meaning: 'along the time line: with Shift widen, Enter chooses' },
  { keys: ['Alt'], meaning: 'with a press on a value beside the results: that value alone, so that one source follows another' },
  { keys: ['Esc'], meaning: 'close what is open, else clear the search' },
  { keys: ['?'], meaning: 'this sheet' },
];

/** Returns the query language by example; names are taken from the archive, so that each example finds something. */
export function helpQueries(facets: Facets | null): QueryLine[] {
  const top = (facet: 'source' | 'person' | 'organisation' | 'place', otherwise: string) =>
    quoted(facets?.[facet]?.find(({ value }) => value !== UNKNOWN)?.value.replaceAll('"', '') ?? otherwise);
  const language = facets?.language?.find(({ value }) => value !== UNKNOWN)?.value ?? 'en';
  const year = facets?.date.at(-1)?.from.slice(0, 4) ?? '2025';
  return [
    { q: 'security guarantee', meaning: 'both words in any inflection; with few such articles also those with one' },
    { q: '"security guarantee"', meaning: 'the words next to each other, in any inflection' },
    { q: 'port AND strike', meaning: 'both, and nothing less' },
    { q: 'port OR harbour', meaning: 'one or the other, or both' },
    { q: 'talks NOT (strike OR wages)', meaning: 'without what follows; talks -strike is the same for one word' },
    { q: 'secur*', meaning: 'every word that starts so' },
    { q: 'port NEAR/5 strike', meaning: 'at most five words apart; /s in one sentence, /p in one paragraph' },
    { q: '="talks"', meaning: 'as it is written, and in no other form' },
    { q: 'title:talks', meaning: 'in the headline; also lead: and body:' },
    { q: `source:${top('source', 'gazette')}`, meaning: 'from this source' },
    { q: `person:${top('person', 'name')}`, meaning: 'names this person, however it is spelled' },
    { q: `org:${top('organisation', 'NATO')}`, meaning: 'names this organisation' },
    { q: `place:${top('place', 'Geneva')}`, meaning: 'names this place' },
    { q: `lang:${language}`, meaning: 'in this language' },
    { q: 'after:"past 30 days"', meaning: 'also last-week, march, 3-march-2024, yesterday' },
    { q: `after:${year}-01-01 before:${year}-12-31`, meaning: 'published in these days, both included' },
  ];
}
