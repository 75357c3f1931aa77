// What of a query is being typed right now: its last piece, which completions may take the place of. Pure.

/** The last piece of a query. */
export interface Fragment {
  /** The query before it. */
  before: string;
  /** The field that it is in, such as `person`; empty for none. */
  field: string;
  /** What was typed of it, without quotes. */
  typed: string;
}

/** Returns the last piece of a query: a word, or an open quote, with its field. */
export function lastFragment(query: string): Fragment {
  // The piece begins after a space, an opening parenthesis or a leading minus; an open quote may hold spaces.
  const piece = /(?:(\p{L}+):)?(?:"([^"]*)|([^\s"()]*))$/u.exec(openQuoteOrWord(query));
  const typed = piece?.[2] ?? piece?.[3] ?? '';
  return { before: query.slice(0, query.length - (piece?.[0].length ?? 0)), field: piece?.[1] ?? '', typed };
}

/** Returns the end of a query from its open quote with its field, else from its last word. */
function openQuoteOrWord(query: string): string {
  const n_quotes = query.split('"').length - 1;
  const start = n_quotes % 2 === 1 ? query.lastIndexOf('"') : query.length;
  const head = query.slice(0, start);
  const word = /[^\s()"-][^\s()"]*$/u.exec(head)?.[0] ?? '';
  return word + query.slice(start);
}
