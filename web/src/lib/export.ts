// Addresses of the results in other forms. Pure.
import { effectiveSort, type PageState, searchParams } from './url-state';

/** Every form in which all results can leave. */
export const EXPORTS: readonly { format: string; name: string }[] = [
  { format: 'csv', name: 'table (CSV)' },
  { format: 'ris', name: 'references (RIS)' },
  { format: 'bibtex', name: 'BibTeX' },
  { format: 'markdown', name: 'list (Markdown)' },
  { format: 'jsonl', name: 'JSON lines' },
];

/** Returns the address of all results as a file, in the order of the page. */
export function exportPath(state: PageState, format: string): string {
  const params = searchParams(state);
  params.set('sort', effectiveSort(state));
  params.set('format', format);
  return `api/export?${params}`;
}

/** Returns the address of these articles as a file, in this order. */
export function chosenPath(ids: Iterable<string>, format: string): string {
  const params = new URLSearchParams([...ids].map((id) => ['id', id]));
  params.set('format', format);
  return `api/export?${params}`;
}

/** Returns the address of a feed of the newest results. */
export function feedPath(state: PageState): string {
  return `api/feed?${searchParams(state)}`;
}
