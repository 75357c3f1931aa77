//! Scores how names are joined: `linking FILE.tsv... [--errors]`; the files are labelled as `gold` says.
//!
//! Three questions. Within an article, is a person's short name joined with the full name of the same person?
//! Over all articles, do different people of one surname stay apart, and do different full names of one person
//! become one? Each prints `name value`.

mod gold;

use std::collections::{BTreeMap, BTreeSet};

use article::{Entity, EntityKind, TextField};
use gold::{Labelled, Named};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (options, files): (Vec<String>, Vec<String>) = std::env::args()
        .skip(1)
        .partition(|argument| argument.starts_with("--"));
    if files.is_empty() || options.iter().any(|option| option != "--errors") {
        return Err("usage: linking FILE.tsv... [--errors]".into());
    }
    let mut score = Score::default();
    for file in &files {
        for labelled in gold::read(file)? {
            score.add(&labelled);
        }
    }
    score.compare_people();
    if !options.is_empty() {
        score.errors.iter().for_each(|error| eprintln!("{error}"));
    }
    for (name, count) in score.counts {
        println!("{name} {count}");
    }
    Ok(())
}

/// What was counted, and what is known of each person so far.
#[derive(Default)]
struct Score {
    counts: BTreeMap<&'static str, usize>,
    people: BTreeMap<String, Names>,
    errors: Vec<String>,
}

/// The full names of one person: as articles write them, in small letters, with the keys that we gave them.
type Names = BTreeMap<String, BTreeSet<String>>;

impl Score {
    fn count(&mut self, name: &'static str, counts: bool) {
        *self.counts.entry(name).or_default() += usize::from(counts);
    }

    fn add(&mut self, labelled: &Labelled) {
        let entities = entity_tagger::tag(&labelled.article);
        for named in labelled.named.iter().filter(|named| is_full(&named.written)) {
            let key = entity_of(&entities, named).map_or_else(
                || entity_tagger::name_key(EntityKind::Person, &named.written),
                |entity| entity.key.clone(),
            );
            let names = self.people.entry(named.person.clone()).or_default();
            names.entry(named.written.to_lowercase()).or_default().insert(key);
        }
        let mut short: Vec<&Named> = labelled
            .named
            .iter()
            .filter(|named| !is_full(&named.written))
            .collect();
        short.sort_by_key(|named| (&named.written, &named.person));
        short.dedup_by_key(|named| (&named.written, &named.person));
        for named in short {
            self.judge_short(labelled, &entities, named);
        }
    }

    /// Judges one short name of an article: whom it was joined with, and whether it could be.
    fn judge_short(&mut self, labelled: &Labelled, entities: &[Entity], short: &Named) {
        let Some(entity) = entity_of(entities, short) else {
            return;
        };
        let full = labelled.named.iter().filter(|named| is_full(&named.written));
        let has_full = full.clone().any(|named| named.person == short.person);
        let joined: BTreeSet<&str> = full
            .filter(|named| entity_of(entities, named).is_some_and(|other| other.key == entity.key))
            .map(|named| named.person.as_str())
            .collect();
        let is_right = joined.contains(short.person.as_str());
        if !joined.is_empty() {
            self.count("short_linked", true);
            self.count("short_linked_right", is_right);
        }
        if has_full {
            self.count("short_with_full", true);
            self.count("short_with_full_right", is_right);
        }
        if joined.is_empty() && has_full {
            self.error("short name not joined", &short.written, &entity.name);
        } else if !joined.is_empty() && !is_right {
            self.error("short name joined with another", &short.written, &entity.name);
        }
    }

    /// Compares the people of one surname with each other, and the names of each person.
    fn compare_people(&mut self) {
        let people = std::mem::take(&mut self.people);
        let mut by_surname: BTreeMap<&str, BTreeSet<&String>> = BTreeMap::new();
        for (person, names) in &people {
            self.compare_names(names);
            for surname in names
                .keys()
                .filter_map(|name| name.split_whitespace().next_back())
            {
                by_surname.entry(surname).or_default().insert(person);
            }
        }
        for (surname, sharing) in by_surname {
            let sharing: Vec<&Names> = sharing.into_iter().map(|person| &people[person]).collect();
            for (index, one) in sharing.iter().enumerate() {
                for other in &sharing[index + 1..] {
                    let is_merged = keys(one).any(|key| keys(other).any(|other| other == key));
                    self.count("surname_pairs", true);
                    self.count("surname_pairs_merged", is_merged);
                    if is_merged {
                        self.error("two people merged", surname, &format!("{one:?} {other:?}"));
                    }
                }
            }
        }
    }

    fn compare_names(&mut self, names: &Names) {
        for (index, (one, keys)) in names.iter().enumerate() {
            for (other, other_keys) in names.iter().skip(index + 1) {
                let is_merged = !keys.is_disjoint(other_keys);
                self.count("variant_pairs", true);
                self.count("variant_pairs_merged", is_merged);
                if !is_merged {
                    self.error("one person apart", one, other);
                }
            }
        }
    }

    fn error(&mut self, what: &str, name: &str, other: &str) {
        self.errors.push(format!("{what}\t{name}\t{other}"));
    }
}

fn keys(names: &Names) -> impl Iterator<Item = &String> {
    names.values().flatten()
}

/// Returns whether this is a name of two words or more, and no description such as `his brother`.
fn is_full(name: &str) -> bool {
    name.starts_with(char::is_uppercase) && name.split_whitespace().count() > 1
}

/// Returns the person that we found where the labels have one.
fn entity_of<'a>(entities: &'a [Entity], named: &Named) -> Option<&'a Entity> {
    let stands_here = |entity: &&Entity| {
        entity.kind == EntityKind::Person
            && entity.mentions.iter().any(|mention| {
                mention.field == TextField::Text && mention.start < named.end && named.start < mention.end
            })
    };
    entities.iter().find(stands_here)
}
