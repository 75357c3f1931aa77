// Marks lie where the API says, also after characters that JavaScript counts as two.
import { describe, expect, it } from 'vitest';
import { type Mark, paragraphPlaces, paragraphRuns, scalarLength } from './highlight';

const mark = <T>(start: number, end: number, of: T): Mark<T> => ({ start, end, of });

/** Writes runs as text: matches in [ ], names in { }. */
function written(text: string, matches: Mark<number>[], names: Mark<string>[] = []): string[] {
  return paragraphRuns(text, matches, names).map((runs) =>
    runs
      .map((run) => (run.match === null ? run.text : `[${run.text}]`))
      .map((words, i) => (runs[i]?.name ? `{${words}}` : words))
      .join(''),
  );
}

describe('runs', () => {
  it.each([
    ['one two', [[4, 7]], ['one [two]']],
    ['one two', [[0, 3]], ['[one] two']],
    ['one two', [], ['one two']],
    ['😀 two 👩‍👩‍👧 six', [[2, 5], [12, 15]], ['😀 [two] 👩‍👩‍👧 [six]']],
    ['a\n\nb c\n\nd', [[3, 4], [8, 9]], ['a', '[b] c', '[d]']],
    ['ab\n\ncd', [[1, 5]], ['a[b]', '[c]d']],
    ['a\n\n\n\nb', [[5, 6]], ['a', '[b]']],
    ['', [], []],
  ] as [string, number[][], string[]][])('%j with %j', (text, spans, expected) => {
    expect(written(text, spans.map(([start = 0, end = 0], i) => mark(start, end, i)))).toEqual(expected);
  });

  it('lets matches and names overlap', () => {
    expect(written('old Ann Lee new', [mark(0, 7, 0)], [mark(4, 11, 'Ann Lee')])).toEqual(['[old ]{[Ann]}{ Lee} new']);
  });

  it('cut where a passage begins and ends, through paragraphs', () => {
    const runs = paragraphRuns('one two\n\nsix ten', [], [], [mark(4, 12, true)]);
    expect(runs.map((paragraph) => paragraph.map(({ text, isPassage }) => (isPassage ? `<${text}>` : text)).join(''))).toEqual([
      'one <two>',
      '<six> ten',
    ]);
  });

  it('leaves out marks that lie outside the text or backwards', () => {
    const marks = [mark(-1, 2, 0), mark(2, 2, 1), mark(3, 1, 2), mark(2, 99, 3)];
    expect(written('short', marks)).toEqual(['short']);
  });

  it('loses no letter, whatever the marks', () => {
    const text = 'Ünï😀\n\ncödé 中文\n\nلغة 🏳️‍🌈 end';
    const length = scalarLength(text);
    for (let start = 0; start < length; start += 1) {
      for (let end = start + 1; end <= length; end += 3) {
        const runs = paragraphRuns(text, [mark(start, end, 0)], [mark(Math.floor(start / 2), end, 'n')]);
        expect(runs.map((paragraph) => paragraph.map((run) => run.text).join('')).join('\n\n')).toBe(text);
        const marked = runs.flat().filter((run) => run.match !== null).map((run) => run.text).join('');
        expect(marked).toBe([...text].slice(start, end).join('').replaceAll('\n', ''));
      }
    }
  });
});

it('tells where paragraphs lie, in characters', () => {
  const text = '😀 a\n\n\n\nbc 👍\n\nd';
  const words = paragraphPlaces(text).map(({ start, end }) => [...text].slice(start, end).join(''));
  expect(words).toEqual(['😀 a', 'bc 👍', 'd']);
});
