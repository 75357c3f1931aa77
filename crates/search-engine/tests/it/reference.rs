//! [`ReferenceEngine`]: the contract in the plainest words. It looks at every article for every question, and
//! shares with the embedded engine nothing but the text analysis.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::RwLock;

use article::{ArticleId, ArticleRecord, EnrichedArticle, Entity, EntityKind, Published, TextField};
use jiff::civil::Date;
use query_language::{Near, ParsedQuery, Query, Scope, Word, WordForm};
use search_engine::{
    ArticleStore, ArticleView, Counts, DateBucket, EntityView, FacetField, FacetOrder, FacetValue, Facets,
    FilterEffect, FilterValue, Filters, Hit, IndexStatus, MAX_FACET_VALUES, MAX_WINDOW, MatchTier, Matches,
    QueryEcho, SearchEngine, SearchError, SearchRequest, SearchResults, Sort, Suggestion, UNKNOWN,
};
use text_analysis::{fold, words};

use crate::reference_places::{ReferencePlaces, n_changes};

/// An engine without an index.
#[derive(Default)]
pub(crate) struct ReferenceEngine {
    committed: RwLock<Committed>,
    pending: RwLock<Vec<Change>>,
}

#[derive(Default)]
struct Committed {
    articles: BTreeMap<ArticleId, EnrichedArticle>,
    commits: usize,
}

enum Change {
    Put(Box<EnrichedArticle>),
    Remove(ArticleId),
}

impl ReferenceEngine {
    /// Returns a tree with the closest spellings of the words that no article has.
    pub(crate) fn respelled(&self, tree: &Query) -> Query {
        self.committed.read().unwrap().respelled(tree)
    }
}

impl ArticleStore for ReferenceEngine {
    fn put(&self, article: EnrichedArticle) -> Result<(), SearchError> {
        self.pending.write().unwrap().push(Change::Put(Box::new(article)));
        Ok(())
    }

    fn remove(&self, id: ArticleId) -> Result<(), SearchError> {
        self.pending.write().unwrap().push(Change::Remove(id));
        Ok(())
    }

    fn commit(&self) -> Result<(), SearchError> {
        let mut committed = self.committed.write().unwrap();
        for change in self.pending.write().unwrap().drain(..) {
            match change {
                Change::Put(article) => committed.articles.insert(article.article.id, *article),
                Change::Remove(id) => committed.articles.remove(&id),
            };
        }
        committed.commits += 1;
        Ok(())
    }
}

impl SearchEngine for ReferenceEngine {
    fn search(&self, request: &SearchRequest) -> Result<SearchResults, SearchError> {
        self.committed.read().unwrap().search(request)
    }

    fn matches(&self, request: &SearchRequest) -> Result<Matches, SearchError> {
        let committed = self.committed.read().unwrap();
        let everything = SearchRequest {
            offset: 0,
            limit: MAX_WINDOW,
            ..request.clone()
        };
        let found = committed.search(&everything)?.hits;
        let found = found.iter().map(|hit| committed.articles[&hit.id].clone());
        let articles: Vec<_> = found.map(|article| Ok(ArticleRecord::from(article))).collect();
        Ok(Box::new(articles.into_iter()))
    }

    fn article(
        &self,
        id: ArticleId,
        _query: Option<&ParsedQuery>,
    ) -> Result<Option<ArticleView>, SearchError> {
        let committed = self.committed.read().unwrap();
        let article = committed.articles.get(&id).cloned();
        Ok(article.map(|article| ArticleView {
            article: ArticleRecord::from(article),
            matches: Vec::new(),
            duplicates: Vec::new(),
        }))
    }

    fn related(&self, _id: ArticleId, _limit: usize) -> Result<Option<SearchResults>, SearchError> {
        Ok(None)
    }

    fn suggest(&self, _typed: &str, _limit: usize) -> Result<Vec<Suggestion>, SearchError> {
        Ok(Vec::new())
    }

    fn entity(&self, _kind: EntityKind, _name: &str) -> Result<Option<EntityView>, SearchError> {
        Ok(None)
    }

    fn status(&self) -> Result<IndexStatus, SearchError> {
        Ok(self.committed.read().unwrap().status())
    }
}

impl Committed {
    fn status(&self) -> IndexStatus {
        IndexStatus {
            generation: format!("1.{}", self.commits),
            articles: self.articles.len(),
        }
    }

    fn search(&self, request: &SearchRequest) -> Result<SearchResults, SearchError> {
        check_limits(request)?;
        let spelled = self.respelled(&request.query.tree);
        let request = &SearchRequest {
            query: crate::articles::query(spelled),
            ..request.clone()
        };
        let tree = &request.query.tree;
        let tiers = self.tiers(request);
        let matches = tiers
            .iter()
            .enumerate()
            .filter(|(number, (_, found))| *number == 0 || !found.is_empty())
            .map(|(_, (label, found))| MatchTier {
                label: (*label).into(),
                count: found.len(),
            })
            .collect();
        // Facets count what any tier that was run asks for.
        let least = tiers
            .last()
            .map_or(usize::MAX, |(_, _)| self.least_of_tier(tree, tiers.len()));
        let facets = (request.facet_values > 0).then(|| self.facets(request, least));
        let mut found: Vec<&EnrichedArticle> = Vec::new();
        for (_, mut tier) in tiers {
            sort(&mut tier, Sort::Newest);
            found.extend(tier);
        }
        sort(&mut found, request.sort);
        let total = found.len();
        let page = found.into_iter().skip(request.offset).take(request.limit);
        Ok(SearchResults {
            query: QueryEcho {
                text: request.query.text.clone(),
                explained: request.query.explained.clone(),
                suggestion: None,
                parts: Vec::new(),
                warnings: Vec::new(),
            },
            total,
            matches,
            partial: false,
            took_ms: 0.0,
            index: self.status(),
            hits: page.map(hit).collect(),
            facets,
        })
    }

    /// Returns the articles of each tier that is run: all words, most words, some words.
    fn tiers(&self, request: &SearchRequest) -> Vec<(&'static str, Vec<&EnrichedArticle>)> {
        let tree = &request.query.tree;
        let n_words = words_side_by_side(tree);
        let mut tiers = Vec::new();
        let mut seen = BTreeSet::new();
        for (label, least) in needs(n_words) {
            if seen.len() >= request.enough {
                break;
            }
            let passing = self.articles.values().filter(|article| {
                self.matches(tree, article, least)
                    && FacetField::ALL
                        .iter()
                        .all(|facet| self.passes_facet(request, *facet, article))
                    && passes_dates(request, article)
            });
            let new: Vec<&EnrichedArticle> = passing
                .filter(|article| !seen.contains(&article.article.id))
                .collect();
            seen.extend(new.iter().map(|article| article.article.id));
            tiers.push((label, new));
        }
        tiers
    }

    fn least_of_tier(&self, tree: &Query, n_tiers: usize) -> usize {
        needs(words_side_by_side(tree))[n_tiers - 1].1
    }

    /// Tells whether an article matches a tree with at least this many of the words typed side by side.
    fn matches(&self, query: &Query, article: &EnrichedArticle, least: usize) -> bool {
        match query {
            Query::All => true,
            Query::Word(word)
                if word.form == WordForm::Prefix && matches!(word.scope, Scope::Anywhere | Scope::Title) =>
            {
                has_prefix(article, &word.text, word.scope)
            }
            Query::Word(_) | Query::Phrase(_) | Query::Near(_) | Query::AtLeast { .. } => {
                self.is_placed(query, article)
            }
            Query::Byline(name) => has_author(article, name),
            Query::Url(address) => has_address(article, address),
            Query::Entity { kind, name } => self.has_named(FacetField::Entity(*kind), name, article),
            Query::Source(name) => self.has_named(FacetField::Source, name, article),
            Query::Agency(name) => self.has_named(FacetField::Agency, name, article),
            Query::Language(code) if code == UNKNOWN => article.article.language.is_none(),
            Query::Language(code) => language_of(article) == *code,
            Query::Published { from, to } => is_within(article, *from, *to),
            Query::And(parts) => parts.iter().all(|part| self.matches(part, article, least)),
            Query::Or(parts) => parts.iter().any(|part| self.matches(part, article, least)),
            Query::Not(part) => !self.matches(part, article, least),
            Query::Words(parts) => {
                let n_found = parts
                    .iter()
                    .filter(|part| self.matches(part, article, least))
                    .count();
                n_found >= least.min(parts.len())
            }
        }
    }

    /// Returns a tree with the closest spellings of the words that no article has.
    fn respelled(&self, query: &Query) -> Query {
        let all = |parts: &[Query]| parts.iter().map(|part| self.respelled(part)).collect();
        match query {
            Query::Word(word) if word.form == WordForm::Inflected => self.respelled_word(word),
            Query::And(parts) => Query::And(all(parts)),
            Query::Or(parts) => Query::Or(all(parts)),
            Query::Words(parts) => Query::Words(all(parts)),
            Query::Near(near) => Query::Near(Near {
                parts: all(&near.parts),
                ..near.clone()
            }),
            Query::AtLeast { count, part } => Query::AtLeast {
                count: *count,
                part: Box::new(self.respelled(part)),
            },
            other => other.clone(),
        }
    }

    fn respelled_word(&self, word: &Word) -> Query {
        let anywhere = Query::Word(Word {
            scope: Scope::Anywhere,
            ..word.clone()
        });
        let n_letters = word.text.chars().count();
        let is_one = word.text.chars().all(char::is_alphabetic) && words(&word.text).count() == 1;
        let is_there = |article: &EnrichedArticle| self.is_placed(&anywhere, article);
        if !is_one || n_letters < 4 || self.articles.values().any(is_there) {
            return Query::Word(word.clone());
        }
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for article in self.articles.values() {
            let scope = if word.scope == Scope::Title {
                Scope::Title
            } else {
                Scope::Anywhere
            };
            let texts: Vec<String> = fields(scope)
                .map(|field| article.article.field(field).into_owned())
                .collect();
            let written: BTreeSet<String> = texts
                .iter()
                .flat_map(|text| words(text).flat_map(|word| forms(word.text)).collect::<Vec<_>>())
                .collect();
            for form in written {
                *counts.entry(form).or_default() += 1;
            }
        }
        let own = fold(&word.text);
        let near = |(form, count): (String, usize)| {
            let distance = n_changes(&own, &form);
            let is_close = distance <= if n_letters <= 7 { 1 } else { 2 };
            let is_like = form.chars().next() == own.chars().next() && words(&form).count() == 1;
            (is_close && is_like && form != own).then_some((distance, std::cmp::Reverse(count), form))
        };
        let mut close: Vec<_> = counts.into_iter().filter_map(near).collect();
        close.sort();
        let least = close.first().map(|(distance, ..)| *distance);
        let best = close
            .into_iter()
            .filter(|(distance, ..)| Some(*distance) == least)
            .take(3);
        let spelled: Vec<Query> = best
            .map(|(_, _, text)| Query::Word(Word { text, ..word.clone() }))
            .collect();
        match spelled.len() {
            0 => Query::Word(word.clone()),
            _ => Query::Or(spelled),
        }
    }

    /// Tells whether a query that has places stands in an article, as often as it must.
    fn is_placed(&self, query: &Query, article: &EnrichedArticle) -> bool {
        let languages = self
            .articles
            .values()
            .map(|article| article.article.language.clone());
        let places = ReferencePlaces::new(article, languages);
        match query {
            Query::AtLeast { count, part } => places.of(part).len() >= *count,
            query => !places.of(query).is_empty(),
        }
    }

    /// Tells whether an article has a facet value whose names, over all articles, have every word of this.
    fn has_named(&self, facet: FacetField, name: &str, article: &EnrichedArticle) -> bool {
        let wanted: BTreeSet<String> = words(name).map(|word| fold(word.text)).collect();
        let is_known = |article: &&EnrichedArticle| !values_of(article, facet).is_empty();
        if facet.counts_unknown() && fold(name) == UNKNOWN && !is_known(&article) {
            return true;
        }
        let has_words = |key: &str| {
            let shown = self.shown_name(facet, key);
            let known: BTreeSet<String> = self
                .articles
                .values()
                .flat_map(|article| written_values(article, facet))
                .filter(|(other, _)| self.shown_name(facet, other) == shown)
                .flat_map(|(key, name)| {
                    let words = words(&key).chain(words(&name)).flat_map(|word| forms(word.text));
                    words.collect::<Vec<_>>()
                })
                .collect();
            wanted.is_subset(&known)
        };
        !wanted.is_empty() && values_of(article, facet).iter().any(|(key, _)| has_words(key))
    }

    /// Returns the name that facets show for what has this key: the commonest, then the longest, then the first.
    fn shown_name(&self, facet: FacetField, key: &str) -> String {
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        for article in self.articles.values() {
            for (_, name) in values_of(article, facet)
                .into_iter()
                .filter(|(other, _)| other == key)
            {
                *names.entry(name).or_default() += 1;
            }
        }
        let most = names.values().max().copied().unwrap_or(0);
        let mut best: Vec<String> = names
            .into_iter()
            .filter(|(_, count)| *count == most)
            .map(|(name, _)| name)
            .collect();
        let longest = best.iter().map(|name| name.chars().count()).max().unwrap_or(0);
        best.retain(|name| name.chars().count() == longest);
        best.into_iter().min().unwrap_or_default()
    }

    /// Returns the values of an article as facets show them, [`UNKNOWN`] among them.
    fn shown_values(&self, facet: FacetField, article: &EnrichedArticle) -> BTreeSet<String> {
        let keys = values_of(article, facet);
        if keys.is_empty() && facet.counts_unknown() {
            return BTreeSet::from([UNKNOWN.to_owned()]);
        }
        keys.iter().map(|(key, _)| self.shown_name(facet, key)).collect()
    }

    fn passes_facet(&self, request: &SearchRequest, facet: FacetField, article: &EnrichedArticle) -> bool {
        let Some(filter) = request.filters.facets.get(&facet) else {
            return true;
        };
        let has = self.shown_values(facet, article);
        let has = |chosen: &&FilterValue| {
            self.meant(facet, &chosen.value)
                .iter()
                .any(|name| has.contains(name))
        };
        let (included, excluded): (Vec<_>, Vec<_>) = filter
            .iter()
            .partition(|value| value.effect == FilterEffect::Include);
        (included.is_empty() || included.iter().any(has)) && !excluded.iter().any(has)
    }

    /// Returns the names that a chosen value means: itself where it is shown, else those that it is another
    /// spelling of.
    fn meant(&self, facet: FacetField, value: &str) -> BTreeSet<String> {
        let shown: BTreeSet<String> = self
            .articles
            .values()
            .flat_map(|article| self.shown_values(facet, article))
            .collect();
        if shown.contains(value) {
            return BTreeSet::from([value.to_owned()]);
        }
        let keys_and_names = self
            .articles
            .values()
            .flat_map(|article| values_of(article, facet));
        keys_and_names
            .filter(|(key, name)| fold(key) == fold(value) || fold(name) == fold(value))
            .map(|(key, _)| self.shown_name(facet, &key))
            .collect()
    }

    /// Counts each facet over what passes the filters of all others.
    fn facets(&self, request: &SearchRequest, least: usize) -> Facets {
        let matching: Vec<&EnrichedArticle> = self
            .articles
            .values()
            .filter(|article| self.matches(&request.query.tree, article, least))
            .collect();
        let mut facets = Facets::default();
        for facet in FacetField::ALL {
            let others = FacetField::ALL.into_iter().filter(|other| *other != facet);
            let filter = request.filters.facets.get(&facet).into_iter().flatten();
            let chosen: BTreeSet<String> = filter
                .flat_map(|chosen| self.meant(facet, &chosen.value))
                .collect();
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            let mut n_passing = 0;
            for article in &matching {
                let passes = others
                    .clone()
                    .all(|other| self.passes_facet(request, other, article))
                    && (request.counts == Counts::Choices || self.passes_facet(request, facet, article))
                    && passes_dates(request, article);
                n_passing += usize::from(passes);
                for value in self.shown_values(facet, article) {
                    *counts.entry(value).or_default() += usize::from(passes);
                }
            }
            let is_by_significance =
                request.facet_order == FacetOrder::Significant && matches!(facet, FacetField::Entity(_));
            let values = if is_by_significance {
                self.significant(facet, counts, n_passing, request.facet_values, &chosen)
            } else {
                leading(counts, request.facet_values, &chosen)
            };
            facets.values.insert(facet.name().into(), values);
        }
        let in_time = matching
            .into_iter()
            .filter(|a| FacetField::ALL.iter().all(|f| self.passes_facet(request, *f, a)))
            .filter(|article| request.counts == Counts::Choices || passes_dates(request, article));
        let (dated, undated): (Vec<&EnrichedArticle>, Vec<_>) =
            in_time.partition(|article| article.article.published.is_some());
        facets.undated = undated.len();
        facets.date = buckets(
            dated
                .into_iter()
                .filter_map(|article| article.article.published)
                .collect(),
        );
        facets
    }

    /// Returns the values that set matches apart, and those that are chosen.
    fn significant(
        &self,
        facet: FacetField,
        counts: BTreeMap<String, usize>,
        n_passing: usize,
        limit: usize,
        chosen: &BTreeSet<String>,
    ) -> Vec<FacetValue> {
        let mut scored = Vec::new();
        for (value, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
            let having = self
                .articles
                .values()
                .filter(|article| self.shown_values(facet, article).contains(&value));
            let in_archive = having.count();
            let here = count as f64 / n_passing as f64;
            let everywhere = in_archive as f64 / self.articles.len() as f64;
            let is_telling = count >= 3 && here > everywhere;
            let score = if is_telling {
                (here - everywhere) * here / everywhere
            } else {
                0.0
            };
            if is_telling || chosen.contains(&value) {
                let in_archive = Some(in_archive);
                scored.push((
                    score,
                    FacetValue {
                        value,
                        count,
                        in_archive,
                    },
                ));
            }
        }
        // What is equal stays in the order of the names.
        scored.sort_by(|(score, value), (other_score, other)| {
            other_score.total_cmp(score).then(other.count.cmp(&value.count))
        });
        let values = scored.into_iter().map(|(_, value)| value).enumerate();
        values
            .filter(|(place, value)| *place < limit || chosen.contains(&value.value))
            .map(|(_, value)| value)
            .collect()
    }
}

fn check_limits(request: &SearchRequest) -> Result<(), SearchError> {
    if request.offset.saturating_add(request.limit) > MAX_WINDOW {
        return Err(SearchError::OverLimit {
            what: "offset + limit",
            limit: MAX_WINDOW,
        });
    }
    if request.facet_values > MAX_FACET_VALUES {
        return Err(SearchError::OverLimit {
            what: "the number of facet values",
            limit: MAX_FACET_VALUES,
        });
    }
    Ok(())
}

/// Returns each tier's name and how many of the words it needs.
fn needs(n_words: usize) -> Vec<(&'static str, usize)> {
    match n_words {
        0 => vec![("all", usize::MAX)],
        1 => vec![("all words", usize::MAX)],
        2 => vec![("all words", usize::MAX), ("some words", 1)],
        _ => vec![
            ("all words", usize::MAX),
            ("most words", (2 * n_words).div_ceil(3)),
            ("some words", 1),
        ],
    }
}

fn words_side_by_side(query: &Query) -> usize {
    match query {
        Query::Words(words) => words.len(),
        Query::And(parts) => parts.iter().map(words_side_by_side).max().unwrap_or(0),
        _ => 0,
    }
}

pub(crate) fn fields(scope: Scope) -> impl Iterator<Item = TextField> {
    let is_wanted = move |field: &TextField| scope == Scope::Anywhere || *field == TextField::Title;
    TextField::SEARCHED.into_iter().filter(is_wanted)
}

/// Returns a word as it is written, folded, and what follows its apostrophe: l'élection, O'Brien.
pub(crate) fn forms(word: &str) -> Vec<String> {
    let word = fold(word);
    let after = word.split_once('\'').map(|(_, after)| after.to_owned());
    let after = after.filter(|after| after.chars().count() > 2);
    [Some(word), after].into_iter().flatten().collect()
}

/// Tells whether an author's name has these words in a row.
fn has_author(article: &EnrichedArticle, name: &str) -> bool {
    let folded = |name: &str| words(name).map(|word| fold(word.text)).collect::<Vec<_>>();
    let wanted = folded(name);
    let has = |author: &String| folded(author).windows(wanted.len()).any(|row| row == wanted);
    !wanted.is_empty() && article.article.byline.iter().any(has)
}

/// Tells whether the address of an article has a host, or the end or a part of one, and words of a path.
fn has_address(article: &EnrichedArticle, asked: &str) -> bool {
    let Some(address) = &article.article.url else {
        return false;
    };
    let parted = |address: &str| {
        let bare = address
            .trim_start_matches("https://")
            .trim_start_matches("www.")
            .to_owned();
        let (host, path) = bare.split_once('/').map_or((bare.as_str(), ""), |parts| parts);
        let path = path
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        (host.to_owned(), path.map(str::to_owned).collect::<BTreeSet<_>>())
    };
    let ((host, path), (asked_host, asked_path)) = (parted(address), parted(asked));
    let is_host = asked_host.is_empty()
        || host == asked_host
        || host.ends_with(&format!(".{asked_host}"))
        || host.split('.').any(|part| part == asked_host);
    is_host && asked_path.is_subset(&path)
}

/// Tells whether an article has a word that starts with these letters; of several words, those before the last
/// must be there as they are written.
fn has_prefix(article: &EnrichedArticle, text: &str, scope: Scope) -> bool {
    let mut wanted: Vec<String> = words(text).map(|word| fold(word.text)).collect();
    let Some(start) = wanted.pop() else {
        return false;
    };
    let mut written = BTreeSet::new();
    for field in fields(scope) {
        for word in words(&article.article.field(field)) {
            written.extend(forms(word.text));
        }
    }
    wanted.iter().all(|word| written.contains(word)) && written.iter().any(|word| word.starts_with(&start))
}

fn language_of(article: &EnrichedArticle) -> String {
    article
        .article
        .language
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default()
}

fn is_within(article: &EnrichedArticle, from: Option<Date>, to: Option<Date>) -> bool {
    if from.is_none() && to.is_none() {
        return true;
    }
    article.article.published.is_some_and(|published| {
        from.is_none_or(|from| published.date() >= from) && to.is_none_or(|to| published.date() <= to)
    })
}

fn passes_dates(request: &SearchRequest, article: &EnrichedArticle) -> bool {
    let Filters {
        after,
        before,
        undated,
        ..
    } = request.filters;
    let is_wanted = !undated || article.article.published.is_none();
    is_wanted && ((after.is_none() && before.is_none()) || is_within(article, after, before))
}

/// Returns key and name of each value that an article has of a facet, each key once.
fn values_of(article: &EnrichedArticle, facet: FacetField) -> Vec<(String, String)> {
    let same = |value: &String| (value.clone(), value.clone());
    match facet {
        FacetField::Source => article.article.source.iter().map(same).collect(),
        FacetField::Language => article
            .article
            .language
            .iter()
            .map(|language| same(&language.to_string()))
            .collect(),
        FacetField::Agency => article
            .article
            .agencies
            .iter()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .map(same)
            .collect(),
        FacetField::Entity(kind) => entities_of(article, kind),
    }
}

/// Returns the values of an article under every way in which it writes them.
fn written_values(article: &EnrichedArticle, facet: FacetField) -> Vec<(String, String)> {
    let mut values = values_of(article, facet);
    for (key, name) in values.clone() {
        let same = |entity: &&Entity| {
            FacetField::Entity(entity.kind) == facet && entity.key == key && entity.name == name
        };
        let mentions = article
            .entities
            .iter()
            .find(same)
            .map(|entity| entity.mentions.iter());
        values.extend(
            mentions
                .into_iter()
                .flatten()
                .map(|mention| (key.clone(), mention.text.clone())),
        );
    }
    values
}

fn entities_of(article: &EnrichedArticle, kind: EntityKind) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for entity in article.entities.iter().filter(|entity| entity.kind == kind) {
        if found.iter().all(|(key, _)| *key != entity.key) {
            found.push((entity.key.clone(), entity.name.clone()));
        }
    }
    found
}

/// Returns the most frequent values, and those that are chosen.
fn leading(counts: BTreeMap<String, usize>, limit: usize, chosen: &BTreeSet<String>) -> Vec<FacetValue> {
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let mut values: Vec<FacetValue> = counts
        .map(|(value, count)| FacetValue {
            value,
            count,
            in_archive: None,
        })
        .collect();
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    let place_and_value = values.into_iter().enumerate();
    place_and_value
        .filter(|(place, value)| *place < limit || chosen.contains(&value.value))
        .map(|(_, value)| value)
        .collect()
}

fn sort(found: &mut [&EnrichedArticle], by: Sort) {
    let moment = |article: &&EnrichedArticle| article.article.published.map(|date| date.local());
    match by {
        // It knows no scores: all are equal, and equals come latest first.
        Sort::Relevance => {}
        Sort::Newest => found.sort_by_key(|article| std::cmp::Reverse(moment(article))),
        Sort::Oldest => found.sort_by_key(|article| (moment(article).is_none(), moment(article))),
    }
}

fn buckets(dates: Vec<Published>) -> Vec<DateBucket> {
    let days: Vec<Date> = dates.iter().map(Published::date).collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
        return Vec::new();
    };
    let n_days = (*last - *first).get_days();
    let bounds = |day: Date| match n_days {
        0..62 => (day, day),
        62..=1_827 => (day.first_of_month(), day.last_of_month()),
        _ => (day.first_of_year(), day.last_of_year()),
    };
    let mut buckets = Vec::new();
    let mut day = *first;
    while day <= *last {
        let (from, to) = bounds(day);
        buckets.push(DateBucket {
            from: from.to_string(),
            to: to.to_string(),
            count: days.iter().filter(|day| (from..=to).contains(*day)).count(),
        });
        day = to.tomorrow().unwrap();
    }
    buckets
}

fn hit(article: &EnrichedArticle) -> Hit {
    let record = ArticleRecord::from(article.clone());
    Hit {
        id: record.id,
        key: record.key,
        path: record.path,
        title: record.title,
        lead: String::new(),
        source: record.source,
        published: record.published,
        published_precision: record.published_precision,
        language: record.language,
        url: record.url,
        score: 0.0,
        snippets: Vec::new(),
        title_pieces: Vec::new(),
        entities: Vec::new(),
        duplicates: Vec::new(),
        explanation: None,
    }
}
