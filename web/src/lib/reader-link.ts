// The link to what is read: to the selected words, else to the paragraph of the current match, else to the article.
import { type Passage, passageBetween, type Place } from './passage';

/** Returns the passage of an article that a link should lead to; null for the article as a whole. */
export function passageToLink(panel: HTMLElement, match: number): Passage | null {
  const selection = getSelection();
  const selected = selection !== null && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
  if (selected !== null && !selected.collapsed) {
    const [from, to] = [placeOf(selected.startContainer, selected.startOffset, panel), placeOf(selected.endContainer, selected.endOffset, panel)];
    if (from !== null && to !== null) return passageBetween(from, to);
  }
  const paragraph = panel.querySelector(`[data-match="${match}"]`)?.closest<HTMLElement>('[data-start]');
  if (!paragraph) return null;
  const whole = { start: startOf(paragraph), words: paragraph.textContent };
  return passageBetween({ ...whole, unit: 0 }, { ...whole, unit: whole.words.length });
}

/** Puts a link on the clipboard; returns whether the browser allowed it. */
export async function copied(link: string): Promise<boolean> {
  return await (navigator.clipboard?.writeText(link).then(() => true, () => false) ?? false);
}

/** Returns where in which paragraph of the text a point of the page lies. */
function placeOf(node: Node, offset: number, panel: HTMLElement): Place | null {
  const element = node instanceof Element ? node : node.parentElement;
  const paragraph = element?.closest<HTMLElement>('[data-start]') ?? (node instanceof Element ? childAt(node, offset) : null);
  if (!paragraph || !panel.contains(paragraph)) return null;
  const before = document.createRange();
  before.selectNodeContents(paragraph);
  // A point before the paragraph, as a selection of whole paragraphs has it, is its beginning.
  if (paragraph.contains(node)) before.setEnd(node, offset);
  else before.collapse(true);
  return { start: startOf(paragraph), words: paragraph.textContent, unit: before.toString().length };
}

function childAt(node: Element, offset: number): HTMLElement | null {
  const child = node.childNodes[offset];
  return child instanceof HTMLElement && child.dataset['start'] !== undefined ? child : null;
}

function startOf(paragraph: HTMLElement): number {
  return Number(paragraph.dataset['start']);
}
