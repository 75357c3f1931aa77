//! Articles and queries of tests, written in one line each.

use article::{
    Article, EnrichedArticle, Entity, EntityKind, Language, Mention, Origin, PARAGRAPH_BREAK, TextField,
};
use query_language::{ParsedQuery, Phrase, PhraseForm, Query, Scope, Word, WordForm};
use search_engine::{FacetField, FilterValue, SearchRequest, SearchResults};

/// An article that is being put together.
#[derive(Clone, Debug)]
pub(crate) struct Draft(EnrichedArticle);

/// Returns an article with this key and text, and nothing else known about it.
pub(crate) fn draft(key: &str, text: &str) -> Draft {
    Draft(EnrichedArticle {
        article: Article {
            origin: Origin {
                path: key.into(),
                ..Origin::default()
            },
            ..Article::of_paragraphs(key, text.split(PARAGRAPH_BREAK).map(str::to_owned).collect())
        },
        entities: Vec::new(),
    })
}

impl Draft {
    pub(crate) fn title(mut self, title: &str) -> Self {
        self.0.article.title = Some(title.into());
        self
    }

    pub(crate) fn standfirst(mut self, standfirst: &str) -> Self {
        self.0.article.standfirst = Some(standfirst.into());
        self
    }

    pub(crate) fn source(mut self, source: &str) -> Self {
        self.0.article.source = Some(source.into());
        self
    }

    pub(crate) fn agency(mut self, agency: &str) -> Self {
        self.0.article.agencies.push(agency.into());
        self
    }

    pub(crate) fn byline(mut self, author: &str) -> Self {
        self.0.article.byline.push(author.into());
        self
    }

    pub(crate) fn url(mut self, url: &str) -> Self {
        self.0.article.url = Some(url.into());
        self
    }

    pub(crate) fn language(mut self, code: &str) -> Self {
        self.0.article.language = Language::from_code(code);
        self
    }

    pub(crate) fn published(mut self, date: &str) -> Self {
        self.0.article.published = Some(date.parse().unwrap());
        self
    }

    /// Adds an entity; it is mentioned wherever its name stands in the text.
    pub(crate) fn entity(mut self, kind: EntityKind, key: &str, name: &str) -> Self {
        let text = self.0.article.text();
        let mention = |(byte, found): (usize, &str)| {
            let start = text[..byte].chars().count();
            Mention {
                field: TextField::Text,
                start,
                end: start + found.chars().count(),
                text: found.into(),
            }
        };
        self.0.entities.push(Entity {
            kind,
            key: key.into(),
            name: name.into(),
            mentions: text.match_indices(name).map(mention).collect(),
        });
        self
    }

    /// Adds the caption of a picture, which opens with the name of a person.
    pub(crate) fn pictured(mut self, key: &str, name: &str, caption: &str) -> Self {
        assert!(caption.starts_with(name) && self.0.article.captions.is_empty());
        self.0.article.captions.push(caption.into());
        let mention = Mention {
            field: TextField::Captions,
            start: 0,
            end: name.chars().count(),
            text: name.into(),
        };
        self.0.entities.push(Entity {
            kind: EntityKind::Person,
            key: key.into(),
            name: name.into(),
            mentions: vec![mention],
        });
        self
    }

    /// Writes the name of the entity that was added last in another way.
    pub(crate) fn written(mut self, name: &str) -> Self {
        let entity = self.0.entities.last_mut().expect("an entity was added");
        entity.mentions.push(Mention {
            field: TextField::Text,
            start: 0,
            end: name.chars().count(),
            text: name.into(),
        });
        self
    }

    pub(crate) fn person(self, key: &str, name: &str) -> Self {
        self.entity(EntityKind::Person, key, name)
    }

    pub(crate) fn place(self, key: &str, name: &str) -> Self {
        self.entity(EntityKind::Place, key, name)
    }

    pub(crate) fn done(self) -> EnrichedArticle {
        self.0
    }
}

/// Returns finished articles.
pub(crate) fn all(drafts: impl IntoIterator<Item = Draft>) -> Vec<EnrichedArticle> {
    drafts.into_iter().map(Draft::done).collect()
}

/// Returns the query of a tree, as if it had been typed.
pub(crate) fn query(tree: Query) -> ParsedQuery {
    ParsedQuery {
        text: format!("{tree:?}"),
        tree,
        explained: "as the tree says".into(),
        parts: Vec::new(),
        warnings: Vec::new(),
    }
}

/// Returns a search for a tree: the first hundred hits with a hundred values a facet.
pub(crate) fn request(tree: Query) -> SearchRequest {
    SearchRequest {
        limit: 100,
        facet_values: 100,
        ..SearchRequest::new(query(tree))
    }
}

/// Returns a search for all articles, narrowed to these facet values (a leading `-` excludes).
pub(crate) fn narrowed(facets: &[(FacetField, &[&str])]) -> SearchRequest {
    let mut request = request(Query::All);
    for (facet, values) in facets {
        let values = values.iter().map(|value| FilterValue::from(*value)).collect();
        request.filters.facets.insert(*facet, values);
    }
    request
}

/// Returns a word in any inflection.
pub(crate) fn word(text: &str) -> Query {
    Query::Word(Word {
        text: text.into(),
        scope: Scope::Anywhere,
        form: WordForm::Inflected,
    })
}

/// Returns a word of the headline.
pub(crate) fn title_word(text: &str) -> Query {
    Query::Word(Word {
        text: text.into(),
        scope: Scope::Title,
        form: WordForm::Inflected,
    })
}

/// Returns a prefix.
pub(crate) fn prefix(text: &str) -> Query {
    Query::Word(Word {
        text: text.into(),
        scope: Scope::Anywhere,
        form: WordForm::Prefix,
    })
}

/// Returns a phrase.
pub(crate) fn phrase(text: &str) -> Query {
    Query::Phrase(Phrase {
        text: text.into(),
        scope: Scope::Anywhere,
        form: PhraseForm::Inflected,
    })
}

/// Returns words side by side.
pub(crate) fn words(text: &str) -> Query {
    Query::Words(text.split(' ').map(word).collect())
}

/// Returns the opposite of a query.
pub(crate) fn not(query: Query) -> Query {
    Query::Not(Box::new(query))
}

/// Returns the person with this name.
pub(crate) fn person(name: &str) -> Query {
    Query::Entity {
        kind: EntityKind::Person,
        name: name.into(),
    }
}

/// Returns the keys of the hits, in order.
pub(crate) fn keys(results: &SearchResults) -> Vec<&str> {
    results.hits.iter().map(|hit| hit.key.as_str()).collect()
}

/// Returns the keys of the hits in alphabetical order.
pub(crate) fn sorted_keys(results: &SearchResults) -> Vec<&str> {
    let mut keys = keys(results);
    keys.sort_unstable();
    keys
}

/// Returns the values of a facet, written `value count`.
pub(crate) fn counts(results: &SearchResults, facet: FacetField) -> Vec<String> {
    let facets = results.facets.as_ref().expect("facets were asked for");
    let values = facets.values[facet.name()].iter();
    values
        .map(|value| format!("{} {}", value.value, value.count))
        .collect()
}
