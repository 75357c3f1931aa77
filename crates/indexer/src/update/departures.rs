//! Articles that leave though no walk says that their files are gone: people take their folder out, or it turns out to be
//! somewhere else now.

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::sync::atomic::Ordering;

use article::ArticleId;
use article_reader::UNREADABLE;

use super::Update;
use crate::away::Away;
use crate::build::Options;
use crate::manifest::{UNKNOWN_FILE, below, file_name, place_of, real};
use crate::plan::Plan;
use crate::recovery::{LeftOver, left_over};
use crate::{IndexError, RejectedRow};

impl Update<'_> {
    /// Takes out what these folders and files gave, whether they are there or not, and follows them no longer.
    pub(crate) fn forget(&mut self, paths: &[PathBuf]) -> Result<(), IndexError> {
        for path in paths {
            let place = real(&place_of(path));
            let mut is_known = false;
            for root in self.session.manifest().roots()? {
                let root_place = real(&root.path);
                let is_whole = root.path == place_of(path) || root_place.starts_with(&place);
                let part = below(&root_place, &place);
                let is_in = |relative: &str| {
                    let below = part
                        .as_ref()
                        .and_then(|part| relative.strip_prefix(part.as_str()));
                    is_whole || below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
                };
                let rows = self.session.manifest().rows_of(&root.label)?;
                let rows = rows.iter().filter(|(relative, _)| is_in(relative));
                let files: Vec<String> = rows
                    .map(|(relative, _)| file_name(&root.label, relative))
                    .collect();
                is_known |= is_whole || !files.is_empty();
                self.remove_gone(&files)?;
                if is_whole {
                    self.session.manifest().remove_root(&root.label)?;
                }
            }
            if !is_known {
                let folder = path.display().to_string();
                return Err(IndexError::NotFollowed { folder });
            }
        }
        Ok(())
    }

    /// Gives articles of folders that are away to files that hold them too, and are there. Where that is half of what such
    /// a folder gave, it is the folder that moved: what else it gave is gone.
    pub(crate) fn hand_to_copies(&mut self, plan: &mut Plan) -> Result<(), IndexError> {
        if self.report.duplicates == 0 {
            return Ok(());
        }
        let labels: HashSet<&str> = plan.roots.iter().map(|root| root.label.as_str()).collect();
        let is_looked_at = |label: &String| labels.contains(label.as_str());
        let away = plan.away.iter().flat_map(|away| &away.files);
        let away: HashSet<&str> = away.map(String::as_str).collect();
        let is_there = |file: &String| {
            let label = file.split('\u{0}').next().unwrap_or_default();
            labels.contains(label) && !away.contains(file.as_str())
        };
        let mut copied = Vec::new();
        for folder in &plan.away {
            copied.push(self.copied(folder, &is_there)?);
        }
        for (folder, (n_articles, copied)) in plan.away.iter_mut().zip(copied) {
            let n_copied: usize = copied.values().map(Vec::len).sum();
            if n_copied > 0 && 2 * n_copied >= n_articles {
                self.remove_gone(&folder.files)?;
                if let Some(label) = folder.label.as_ref().filter(|label| !is_looked_at(label)) {
                    self.session.manifest().remove_root(label)?;
                }
                folder.n_articles = 0;
                continue;
            }
            folder.n_articles = n_articles - n_copied;
            for (file, ids) in copied {
                self.give_away(&file, &ids)?;
            }
        }
        Ok(())
    }

    /// Removes articles that no file gave since a damaged list was made anew, where it is sure that none does. Returns how
    /// many there are of which it is not.
    pub(crate) fn settle_unknown(&mut self, plan: &Plan, options: &Options<'_>) -> Result<usize, IndexError> {
        let left_over = left_over(self.session.manifest(), plan)?;
        let is_unreadable = |row: &RejectedRow| row.reason == UNREADABLE;
        let is_unsure =
            options.stop.load(Ordering::Relaxed) || self.report.rejected.iter().any(is_unreadable);
        match left_over {
            LeftOver::Nothing => Ok(0),
            LeftOver::Gone(_) if !is_unsure => {
                self.remove_gone(&[UNKNOWN_FILE.to_owned()])?;
                Ok(0)
            }
            LeftOver::Gone(articles) | LeftOver::Kept(articles) => Ok(articles.len()),
        }
    }

    /// Returns how many articles a folder that is away has, and those of them that files hold which are there, by the
    /// file that gave them.
    fn copied(
        &self,
        folder: &Away,
        is_there: &impl Fn(&String) -> bool,
    ) -> Result<(usize, BTreeMap<String, Vec<ArticleId>>), IndexError> {
        let manifest = self.session.manifest();
        let (mut n_articles, mut copied) = (0, BTreeMap::new());
        for file in &folder.files {
            for id in manifest.file(file)?.unwrap_or_default().articles {
                let Some(article) = manifest.article(id)?.filter(|article| article.file == *file) else {
                    continue;
                };
                n_articles += 1;
                for copy in manifest.copies(&article.content)? {
                    if is_there(&copy) && manifest.file(&copy)?.is_some() {
                        let ids: &mut Vec<ArticleId> = copied.entry(file.clone()).or_default();
                        ids.push(id);
                        break;
                    }
                }
            }
        }
        Ok((n_articles, copied))
    }

    /// Takes articles from a file that is away; it is read again when it is back, for then it may hold a copy.
    fn give_away(&mut self, file: &str, ids: &[ArticleId]) -> Result<(), IndexError> {
        let mut row = self.session.manifest().file(file)?.unwrap_or_default();
        self.touch(file, &row.articles);
        for id in ids {
            self.remove(*id, file)?;
        }
        row.articles.retain(|id| !ids.contains(id));
        row.forget_reading();
        self.session.manifest().put_file(file, &row)
    }
}
