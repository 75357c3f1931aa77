// What a row above the results holds: one thing a chip, which a press takes away.

/** A thing that narrows the results. */
export interface Chip {
  /** Its own among its group. */
  key: string;
  label: string;
  /** What a press does, for who does not see the cross. */
  does: string;
  isExcluded: boolean;
  take: () => void;
}

/** Returns keys for labels: a label that comes again gets a number, so that each chip keeps its place. */
export function keysOf(labels: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return labels.map((label) => {
    const n_before = seen.get(label) ?? 0;
    seen.set(label, n_before + 1);
    return `${n_before} ${label}`;
  });
}
