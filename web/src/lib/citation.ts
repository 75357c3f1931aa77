// An article as a reference: in words, as RIS (the tagged form that reference managers import) and as BibTeX. Pure.
import type { ArticleView } from './api-types';
import { longDate, UNDATED } from './dates';

/** What a reference is made of. */
export type Cited = Pick<
  ArticleView,
  'id' | 'title' | 'byline' | 'source' | 'published' | 'published_precision' | 'url' | 'language' | 'standfirst'
>;

/** A form of references. */
export interface CitationForm {
  name: string;
  /** Ending of a file of this form. */
  ending: string;
  write: (article: Cited) => string;
}

/** Every form, the one that people read first. */
export const CITATION_FORMS: readonly CitationForm[] = [
  { name: 'In words', ending: 'txt', write: inWords },
  { name: 'RIS', ending: 'ris', write: ris },
  { name: 'BibTeX', ending: 'bib', write: bibtex },
];

const NO_HEADLINE = 'Without headline';

function inWords(article: Cited): string {
  const day = longDate(article.published, dayAtMost(article));
  const parts = [
    article.byline.join(', '),
    `“${oneLine(article.title) || NO_HEADLINE}”`,
    oneLine(article.source),
    day === UNDATED ? '' : day,
    article.url ?? '',
  ];
  return `${parts.filter((part) => part !== '').join(', ')}.`;
}

function ris(article: Cited): string {
  const { year, month, day } = knownDate(article);
  const lines: [string, string | null][] = [
    ['TY', 'NEWS'],
    ['TI', oneLine(article.title) || NO_HEADLINE],
    ...article.byline.map((name): [string, string] => ['AU', familyFirst(name)]),
    ['T2', oneLine(article.source)],
    ['PY', year],
    ['DA', year && `${year}/${month ?? ''}/${day ?? ''}/`],
    ['LA', article.language],
    ['AB', oneLine(article.standfirst)],
    ['UR', plainAddress(article)],
    ['ER', ''],
  ];
  const told = lines.filter(([tag, value]) => tag === 'ER' || value);
  // The standard ends each line with both marks of a line break.
  return told.map(([tag, value]) => `${tag}  - ${value ?? ''}\r\n`).join('');
}

function bibtex(article: Cited): string {
  const { year, month, day } = knownDate(article);
  const fields: [string, string | null][] = [
    ['title', escaped(oneLine(article.title) || NO_HEADLINE)],
    ['author', article.byline.map((name) => escaped(familyFirst(name))).join(' and ')],
    ['journal', escaped(oneLine(article.source))],
    ['year', year],
    ['month', month && String(Number(month))],
    ['day', day && String(Number(day))],
    ['url', plainAddress(article)],
    ['language', article.language],
  ];
  const told = fields.filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}}`);
  return `@article{dateline-${article.id},\n${told.join(',\n')}\n}\n`;
}

/** Returns the parts of the date that are known. */
function knownDate({ published, published_precision: precision }: Cited): Record<'year' | 'month' | 'day', string | null> {
  const parts = /^(\d{4,6})-(\d{2})-(\d{2})/.exec(published ?? '');
  if (parts === null) return { year: null, month: null, day: null };
  return {
    year: parts[1] ?? null,
    month: precision === 'year' ? null : (parts[2] ?? null),
    day: precision === 'year' || precision === 'month' ? null : (parts[3] ?? null),
  };
}

function dayAtMost({ published_precision: precision }: Cited): Cited['published_precision'] {
  return precision === 'second' ? 'day' : precision;
}

/** Returns a name as reference managers sort it, `Rossi, Ana Maria`: the small words before a family name stay with it. */
function familyFirst(name: string): string {
  const words = oneLine(name).replaceAll(',', '').split(' ');
  if (words.length < 2) return words.join(' ');
  let start = words.length - 1;
  while (start > 1 && /^\p{Ll}/u.test(words[start - 1] ?? '')) start -= 1;
  return `${words.slice(start).join(' ')}, ${words.slice(0, start).join(' ')}`;
}

/** Returns a text on one line: a line break would begin another field. */
function oneLine(text: string | null): string {
  return (text ?? '').replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** Returns the address of the original, with what would end the field that it stands in as `%` and its bytes. */
function plainAddress({ url }: Cited): string {
  return (url ?? '').replaceAll(/[{}\\<>\s\p{Cc}]/gu, encodeURIComponent);
}

/** Returns a text that TeX prints as it is. */
function escaped(text: string): string {
  const MARKS: Record<string, string> = { '\\': '\\textbackslash{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}' };
  return text.replaceAll(/[\\{}$&#%_~^]/g, (mark) => MARKS[mark] ?? `\\${mark}`);
}
