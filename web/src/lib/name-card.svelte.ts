// The name in the reader whose card is open: what it is, and where it leads.
import type { EntityName } from './api-types';

/** A name and the words that it was pressed at. */
interface Shown {
  name: EntityName;
  at: HTMLElement;
}

class Card {
  shown = $state.raw<Shown | null>(null);
}

/** The card of a name. Changed only by the functions of this file. */
export const card = new Card();

/** Shows the card of a name beside the words that were pressed. */
export function showCard(name: EntityName, at: HTMLElement): void {
  card.shown = { name, at };
}

/** Puts the card away. */
export function hideCard(): void {
  card.shown = null;
}
