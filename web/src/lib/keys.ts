// Which key does what. Pure: App.svelte does it.

/** What a key asks for. */
export type Action = 'search' | 'next' | 'previous' | 'next-match' | 'previous-match' | 'cite' | 'link' | 'choose' | 'help' | 'close';

/** A key as pressed, and where. */
export interface Press {
  key: string;
  isModified: boolean;
  isTyping: boolean;
}

const ACTIONS = new Map<string, Action>([
  ['/', 'search'],
  ['j', 'next'],
  ['k', 'previous'],
  ['n', 'next-match'],
  ['p', 'previous-match'],
  ['c', 'cite'],
  ['l', 'link'],
  ['x', 'choose'],
  ['?', 'help'],
  ['Escape', 'close'],
]);

/** Returns what a key asks for; letters that are typed into a field ask for nothing. */
export function actionOf({ key, isModified, isTyping }: Press): Action | null {
  if (isModified) return null;
  if (isTyping && key !== 'Escape') return null;
  return ACTIONS.get(key) ?? null;
}

/** Returns whether a sheet or a card is open, which has the keys for itself. */
export function isCoveredByAnother(): boolean {
  return document.querySelector('dialog[open], [popover]:popover-open') !== null;
}

/** Returns whether an element takes letters. */
export function takesLetters(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['button', 'checkbox', 'radio'].includes(target.type);
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName);
}
