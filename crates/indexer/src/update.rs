//! [`Update`]: one update of an index under way: articles are removed, read, understood, decided about and put.

mod departures;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use article::{ArticleId, EnrichedArticle};
use article_extractor::Furniture;
use article_reader::FileDigest;
use rayon::prelude::*;
use search_engine::{ArticleStore, write_corrections};

use crate::IndexError;
use crate::assign::{Decision, Heirs, OpenFile, assign};
use crate::build::Options;
use crate::corrections::{Collected, CorrectionsReport, collect};
use crate::furniture::Neighbours;
use crate::pending::Touched;
use crate::plan::{Plan, PlannedFile};
use crate::report::Report;
use crate::session::{Looked, Session};
use crate::stages::{Batch, Found, Progress, Stage, StageClock, batch_channel, enrich, pipeline, read_files};

/// One update under way.
pub(crate) struct Update<'a> {
    session: &'a mut Session,
    clock: &'a StageClock,
    /// What was done so far.
    pub(crate) report: Report,
    /// Files that must be read because another file lost the article that they shared.
    pub(crate) heirs: Heirs,
    /// Files that are begun and not yet read to their end, by their number among those to read.
    open: HashMap<usize, OpenFile>,
    /// Files that changed since the last commit.
    touched: Touched,
    committed: Instant,
}

impl<'a> Update<'a> {
    /// Begins an update.
    pub(crate) fn new(session: &'a mut Session, plan: &Plan, clock: &'a StageClock) -> Self {
        let mut report = Report {
            files: plan.read.len() + plan.unchanged.len(),
            unsettled: plan.unsettled,
            rejected: plan.rejected.iter().cloned().map(Into::into).collect(),
            ..Report::default()
        };
        for (_, outcome) in &plan.unchanged {
            report.unchanged += outcome.n_articles;
            report.duplicates += outcome.duplicates;
            report
                .rejected
                .extend(outcome.rejected.iter().cloned().map(Into::into));
        }
        Self {
            session,
            clock,
            report,
            heirs: Heirs::new(),
            open: HashMap::new(),
            touched: Touched::new(),
            committed: Instant::now(),
        }
    }

    /// Removes the articles of files that are gone.
    pub(crate) fn remove_gone(&mut self, gone: &[String]) -> Result<(), IndexError> {
        for name in gone {
            let row = self.session.manifest().file(name)?.unwrap_or_default();
            self.session.manifest().remove_file(name)?;
            self.touched.insert(name.clone(), row.articles.clone());
            for id in row.articles {
                self.remove(id, name)?;
            }
        }
        Ok(())
    }

    fn remove(&mut self, id: ArticleId, file: &str) -> Result<(), IndexError> {
        let manifest = self.session.manifest();
        if manifest.article(id)?.is_some_and(|row| row.file == file) {
            self.heirs.extend(manifest.remove_article(id)?);
            self.session.store.remove(id)?;
            self.report.removed += 1;
        }
        Ok(())
    }

    /// Takes the files that must be read because the article they shared with another file lost it.
    /// Those that are not in these folders, or are not read to their end now, are left to the next build.
    pub(crate) fn take_heirs(&mut self, plan: &Plan) -> Result<Vec<PlannedFile>, IndexError> {
        self.remember_heirs()?;
        let heirs = std::mem::take(&mut self.heirs);
        let mut files: Vec<PlannedFile> = plan
            .read
            .iter()
            .filter(|file| heirs.contains(&file.name))
            .cloned()
            .collect();
        for (file, outcome) in plan
            .unchanged
            .iter()
            .filter(|(file, _)| heirs.contains(&file.name))
        {
            // They are counted again as they are read.
            self.report.unchanged = self.report.unchanged.saturating_sub(outcome.n_articles);
            self.report.duplicates = self.report.duplicates.saturating_sub(outcome.duplicates);
            files.push(file.clone());
        }
        Ok(files)
    }

    /// Reads files on one thread while all others understand and index what was read.
    pub(crate) fn read_all(
        &mut self,
        files: Vec<PlannedFile>,
        plan: &Plan,
        options: &Options<'_>,
    ) -> Result<(), IndexError> {
        self.open.clear();
        if files.is_empty() {
            return Ok(());
        }
        let sources = files.iter().map(|file| &file.source);
        let furniture = Neighbours::of(plan.sources()).furniture_of(sources, &mut self.session.furniture);
        let (sender, batches) = batch_channel();
        let (clock, files) = (self.clock, files.as_slice());
        std::thread::scope(|scope| {
            let reader = std::thread::Builder::new().name("reader".into());
            let read = move || {
                read_files(
                    files.iter().map(|file| &file.source),
                    &sender,
                    options.stop,
                    clock,
                );
            };
            reader
                .spawn_scoped(scope, read)
                .map_err(|error| IndexError::Thread(error.to_string()))?;
            let mut progress = Progress {
                files: files.len(),
                bytes: files.iter().map(|file| file.source.size).sum(),
                ..Progress::default()
            };
            // Taken by value: when this ends early the reader sees that nobody wants more.
            for batch in batches {
                progress.bytes_done = batch.bytes_read;
                self.index(batch, files, &furniture, &mut progress)?;
                (options.progress)(progress);
                if options.stop.load(Ordering::Relaxed) {
                    break;
                }
                if self.committed.elapsed() > options.commit_every {
                    self.commit()?;
                }
            }
            Ok(())
        })
    }

    /// Understands a batch on all threads, decides in order, and indexes on all threads.
    fn index(
        &mut self,
        batch: Batch,
        files: &[PlannedFile],
        furniture: &[Arc<Furniture>],
        progress: &mut Progress,
    ) -> Result<(), IndexError> {
        let clock = self.clock;
        let understood: Vec<(usize, Understood)> = batch
            .found
            .into_par_iter()
            .map(|(number, found)| (number, Understood::from(found, &furniture[number], clock)))
            .collect();
        // Of two articles with one id in a batch the later one counts.
        let mut puts: HashMap<ArticleId, Box<EnrichedArticle>> = HashMap::new();
        for (number, found) in understood {
            let file = &files[number];
            match found {
                Understood::Article(article) => {
                    progress.articles += 1;
                    let open = self.open.entry(number).or_insert_with(|| OpenFile::new(file));
                    let manifest = self.session.manifest();
                    let decision = assign(*article, file, open, manifest, &mut self.report, &mut self.heirs)?;
                    if let Decision::Put(article) = decision {
                        puts.insert(article.article.id, article);
                    }
                }
                Understood::Nothing(rejection) => {
                    self.report.rejected.push(rejection.clone().into());
                    let open = self.open.entry(number).or_insert_with(|| OpenFile::new(file));
                    open.row.rejected.push(rejection);
                }
                Understood::End(digest) => {
                    progress.files_done += 1;
                    self.finish(number, file, digest)?;
                }
            }
        }
        let store = &self.session.store;
        puts.into_par_iter()
            .try_for_each(|(_, article)| clock.time(Stage::Index, || store.put(*article)))?;
        Ok(())
    }

    /// Remembers a file that was read to its end, and removes the articles that it gave before and no longer gives.
    fn finish(&mut self, number: usize, file: &PlannedFile, digest: FileDigest) -> Result<(), IndexError> {
        let OpenFile { mut row, seen, .. } = self.open.remove(&number).unwrap_or_default();
        let before = self.session.manifest().file(&file.name)?.unwrap_or_default();
        self.touch(&file.name, &before.articles);
        if digest == FileDigest::UNREADABLE {
            // What it gave before may still be in it, so that stays, and the next build tries again.
            let kept = before.articles.into_iter().filter(|id| !seen.contains_key(id));
            row.articles.extend(kept);
            row.pipeline = pipeline(&file.source.settings);
            row.forget_reading();
            self.touch(&file.name, &row.articles);
            return self.session.manifest().put_file(&file.name, &row);
        }
        for id in before.articles.into_iter().filter(|id| !seen.contains_key(id)) {
            self.remove(id, &file.name)?;
        }
        row.size = file.source.size;
        row.modified_ns = Some(file.source.modified_ns);
        row.pipeline = pipeline(&file.source.settings);
        row.hash = Some(digest.hash);
        self.report.files_read += 1;
        self.touch(&file.name, &row.articles);
        self.session.manifest().put_file(&file.name, &row)
    }

    /// Gives the index the corrections as they are now; no article is read for them.
    pub(crate) fn correct(&mut self, plan: &Plan, options: &Options<'_>) -> Result<(), IndexError> {
        let Collected { corrections, refused } = collect(options.index, &plan.roots);
        let session = &mut *self.session;
        let before = write_corrections(&session.generation, &corrections)?;
        session.corrections = match session.corrections {
            _ if corrections.lines.is_empty() => Looked::NoCorrections,
            Looked::Done => Looked::Done,
            _ => Looked::NotYet,
        };
        self.report.corrections = CorrectionsReport::of_change(&before, &corrections, refused.len());
        let refused = refused.into_iter().map(Into::into);
        self.report.rejected.extend(refused);
        Ok(())
    }

    /// Makes everything so far durable.
    pub(crate) fn commit(&mut self) -> Result<(), IndexError> {
        self.remember_open_files()?;
        self.remember_heirs()?;
        let touched = std::mem::take(&mut self.touched);
        let session = &mut *self.session;
        self.clock.time(Stage::Commit, || session.commit(&touched))?;
        self.committed = Instant::now();
        Ok(())
    }
}

impl Update<'_> {
    /// Remembers what files gave that are not read to their end: should the build stop here, the next one reads
    /// them again and knows which articles are theirs.
    fn remember_open_files(&mut self) -> Result<(), IndexError> {
        for open in self.open.values() {
            let manifest = self.session.manifest();
            let mut row = manifest.file(&open.name)?.unwrap_or_default();
            row.forget_reading();
            let known: HashSet<ArticleId> = row.articles.iter().copied().collect();
            let new = open.row.articles.iter().filter(|id| !known.contains(id));
            row.articles.extend(new);
            manifest.put_file(&open.name, &row)?;
            self.touched.insert(open.name.clone(), row.articles);
        }
        Ok(())
    }

    /// Remembers which files must be read because the article that they shared with another file lost it: should the
    /// build stop before it has read them, the next one does.
    fn remember_heirs(&self) -> Result<(), IndexError> {
        let manifest = self.session.manifest();
        for name in &self.heirs {
            if let Some(mut row) = manifest.file(name)? {
                row.forget_reading();
                manifest.put_file(name, &row)?;
            }
        }
        Ok(())
    }

    /// Notes that a file gave these articles, besides those that it had.
    fn touch(&mut self, file: &str, articles: &[ArticleId]) {
        self.touched.entry(file.to_owned()).or_default().extend(articles);
    }
}

/// What a document became.
enum Understood {
    Article(Box<EnrichedArticle>),
    Nothing(article::Rejection),
    End(FileDigest),
}

impl Understood {
    fn from(found: Found, furniture: &Furniture, clock: &StageClock) -> Self {
        match found {
            Found::End(digest) => Self::End(digest),
            Found::Document(Err(rejection)) => Self::Nothing(rejection),
            Found::Document(Ok(document)) => match enrich(&document, furniture, clock) {
                Ok(article) => Self::Article(Box::new(article)),
                Err(rejection) => Self::Nothing(rejection),
            },
        }
    }
}
