// Dates in words, never more precise than what is known. Days are calendar days as printed: no time zone moves them.
import type { Precision } from './api-types';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LONG_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** What stands where no date is known. */
export const UNDATED = 'undated';

/** Returns a short date, such as `3 Dec 2025`, `Dec 2025` or `2025`. */
export function shortDate(published: string | null, precision: Precision | null): string {
  return dateWith(MONTHS, published, precision);
}

/** Returns a full date, such as `3 December 2025`, with the time at the publisher where it is known. */
export function longDate(published: string | null, precision: Precision | null): string {
  const date = dateWith(LONG_MONTHS, published, precision);
  const time = /T(\d{2}:\d{2}).*?(Z|[+-]\d{2}:\d{2})$/.exec(published ?? '');
  if (precision !== 'second' || time === null) return date;
  const zone = time[2] === 'Z' ? 'UTC' : `UTC${time[2]}`;
  return `${date}, ${time[1]} ${zone}`;
}

/** Returns a machine-readable date for a `time` element, as precise as what is known. */
export function machineDate(published: string, precision: Precision | null): string {
  if (precision === 'year') return published.slice(0, 4);
  if (precision === 'month') return published.slice(0, 7);
  return precision === 'day' ? published.slice(0, 10) : published;
}

/**
 * Returns a span of days in words, as short as it can be: `2025`, `Nov 2025`, `week of 1 Dec 2025`, `1–3 Dec 2025`,
 * `28 Nov – 3 Dec 2025`.
 */
export function spanInWords(from: string | null, to: string | null): string {
  if (from === null && to === null) return 'any date';
  if (from === null) return `until ${shortDate(to, 'day')}`;
  if (to === null) return `since ${shortDate(from, 'day')}`;
  if (from === to) return shortDate(from, 'day');
  if (isWeek(from, to)) return `week of ${shortDate(from, 'day')}`;
  const [a, b] = [partsOf(from), partsOf(to)];
  const wholeMonths = a.day === 1 && b.day === daysInMonth(b.year, b.month);
  if (wholeMonths && a.month === 1 && b.month === 12) return a.year === b.year ? `${a.year}` : `${a.year} – ${b.year}`;
  if (wholeMonths) {
    if (a.year !== b.year) return `${shortDate(from, 'month')} – ${shortDate(to, 'month')}`;
    return a.month === b.month ? shortDate(from, 'month') : `${monthName(a.month)} – ${shortDate(to, 'month')}`;
  }
  if (a.year !== b.year) return `${shortDate(from, 'day')} – ${shortDate(to, 'day')}`;
  if (a.month !== b.month) return `${a.day} ${monthName(a.month)} – ${shortDate(to, 'day')}`;
  return `${a.day}–${shortDate(to, 'day')}`;
}

/** Returns a span of days with another first or last day. A span that would end before it begins loses its other end. */
export function withDay(
  { after, before }: { after: string | null; before: string | null },
  end: 'after' | 'before',
  day: string | null,
): { after: string | null; before: string | null } {
  const span = { after, before, [end]: day };
  const isReversed = span.after !== null && span.before !== null && span.after > span.before;
  return isReversed ? { after: null, before: null, [end]: day } : span;
}

/** Returns how many days a month has; January is 1. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Tells whether a span is a week from Monday to Sunday. */
function isWeek(from: string, to: string): boolean {
  const [first, last] = [from, to].map((day) => new Date(`${day.slice(0, 10)}T00:00:00Z`));
  const n_days = ((last?.getTime() ?? 0) - (first?.getTime() ?? 0)) / 86_400_000;
  return first?.getUTCDay() === 1 && n_days === 6;
}

function dateWith(months: readonly string[], published: string | null, precision: Precision | null): string {
  if (published === null || !/^-?\d{4,6}-\d{2}-\d{2}/.test(published)) return UNDATED;
  const { year, month, day } = partsOf(published);
  if (precision === 'year') return `${year}`;
  const named = `${months[month - 1] ?? ''} ${year}`;
  return precision === 'month' ? named : `${day} ${named}`;
}

function partsOf(date: string): { year: number; month: number; day: number } {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number);
  return { year: year ?? 0, month: month ?? 1, day: day ?? 1 };
}

function monthName(month: number): string {
  return MONTHS[month - 1] ?? '';
}
