// The end of the plain page that the server wrote: at once where nobody has seen it, else when there is an answer.
import { meeting } from './entity.svelte';
import { page, type } from './page.svelte';
import { reader } from './reader.svelte';
import { search } from './search.svelte';

/** A script that comes later than this, in milliseconds, comes to a slow device or over a slow line. */
const LATE_MS = 400;
/** How long the first paint is waited for. A page in the background has none. */
const SOON_MS = 1_000;

/** Starts at once, but lets a slow device paint what the server wrote first: starting takes it longer than that. */
export function whenSeen(target: HTMLElement, start: () => void): void {
  const isPainted = performance.getEntriesByName('first-contentful-paint').length > 0;
  if (isPainted || performance.now() < LATE_MS || target.querySelector('.plain') === null) return start();
  let isStarted = false;
  const once = () => {
    painted.disconnect();
    if (!isStarted) start();
    isStarted = true;
  };
  const painted = new PerformanceObserver((list) => {
    // Behind the frame, not in it.
    if (list.getEntriesByName('first-contentful-paint').length > 0) setTimeout(once);
  });
  painted.observe({ type: 'paint', buffered: true });
  setTimeout(once, SOON_MS);
}

/** Puts the plain page away as soon as the page has something to show in its place. */
export function takeOver(target: HTMLElement): void {
  const plain = target.querySelector<HTMLElement>('.plain');
  if (plain === null) return;
  const wasSeen = getComputedStyle(plain).visibility === 'visible';
  const end = $effect.root(() => {
    $effect(() => {
      if (wasSeen && !hasSomething()) return;
      const typed = typedIn(plain);
      plain.remove();
      if (typed !== null) goOnTyping(target, typed);
      queueMicrotask(() => end());
    });
  });
}

function hasSomething(): boolean {
  const { article, about } = page.state;
  if (search.problem !== null || meeting.problem !== null || reader.problem !== null) return true;
  if (article !== null) return reader.view !== null;
  return about === null ? search.answer !== null : meeting.met !== null;
}

/** Returns what somebody has begun to type on the plain page; null where nobody has. */
function typedIn(plain: HTMLElement): string | null {
  const input = plain.querySelector('input');
  return input !== null && input === document.activeElement ? input.value : null;
}

function goOnTyping(target: HTMLElement, typed: string): void {
  type(typed);
  target.querySelector<HTMLInputElement>('[role="combobox"]')?.focus();
}
