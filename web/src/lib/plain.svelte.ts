// The end of the plain page that the server wrote: at once where nobody has seen it, else when there is an answer.
import { meeting } from './entity.svelte';
import { page, type } from './page.svelte';
import { reader } from './reader.svelte';
import { search } from './search.svelte';

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
