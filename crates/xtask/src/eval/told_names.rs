//! The names of the shared articles: which of the labelled ones an article tells, and where.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use super::extracted::Extracted;
use super::folding::fold;
use super::scorecard::{Verdict, Wanted};
use super::story::Story;

/// A person, organisation or place that an article names.
#[derive(Deserialize)]
pub(crate) struct EntityLabel {
    canonical: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    alt_types: Vec<String>,
    surfaces: Vec<String>,
}

/// Names found in any spelling; those of them that the story itself holds, since junk has names too; those that
/// have their canonical name; and names that no label knows.
pub(crate) fn names(labels: &[EntityLabel], article: &Extracted) -> Vec<(&'static str, Verdict)> {
    let story = Story::new(article);
    let is_told = |label: &&EntityLabel| label.surfaces.iter().any(|surface| story.has_line(surface, None));
    let shown = |labels: Vec<&EntityLabel>| {
        labels
            .iter()
            .map(|label| label.canonical.clone())
            .collect::<Vec<_>>()
    };
    let (all, told) = (
        shown(labels.iter().collect()),
        shown(labels.iter().filter(is_told).collect()),
    );
    let label_of = |name: &str| labels.iter().find(|label| label.canonical == name);
    let found = |name: &str| label_of(name).is_some_and(|label| is_found(label, article));
    let named = |name: &str| label_of(name).is_some_and(|label| is_named(label, article));
    let names: Vec<&str> = article
        .entities
        .iter()
        .map(|entity| entity.name.as_str())
        .collect();
    let is_unknown = |name: &str| !labels.iter().any(|label| label.has_name(name, article));
    vec![
        ("names found", Verdict::all_there(&all, found)),
        ("of the story", Verdict::all_there(&told, found)),
        ("named right", Verdict::all_there(&all, named)),
        ("unlabelled", Verdict::none_there(&names, is_unknown)),
    ]
}

fn is_found(label: &EntityLabel, article: &Extracted) -> bool {
    let wanted = label.spellings();
    article
        .entities
        .iter()
        .filter(|entity| label.has_kind(&entity.kind))
        .any(|entity| {
            let mentions = entity.mentions.iter().map(|mention| mention.text.as_str());
            mentions
                .chain([entity.name.as_str()])
                .any(|name| wanted.contains(&fold(name)))
        })
}

fn is_named(label: &EntityLabel, article: &Extracted) -> bool {
    let entities = article
        .entities
        .iter()
        .filter(|entity| label.has_kind(&entity.kind));
    entities
        .into_iter()
        .any(|entity| fold(&entity.name) == fold(&label.canonical))
}

impl EntityLabel {
    /// Returns whether the article's entity of this name is the labelled one, of whatever kind.
    fn has_name(&self, name: &str, article: &Extracted) -> bool {
        let wanted = self.spellings();
        let entities = article.entities.iter().filter(|entity| entity.name == name);
        entities
            .flat_map(|entity| entity.mentions.iter().map(|mention| mention.text.as_str()))
            .chain([name])
            .any(|spelling| wanted.contains(&fold(spelling)))
    }

    fn spellings(&self) -> Vec<String> {
        self.surfaces
            .iter()
            .chain([&self.canonical])
            .map(|name| fold(name))
            .collect()
    }

    fn has_kind(&self, kind: &str) -> bool {
        let ours = |label: &str| match label {
            "PER" => "person",
            "ORG" => "organisation",
            "LOC" => "place",
            _ => "",
        };
        ours(&self.kind) == kind || self.alt_types.iter().any(|label| ours(label) == kind)
    }
}

/// Where a name stands: the field, and its first Unicode scalar and the one after its last.
type Place = (&'static str, usize, usize);

/// Labelled mentions that the article has as mentions of their kind, and mentions that no label knows. A labelled
/// mention is a surface of a label wherever it stands alone in headline, standfirst or text, the longest first.
pub(crate) fn mentions(labels: &[EntityLabel], article: &Extracted) -> Vec<(&'static str, Verdict)> {
    let labelled = labelled_mentions(labels, article);
    let mut found = BTreeMap::new();
    for entity in &article.entities {
        for mention in &entity.mentions {
            let field = FIELDS.iter().find(|(field, _)| *field == mention.field);
            if let Some((field, _)) = field {
                found.insert(
                    (*field, mention.start, mention.end),
                    (entity.kind.as_str(), mention.text.as_str()),
                );
            }
        }
    }
    let is_held = |place: &Place| {
        labelled
            .get(place)
            .zip(found.get(place))
            .is_some_and(|((label, _), (kind, _))| label.has_kind(kind))
    };
    let missing = labelled
        .iter()
        .filter(|(place, _)| !is_held(place))
        .map(|(_, (_, text))| text.clone());
    let unknown = found
        .iter()
        .filter(|(place, _)| !is_held(place))
        .map(|(_, (_, text))| (*text).to_owned());
    vec![
        (
            "mentions",
            Verdict::counted(Wanted::All, labelled.len(), missing.collect()),
        ),
        (
            "other mentions",
            Verdict::counted(Wanted::None, found.len(), unknown.collect()),
        ),
    ]
}

/// A field of an article: its name, and its text.
type Field = (&'static str, fn(&Extracted) -> &str);

/// The fields whose mentions are counted.
const FIELDS: [Field; 3] = [
    ("title", |article| article.title.as_deref().unwrap_or_default()),
    ("standfirst", |article| {
        article.standfirst.as_deref().unwrap_or_default()
    }),
    ("text", |article| &article.text),
];

fn labelled_mentions<'a>(
    labels: &'a [EntityLabel],
    article: &Extracted,
) -> BTreeMap<Place, (&'a EntityLabel, String)> {
    let mut surfaces: Vec<(&str, &EntityLabel)> = labels
        .iter()
        .flat_map(|label| {
            label
                .surfaces
                .iter()
                .map(move |surface| (surface.as_str(), label))
        })
        .collect();
    surfaces.sort_by_key(|(surface, _)| std::cmp::Reverse(surface.len()));
    let mut mentions = BTreeMap::new();
    for (field, text_of) in FIELDS {
        let text = text_of(article);
        let mut taken = vec![false; text.len()];
        for (surface, label) in &surfaces {
            for (start, found) in text.match_indices(surface) {
                let bytes = start..start + surface.len();
                if !stands_alone(text, &bytes) || taken[bytes.clone()].contains(&true) {
                    continue;
                }
                taken[bytes].fill(true);
                let first = text[..start].chars().count();
                mentions.insert(
                    (field, first, first + surface.chars().count()),
                    (*label, found.to_owned()),
                );
            }
        }
    }
    mentions
}

/// Returns whether these bytes of a text are words of their own.
fn stands_alone(text: &str, bytes: &Range<usize>) -> bool {
    let before = text[..bytes.start].chars().next_back();
    let after = text[bytes.end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::super::extracted::{ExtractedEntity, ExtractedMention};
    use super::*;

    #[test]
    fn looks_for_names_by_kind_and_spelling() {
        let label = EntityLabel {
            canonical: "Anna Bell".into(),
            kind: "PER".into(),
            alt_types: vec!["ORG".into()],
            surfaces: vec!["Bell".into()],
        };
        let with = |kind: &str, name: &str, mention: &str| Extracted {
            entities: vec![ExtractedEntity {
                kind: kind.into(),
                name: name.into(),
                mentions: vec![ExtractedMention {
                    text: mention.into(),
                    ..ExtractedMention::default()
                }],
            }],
            ..Extracted::default()
        };
        for (article, found, named) in [
            (with("person", "Anna Bell", "Anna Bell"), true, true),
            (with("organisation", "Bell", "bell"), true, false),
            (with("place", "Anna Bell", "Bell"), false, false),
            (with("person", "Ann Ball", "Ball"), false, false),
        ] {
            assert_eq!(
                (is_found(&label, &article), is_named(&label, &article)),
                (found, named),
                "{article:?}"
            );
        }
    }

    #[test]
    fn counts_mentions_by_place_and_kind() {
        let label = |canonical: &str, kind: &str, surfaces: &[&str]| EntityLabel {
            canonical: canonical.into(),
            kind: kind.into(),
            alt_types: Vec::new(),
            surfaces: surfaces.iter().map(|&surface| surface.into()).collect(),
        };
        let labels = [
            label("Anna Bell", "PER", &["Anna Bell", "Bell"]),
            label("Bell Bank", "ORG", &["Bell Bank"]),
        ];
        let mention = |field: &str, start, text: &str| ExtractedMention {
            field: field.into(),
            start,
            end: start + text.chars().count(),
            text: text.into(),
        };
        let entity = |kind: &str, mentions| ExtractedEntity {
            kind: kind.into(),
            name: "any".into(),
            mentions,
        };
        let article = Extracted {
            title: Some("Übel: Bell leaves".into()),
            text: "Anna Bell left Bell Bank. Bellows".into(),
            entities: vec![
                entity(
                    "person",
                    vec![mention("title", 6, "Bell"), mention("text", 0, "Anna Bell")],
                ),
                entity("place", vec![mention("text", 15, "Bell Bank")]),
            ],
            ..Extracted::default()
        };
        let counts: Vec<_> = mentions(&labels, &article)
            .into_iter()
            .map(|(column, verdict)| match verdict {
                Verdict::Count { n, of, faults, .. } => (column, n, of, faults.join("|")),
                Verdict::Field { .. } => (column, 0, 0, String::new()),
            })
            .collect();
        assert_eq!(
            counts,
            [
                ("mentions", 2, 3, "Bell Bank".to_owned()),
                ("other mentions", 1, 3, "Bell Bank".to_owned())
            ]
        );
    }
}
