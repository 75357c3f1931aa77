// The one owner of the address bar: holds the page's state, writes it to the URL and follows back and forward.
import type { FacetName } from './api-types';
import { type Effect, withEffect, withOnly } from './facets';
import type { Passage } from './passage';
import { formatState, type PageState, parseState } from './url-state';

/** How the state came to be: results of a past state may be shown again as they were. */
type Cause = 'opened' | 'changed' | 'history';

/** What is kept with a history entry. */
interface Step {
  /** How many steps back the results without reader are. */
  readerDepth: number;
  /** How far the page was scrolled. */
  scrolled?: number;
  /** How many results were listed. */
  listed?: number;
}

class Page {
  state = $state.raw<PageState>(parseState(location.search));
  cause = $state.raw<Cause>('opened');
  /** How far to scroll, where a past state is shown again; null once that is done. */
  scrolled = $state.raw<number | null>(step().scrolled ?? null);
  /** How many results to list again, where a past state is shown. */
  listed = step().listed ?? 0;
}

/** What the page shows. Changed only by the functions of this file. */
export const page = new Page();

/** Typing makes one history entry, not one a letter. */
let isTyping = false;

// The browser would scroll before there is anything to scroll to.
history.scrollRestoration = 'manual';

addEventListener('popstate', () => {
  isTyping = false;
  [page.scrolled, page.listed] = [step().scrolled ?? 0, step().listed ?? 0];
  show(parseState(location.search), 'history');
});

/** Keeps with the history entry how far the page is scrolled and how many results it lists. */
export function remember(listed: number): void {
  // What is still to be restored must not be lost.
  if (page.scrolled === null) history.replaceState({ ...step(), scrolled: scrollY, listed }, '');
}

/** Scrolls to where the page was left, where a past state is shown again; once. */
export function restore(): void {
  if (page.scrolled === null) return;
  scrollTo(0, page.scrolled);
  page.scrolled = null;
}

/** Returns the address of the page with some of its state changed. */
export function addressOf(change: Partial<PageState>): string {
  return formatState({ ...page.state, ...change }) || location.pathname;
}

/** Goes to a changed state, with a history entry of its own. Reader and entity close unless the change names them. */
export function go(change: Partial<PageState>): void {
  isTyping = false;
  move({ ...page.state, about: null, article: null, at: null, ...change }, 'pushState', 0);
}

/** Takes over what is being typed. */
export function type(q: string): void {
  if (q === page.state.q) return;
  move({ ...page.state, q, about: null, article: null, at: null }, isTyping ? 'replaceState' : 'pushState', 0);
  isTyping = true;
}

/** Ends typing: what is typed from now on is a new history entry. */
export function endTyping(): void {
  isTyping = false;
}

/** Narrows the results by a value of a facet, or frees them of it. */
export function narrow(facet: FacetName, value: string, effect: Effect): void {
  go({ filters: withEffect(page.state.filters, facet, value, effect) });
}

/** Narrows the results by one value of a facet alone. */
export function narrowToOnly(facet: FacetName, value: string): void {
  go({ filters: withOnly(page.state.filters, facet, value) });
}

/** Opens an article; where one is open already, it takes its place. */
export function openArticle(id: string): void {
  isTyping = false;
  const isOpen = page.state.article !== null;
  move({ ...page.state, article: id, at: null }, isOpen ? 'replaceState' : 'pushState', isOpen ? readerDepth() : 1);
}

/** Goes on to another article from the one that is read: back returns to that one, closing to the results. */
export function readOn(id: string): void {
  isTyping = false;
  // Where the first article was opened by its address, there are no results to go back to.
  const depth = readerDepth();
  move({ ...page.state, article: id, at: null }, 'pushState', depth === 0 ? 0 : depth + 1);
}

/** Takes a passage of the open article into the address. */
export function pointAt(passage: Passage): void {
  move({ ...page.state, at: passage }, 'replaceState', readerDepth());
}

/** Closes the reader: goes back to the results where they are in the history, else moves on to them. */
export function closeArticle(): void {
  const depth = readerDepth();
  if (depth > 0) history.go(-depth);
  else go({ article: null });
}

function move(state: PageState, how: 'pushState' | 'replaceState', depth: number): void {
  const address = formatState(state) || location.pathname;
  const isElsewhere = address !== (location.search || location.pathname);
  if (isElsewhere && how === 'pushState') history.replaceState({ ...step(), scrolled: scrollY }, '');
  // The list stays as it is beside a reader; another list begins anew.
  const { listed } = step();
  if (isElsewhere) history[how]({ readerDepth: depth, ...(depth > 0 && listed !== undefined && { listed }) }, '', address);
  [page.scrolled, page.listed] = [null, 0];
  show(state, 'changed');
}

function show(state: PageState, cause: Cause): void {
  page.cause = cause;
  page.state = state;
}

function readerDepth(): number {
  return step().readerDepth;
}

/** Returns what is kept with the history entry that is shown. */
function step(): Step {
  return { readerDepth: 0, ...(history.state as Partial<Step> | null) };
}
