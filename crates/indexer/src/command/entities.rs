//! `indexer entities`: the people, organisations and places of the index, how articles write them and why these
//! spellings are one.

use std::collections::HashSet;

use anstyle::Style;
use article::EntityKind;
use entity_tagger::{KeyFrom, key_from, name_key};
use indexer::keyed;
use search_engine::{EmbeddedEngine, EntitiesRequest, EntitySpelling, EntityView};
use serde::Serialize;

use super::{EntitiesArguments, printable};
use crate::DONE;

/// Spellings of an entity that a list of many names.
const SPELLINGS_A_LINE: usize = 4;

/// The JSON of `indexer entities --json`.
#[derive(Serialize)]
struct Entities {
    /// How many there are.
    total: usize,
    /// The most frequent of them.
    entities: Vec<Entity>,
}

#[derive(Serialize)]
struct Entity {
    kind: EntityKind,
    name: String,
    count: usize,
    spellings: Vec<Spelling>,
}

#[derive(Serialize)]
struct Spelling {
    #[serde(flatten)]
    spelling: EntitySpelling,
    /// Why it is a spelling of the entity.
    why: String,
}

/// Runs the command and returns its exit status.
pub(crate) fn run(arguments: &EntitiesArguments) -> anyhow::Result<u8> {
    let engine = EmbeddedEngine::open(&arguments.index.index)?;
    let found = engine.entities(&EntitiesRequest {
        kind: arguments.kind.map(Into::into),
        names: arguments.names.iter().map(|name| keyed(name)).collect(),
        limit: arguments.limit,
    })?;
    let entities = Entities {
        total: found.total,
        entities: found.entities.into_iter().map(explained).collect(),
    };
    if arguments.json {
        say!("{}", serde_json::to_string(&entities)?);
    } else if arguments.names.is_empty() {
        print_list(&entities);
    } else {
        print_each(&entities);
    }
    let is_found = arguments.names.is_empty() || entities.total > 0;
    Ok(if is_found { DONE } else { crate::PARTLY })
}

fn explained(view: EntityView) -> Entity {
    let main_key = name_key(view.kind, &view.name);
    let explain = |spelling: EntitySpelling| Spelling {
        why: why(view.kind, &view.name, &main_key, &spelling),
        spelling,
    };
    Entity {
        spellings: view.spellings.iter().cloned().map(explain).collect(),
        kind: view.kind,
        name: view.name.clone(),
        count: view.count,
    }
}

/// Returns why a spelling belongs to an entity, as far as the index tells.
fn why(kind: EntityKind, name: &str, main_key: &str, spelling: &EntitySpelling) -> String {
    let own_key = name_key(kind, &spelling.text);
    let has = |key: &str| spelling.keys.iter().any(|other| other == key);
    if !spelling.corrections.is_empty() && !has(main_key) {
        return format!("corrected by {}", spelling.corrections.join(", "));
    }
    if spelling.text == name {
        return "the name shown".into();
    }
    if !has(main_key) {
        return "shown under the same name in its articles".into();
    }
    match key_from(kind, &spelling.text) {
        KeyFrom::KnownName if has(&own_key) => "a known other name".into(),
        KeyFrom::Spelling if has(&own_key) => "another spelling of the same name".into(),
        _ => "short for the name in its articles".into(),
    }
}

fn print_list(entities: &Entities) {
    let bold = Style::new().bold();
    let dimmed = Style::new().dimmed();
    for entity in &entities.entities {
        let mut seen = HashSet::from([entity.name.as_str()]);
        let others: Vec<&Spelling> = entity
            .spellings
            .iter()
            .filter(|spelling| seen.insert(&spelling.spelling.text))
            .collect();
        let mut written: Vec<String> = others
            .iter()
            .take(SPELLINGS_A_LINE)
            .map(|other| format!("{} {}", printable(&other.spelling.text), other.spelling.count))
            .collect();
        if others.len() > SPELLINGS_A_LINE {
            written.push(format!("{} more", others.len() - SPELLINGS_A_LINE));
        }
        say!(
            "{:>7}  {:<12}  {bold}{}{bold:#}{}{dimmed}{}{dimmed:#}",
            entity.count,
            entity.kind.name(),
            printable(&entity.name),
            if written.is_empty() { "" } else { "  " },
            written.join(" · ")
        );
    }
    print_rest(entities);
}

fn print_each(entities: &Entities) {
    let bold = Style::new().bold();
    let dimmed = Style::new().dimmed();
    for entity in &entities.entities {
        say!(
            "{bold}{}{bold:#}  {}, {}",
            printable(&entity.name),
            entity.kind,
            super::counted(entity.count, "article")
        );
        let widths = entity
            .spellings
            .iter()
            .map(|one| one.spelling.text.chars().count());
        let width = widths.max().unwrap_or(0).min(40);
        for Spelling { spelling, why } in &entity.spellings {
            say!(
                "  {:>7}  {:<width$}  {dimmed}{why}{dimmed:#}",
                spelling.count,
                printable(&spelling.text),
            );
        }
    }
    print_rest(entities);
}

fn print_rest(entities: &Entities) {
    let shown = entities.entities.len();
    if entities.total == 0 {
        say!("no entity has such a name");
    } else if shown < entities.total {
        say!("and {} more; --limit shows more of them", entities.total - shown);
    }
}
