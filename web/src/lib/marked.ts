// The fields of an article as runs of text, with matches numbered through the whole article. Pure.
import type { ArticleView, EntityName, Hit, TextField } from './api-types';
import { type Mark, paragraphRuns, type Run } from './highlight';

/** The fields in reading order. */
const FIELDS: readonly TextField[] = ['title', 'standfirst', 'text'];

/** A run of article text: the number of the match that it is part of, and the name. */
export type TextRun = Run<number, EntityName>;

/** Returns what the list of results already knows of an article, to show until the whole of it is there. */
export function previewOf(hit: Hit): ArticleView {
  const unknown = { standfirst: null, dateline: null, updated: null, section: null, text: '' };
  return { ...hit, ...unknown, byline: [], agencies: [], entities: [], evidence: {}, matches: [] };
}

/** Returns the paragraphs of one field, with matches numbered in reading order through all fields. */
export function fieldRuns(view: ArticleView, field: TextField): TextRun[][] {
  const text = view[field] ?? '';
  const names = view.entities.flatMap(({ kind, name, mentions }) =>
    mentions
      .filter((mention) => mention.field === field)
      .map(({ start, end }): Mark<EntityName> => ({ start, end, of: { kind, name } })),
  );
  return paragraphRuns(text, numbered(view, field), names);
}

/** Returns how many matches the article shows. */
export function matchCount(view: ArticleView): number {
  return FIELDS.reduce((sum, field) => sum + matchesIn(view, field).length, 0);
}

function numbered(view: ArticleView, field: TextField): Mark<number>[] {
  let number = 0;
  for (const earlier of FIELDS) {
    if (earlier === field) break;
    number += matchesIn(view, earlier).length;
  }
  return matchesIn(view, field).map(({ start, end }, i): Mark<number> => ({ start, end, of: number + i }));
}

function matchesIn(view: ArticleView, field: TextField) {
  if (view[field] === null) return [];
  return view.matches.filter((match) => match.field === field).sort((a, b) => a.start - b.start);
}
