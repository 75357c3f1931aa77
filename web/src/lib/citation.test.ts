// References hold what is known, each in the form that its readers expect.
import { expect, it } from 'vitest';
import { CITATION_FORMS, type Cited } from './citation';

const ARTICLE: Cited = {
  id: '0123456789abcdef0123',
  title: 'Ferry & harbour:\n50% dearer',
  byline: ['Ana Maria Rossi', 'Jan van der Meer', 'Staff'],
  source: 'Tarnhaven Courier',
  published: '2025-12-02T17:41:00-05:00',
  published_precision: 'second',
  url: 'https://courier.example/ferry',
  language: 'en',
  standfirst: 'The pier\r\nER  - closes',
};

const written = (name: string, article: Cited) => CITATION_FORMS.find((form) => form.name === name)?.write(article);

it('writes a reference in words', () => {
  expect(written('In words', ARTICLE)).toBe(
    'Ana Maria Rossi, Jan van der Meer, Staff, “Ferry & harbour: 50% dearer”, Tarnhaven Courier, 2 December 2025, https://courier.example/ferry.',
  );
});

it('writes RIS, where no text can begin a field', () => {
  expect(written('RIS', ARTICLE)?.split('\r\n')).toEqual([
    'TY  - NEWS',
    'TI  - Ferry & harbour: 50% dearer',
    'AU  - Rossi, Ana Maria',
    'AU  - van der Meer, Jan',
    'AU  - Staff',
    'T2  - Tarnhaven Courier',
    'PY  - 2025',
    'DA  - 2025/12/02/',
    'LA  - en',
    'AB  - The pier ER - closes',
    'UR  - https://courier.example/ferry',
    'ER  - ',
    '',
  ]);
});

it('writes BibTeX that TeX prints as it is', () => {
  expect(written('BibTeX', ARTICLE)).toBe(
    '@article{dateline-0123456789abcdef0123,\n  title = {Ferry \\& harbour: 50\\% dearer},\n' +
      '  author = {Rossi, Ana Maria and van der Meer, Jan and Staff},\n  journal = {Tarnhaven Courier},\n' +
      '  year = {2025},\n  month = {12},\n  day = {2},\n  url = {https://courier.example/ferry},\n  language = {en}\n}\n',
  );
});

// The same cases are in crates/article-export/tests/it/main.rs.
it.each([
  ['https://a.example/b?c=%20#d_e', 'https://a.example/b?c=%20#d_e'],
  ['https://a.example/b c\nd', 'https://a.example/b%20c%0Ad'],
  ['https://a.example/{b}\\<c>', 'https://a.example/%7Bb%7D%5C%3Cc%3E'],
  ['https://a.example/é\u2003中', 'https://a.example/é%E2%80%83中'],
])('leads where %j led', (url, expected) => {
  expect(written('BibTeX', { ...ARTICLE, url })).toContain(`  url = {${expected}},\n`);
  expect(written('RIS', { ...ARTICLE, url })).toContain(`UR  - ${expected}\r\n`);
});

it('says no more than is known', () => {
  const bare: Cited = { ...ARTICLE, title: null, byline: [], source: null, url: null, standfirst: null, published: null, published_precision: null };
  expect(written('In words', bare)).toBe('“Without headline”.');
  expect(written('RIS', bare)).toBe('TY  - NEWS\r\nTI  - Without headline\r\nLA  - en\r\nER  - \r\n');
  const month: Cited = { ...ARTICLE, published: '2025-12-01', published_precision: 'month' };
  expect(written('In words', month)).toContain(', December 2025,');
  expect(written('RIS', month)).toContain('DA  - 2025/12//');
  expect(written('BibTeX', month)).not.toContain('day =');
});

it.each(['{', '}', '\\', '$', '%{', '\\end{x}', '~^_#'])('keeps the braces of BibTeX in balance with %s', (title) => {
  const unescaped = (written('BibTeX', { ...ARTICLE, title }) ?? '').replaceAll(/\\[\\{}$&#%_]/g, '');
  expect(unescaped.split('{').length).toBe(unescaped.split('}').length);
});
