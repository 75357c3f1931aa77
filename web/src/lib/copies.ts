// The list without the copies of stories that it shows already. Pure.
import type { Hit } from './api-types';

/** A result that is shown, and its place among all. */
export interface Shown {
  hit: Hit;
  place: number;
}

/** Returns the results whose story no result before them tells; the others are named below that one. */
export function withoutCopies(hits: readonly Hit[]): Shown[] {
  const told = new Set<string>();
  const shown: Shown[] = [];
  for (const [place, hit] of hits.entries()) {
    if (told.has(hit.id)) continue;
    shown.push({ hit, place });
    for (const { id } of hit.duplicates) told.add(id);
  }
  return shown;
}

/** Returns the heading of the tier that begins at each result that is shown: at it, or at a copy before it. */
export function headings(shown: readonly Shown[], starts: ReadonlyMap<number, string>): (string | undefined)[] {
  let next = 0;
  return shown.map(({ place }) => {
    let heading: string | undefined;
    for (; next <= place; next += 1) heading = starts.get(next) ?? heading;
    return heading;
  });
}
