// The page of an entity: how it is written, and a search of the articles that name it. Kept until another is there.
import { naming } from './about';
import { entity as fetchEntity, Problem, search } from './api';
import type { EntityName, EntityView, SearchResults } from './api-types';
import { type PageState, START } from './url-state';

/** Articles that are listed; a link leads to the rest. */
const FEW_ARTICLES = 10;
/** Names of each kind; one more, for the entity is beside itself. */
const NAMES_BESIDE = 13;

/** An entity and the articles that name it. */
interface Met {
  view: EntityView;
  results: SearchResults;
  /** Which names stand beside it. */
  names: PageState['names'];
}

class Meeting {
  met = $state.raw<Met | null>(null);
  problem = $state.raw<Problem | null>(null);
}

/** What the page of an entity shows. Changed only by the functions of this file. */
export const meeting = new Meeting();

let running: AbortController | null = null;

/** Reads up on an entity, and on the names beside it; what is there already stays. */
export async function meet(name: EntityName, names: PageState['names']): Promise<void> {
  running?.abort();
  if (meeting.problem === null && isOf(meeting.met, name) && meeting.met?.names === names) return;
  const own = new AbortController();
  running = own;
  if (!isOf(meeting.met, name)) meeting.met = null;
  meeting.problem = null;
  try {
    const state = { ...START, ...naming(name), names };
    const wanted = { limit: FEW_ARTICLES, facets: NAMES_BESIDE, counts: 'matches' } as const;
    const [view, results] = await Promise.all([
      fetchEntity(name.kind, name.name, own.signal),
      search(state, wanted, own.signal),
    ]);
    // A spelling leads to its entity, whose articles go by another name.
    const isAsked = view.name === name.name;
    const found = isAsked ? results : await search({ ...START, ...naming(view), names }, wanted, own.signal);
    if (running === own) meeting.met = { view, results: found, names };
  } catch (error) {
    if (running !== own || own.signal.aborted) return;
    meeting.problem = error instanceof Problem ? error : new Problem('The names could not be read', 'Try again.', 0);
  }
}

function isOf(met: Met | null, { kind, name }: EntityName): boolean {
  return met !== null && met.view.kind === kind && (met.view.name === name || met.view.spellings.some(({ text }) => text === name));
}
