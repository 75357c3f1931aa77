// The JSON of the HTTP API, written after docs/API.md (crates/search-engine/src/results.rs, crates/article).

/** A person, organisation or place. */
export type EntityKind = 'person' | 'organisation' | 'place';

/** A property of articles that results are counted by and narrowed to. */
export type FacetName = 'source' | 'person' | 'organisation' | 'place' | 'language' | 'agency';

/** The order of hits. */
export type Sort = 'relevance' | 'newest' | 'oldest';

/** How much of a date is known. */
export type Precision = 'year' | 'month' | 'day' | 'second';

/** A part of an article that holds running text. */
export type TextField = 'title' | 'standfirst' | 'text';

/** The answer to one search. */
export interface SearchResults {
  query: QueryEcho;
  total: number;
  /** How the matches fall apart by how many of the words they have, best first. */
  matches: MatchTier[];
  /** The deadline passed: counts are lower bounds. */
  partial: boolean;
  took_ms: number;
  index: IndexStatus;
  hits: Hit[];
  facets: Facets | null;
}

/** A query as it was understood. */
export interface QueryEcho {
  text: string;
  explained: string;
  warnings: Warning[];
}

/** What was taken otherwise than typed; the offsets count Unicode scalar values of the query. */
export interface Warning {
  message: string;
  start: number;
  end: number;
}

/** Matches that have the same share of the query's words. */
export interface MatchTier {
  label: string;
  count: number;
}

/** Which index answers and how many articles it holds. */
export interface IndexStatus {
  generation: string;
  articles: number;
}

/** One article that matches. */
export interface Hit {
  id: string;
  key: string;
  path: string;
  title: string | null;
  /** The start of the story, to show where there is no headline. */
  lead: string;
  source: string | null;
  published: string | null;
  published_precision: Precision | null;
  language: string | null;
  url: string | null;
  score: number;
  snippets: Piece[][];
  title_pieces: Piece[];
  entities: EntityName[];
  duplicates: Duplicate[];
}

/** A piece of article text. Data, never markup. */
export interface Piece {
  text: string;
  match: boolean;
}

/** A person, organisation or place by name. */
export interface EntityName {
  kind: EntityKind;
  name: string;
}

/** Another article with the same story. */
export interface Duplicate {
  id: string;
  source: string | null;
}

/** Counts over all matches; each facet's counts ignore what is chosen in that facet. */
export type Facets = Partial<Record<FacetName, FacetValue[]>> & {
  date: DateBucket[];
  undated: number;
};

/** A value of a facet and how many matches have it. */
export interface FacetValue {
  value: string;
  count: number;
}

/** A span of days, both ends included, and how many matches were published in it. */
export interface DateBucket {
  from: string;
  to: string;
  count: number;
}

/** Where a field of an article was read. */
export type EvidenceFrom =
  | 'record'
  | 'json-ld'
  | 'meta-tag'
  | 'element'
  | 'url'
  | 'heading'
  | 'credit-line'
  | 'dateline'
  | 'caption'
  | 'footer'
  | 'body'
  | 'file-name'
  | 'inferred'
  | 'detected'
  | 'settings';

/** Why a field has its value. */
export interface Evidence {
  from: EvidenceFrom;
  text: string;
  /** From 0 (a guess) to 1 (stated by the publisher). */
  confidence: number;
}

/** One place where an article names an entity; offsets count Unicode scalar values of the field. */
export interface Mention {
  field: TextField;
  start: number;
  end: number;
  text: string;
}

/** A person, organisation or place of one article. */
export interface Entity {
  kind: EntityKind;
  key: string;
  name: string;
  mentions: Mention[];
}

/** A place in an article where the query matches; offsets count Unicode scalar values of the field. */
export interface MatchSpan {
  field: TextField;
  start: number;
  end: number;
}

/** A stored article and where a query matches in it. */
export interface ArticleView {
  id: string;
  key: string;
  path: string;
  url: string | null;
  title: string | null;
  standfirst: string | null;
  byline: string[];
  source: string | null;
  agencies: string[];
  dateline: string | null;
  published: string | null;
  published_precision: Precision | null;
  updated: string | null;
  language: string | null;
  section: string | null;
  /** Present where the text is not the whole article. */
  extent?: 'summary';
  /** Paragraphs joined by a blank line. */
  text: string;
  entities: Entity[];
  evidence: Record<string, Evidence>;
  matches: MatchSpan[];
  duplicates: Duplicate[];
}

/** An entity of the archive and how its articles write it. */
export interface EntityView {
  kind: EntityKind;
  name: string;
  count: number;
  /** The most frequent first; an article may write several. */
  spellings: EntitySpelling[];
}

/** One way in which articles write an entity. */
export interface EntitySpelling {
  text: string;
  count: number;
  /** How many of its articles each source has, the most frequent first. */
  sources: FacetValue[];
  keys: string[];
  /** The lines of aliases.tsv that touch it. */
  corrections: string[];
}

/** A completion of what is being typed. */
export interface Suggestion {
  /** An entity kind, `source` or `word`. */
  kind: string;
  text: string;
  /** The query that it stands for. */
  query: string;
  count: number;
}

/** What the server says when it cannot answer. */
export interface ApiProblem {
  code: string;
  message: string;
  hint: string;
}
