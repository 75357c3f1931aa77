// An article as runs of text, with matches numbered through headline, standfirst, story and captions. Pure.
import type { ArticleView, EntityName, Hit, MatchSpan, TextField } from './api-types';
import { type Mark, paragraphRuns, type Run } from './highlight';
import type { Passage } from './passage';

/** A run of article text: the number of the match that it is part of, and the name. */
export type TextRun = Run<number, EntityName>;

/** The paragraphs of each field as runs, and how many matches they hold. */
export interface MarkedArticle extends Record<TextField, TextRun[][]> {
  n_matches: number;
}

/** Returns an article with its matches and names marked, and the passage of its text that a link leads to. */
export function markedArticle(view: ArticleView, passage: Passage | null = null): MarkedArticle {
  const marked: MarkedArticle = { title: [], standfirst: [], text: [], captions: [], n_matches: 0 };
  for (const field of ['title', 'standfirst', 'text', 'captions'] as const) {
    const text = view[field] ?? null;
    if (text === null || (field === 'standfirst' && opensStory(view))) continue;
    const spans = view.matches.filter((match) => match.field === field);
    const matches = joined(text, spans).map(({ start, end }, i): Mark<number> => ({ start, end, of: marked.n_matches + i }));
    const passages = passage !== null && field === 'text' ? [{ ...passage, of: true as const }] : [];
    marked[field] = paragraphRuns(text, matches, namesIn(view, field), passages);
    marked.n_matches += matches.length;
  }
  return marked;
}

/** Returns what the list of results already knows of an article, to show until the whole of it is there. */
export function previewOf(hit: Hit): ArticleView {
  const unknown = { standfirst: null, dateline: null, updated: null, section: null, text: '' };
  return { ...hit, ...unknown, byline: [], agencies: [], entities: [], evidence: {}, matches: [] };
}

/** Tells whether the story begins with its standfirst, as many pages have it: it is then shown once. */
function opensStory({ standfirst, text }: ArticleView): boolean {
  return standfirst !== null && (text === standfirst || text.startsWith(`${standfirst}\n\n`));
}

function namesIn(view: ArticleView, field: TextField): Mark<EntityName>[] {
  return view.entities.flatMap(({ kind, name, mentions }) =>
    mentions
      .filter((mention) => mention.field === field)
      .map(({ start, end }) => ({ start, end, of: { kind, name } })),
  );
}

/** Joins matches that only a space parts: two words of the query side by side are one place to go to. */
function joined(text: string, spans: MatchSpan[]): { start: number; end: number }[] {
  const characters = spans.length > 1 ? [...text] : [];
  const places: { start: number; end: number }[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = places.at(-1);
    const isBeside = last && (start <= last.end || (start === last.end + 1 && /^[^\S\n]$/u.test(characters[last.end] ?? '')));
    if (isBeside) last.end = Math.max(last.end, end);
    else places.push({ start, end });
  }
  return places;
}
