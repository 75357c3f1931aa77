//! `indexer stats`: what the index holds.

use std::path::Path;

use indexer::{Folder, folders};
use search_engine::{EmbeddedEngine, FacetField, Facets, IndexStatus, SearchEngine, SearchRequest};
use serde::Serialize;

use super::{StatsArguments, printable};
use crate::DONE;

/// Values of a facet that are printed for people; the JSON has more.
const MAX_VALUES: usize = 10;

/// Folders that are printed for people.
const MAX_FOLDERS: usize = 20;

/// What the index holds (the JSON of `indexer stats --json`).
#[derive(Serialize)]
struct Stats {
    #[serde(flatten)]
    status: IndexStatus,
    /// Size of all its files, in bytes.
    bytes: u64,
    /// The folders and files that it has articles of; nothing while a build runs.
    folders: Option<Vec<Folder>>,
    facets: Facets,
}

/// Runs the command and returns its exit status.
pub(crate) fn run(arguments: &StatsArguments) -> anyhow::Result<u8> {
    let index = &arguments.index.index;
    let engine = EmbeddedEngine::open(index)?;
    let request = SearchRequest {
        limit: 0,
        facet_values: 1_000,
        ..SearchRequest::all_articles()
    };
    let results = engine.search(&request)?;
    let facets = results.facets.unwrap_or_default();
    let stats = Stats {
        status: results.index,
        bytes: size(index)?,
        folders: folders(index),
        facets,
    };
    if arguments.json {
        say!("{}", serde_json::to_string(&stats)?);
    } else {
        print_for_people(&stats);
    }
    Ok(DONE)
}

fn size(folder: &Path) -> std::io::Result<u64> {
    let mut bytes = 0;
    for entry in folder.read_dir()? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        bytes += if metadata.is_dir() {
            size(&entry.path())?
        } else {
            metadata.len()
        };
    }
    Ok(bytes)
}

fn print_folders(folders: Option<&[Folder]>) {
    let Some(folders) = folders else {
        say!("folders       not known while a build runs");
        return;
    };
    let mut title = "folders";
    for Folder { path, articles } in folders.iter().take(MAX_FOLDERS) {
        let note = match path.exists() {
            true => "",
            false => ", not there now",
        };
        say!(
            "{title:13} {} ({articles}{note})",
            printable(&path.display().to_string())
        );
        title = "";
    }
    if folders.len() > MAX_FOLDERS {
        say!(
            "{:13} and {} more; --json lists all",
            "",
            folders.len() - MAX_FOLDERS
        );
    }
}

fn print_for_people(stats: &Stats) {
    let Stats {
        status,
        bytes,
        folders,
        facets,
    } = stats;
    say!(
        "{} articles, generation {}, {:.1} MB",
        status.articles,
        status.generation,
        *bytes as f64 / 1e6
    );
    if let (Some(first), Some(last)) = (facets.date.first(), facets.date.last()) {
        say!(
            "published from {} to {}, {} undated",
            first.from,
            last.to,
            facets.undated
        );
    }
    print_folders(folders.as_deref());
    for facet in FacetField::ALL {
        let values = facets
            .values
            .get(facet.name())
            .map(Vec::as_slice)
            .unwrap_or_default();
        let shown: Vec<String> = values
            .iter()
            .take(MAX_VALUES)
            .map(|value| format!("{} {}", printable(&value.value), value.count))
            .collect();
        let more = values.len().saturating_sub(MAX_VALUES);
        let more = if more > 0 {
            format!(" · and {more} more")
        } else {
            String::new()
        };
        say!("{:13} {}{more}", facet.name(), shown.join(" · "));
    }
}
