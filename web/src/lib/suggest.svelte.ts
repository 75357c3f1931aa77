// Completions of what is being typed: fetched while typing, stepped through by key.
import { suggestions } from './api';
import type { Suggestion } from './api-types';
import { lastFragment } from './fragment';

/** One letter completes to too much. */
const LEAST_TYPED = 2;
/** What fits below the box without hiding the results. */
const MOST_OFFERED = 7;

export class Completions {
  offered = $state.raw<Suggestion[]>([]);
  /** The suggestion that the arrow keys are on; -1 for the box itself. */
  active = $state(-1);
  private running: AbortController | null = null;

  /** Offers completions of a text. */
  async offer(text: string): Promise<void> {
    this.running?.abort();
    const own = (this.running = new AbortController());
    if (text.trim().length < LEAST_TYPED) return this.close();
    try {
      const found = await completionsOf(text, own.signal);
      if (this.running !== own) return;
      const typed = text.trim().toLowerCase();
      const news = found.filter(({ query }) => query.toLowerCase() !== typed);
      [this.offered, this.active] = [news.slice(0, MOST_OFFERED), -1];
    } catch {
      // Completions are an extra: the search itself tells what is wrong.
      if (this.running === own) this.close();
    }
  }

  /** Takes the offer back. */
  close(): void {
    this.running?.abort();
    this.running = null;
    [this.offered, this.active] = [[], -1];
  }

  /** Moves to the next or previous suggestion, through the box. */
  step(by: 1 | -1): void {
    const stops = this.offered.length + 1;
    this.active = ((this.active + 1 + by + stops) % stops) - 1;
  }

  /** Returns the suggestion that the arrow keys are on. */
  chosen(): Suggestion | undefined {
    return this.offered[this.active];
  }
}

/** Completes the text as a whole, such as a name of several words; where nothing fits, its last piece. */
async function completionsOf(text: string, signal: AbortSignal): Promise<Suggestion[]> {
  const whole = await suggestions(text, signal);
  const { before, field, typed } = lastFragment(text);
  const isPiece = before !== '' || field !== '';
  // A headline with these words is no reason to leave out a name that is being typed behind them.
  const isNamed = whole.some(({ kind }) => kind !== 'headline');
  if (isNamed || !isPiece || typed.length < LEAST_TYPED) return whole;
  const found = await suggestions(typed, signal);
  const fitting = field === '' ? found : found.filter(({ query }) => query.startsWith(`${field}:`));
  return [...fitting.map((suggestion) => ({ ...suggestion, query: before + suggestion.query })), ...whole];
}
