// The JSON of the HTTP API by short names. The types themselves are made from the server's OpenAPI document.
import type { components, operations } from './api-schema';

type Schemas = components['schemas'];
type SearchParameters = NonNullable<operations['search']['parameters']['query']>;

/** A person, organisation or place. */
export type EntityKind = Schemas['EntityKind'];

/** A property of articles that results are counted by and narrowed to: the parameters that take several values. */
export type FacetName = keyof { [Name in keyof SearchParameters as string[] extends SearchParameters[Name] ? Name : never]: true };

/** The order of hits. */
export type Sort = NonNullable<SearchParameters['sort']>;

/** What facets and dates count. */
export type Counts = NonNullable<SearchParameters['counts']>;

/** By what dates are counted. */
export type Interval = NonNullable<SearchParameters['interval']>;

/** How much of a date is known. */
export type Precision = Schemas['Precision'];

/** A part of an article that holds running text. */
export type TextField = Schemas['TextField'];

/** Counts over all matches. The document can say of the facets only that they are named by text. */
export type Facets = Partial<Record<FacetName, FacetValue[]>> & { date: DateBucket[]; undated: number };

/** The answer to one search. */
export type SearchResults = Omit<Schemas['SearchResults'], 'facets'> & { facets: Facets | null };

/** What was taken otherwise than typed; the offsets count Unicode scalar values of the query. */
export type Warning = Schemas['Warning'];

/** A query as it was understood. */
export type QueryEcho = Schemas['QueryEcho'];

/** A part of a query and what to take out of its text to be rid of it. */
export type QueryPart = Schemas['QueryPart'];

/** Matches that have the same share of the query's words. */
export type MatchTier = Schemas['MatchTier'];

/** Which index answers and how many articles it holds. */
export type IndexStatus = Schemas['IndexStatus'];

/** One article that matches. */
export type Hit = Schemas['Hit'];

/** A piece of article text. Data, never markup. */
export type Piece = Schemas['Piece'];

/** A person, organisation or place by name. */
export type EntityName = Schemas['EntityName'];

/** Another article with the same story. */
export type Duplicate = Schemas['Duplicate'];

/** A value of a facet and how many matches have it. */
export type FacetValue = Schemas['FacetValue'];

/** A span of days, both ends included, and how many matches were published in it. */
export type DateBucket = Schemas['DateBucket'];

/** Where a field of an article was read. */
export type EvidenceFrom = Schemas['EvidenceFrom'];

/** A place in an article where the query matches; offsets count Unicode scalar values of the field. */
export type MatchSpan = Schemas['MatchSpan'];

/** A stored article and where a query matches in it. */
export type ArticleView = Schemas['ArticleView'];

/** Why a field has its value. */
export type Evidence = NonNullable<ArticleView['evidence'][string]>;

/** An entity of the archive and how its articles write it. */
export type EntityView = Schemas['EntityView'];

/** A completion of what is being typed. */
export type Suggestion = Schemas['Suggestion'];

/** What the server says when it cannot answer. */
export type ApiProblem = Schemas['ErrorDetail'];
