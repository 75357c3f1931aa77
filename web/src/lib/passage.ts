// A passage of an article's text, as a link leads to it. Offsets count Unicode scalar values, as the API's do. Pure.
import { scalarLength } from './highlight';

/** A span of the text, `end` excluded. */
export interface Passage {
  start: number;
  end: number;
}

/** Returns a passage as it stands in an address: `120-260`. */
export function passageText({ start, end }: Passage): string {
  return `${start}-${end}`;
}

/** Reads a passage from an address; null where it is none. */
export function parsePassage(text: string): Passage | null {
  const [, first, last] = /^(\d{1,9})-(\d{1,9})$/.exec(text) ?? [];
  const [start, end] = [Number(first), Number(last)];
  return start < end ? { start, end } : null;
}

/** A paragraph as it stands on the page, and a place in it in UTF-16 units. */
export interface Place {
  /** Where the paragraph begins in the text. */
  start: number;
  words: string;
  unit: number;
}

/** Returns the passage between two places, in whichever order; null where nothing is between them. */
export function passageBetween(a: Place, b: Place): Passage | null {
  const offsets = [a, b].map(({ start, words, unit }) => start + scalarLength(words.slice(0, unit)));
  const [start, end] = [Math.min(...offsets), Math.max(...offsets)];
  return start < end ? { start, end } : null;
}
