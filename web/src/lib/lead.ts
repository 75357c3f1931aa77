// The opening line that stands in for a headline. Pure.
import type { Hit, Piece } from './api-types';

/** Returns an opening line with the mark that it goes on, once. */
export function openEnded(lead: string): string {
  return `${lead.replace(/[\s.…]+$/u, '')} …`;
}

/** Returns the passages of an article, without one that only says the opening line over again. */
export function freshPassages({ title, lead, snippets }: Pick<Hit, 'title' | 'lead' | 'snippets'>): Piece[][] {
  if (title !== null) return snippets;
  const opening = lead.replace(/[\s.…]+$/u, '');
  return snippets.filter(
    (pieces) => pieces.some(({ match }) => match) || !pieces.map(({ text }) => text).join('').startsWith(opening),
  );
}
