// The article that is being read: fetched when the state names one, kept until another is there.
import { markRead } from './already-read.svelte';
import { article as fetchArticle, Problem } from './api';
import type { ArticleView } from './api-types';

class Reader {
  view = $state.raw<ArticleView | null>(null);
  problem = $state.raw<Problem | null>(null);
}

/** The reader's content. Changed only by the functions of this file. */
export const reader = new Reader();

let running: AbortController | null = null;

/** Reads an article, with the places where the query matches. */
export async function read(id: string, q: string): Promise<void> {
  running?.abort();
  const own = new AbortController();
  running = own;
  reader.problem = null;
  try {
    const view = await fetchArticle(id, q, own.signal);
    if (running !== own) return;
    reader.view = view;
    markRead(view.id);
  } catch (error) {
    if (running !== own || own.signal.aborted) return;
    reader.problem = error instanceof Problem ? error : new Problem('The article could not be opened', 'Try again.', 0);
  }
}

/** Puts the article away. */
export function putAway(): void {
  running?.abort();
  running = null;
  [reader.view, reader.problem] = [null, null];
}
