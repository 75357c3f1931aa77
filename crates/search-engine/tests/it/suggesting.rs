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

/// An article without a headline, whose names are written in one way only.
#[derive(Clone, Debug)]
struct Told {
    text: Vec<String>,
    source: Option<String>,
    names: Vec<(EntityKind, String)>,
}

fn told() -> impl Strategy<Value = Told> {
    let name = "[A-C][a-c]{0,2}([ ’-][a-c]{1,4}){0,2}";
    let names = prop::collection::vec((prop::sample::select(&EntityKind::ALL[..]), name), 0..5);
    let text = prop::collection::vec("[a-cä]{1,4}", 1..12);
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

/// Returns what completes some typed words: kind, text and number of articles of each.
fn completed(articles: &[Told], typed: &str, limit: usize) -> Vec<(String, String, usize)> {
    let typed: Vec<String> = words(typed).map(|word| fold(word.text)).collect();
    let (mut of_words, mut of_names) = (BTreeMap::new(), BTreeMap::new());
    for article in articles {
        for word in all_forms(&article.text.join(" ")) {
            *of_words.entry(word).or_insert(0) += 1;
        }
        for (facet, name) in article.values() {
            *of_names.entry((name, facet)).or_insert(0) += 1;
        }
    }
    let begins_one = |name: &str| {
        let forms = all_forms(name);
        typed
            .iter()
            .all(|start| forms.iter().any(|form| form.starts_with(start)))
    };
    let mut found: Vec<_> = of_words
        .into_iter()
        .filter(|(word, _)| matches!(typed.as_slice(), [start] if word.starts_with(start)))
        .map(|(word, count)| ("word".to_owned(), word, count))
        .collect();
    found.sort_by_key(|(_, _, count)| Reverse(*count));
    found.truncate(limit.min(3));
    let mut names: Vec<_> = of_names
        .into_iter()
        .filter(|((name, _), _)| begins_one(name))
        .map(|((name, facet), count)| (facet.name().to_owned(), name.to_owned(), count))
        .collect();
    names.sort_by_key(|(_, _, count)| Reverse(*count));
    names.truncate(limit.saturating_sub(found.len()).max(1));
    names.extend(found);
    names.truncate(limit);
    names
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
}
