// Made by `npm run types` from openapi.json; not edited by hand.

export interface paths {
    "/api/articles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers with one article, and where a query matches in it */
        get: operations["article"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/related": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers with the articles most like one, as a search does, of copies of a story one */
        get: operations["related"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/entities/{kind}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers with one person, organisation or place, and how articles and sources write it */
        get: operations["entity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers with every article that a search finds, as a file */
        get: operations["export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers with the newest articles that a search finds, as an Atom feed */
        get: operations["feed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers with this document */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers a search */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers with completions of what is being typed */
        get: operations["suggest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers that the process is up */
        get: operations["healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers with counts for Prometheus */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/opensearch.xml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers how a browser searches here */
        get: operations["opensearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers which index is open */
        get: operations["readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An article as JSON (pinned; documented in docs/API.md). */
        ArticleRecord: {
            /** @description Wire agencies credited, apart from the source. */
            agencies: string[];
            /** @description Authors. */
            byline: string[];
            /** @description The captions of the article's pictures, credits among them, joined by a blank line; absent where there are none. */
            captions?: string;
            /** @description Place of the dateline. */
            dateline: string | null;
            /** @description People, organisations and places. */
            entities: components["schemas"]["Entity"][];
            /** @description Why the fields have their values. */
            evidence: components["schemas"]["BTreeMap"];
            /** @description `summary` where the text is only that, as feeds give it; absent where it is the whole article. */
            extent?: components["schemas"]["Extent"];
            /** @description Stable id, 20 hexadecimal digits. */
            id: string;
            /** @description The record's own id where it has one, else its path. */
            key: string;
            /** @description ISO 639-1 code. */
            language: string | null;
            /** @description Path below the corpus folder, with `!member` and `#record` where it stands in a larger file. */
            path: string;
            /** @description Publication date, `YYYY-MM-DD` or RFC 3339. */
            published: string | null;
            published_precision: components["schemas"]["Precision"] | null;
            /** @description Section of the publication. */
            section: string | null;
            /** @description Publisher. */
            source: string | null;
            /** @description Summary under the headline. */
            standfirst: string | null;
            /** @description The story: paragraphs joined by a blank line. */
            text: string;
            /** @description Headline. */
            title: string | null;
            /** @description Date of the last update, in the form of `published`. */
            updated: string | null;
            /** @description Address of the original. */
            url: string | null;
        };
        /** @description A stored article and where a query matches in it. */
        ArticleView: components["schemas"]["ArticleRecord"] & {
            /** @description Other articles of the index with the same story. */
            duplicates: components["schemas"]["Duplicate"][];
            /** @description Where the query matches, in reading order. */
            matches: components["schemas"]["MatchSpan"][];
        };
        BTreeMap: {
            [key: string]: {
                /**
                 * Format: float
                 * @description How sure it is, from 0 (a guess) to 1 (stated by the publisher).
                 */
                confidence: number;
                /** @description Where the value was read. */
                from: components["schemas"]["EvidenceFrom"];
                /** @description The words it rests on. */
                text: string;
            };
        };
        /**
         * @description A part with the operator beside it. What stands before and after, trimmed and joined by a space, is the query
         *     without the part.
         */
        Cut: {
            /** @description Its end (exclusive), in Unicode scalar values of the query text. */
            end: number;
            /** @description Its start, in Unicode scalar values of the query text. */
            start: number;
        };
        /** @description A span of days and how many matches were published in it. */
        DateBucket: {
            /** @description How many matches. */
            count: number;
            /** @description First day, `YYYY-MM-DD`. */
            from: string;
            /** @description How many articles of the index. */
            in_archive: number;
            /** @description Last day, `YYYY-MM-DD`. */
            to: string;
        };
        /** @description Another article with the same story. */
        Duplicate: {
            /** @description Its id. */
            id: string;
            /** @description Its publisher. */
            source: string | null;
        };
        /** @description A person, organisation or place of one article, with every mention of it. */
        Entity: {
            /** @description What joins its spellings across articles: two entities of one kind and key are the same thing. */
            key: string;
            /** @description What it is. */
            kind: components["schemas"]["EntityKind"];
            /** @description Where the article names it, in reading order; never empty. */
            mentions: components["schemas"]["Mention"][];
            /** @description The name to show: the fullest common form known to this article. */
            name: string;
        };
        /**
         * @description What kind of thing an entity is. A new kind is one variant here and its data: schema, query fields,
         *     facets and page loop over [`EntityKind::ALL`].
         * @enum {string}
         */
        EntityKind: "person" | "organisation" | "place";
        /** @description A person, organisation or place by name. */
        EntityName: {
            /** @description What it is. */
            kind: components["schemas"]["EntityKind"];
            /** @description The name, as facets give it. */
            name: string;
        };
        /** @description One way in which articles write an entity. */
        EntitySpelling: {
            /** @description The lines of aliases.tsv that touch these keys. */
            corrections: string[];
            /** @description How many articles write it so. */
            count: number;
            /** @description The keys under which articles store it: spellings of one key were joined by Dateline. */
            keys: string[];
            /** @description How many of them each source has, the most frequent first. */
            sources: components["schemas"]["FacetValue"][];
            /** @description The words. */
            text: string;
        };
        /** @description A person, organisation or place of the archive, and how its articles write it. */
        EntityView: {
            /** @description How many articles name it. */
            count: number;
            /** @description What it is. */
            kind: components["schemas"]["EntityKind"];
            /** @description The name, as facets give it. */
            name: string;
            /** @description The ways in which they write it, the most frequent first; an article may write several. */
            spellings: components["schemas"]["EntitySpelling"][];
        };
        /** @description The body of a refusal. */
        ErrorBody: {
            /** @description What is wrong. */
            error: components["schemas"]["ErrorDetail"];
        };
        /** @description What is wrong and what to do. */
        ErrorDetail: {
            /** @description A word for programs. */
            code: string;
            /** @description What to do. */
            hint: string;
            /** @description A sentence for people. */
            message: string;
        };
        /**
         * @description Where a field was read.
         * @enum {string}
         */
        EvidenceFrom: "record" | "json-ld" | "meta-tag" | "element" | "url" | "heading" | "credit-line" | "dateline" | "caption" | "footer" | "body" | "file-name" | "inferred" | "detected" | "settings";
        /**
         * @description How much of an article its text is.
         * @enum {string}
         */
        Extent: "full" | "summary";
        /** @description Counts over all matches. Each facet's counts ignore what is chosen in that facet. */
        Facets: {
            /** @description Matches by calendar year, month, week or day, whichever was asked for or suits the span, without gaps. */
            date: components["schemas"]["DateBucket"][];
            /** @description Matches without a known date. */
            undated: number;
        } & {
            [key: string]: components["schemas"]["FacetValue"][];
        };
        /** @description A value of a facet and how many matches have it. */
        FacetValue: {
            /** @description How many matches have it. */
            count: number;
            /** @description How many articles of the index have it, where values are given that set the matches apart. */
            in_archive?: number | null;
            /** @description The value. */
            value: string;
        };
        /** @description Whether the process is up. */
        Health: {
            /** @description Always `up`. */
            status: string;
        };
        /** @description One article that matches. */
        Hit: {
            /** @description Other articles of the index with the same story. */
            duplicates: components["schemas"]["Duplicate"][];
            /** @description The entities that the article names most. */
            entities: components["schemas"]["EntityName"][];
            /** @description How the score came about, where it was asked for. */
            explanation?: components["schemas"]["ScorePart"][] | null;
            /** @description Stable id. */
            id: string;
            /** @description The record's own id where it has one, else its path. */
            key: string;
            /** @description ISO 639-1 code. */
            language: string | null;
            /** @description What to show as a headline where there is none: the start of the story. */
            lead: string;
            /** @description Path below the corpus folder. */
            path: string;
            /** @description Publication date. */
            published: string | null;
            published_precision: components["schemas"]["Precision"] | null;
            /**
             * Format: float
             * @description Relevance; comparable within one answer only.
             */
            score: number;
            /** @description Up to three passages, each a list of pieces. */
            snippets: components["schemas"]["Piece"][][];
            /** @description Publisher. */
            source: string | null;
            /** @description Headline. */
            title: string | null;
            /** @description The headline in pieces, marked; empty where there is none. */
            title_pieces: components["schemas"]["Piece"][];
            /** @description Address of the original. */
            url: string | null;
        };
        /** @description Which index answers and how many articles it holds. */
        IndexStatus: {
            /** @description Articles in the index. */
            articles: number;
            /** @description Number of the generation, and of the update within it, such as `3.17`. */
            generation: string;
        };
        /** @description A place in an article where the query matches. */
        MatchSpan: {
            /** @description End (exclusive), in Unicode scalar values from the start of the field. */
            end: number;
            /** @description The part of the article. */
            field: components["schemas"]["TextField"];
            /** @description Start, in Unicode scalar values from the start of the field. */
            start: number;
        };
        /** @description Matches that have the same share of the query's words. */
        MatchTier: {
            /** @description How many there are. */
            count: number;
            /** @description What they have, such as `all words`, `most words` or `some words`. */
            label: string;
        };
        /** @description One place where an article names an entity. */
        Mention: {
            /** @description End (exclusive), in Unicode scalar values from the start of the field. */
            end: number;
            /** @description The part of the article. */
            field: components["schemas"]["TextField"];
            /** @description Start, in Unicode scalar values from the start of the field. */
            start: number;
            /** @description The words as the article has them. */
            text: string;
        };
        /** @description A piece of article text. Data, never markup. */
        Piece: {
            /** @description Whether they are what was searched for. */
            match: boolean;
            /** @description The words. */
            text: string;
        };
        /**
         * @description How much of a date is known.
         * @enum {string}
         */
        Precision: "year" | "month" | "day" | "second";
        /** @description A query as it was understood. */
        QueryEcho: {
            /** @description What was searched, in words. */
            explained: string;
            /** @description Its parts at the top level, in the order of the text, each with what to take out to be rid of it. */
            parts: components["schemas"]["QueryPart"][];
            /** @description The query as its author may have meant it, where a word finds little and a close spelling finds much. */
            suggestion?: string | null;
            /** @description The text as typed. */
            text: string;
            /** @description What was taken otherwise than typed. */
            warnings: components["schemas"]["Warning"][];
        };
        /** @description A part of a query that can be taken out of its text. Parts do not overlap, and there are at most 64. */
        QueryPart: {
            /** @description What to take out of the text to be rid of it. */
            cut: components["schemas"]["Cut"];
            /** @description Its end (exclusive), in Unicode scalar values of the query text. */
            end: number;
            /** @description What it asks for, in words, such as `the phrase “night ferry” in the headline`. */
            explained: string;
            /** @description Its start, in Unicode scalar values of the query text. */
            start: number;
        };
        /** @description Whether searches can be answered. */
        Readiness: components["schemas"]["IndexStatus"] & {
            /** @description Always `ready`; an index that cannot be read is an error. */
            status: string;
        };
        /** @description One part of a score. */
        ScorePart: {
            /** @description What it is for, such as `security in the headline`. */
            label: string;
            /**
             * Format: float
             * @description What it adds.
             */
            value: number;
        };
        /** @description The answer to one search. */
        SearchResults: {
            facets: components["schemas"]["Facets"] | null;
            /** @description One page of matches. */
            hits: components["schemas"]["Hit"][];
            /** @description The index that answered. */
            index: components["schemas"]["IndexStatus"];
            /** @description How the matches fall apart by how many of the words they have, best first. */
            matches: components["schemas"]["MatchTier"][];
            /** @description Whether the deadline passed before every match was seen; counts are then lower bounds. */
            partial: boolean;
            /** @description The query as it was understood. */
            query: components["schemas"]["QueryEcho"];
            /**
             * Format: double
             * @description Time taken, in milliseconds.
             */
            took_ms: number;
            /** @description How many articles match. */
            total: number;
        };
        /** @description A completion of what is being typed. */
        Suggestion: {
            /** @description How many articles have it. */
            count: number;
            /** @description What it is: `person`, `organisation`, `place`, `source`, `headline` or `word`. */
            kind: string;
            /** @description The query that it stands for. */
            query: string;
            /** @description What to show. */
            text: string;
        };
        /** @description Completions of what is being typed. */
        Suggestions: {
            /** @description The most useful first. */
            suggestions: components["schemas"]["Suggestion"][];
        };
        /**
         * @description The parts of an article that hold running text.
         * @enum {string}
         */
        TextField: "title" | "standfirst" | "text" | "captions";
        /** @description Something about a query that its author should know. */
        Warning: {
            /** @description End (exclusive), in Unicode scalar values of the query text. */
            end: number;
            /** @description One sentence without a full stop. */
            message: string;
            /** @description Start of what it is about, in Unicode scalar values of the query text. */
            start: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    article: {
        parameters: {
            query?: {
                /** @description the query, as in docs/QUERY.md */
                q?: string;
            };
            header?: never;
            path: {
                /** @description id of the article, 20 hexadecimal digits */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleView"];
                };
            };
            /** @description a parameter cannot be read or passes its limit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no article has the id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many searches are waiting, or the index cannot be read */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    related: {
        parameters: {
            query?: {
                /** @description how many articles to give */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description id of the article, 20 hexadecimal digits */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResults"];
                };
            };
            /** @description a parameter cannot be read or passes its limit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no article has the id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many searches are waiting, or the index cannot be read */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    entity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description person, organisation or place */
                kind: string;
                /** @description its name, as facets give it, or another of its spellings */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntityView"];
                };
            };
            /** @description this is no kind of entity */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no entity of this kind has the name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many searches are waiting, or the index cannot be read */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    export: {
        parameters: {
            query?: {
                /** @description first day of publication, itself included */
                after?: string;
                /** @description narrows to articles with this value of the facet; may be repeated (any of these); a leading `-` keeps articles with the value out */
                agency?: string[];
                /** @description last day of publication, itself included */
                before?: string;
                /** @description what the file is; csv where none is given */
                format?: "csv" | "jsonl" | "ris" | "bibtex" | "markdown";
                /** @description days in which half of what age can take from a score is gone, counted from the newest article; age takes at most half of a score, and nothing with 0 */
                half_life?: number;
                /** @description an article to give; may be repeated, and then stands without a search */
                id?: string[];
                /** @description narrows to articles with this value of the facet; may be repeated (any of these); a leading `-` keeps articles with the value out */
                language?: string[];
                /** @description narrows to articles with this value of the facet; may be repeated (any of these); a leading `-` keeps articles with the value out */
                organisation?: string[];
                /** @description narrows to articles with this value of the facet; may be repeated (any of these); a leading `-` keeps articles with the value out */
                person?: string[];
                /** @description narrows to articles with this value of the facet; may be repeated (any of these); a leading `-` keeps articles with the value out */
                place?: string[];
                /** @description the query, as in docs/QUERY.md */
                q?: string;
                /** @description order of hits; without a query the default is newest, else relevance */
                sort?: "relevance" | "newest" | "oldest";
                /** @description narrows to articles with this value of the facet; may be repeated (any of these); a leading `-` keeps articles with the value out */
                source?: string[];
                /** @description whether only articles without a known date are wanted */
                undated?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                };
            };
            /** @description a parameter cannot be read or passes its limit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many searches are waiting, or the index cannot be read */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    feed: {
        parameters: {
            query?: {
                /** @description first day of publication, itself included */
                after?: string;
                /** @description narrows to articles with this value of the facet; may be repeated (any of these); a leading `-` keeps articles with the value out */
                agency?: string[];
                /** @description last day of publication, itself included */
                before?: string;
                /** @description narrows to articles with this value of the facet; may be repeated (any of these); a leading `-` keeps articles with the value out */
                language?: string[];
                /** @description narrows to articles with this value of the facet; may be repeated (any of these); a leading `-` keeps articles with the value out */
                organisation?: string[];
                /** @description narrows to articles with this value of the facet; may be repeated (any of these); a leading `-` keeps articles with the value out */
                person?: string[];
                /** @description narrows to articles with this value of the facet; may be repeated (any of these); a leading `-` keeps articles with the value out */
                place?: string[];
                /** @description the query, as in docs/QUERY.md */
                q?: string;
                /** @description narrows to articles with this value of the facet; may be repeated (any of these); a leading `-` keeps articles with the value out */
                source?: string[];
                /** @description whether only articles without a known date are wanted */
                undated?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/atom+xml": unknown;
                };
            };
            /** @description a parameter cannot be read or passes its limit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many searches are waiting, or the index cannot be read */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    search: {
        parameters: {
            query?: {
                /** @description first day of publication, itself included */
                after?: string;
                /** @description narrows to articles with this value of the facet; may be repeated (any of these); a leading `-` keeps articles with the value out */
                agency?: string[];
                /** @description last day of publication, itself included */
                before?: string;
                /** @description what facets and dates count: what could be chosen, whatever is chosen in the same facet (the default), or the matches alone */
                counts?: "choices" | "matches";
                /** @description with fewer articles than this that have all plain words, those with fewer of the words follow */
                enough?: number;
                /** @description whether each hit tells how its score came about */
                explain?: boolean;
                /** @description which people, organisations and places are given: those that most matches name (the default), or those that set the matches apart from the archive */
                facet_order?: "count" | "significant";
                /** @description a facet and starts of words, such as person:hald: that facet gives the values, however rare, that have a word with each of these starts */
                facet_query?: string;
                /** @description how many values each facet gives; 0 leaves facets and dates out */
                facets?: number;
                /** @description days in which half of what age can take from a score is gone, counted from the newest article; age takes at most half of a score, and nothing with 0 */
                half_life?: number;
                /** @description by what dates are counted; by what suits their span where it is not given, and by the next coarser one where it would be over 500 counts */
                interval?: "day" | "week" | "month" | "year";
                /** @description narrows to articles with this value of the facet; may be repeated (any of these); a leading `-` keeps articles with the value out */
                language?: string[];
                /** @description how many hits to give */
                limit?: number;
                /** @description how many hits to pass over; offset + limit is at most 10000 */
                offset?: number;
                /** @description narrows to articles with this value of the facet; may be repeated (any of these); a leading `-` keeps articles with the value out */
                organisation?: string[];
                /** @description narrows to articles with this value of the facet; may be repeated (any of these); a leading `-` keeps articles with the value out */
                person?: string[];
                /** @description narrows to articles with this value of the facet; may be repeated (any of these); a leading `-` keeps articles with the value out */
                place?: string[];
                /** @description the query, as in docs/QUERY.md */
                q?: string;
                /** @description order of hits; without a query the default is newest, else relevance */
                sort?: "relevance" | "newest" | "oldest";
                /** @description narrows to articles with this value of the facet; may be repeated (any of these); a leading `-` keeps articles with the value out */
                source?: string[];
                /** @description whether only articles without a known date are wanted */
                undated?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResults"];
                };
            };
            /** @description a parameter cannot be read or passes its limit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many searches are waiting, or the index cannot be read */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    suggest: {
        parameters: {
            query?: {
                /** @description how many completions to give */
                limit?: number;
                /** @description the query, as in docs/QUERY.md */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
            /** @description a parameter cannot be read or passes its limit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many searches are waiting, or the index cannot be read */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    healthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description too many searches are waiting, or the index cannot be read */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
        };
    };
    opensearch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/opensearchdescription+xml": unknown;
                };
            };
        };
    };
    readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description too many searches are waiting, or the index cannot be read */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
}
