// What a bar of a plot stands for, in words. Pure.
import { type Bar, shareInWords } from './bars';
import { spanInWords } from './dates';
import { count, counted } from './words';

/** Returns the days of a bar and what was published in them: `Mar 2025: 3 articles (2 % of 150)`. */
export function barInWords({ from, to, counts, all }: Bar, names: readonly string[]): string {
  const share = (n: number) => (all === null ? '' : ` (${shareInWords(n, all)} of ${count(all)})`);
  const told = counts.map((n, i) => `${names.length > 1 ? `${names[i]}: ` : ''}${counted(n, 'article')}${share(n)}`);
  return `${spanInWords(from, to)}: ${told.join('; ')}`;
}
