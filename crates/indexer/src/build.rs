//! [`build`]: brings an index up to date with its folders. [`Session`] keeps one open for several builds.

use std::collections::{HashMap, HashSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use article::{ArticleId, EnrichedArticle};
use article_extractor::Furniture;
use article_reader::{FileDigest, ReadError};
use rayon::prelude::*;
use search_engine::{
    ArticleStore, BuildLock, EmbeddedEngine, EmbeddedStore, Generation, SearchError, corrections_of,
    create_generation, current_generation, discard, lock, publish, write_corrections,
};

use crate::IndexError;
use crate::assign::{Decision, Heirs, OpenFile, assign};
use crate::corrections::{Collected, CorrectionsReport, collect};
use crate::furniture::Neighbours;
use crate::manifest::Manifest;
use crate::plan::{Plan, PlannedFile, hex, plan};
use crate::report::Report;
use crate::stages::{Batch, Found, Progress, Stage, StageClock, batch_channel, enrich, pipeline, read_files};

/// A long build is made durable this often, so that a crash costs little.
const COMMIT_EVERY: Duration = Duration::from_secs(60);
/// Memory for articles that are not yet on disk, in bytes.
const WRITER_MEMORY: usize = 256 << 20;

/// Whether a build updates the index or makes a new one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Reads what is new or changed.
    #[default]
    Update,
    /// Reads everything into a new index beside the old one and swaps them at the end.
    Fresh,
}

/// What a build is given besides folders.
pub struct Options<'a> {
    /// The folder of the index.
    pub index: &'a Path,
    /// Whether to update or to begin anew.
    pub mode: Mode,
    /// Files changed within this time are left for the next look.
    pub rest: Duration,
    /// Set from outside to stop; what is done by then is kept.
    pub stop: &'a AtomicBool,
    /// Told how far the build is.
    pub progress: &'a (dyn Fn(Progress) + Sync),
}

/// Brings the index up to date with these folders, once, and returns what was done.
pub fn build(roots: &[PathBuf], options: &Options<'_>) -> Result<Report, IndexError> {
    for root in roots {
        check_root(root)?;
    }
    let mut session = Session::open(options)?;
    let updated = session.update(roots, options);
    session.close(updated)
}

/// Checks that a folder is there before anything is made for it.
fn check_root(root: &Path) -> Result<(), ReadError> {
    match root.metadata() {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(ReadError::Missing {
            path: root.to_owned(),
        }),
        Err(error) => Err(ReadError::Unreadable {
            path: root.to_owned(),
            error,
        }),
    }
}

/// An index that is open for building: nobody else can build it meanwhile.
pub struct Session {
    lock: BuildLock,
    generation: Generation,
    store: EmbeddedStore,
    manifest: Option<Manifest>,
    is_published: bool,
    replaces_another: bool,
    corrections: Looked,
}

/// Whether it is known what corrections do to the index as it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looked {
    /// There are none.
    NoCorrections,
    /// It is not known yet.
    NotYet,
    /// It was reported.
    Done,
}

impl Session {
    /// Opens the current generation of an index, or makes a new one where there is none or a fresh one is wanted.
    pub fn open(options: &Options<'_>) -> Result<Self, IndexError> {
        let lock = lock(options.index)?;
        let current = match (current_generation(options.index), options.mode) {
            (Ok(current), Mode::Update) => Some(current),
            (Err(SearchError::NoIndex { .. }), _) | (_, Mode::Fresh) => None,
            (Err(error), Mode::Update) => return Err(error.into()),
        };
        let replaces_another = current.is_none() && current_generation(options.index).is_ok();
        let (generation, is_published) = match current {
            Some(current) => (current, true),
            None => (create_generation(options.index, &lock)?, false),
        };
        if !is_published && let Ok(replaced) = current_generation(options.index) {
            // So that a report tells what is new since the last build.
            write_corrections(&generation, &corrections_of(&replaced).unwrap_or_default())?;
        }
        let store = EmbeddedStore::open(&generation, WRITER_MEMORY)?;
        let manifest = Some(Manifest::open(&generation.folder)?);
        Ok(Self {
            lock,
            generation,
            store,
            manifest,
            is_published,
            replaces_another,
            corrections: Looked::NoCorrections,
        })
    }

    /// Brings the index up to date with these folders. What is committed is seen by readers at once.
    pub fn update(&mut self, roots: &[PathBuf], options: &Options<'_>) -> Result<Report, IndexError> {
        let started = Instant::now();
        let clock = StageClock::default();
        let plan = plan(roots, options.index, self.manifest(), options.rest)?;
        let mut update = Update::new(self, &plan, &clock);
        update.remove_gone(&plan)?;
        update.read_all(plan.read.clone(), &plan, options)?;
        while !update.heirs.is_empty() && !options.stop.load(Ordering::Relaxed) {
            let heirs = update.take_heirs(&plan);
            update.read_all(heirs, &plan, options)?;
        }
        update.correct(&plan, options)?;
        update.commit()?;
        let mut report = update.report;
        report.interrupted = options.stop.load(Ordering::Relaxed);
        report.articles = self.manifest().n_articles()?;
        report.generation = self.generation.number;
        report.rejected.sort();
        report.rejected.dedup();
        report.stages = clock.seconds();
        if !(self.is_published || report.interrupted && self.replaces_another) {
            publish(options.index, &self.generation, &self.lock)?;
            self.is_published = true;
        }
        self.look_at_corrections(&mut report, options)?;
        report.seconds = started.elapsed().as_secs_f64();
        Ok(report)
    }

    /// Reports what corrections do, where that may have changed since it was last reported.
    fn look_at_corrections(&mut self, report: &mut Report, options: &Options<'_>) -> Result<(), IndexError> {
        let is_other = report.added + report.changed + report.removed > 0 || report.corrections.is_changed();
        let is_wanted = self.corrections == Looked::NotYet || self.corrections == Looked::Done && is_other;
        if self.is_published && is_wanted {
            let outcomes = EmbeddedEngine::open(options.index)?.correction_outcomes();
            report.corrections.add_outcomes(outcomes);
            self.corrections = Looked::Done;
        }
        Ok(())
    }

    /// Closes the index. A generation that was not finished is deleted.
    pub fn close(self, updated: Result<Report, IndexError>) -> Result<Report, IndexError> {
        let Self {
            lock,
            generation,
            store,
            is_published,
            ..
        } = self;
        // Merges that are under way are finished: an index of few segments answers faster.
        let closed = store.close();
        if !is_published {
            discard(&generation, &lock)?;
        }
        let report = updated?;
        closed?;
        Ok(report)
    }

    fn manifest(&self) -> &Manifest {
        self.manifest
            .as_ref()
            .expect("the manifest is taken out only while it is committed")
    }

    /// Makes everything so far durable: the articles first, then the list that describes them.
    fn commit(&mut self) -> Result<(), IndexError> {
        self.store.commit()?;
        if let Some(manifest) = self.manifest.take() {
            self.manifest = Some(manifest.commit()?);
        }
        Ok(())
    }
}

/// One update under way.
struct Update<'a> {
    session: &'a mut Session,
    clock: &'a StageClock,
    report: Report,
    heirs: Heirs,
    /// Files that are begun and not yet read to their end, by their number among those to read.
    open: HashMap<usize, OpenFile>,
    committed: Instant,
}

impl<'a> Update<'a> {
    fn new(session: &'a mut Session, plan: &Plan, clock: &'a StageClock) -> Self {
        let mut report = Report {
            files: plan.read.len() + plan.unchanged.len(),
            unsettled: plan.unsettled,
            rejected: plan.rejected.iter().cloned().map(Into::into).collect(),
            ..Report::default()
        };
        for (_, row) in &plan.unchanged {
            report.unchanged += row.articles.len();
            report.duplicates += row.duplicates;
            report
                .rejected
                .extend(row.rejected.iter().cloned().map(Into::into));
        }
        Self {
            session,
            clock,
            report,
            heirs: Heirs::new(),
            open: HashMap::new(),
            committed: Instant::now(),
        }
    }

    fn remove_gone(&mut self, plan: &Plan) -> Result<(), IndexError> {
        for name in &plan.gone {
            let row = self.session.manifest().file(name)?.unwrap_or_default();
            self.session.manifest().remove_file(name)?;
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
    fn take_heirs(&mut self, plan: &Plan) -> Vec<PlannedFile> {
        let heirs = std::mem::take(&mut self.heirs);
        let mut files: Vec<PlannedFile> = plan
            .read
            .iter()
            .filter(|file| heirs.contains(&file.name))
            .cloned()
            .collect();
        for (file, row) in plan
            .unchanged
            .iter()
            .filter(|(file, _)| heirs.contains(&file.name))
        {
            // They are counted again as they are read.
            self.report.unchanged = self.report.unchanged.saturating_sub(row.articles.len());
            self.report.duplicates = self.report.duplicates.saturating_sub(row.duplicates);
            files.push(file.clone());
        }
        files
    }

    /// Reads files on one thread while all others understand and index what was read.
    fn read_all(
        &mut self,
        files: Vec<PlannedFile>,
        plan: &Plan,
        options: &Options<'_>,
    ) -> Result<(), IndexError> {
        self.open.clear();
        if files.is_empty() {
            return Ok(());
        }
        let furniture = Neighbours::of(plan.sources()).furniture_of(files.iter().map(|file| &file.source));
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
                ..Progress::default()
            };
            // Taken by value: when this ends early the reader sees that nobody wants more.
            for batch in batches {
                self.index(batch, files, &furniture, &mut progress)?;
                (options.progress)(progress);
                if options.stop.load(Ordering::Relaxed) {
                    break;
                }
                if self.committed.elapsed() > COMMIT_EVERY {
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
        for id in before.articles.into_iter().filter(|id| !seen.contains(id)) {
            self.remove(id, &file.name)?;
        }
        row.size = file.source.size;
        row.modified_ns = file.source.modified_ns.to_string();
        row.pipeline = pipeline(&file.source.settings);
        row.hash = hex(&digest.hash);
        self.report.files_read += 1;
        self.session.manifest().put_file(&file.name, &row)
    }

    /// Gives the index the corrections as they are now; no article is read for them.
    fn correct(&mut self, plan: &Plan, options: &Options<'_>) -> Result<(), IndexError> {
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

    fn commit(&mut self) -> Result<(), IndexError> {
        self.remember_open_files()?;
        let session = &mut *self.session;
        self.clock.time(Stage::Commit, || session.commit())?;
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
            row.hash.clear();
            row.modified_ns.clear();
            let known: HashSet<ArticleId> = row.articles.iter().copied().collect();
            let new = open.row.articles.iter().filter(|id| !known.contains(id));
            row.articles.extend(new);
            manifest.put_file(&open.name, &row)?;
        }
        Ok(())
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
