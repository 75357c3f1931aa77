// Cuts article text into runs that are plain, matched or a name. Offsets of the API count Unicode scalar
// values, while JavaScript strings count UTF-16 units; this is the only place that converts.

/** A marked span, `end` excluded, in Unicode scalar values. `of` says what it is. */
export interface Mark<T> {
  start: number;
  end: number;
  of: T;
}

/** A run of text under the same marks. */
export interface Run<M, N> {
  text: string;
  match: M | null;
  name: N | null;
  /** Whether it is part of the passage that a link leads to. */
  isPassage: boolean;
}

/** The marks of a text, each kind free of overlaps. */
interface Marks<M, N> {
  matches: Mark<M>[];
  names: Mark<N>[];
  passages: Mark<true>[];
}

/** Returns the paragraphs of a text as runs, cut wherever a match, a name or a passage begins or ends. */
export function paragraphRuns<M, N>(
  text: string,
  matches: Mark<M>[],
  names: Mark<N>[],
  passages: Mark<true>[] = [],
): Run<M, N>[][] {
  const length = scalarLength(text);
  const inRange = <T>(marks: Mark<T>[]) =>
    marks.filter(({ start, end }) => start >= 0 && start < end && end <= length).sort((a, b) => a.start - b.start);
  const marks = { matches: inRange(matches), names: inRange(names), passages: inRange(passages) };
  const cuts = cutsOf(text, [...marks.matches, ...marks.names, ...marks.passages]);
  return paragraphSpans(text).map(({ from, to }) => runsBetween(text, from, to, cuts, marks));
}

/** Returns where each paragraph of a text begins and ends. */
export function paragraphPlaces(text: string): { start: number; end: number }[] {
  let [unit, scalar] = [0, 0];
  return paragraphSpans(text).map(({ from, to }) => {
    const start = scalar + scalarLength(text.slice(unit, from));
    const end = start + scalarLength(text.slice(from, to));
    [unit, scalar] = [to, end];
    return { start, end };
  });
}

/** Returns the number of Unicode scalar values of a text. */
export function scalarLength(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** A place in the text: its offset in UTF-16 units and in scalar values. */
interface Cut {
  unit: number;
  scalar: number;
}

/** Returns every end of every mark, in order, found in one pass over the text. */
function cutsOf(text: string, marks: Mark<unknown>[]): Cut[] {
  const wanted = [...new Set(marks.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const cuts: Cut[] = [];
  let [unit, scalar, next] = [0, 0, 0];
  for (const character of text) {
    if (wanted[next] === scalar) {
      cuts.push({ unit, scalar });
      next += 1;
    }
    unit += character.length;
    scalar += 1;
  }
  if (wanted[next] === scalar) cuts.push({ unit, scalar });
  return cuts;
}

/** Returns where paragraphs lie, in UTF-16 units; empty ones are left out. */
function paragraphSpans(text: string): { from: number; to: number }[] {
  const spans = [];
  let from = 0;
  for (const part of text.split('\n\n')) {
    if (part.trim() !== '') spans.push({ from, to: from + part.length });
    from += part.length + 2;
  }
  return spans;
}

function runsBetween<M, N>(
  text: string,
  from: number,
  to: number,
  cuts: Cut[],
  { matches, names, passages }: Marks<M, N>,
): Run<M, N>[] {
  const runs: Run<M, N>[] = [];
  const inside = cuts.filter(({ unit }) => unit > from && unit < to);
  // What is in force at the start of the paragraph was decided by the last cut before it.
  let scalar = cuts.findLast(({ unit }) => unit <= from)?.scalar ?? -1;
  let start = from;
  for (const cut of [...inside, { unit: to, scalar: -1 }]) {
    const piece = text.slice(start, cut.unit);
    const isPassage = markAt(passages, scalar) !== null;
    runs.push({ text: piece, match: markAt(matches, scalar), name: markAt(names, scalar), isPassage });
    [start, scalar] = [cut.unit, cut.scalar];
  }
  return runs;
}

function markAt<T>(marks: Mark<T>[], scalar: number): T | null {
  return marks.find(({ start, end }) => start <= scalar && scalar < end)?.of ?? null;
}
