// The place in the page: what is shown anew begins at its top, what is shown again stands where it was left, by back, by
// forward and after a reload.
import { tick } from 'svelte';
import { meeting } from './entity.svelte';
import { page, remember, restore } from './page.svelte';
import { isAnswered, listOf, search } from './search.svelte';

/** Scrolling has come to rest when it pauses for this long; browsers mind changes of the history that come thick and fast. */
const REST_MS = 400;

/** Keeps the place for as long as the component lives that calls this while it is made. */
export function keepPlace(): void {
  const subject = $derived(page.state.about === null ? listed() : `${page.state.about.kind} ${page.state.about.name}`);
  const n_listed = $derived(page.state.about === null && isAnswered(page.state) ? (search.answer?.hits.length ?? 0) : 0);
  let before: string | null = null;

  $effect(() => {
    if (subject !== before && before !== null && page.cause === 'changed') scrollTo(0, 0);
    before = subject;
  });

  $effect(() => {
    if (page.scrolled !== null && isThere()) void tick().then(restore);
  });

  let rest: ReturnType<typeof setTimeout> | undefined;
  const rememberSoon = () => {
    clearTimeout(rest);
    rest = setTimeout(() => remember(n_listed), REST_MS);
  };

  $effect(() => {
    void [n_listed, page.scrolled];
    rememberSoon();
  });

  $effect(() => {
    addEventListener('scroll', rememberSoon, { passive: true });
    return () => {
      clearTimeout(rest);
      removeEventListener('scroll', rememberSoon);
    };
  });
}

function listed(): string | null {
  return search.answer === null ? null : listOf(search.answer.state);
}

/** Returns whether there is what the page is to show, or the reason why there is not. */
function isThere(): boolean {
  if (page.state.about !== null) return meeting.met !== null || meeting.problem !== null;
  return isAnswered(page.state) || search.problem !== null;
}
