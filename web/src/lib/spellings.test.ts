// Spellings come in the server's order, with few sources each.
import { expect, it } from 'vitest';
import type { EntityView } from './api-types';
import { spellingRows, STUDY } from './spellings';

function spelling(text: string, sources: string[], corrections: string[] = []): EntityView['spellings'][number] {
  const counted = sources.map((value) => ({ value, count: 1 }));
  return { text, count: sources.length, sources: counted, keys: [text.toLowerCase()], corrections };
}

it('names three sources and counts the others', () => {
  const spellings = [
    spelling('Katrin Vessel', ['Post', 'Times', 'Courier', 'Herald', 'Echo']),
    spelling('K. Vessel', ['Post'], ['aliases.tsv#4']),
  ];
  expect(spellingRows({ kind: 'person', name: 'Katrin Vessel', count: 5, spellings })).toEqual([
    { text: 'Katrin Vessel', n_articles: 5, sources: ['Post', 'Times', 'Courier'], n_more: 2, isCorrected: false },
    { text: 'K. Vessel', n_articles: 1, sources: ['Post'], n_more: 0, isCorrected: true },
  ]);
});

it('shows no more than a glance takes in', () => {
  const spellings = Array.from({ length: 40 }, (_, i) => spelling(`Name ${i}`, ['Post']));
  expect(spellingRows({ kind: 'place', name: 'Name 0', count: 40, spellings })).toHaveLength(12);
  expect(spellingRows({ kind: 'place', name: 'Name 0', count: 40, spellings }, STUDY)).toHaveLength(40);
});
