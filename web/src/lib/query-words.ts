// Values as the query language takes them. Pure.

/** Returns a value as the query language takes it after a field name. */
export function quoted(value: string): string {
  return /^[\p{L}\p{N}]+$/u.test(value) ? value : `"${value.replaceAll('"', ' ').trim()}"`;
}
