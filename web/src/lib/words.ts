// Counts, kinds and languages in words.
import type { EvidenceFrom, MatchTier } from './api-types';
import { UNKNOWN } from './facets';

const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });
const numbers = new Intl.NumberFormat('en');

/** Returns a count with its digits grouped. */
export function count(value: number): string {
  return numbers.format(value);
}

/** Returns a count and its noun: `1 article`, `2 articles`. */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : plural}`;
}

/** Returns the English name of a language code, or the code where it has none. */
export function languageName(code: string): string {
  if (code === UNKNOWN) return UNKNOWN;
  try {
    return languages.of(code) ?? code;
  } catch {
    return code;
  }
}

/** Returns a facet's value as it is shown. */
export function facetLabel(facet: string, value: string): string {
  return facet === 'language' ? languageName(value) : value;
}

/** Returns how long a search took. */
export function duration(ms: number): string {
  if (ms < 1) return 'under 1\u00a0ms';
  return ms < 1000 ? `${Math.round(ms)}\u00a0ms` : `${(ms / 1000).toFixed(1)}\u00a0s`;
}

/** Returns the tiers of a widened search: `3 with all words, 2 more with some words`; empty where there is one tier. */
export function tiersInWords(tiers: readonly MatchTier[]): string {
  // A best tier of none is worth telling: it is why the search was widened.
  const told = tiers.filter((tier, i) => tier.count > 0 || i === 0);
  if (told.length < 2) return '';
  const words = ({ label, count: n }: MatchTier, i: number) => {
    const more = i > 0 && told[i - 1]?.count !== 0 ? 'more ' : '';
    return `${n === 0 ? 'none' : count(n)} ${more}with ${label}`;
  };
  return told.map(words).join(', ');
}

/** Returns where in the list each tier but the first begins, and what it is: `2 more with some words`. */
export function tierStarts(tiers: readonly MatchTier[]): Map<number, string> {
  const starts = new Map<number, string>();
  let place = 0;
  for (const { label, count: n } of tiers) {
    if (n > 0 && tiers[0]?.label !== label) starts.set(place, `${count(n)} ${place > 0 ? 'more ' : ''}with ${label}`);
    place += n;
  }
  return starts;
}

/** Returns how sure a value is, in a word. */
export function confidenceInWords(confidence: number): string {
  if (confidence >= 0.9) return 'certain';
  if (confidence >= 0.7) return 'likely';
  return confidence >= 0.4 ? 'fair' : 'a guess';
}

const EVIDENCE: Record<EvidenceFrom, string> = {
  record: 'a field of the record',
  'json-ld': 'the page’s JSON-LD',
  'meta-tag': 'a meta tag',
  element: 'an element of the page',
  url: 'the address',
  heading: 'a heading line',
  'credit-line': 'a credit line',
  dateline: 'the dateline',
  caption: 'a caption',
  footer: 'the footer',
  body: 'the text',
  'file-name': 'the file’s name',
  inferred: 'worked out',
  detected: 'recognised from the words',
  settings: 'the folder’s settings',
};

/** Returns where a field was read, in words. */
export function evidenceInWords(from: string): string {
  return EVIDENCE[from as EvidenceFrom] ?? from;
}

/** Returns an address only where it may be followed: http or https. */
export function safeLink(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  return ['http:', 'https:'].includes(new URL(url).protocol) ? url : null;
}
