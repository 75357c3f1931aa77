//! [`Session`]: an index that is open for building: which generation is written, when it is committed and when it is
//! the one that readers see.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use search_engine::{
    ArticleStore, BuildLock, EmbeddedEngine, EmbeddedStore, Generation, SearchError, check_is_ours,
    corrections_of, create_generation, current_generation, delete_leftovers, discard,
    generation_of_older_format, keep_register, lock, merge_all, publish, verify_generation,
    write_corrections,
};

use crate::IndexError;
use crate::away::{Absent, Away};
use crate::build::{Mode, Options};
use crate::furniture::Learned;
use crate::manifest::{Manifest, files_of, is_closed_in_order, n_articles_of, place_of, real, roots_of};
use crate::pending::{Pending, Touched, delete_pending, read_pending, repair, write_pending};
use crate::plan::{Plan, plan};
use crate::recovery::recover;
use crate::report::Report;
use crate::seal::{Seal, break_seal, check_seal, seal};
use crate::stages::StageClock;
use crate::update::Update;

/// What part of a build's memory is for articles that are not yet on disk. With a quarter of the default all of it came
/// to a third (docs/QUALITY.md): the rest is for merges, which grow with the archive.
const WRITER_SHARE: usize = 4;

/// An index that is open for building: nobody else can build it meanwhile.
pub struct Session {
    index: PathBuf,
    lock: BuildLock,
    /// The generation that is written.
    pub(crate) generation: Generation,
    /// Its articles.
    pub(crate) store: EmbeddedStore,
    manifest: Option<Manifest>,
    /// Whether this session made the generation.
    is_new: bool,
    is_published: bool,
    replaces_another: bool,
    /// Folders of the index before that a rebuild was not given.
    left_out: Vec<String>,
    /// What is known of the corrections.
    pub(crate) corrections: Looked,
    /// What its folders were found to share.
    pub(crate) furniture: Learned,
    /// When the files that were still being written at the last update will have rested.
    pub(crate) rested_at: Option<Instant>,
}

/// Whether it is known what corrections do to the index as it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Looked {
    /// There are none.
    NoCorrections,
    /// It is not known yet.
    NotYet,
    /// It was reported.
    Done,
}

impl Session {
    /// Opens the current generation of an index, or makes a new one where there is none or a fresh one is wanted.
    /// One of an older format is rebuilt, if these are all the folders that it was built from.
    pub fn open(roots: &[PathBuf], options: &Options<'_>) -> Result<Self, IndexError> {
        // People may keep the index in the folder that it is built from, and then say so.
        if !roots.iter().any(|root| real(root) == real(options.index)) {
            check_is_ours(options.index)?;
        }
        let lock = lock(options.index)?;
        let found = current_generation(options.index);
        let replaces_another = !matches!(found, Err(SearchError::NoIndex { .. }));
        let current = match (found, options.mode) {
            (Ok(current), Mode::Update) => Some(current),
            (Err(SearchError::NoIndex { .. }), _) | (_, Mode::Fresh) => None,
            (Err(SearchError::OtherVersion { found, expected, .. }), _) if found < expected => {
                check_all_are_named(roots, options.index)?;
                None
            }
            (Err(error), Mode::Update) => return Err(error.into()),
        };
        delete_leftovers(options.index, &lock)?;
        let left_out = match current {
            Some(_) => Vec::new(),
            None => left_out(roots, options.index)?,
        };
        let (generation, is_published) = match current {
            Some(current) => (current, true),
            None => (create_generation(options.index, &lock)?, false),
        };
        let opened = open_generation(&generation, is_published, options);
        let (store, manifest) = match opened {
            // On a full disk not even the beginning of a rebuild stays.
            Err(error) if !is_published => {
                // What could not be deleted is a leftover, which the next build deletes; the error tells more.
                let _ = discard(&generation, &lock);
                return Err(error);
            }
            opened => opened?,
        };
        Ok(Self {
            index: options.index.to_owned(),
            lock,
            generation,
            store,
            manifest: Some(manifest),
            is_new: !is_published,
            is_published,
            replaces_another: replaces_another && !is_published,
            left_out,
            corrections: Looked::NoCorrections,
            furniture: Learned::default(),
            rested_at: None,
        })
    }

    /// Brings the index up to date with these folders. What is committed is seen by readers at once.
    pub fn update(&mut self, roots: &[PathBuf], options: &Options<'_>) -> Result<Report, IndexError> {
        let started = Instant::now();
        let clock = StageClock::default();
        let forgotten = self.forget(options, &clock)?;
        let mut plan = plan(roots, options.index, self.manifest(), options.rest)?;
        self.rested_at = plan.rested_at;
        let mut report = self.carry_out(&mut plan, options, &clock)?;
        report.removed += forgotten;
        if !self.is_published && report.interrupted {
            return Ok(self.given_up(started.elapsed()));
        }
        if !self.is_published {
            self.publish_whole()?;
        }
        self.look_at_corrections(&mut report, options)?;
        report.seconds = started.elapsed().as_secs_f64();
        Ok(report)
    }

    /// Does what a plan says, makes it durable and returns what was done.
    fn carry_out(
        &mut self,
        plan: &mut Plan,
        options: &Options<'_>,
        clock: &StageClock,
    ) -> Result<Report, IndexError> {
        let is_stopped = || options.stop.load(Ordering::Relaxed);
        let mut update = Update::new(self, plan, clock);
        update.remove_gone(&plan.gone)?;
        update.read_all(plan.read.clone(), plan, options)?;
        if !is_stopped() {
            update.hand_to_copies(plan)?;
        }
        while !update.heirs.is_empty() && !is_stopped() {
            let heirs = update.take_heirs(plan)?;
            update.read_all(heirs, plan, options)?;
        }
        let of_unknown_files = update.settle_unknown(plan, options)?;
        update.correct(plan, options)?;
        update.commit()?;
        let away = plan.away.iter().filter(|away| away.n_articles > 0);
        let mut report = Report {
            away: away.map(Away::reported).collect(),
            of_unknown_files,
            interrupted: is_stopped(),
            stages: clock.seconds(),
            ..update.report
        };
        report.left_out.clone_from(&self.left_out);
        report.articles = self.manifest().n_articles()?;
        report.generation = self.generation.number;
        report.rejected.sort();
        report.rejected.dedup();
        Ok(report)
    }

    /// Takes out what is to be forgotten, and returns how many articles that were.
    fn forget(&mut self, options: &Options<'_>, clock: &StageClock) -> Result<usize, IndexError> {
        if options.forget.is_empty() {
            return Ok(0);
        }
        let mut update = Update::new(self, &Plan::default(), clock);
        update.forget(options.forget)?;
        update.commit()?;
        Ok(update.report.removed)
    }

    /// Returns the report of a rebuild that was stopped: the index is as it was.
    fn given_up(&self, took: Duration) -> Report {
        let current = current_generation(&self.index).ok();
        let articles = current.as_ref().map(|current| n_articles_of(&current.folder));
        Report {
            interrupted: true,
            given_up: true,
            articles: articles.and_then(Result::ok).unwrap_or_default(),
            generation: current.map_or(0, |current| current.number),
            seconds: took.as_secs_f64(),
            ..Report::default()
        }
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
            manifest,
            is_new,
            is_published,
            ..
        } = self;
        // Merges that are under way are finished: an index of few segments answers faster.
        let closed = store.close();
        let updated = updated.and_then(|report| Ok(closed.map(|()| report)?));
        if !is_published {
            drop(manifest);
            let discarded = discard(&generation, &lock);
            let report = updated?;
            discarded?;
            return Ok(report);
        }
        let report = updated?;
        if is_new && !report.interrupted {
            settle(&generation, manifest)?;
        } else {
            drop(manifest);
        }
        keep_register_of(&generation)?;
        // Without a seal the next build repairs the list.
        if is_closed_in_order(&generation.folder) {
            seal(&generation)?;
        }
        Ok(report)
    }

    /// Brings what readers open the index with up to date, where that is worth its time.
    pub(crate) fn keep_register(&self) -> Result<(), IndexError> {
        match self.is_published {
            true => keep_register_of(&self.generation),
            false => Ok(()),
        }
    }

    /// Tells whether the index was built from nothing and answers, and has not yet the form that closing gives it.
    pub(crate) fn is_loose(&self) -> bool {
        self.is_new && self.is_published
    }

    /// Returns the list of indexed files.
    pub(crate) fn manifest(&self) -> &Manifest {
        self.manifest
            .as_ref()
            .expect("the manifest is taken out only while it is committed")
    }

    /// Makes everything so far durable: what is about to change, the articles, then the list that describes them.
    /// An index that replaces no other is seen from its first commit on, so that a build that is cut off goes on there.
    pub(crate) fn commit(&mut self, touched: &Touched) -> Result<(), IndexError> {
        let is_noted = self.is_published && !touched.is_empty();
        if is_noted {
            write_pending(&self.generation, touched)?;
        }
        self.store.commit()?;
        if let Some(manifest) = self.manifest.take() {
            self.manifest = Some(manifest.commit()?);
        }
        if is_noted {
            delete_pending(&self.generation)?;
        }
        if !(self.is_published || self.replaces_another) {
            publish(&self.index, &self.generation, &self.lock)?;
            self.is_published = true;
        }
        Ok(())
    }

    /// Makes a generation that was built beside another one the current one, if every byte of it is what was written.
    fn publish_whole(&mut self) -> Result<(), IndexError> {
        if let Some(file) = verify_generation(&self.generation)?.damaged.first() {
            return Err(IndexError::Search(SearchError::Damaged {
                path: self.generation.folder.display().to_string(),
                detail: format!("{file} is not what was written; the older generation goes on answering"),
            }));
        }
        publish(&self.index, &self.generation, &self.lock)?;
        self.is_published = true;
        Ok(())
    }
}

/// Opens a generation for writing, with its list of indexed files.
fn open_generation(
    generation: &Generation,
    is_published: bool,
    options: &Options<'_>,
) -> Result<(EmbeddedStore, Manifest), IndexError> {
    if !is_published && let Ok(replaced) = current_generation(options.index) {
        // So that a report tells what is new since the last build.
        write_corrections(generation, &corrections_of(&replaced).unwrap_or_default())?;
    }
    let store = EmbeddedStore::open(generation, options.memory / WRITER_SHARE)?;
    let pending = read_pending(generation)?;
    let is_lost = check_seal(generation)? == Seal::Damaged || pending == Pending::Damaged;
    if is_lost {
        recover(generation, &store)?;
    }
    break_seal(generation)?;
    let manifest = Manifest::open(&generation.folder)?;
    match pending {
        Pending::Touched(touched) if !is_lost => Ok((store, repair(generation, touched, manifest)?)),
        Pending::Nothing => Ok((store, manifest)),
        _ => {
            delete_pending(generation)?;
            Ok((store, manifest))
        }
    }
}

/// Makes what readers open an index with. They do without, only more slowly, where the disk has no room for it.
fn keep_register_of(generation: &Generation) -> Result<(), IndexError> {
    match keep_register(generation).map_err(IndexError::from) {
        Err(error) if error.may_pass() => Ok(()),
        kept => kept,
    }
}

/// Gives a generation that was built from nothing the form in which it answers fastest and takes least room. It is
/// whole without, where the disk has no room for both forms at once.
fn settle(generation: &Generation, manifest: Option<Manifest>) -> Result<(), IndexError> {
    let settled = merge_all(generation).map_err(IndexError::from);
    match settled.and_then(|()| manifest.map_or(Ok(()), Manifest::compact)) {
        Err(error) if error.may_pass() => Ok(()),
        settled => settled,
    }
}

/// Checks that an index of an older format holds no articles of folders that are not named, because a rebuild would
/// lose them.
fn check_all_are_named(roots: &[PathBuf], index: &Path) -> Result<(), IndexError> {
    let Some(older) = generation_of_older_format(index) else {
        return Ok(());
    };
    match roots_of(&older.folder)?
        .iter()
        .find(|known| !is_named(&known.path, roots))
    {
        Some(root) => Err(IndexError::OtherFolders {
            folder: root.path.display().to_string(),
        }),
        None => Ok(()),
    }
}

/// Returns the folders of the index that a rebuild is not given. It is refused where one that it is given, or a folder in
/// it, shows nothing and gave articles before.
fn left_out(roots: &[PathBuf], index: &Path) -> Result<Vec<String>, IndexError> {
    let replaced = current_generation(index).ok();
    let replaced = replaced.or_else(|| generation_of_older_format(index));
    // Of a list that cannot be read nothing is known.
    let folders = replaced.and_then(|replaced| files_of(&replaced.folder).ok());
    let mut left_out = Vec::new();
    for (root, files) in folders.unwrap_or_default() {
        if is_named(&root.path, roots) {
            let mut absent = Absent::of(&root);
            for (relative, n_articles) in files {
                if !root.path.join(&relative).exists() {
                    absent.add(&relative, n_articles);
                }
            }
            if let Some(away) = absent.sorted().1.first() {
                return Err(IndexError::EmptyFolder {
                    folder: away.path.display().to_string(),
                    articles: away.n_articles,
                });
            }
        } else if files.iter().any(|(_, n_articles)| *n_articles > 0) {
            left_out.push(root.path.display().to_string());
        }
    }
    Ok(left_out)
}

/// Tells whether a folder is one of those that are named, or lies inside one.
fn is_named(known: &Path, named: &[PathBuf]) -> bool {
    let place = real(known);
    named.iter().any(|root| place.starts_with(real(&place_of(root))))
}
