//! Completions against a slow reference on random archives, in one part and in several, whether what makes them fast was
//! worked out or not.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use article::{EnrichedArticle, EntityKind};
use proptest::prelude::*;
use search_engine::{
    ArticleStore, EmbeddedEngine, FacetField, SearchEngine, current_generation, keep_register,
};
use text_analysis::{fold, words};

use crate::articles::draft;
use crate::index::new_embedded;
use crate::reference::forms;
use crate::reference_places::n_changes;

/// A name is worth as much as a word that so many times more articles have.
const NAME_WORTH: usize = 10;

/// An article without a headline, whose names are written in one way only.
#[derive(Clone, Debug)]
struct Told {
    text: Vec<String>,
    source: Option<String>,
    names: Vec<(EntityKind, String)>,
}

fn told() -> impl Strategy<Value = Told> {
    told_with("[a-cä]{1,4}", "[A-C][a-c]{0,2}([ ’-][a-c]{1,4}){0,2}")
}

/// Returns an article that has words and names of these patterns.
fn told_with(word: &'static str, name: &'static str) -> impl Strategy<Value = Told> {
    let names = prop::collection::vec((prop::sample::select(&EntityKind::ALL[..]), name), 0..5);
    let text = prop::collection::vec(word, 1..12);
    (text, prop::option::of(name), names).prop_map(|(text, source, names)| Told { text, source, names })
}

impl Told {
    fn article(&self, key: usize) -> EnrichedArticle {
        let mut draft = draft(&key.to_string(), &self.text.join(" ")).language("en");
        if let Some(source) = &self.source {
            draft = draft.source(source);
        }
        for (kind, name) in &self.names {
            draft = draft.entity(*kind, name, name);
        }
        draft.done()
    }

    fn values(&self) -> BTreeSet<(FacetField, &str)> {
        let source = self
            .source
            .iter()
            .map(|source| (FacetField::Source, source.as_str()));
        let names = self
            .names
            .iter()
            .map(|(kind, name)| (FacetField::Entity(*kind), name.as_str()));
        source.chain(names).collect()
    }
}

fn all_forms(text: &str) -> BTreeSet<String> {
    words(text).flat_map(|word| forms(word.text)).collect()
}

/// A completion: kind, text and number of articles.
type Completion = (String, String, usize);

/// The words and names of some articles, each with how many have it.
struct Counted<'a> {
    words: BTreeMap<String, usize>,
    names: BTreeMap<(&'a str, FacetField), usize>,
}

impl<'a> Counted<'a> {
    fn of(articles: &'a [Told]) -> Self {
        let (mut words, mut names) = (BTreeMap::new(), BTreeMap::new());
        for article in articles {
            for word in all_forms(&article.text.join(" ")) {
                *words.entry(word).or_insert(0) += 1;
            }
            for (facet, name) in article.values() {
                *names.entry((name, facet)).or_insert(0) += 1;
            }
        }
        Self { words, names }
    }

    /// Returns the best words and names that pass.
    fn best(
        &self,
        limit: usize,
        is_word: impl Fn(&str) -> bool,
        is_name: impl Fn(&str) -> bool,
    ) -> Vec<Completion> {
        let words = self.words.iter().filter(|(word, _)| is_word(word));
        let mut words: Vec<_> = words
            .map(|(word, count)| ("word".to_owned(), word.clone(), *count))
            .collect();
        words.sort_by_key(|(_, _, count)| Reverse(*count));
        words.truncate(limit.min(3));
        let names = self.names.iter().filter(|((name, _), _)| is_name(name));
        let mut names: Vec<_> = names
            .map(|((name, facet), count)| (facet.name().to_owned(), (*name).to_owned(), *count))
            .collect();
        names.sort_by_key(|(_, _, count)| Reverse(*count));
        names.truncate(limit.saturating_sub(words.len()).max(1));
        let mut found = names;
        found.extend(words);
        let worth = |kind: &str| if kind == "word" { 1 } else { NAME_WORTH };
        found.sort_by_key(|(kind, _, count)| Reverse(worth(kind) * count));
        found.truncate(limit);
        found
    }
}

/// Returns what completes some typed words.
fn completed(articles: &[Told], typed: &str, limit: usize) -> Vec<Completion> {
    let typed: Vec<String> = words(typed).map(|word| fold(word.text)).collect();
    let begins_one = |name: &str| {
        let forms = all_forms(name);
        typed
            .iter()
            .all(|start| forms.iter().any(|form| form.starts_with(start)))
    };
    let is_begun = |word: &str| matches!(typed.as_slice(), [start] if word.starts_with(start));
    let counted = Counted::of(articles);
    let mut found = counted.best(limit, is_begun, begins_one);
    let most = found.iter().map(|(_, _, count)| *count).max().unwrap_or(0);
    if most <= 2 {
        let far = |word: &str| match typed.as_slice() {
            [start] => Some(changes_to_begin(start, word)?).filter(|changes| *changes > 0),
            _ => None,
        };
        let far_name = |name: &str| {
            let forms = all_forms(name);
            let closest = |start: &String| {
                forms
                    .iter()
                    .filter_map(|form| changes_to_begin(start, form))
                    .min()
            };
            let changes: Option<Vec<usize>> = typed.iter().map(closest).collect();
            Some(changes?.into_iter().sum()).filter(|changes: &usize| *changes > 0)
        };
        let least = counted.words.keys().filter_map(|word| far(word)).min();
        let least_of_name = counted.names.keys().filter_map(|(name, _)| far_name(name)).min();
        let is_word = |word: &str| far(word).is_some_and(|changes| Some(changes) == least);
        let is_name = |name: &str| far_name(name).is_some_and(|changes| Some(changes) == least_of_name);
        let close = counted.best(limit, is_word, is_name).into_iter();
        found.extend(close.filter(|(_, _, count)| *count >= 20 * most));
        found.truncate(limit);
    }
    found
}

/// Returns how many letters must be changed so that one word begins another, where they are few for its length.
fn changes_to_begin(start: &str, word: &str) -> Option<usize> {
    let most = match start.chars().count() {
        0..=4 => 0,
        5..=8 => 1,
        _ => 2,
    };
    let letters: Vec<char> = word.chars().collect();
    let starts = (1..=letters.len()).map(|length| letters[..length].iter().collect::<String>());
    let changes = starts.map(|other| n_changes(start, &other)).min()?;
    (changes <= most && start.chars().next() == word.chars().next()).then_some(changes)
}

fn suggested(engine: &EmbeddedEngine, typed: &str, limit: usize) -> Vec<(String, String, usize)> {
    let found = engine.suggest(typed, limit).unwrap().into_iter();
    found.map(|found| (found.kind, found.text, found.count)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn completions_are_those_of_looking_at_every_article(
        commits in prop::collection::vec((prop::collection::vec(told(), 1..12), any::<bool>()), 1..4),
        limit in 0..14_usize,
    ) {
        const TYPED: [&str; 16] = [
            "a", "b", "c", "A", "ab", "ba", "cc", "aab", "ä", "x", "a b", "a a", "ab c", "b a c", "a'b", "ca ca",
        ];
        let index = new_embedded();
        let mut articles: Vec<Told> = Vec::new();
        for (added, is_registered) in commits {
            for told in added {
                index.store.put(told.article(articles.len())).unwrap();
                articles.push(told);
            }
            index.store.commit().unwrap();
            if is_registered {
                keep_register(&current_generation(index.folder.path()).unwrap()).unwrap();
            }
            index.engine.refresh().unwrap();
            for typed in TYPED {
                let expected = completed(&articles, typed, limit);
                prop_assert_eq!(suggested(&index.engine, typed, limit), expected.clone(), "{}", typed);
            }
        }
        index.engine.prepare().unwrap();
        for typed in TYPED {
            let expected = completed(&articles, typed, limit);
            prop_assert_eq!(suggested(&index.engine, typed, limit), expected, "{}", typed);
        }
    }

    #[test]
    fn close_completions_are_those_of_looking_at_every_article(
        commits in prop::collection::vec(
            (prop::collection::vec(told_with("[a-c]{4,7}", "[A-B][a-c]{3,6}( [a-c]{4,8})?"), 1..12), any::<bool>()),
            1..4,
        ),
        typed in prop::collection::vec("[a-c]{4,9}( [a-c]{2,8})?", 12),
        limit in 0..14_usize,
    ) {
        let index = new_embedded();
        let mut articles: Vec<Told> = Vec::new();
        for (added, is_registered) in commits {
            for told in added {
                index.store.put(told.article(articles.len())).unwrap();
                articles.push(told);
            }
            index.store.commit().unwrap();
            if is_registered {
                keep_register(&current_generation(index.folder.path()).unwrap()).unwrap();
            }
            index.engine.refresh().unwrap();
            for typed in &typed {
                let expected = completed(&articles, typed, limit);
                prop_assert_eq!(suggested(&index.engine, typed, limit), expected, "{}", typed);
            }
        }
    }
}
