//! What articles have of each facet, and how many.

use std::collections::{BTreeMap, BTreeSet};

use article::{EnrichedArticle, Entity, EntityKind};
use jiff::civil::Date;
use search_engine::{
    Counts, FacetField, FacetOrder, FacetValue, Facets, FilterEffect, FilterValue, SearchRequest, UNKNOWN,
};
use text_analysis::{fold, words};

use super::matching::asked_words;
use super::{Committed, buckets, forms, passes_dates};
use crate::reference_places::is_like;

impl Committed {
    /// Tells whether an article has a facet value whose names, over all articles, have every word of this.
    pub(super) fn has_named(&self, facet: FacetField, name: &str, article: &EnrichedArticle) -> bool {
        let wanted = asked_words(name);
        let is_known = |article: &&EnrichedArticle| !values_of(article, facet).is_empty();
        if facet.counts_unknown() && fold(name) == UNKNOWN && !is_known(&article) {
            return true;
        }
        let has_words = |key: &str| {
            let known = self.known_words(facet, &self.shown_name(facet, key));
            wanted.iter().all(|word| {
                known
                    .iter()
                    .any(|known| is_like(word, &known.chars().collect::<Vec<_>>()))
            })
        };
        !wanted.is_empty() && values_of(article, facet).iter().any(|(key, _)| has_words(key))
    }

    /// Returns the words of all names under which articles write what facets show so.
    fn known_words(&self, facet: FacetField, shown: &str) -> BTreeSet<String> {
        self.articles
            .values()
            .flat_map(|article| written_values(article, facet))
            .filter(|(other, _)| self.shown_name(facet, other) == shown)
            .flat_map(|(key, name)| {
                let words = words(&key).chain(words(&name)).flat_map(|word| forms(word.text));
                words.collect::<Vec<_>>()
            })
            .collect()
    }

    /// Returns the values that have a word with each of some starts.
    fn starting(
        &self,
        facet: FacetField,
        counts: BTreeMap<String, usize>,
        request: &SearchRequest,
    ) -> Vec<FacetValue> {
        let typed = &request.facet_query.as_ref().unwrap().typed;
        let starts: Vec<String> = words(typed).map(|word| fold(word.text)).collect();
        let has_all = |value: &String| {
            let mut known = self.known_words(facet, value);
            if facet.counts_unknown() && value == UNKNOWN {
                known.insert(UNKNOWN.to_owned());
            }
            let mut starts = starts.iter();
            starts.all(|start| known.iter().any(|word| word.starts_with(start)))
        };
        let is_wanted = |(value, _): &(String, usize)| !starts.is_empty() && has_all(value);
        let counts = counts.into_iter().filter(is_wanted).collect();
        let mut values = leading(counts, request.facet_values, &BTreeSet::new());
        if request.facet_order == FacetOrder::Significant && matches!(facet, FacetField::Entity(_)) {
            for value in &mut values {
                let articles = self.articles.values();
                let having =
                    articles.filter(|article| self.shown_values(facet, article).contains(&value.value));
                value.in_archive = Some(having.count());
            }
        }
        values
    }

    /// Returns the name that facets show for what has this key: the commonest, then the longest, then the first.
    pub(super) fn shown_name(&self, facet: FacetField, key: &str) -> String {
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
    pub(super) fn shown_values(&self, facet: FacetField, article: &EnrichedArticle) -> BTreeSet<String> {
        let keys = values_of(article, facet);
        if keys.is_empty() && facet.counts_unknown() {
            return BTreeSet::from([UNKNOWN.to_owned()]);
        }
        keys.iter().map(|(key, _)| self.shown_name(facet, key)).collect()
    }

    pub(super) fn passes_facet(
        &self,
        request: &SearchRequest,
        facet: FacetField,
        article: &EnrichedArticle,
    ) -> bool {
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
    pub(super) fn meant(&self, facet: FacetField, value: &str) -> BTreeSet<String> {
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
    pub(super) fn facets(&self, request: &SearchRequest, least: usize) -> Facets {
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
            let asked = request.facet_query.as_ref();
            let values = if asked.is_some_and(|asked| asked.facet == facet) {
                self.starting(facet, counts, request)
            } else if is_by_significance {
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
        let days = |articles: Vec<&EnrichedArticle>| -> Vec<Date> {
            let published = articles.iter().filter_map(|article| article.article.published);
            published.map(|published| published.date()).collect()
        };
        let archive = days(self.articles.values().collect());
        facets.date = buckets(&days(dated), request.interval, &archive);
        facets
    }

    /// Returns the values that set matches apart, and those that are chosen.
    pub(super) fn significant(
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
