// The parts of a query, each of which can be taken out of it. Pure.
import type { QueryPart } from './api-types';

/** Returns a query without one of its parts and the operator beside it. */
export function withoutPart(query: string, { cut }: QueryPart): string {
  const characters = [...query];
  const left = characters.slice(0, cut.start).join('').trimEnd();
  const right = characters.slice(cut.end).join('').trimStart();
  return `${left} ${right}`.trim();
}
