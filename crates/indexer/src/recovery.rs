//! A list of indexed files that is damaged is made anew: the index knows its articles, and the files tell which are theirs
//! when they are read again. Until then the articles are those of no known file, and stay; which are left when every
//! folder was looked at are gone.

use std::fs::{self, File};
use std::io::ErrorKind;

use article::ArticleId;
use search_engine::{EmbeddedStore, Generation};

use crate::IndexError;
use crate::error::io_error;
use crate::manifest::{FILE as MANIFEST, FileRow, Manifest, UNKNOWN_FILE, roots_of};
use crate::plan::Plan;
use crate::seal::sealed_folders;

/// Name of a list that is being made.
const NEW: &str = "manifest.new";

/// Makes the list of a generation anew: all its articles, of no known file, and the folders that are known of it. The
/// damaged one is gone afterwards.
pub(crate) fn recover(generation: &Generation, store: &EmbeddedStore) -> Result<(), IndexError> {
    let folders = sealed_folders(generation).or_else(|| roots_of(&generation.folder).ok());
    let new = generation.folder.join(NEW);
    match fs::remove_file(&new) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(io_error(&new, error)),
        _ => {}
    }
    let manifest = Manifest::open_file(&new)?;
    for root in folders.unwrap_or_default() {
        manifest.put_root(&root)?;
    }
    let articles = store.ids()?;
    for id in &articles {
        manifest.put_article_of_unknown_content(*id, UNKNOWN_FILE)?;
    }
    let row = FileRow {
        articles,
        ..FileRow::default()
    };
    manifest.put_file(UNKNOWN_FILE, &row)?;
    drop(manifest.commit()?);
    let place = generation.folder.join(MANIFEST);
    let sync = || File::open(&generation.folder)?.sync_all();
    fs::rename(&new, &place)
        .and_then(|()| sync())
        .map_err(|error| io_error(&place, error))
}

/// Returns the articles that no file gave since the list was made anew, where every folder was looked at, so that they are
/// gone. Which folders there are is known from beside the list; where it is not, they stay.
pub(crate) fn left_over(manifest: &Manifest, plan: &Plan) -> Result<LeftOver, IndexError> {
    let Some(row) = manifest.file(UNKNOWN_FILE)? else {
        return Ok(LeftOver::Nothing);
    };
    let mut articles = Vec::new();
    for id in row.articles {
        let owner = manifest.article(id)?;
        if owner.is_some_and(|owner| owner.file == UNKNOWN_FILE) {
            articles.push(id);
        }
    }
    let mut all_are_known = plan.unsettled == 0 && plan.away.is_empty();
    for root in manifest.roots()? {
        let is_looked_at = plan.roots.iter().any(|looked_at| looked_at.label == root.label);
        all_are_known &= is_looked_at || !manifest.rows_of(&root.label)?.is_empty();
    }
    Ok(match all_are_known || articles.is_empty() {
        true => LeftOver::Gone(articles),
        false => LeftOver::Kept(articles),
    })
}

/// What a list that was made anew has of no known file.
pub(crate) enum LeftOver {
    /// There is no such list.
    Nothing,
    /// Articles that are gone.
    Gone(Vec<ArticleId>),
    /// Articles that may be of folders that were not looked at.
    Kept(Vec<ArticleId>),
}
