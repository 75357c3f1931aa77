//! The stages that need no index: reading files in order on one thread, and understanding documents on all.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use article::{Article, EnrichedArticle, Hints, Origin, RawContent, RawDocument, RawRecord, Rejection};
use article_extractor::{Furniture, extract_among};
use article_reader::{FileDigest, Settings, SourceFile, read_while};
use crossbeam_channel::{Receiver, Sender};

use crate::report::StageSeconds;

/// Documents understood at once: enough to keep many cores busy, few enough to hold in memory.
const MAX_DOCUMENTS: usize = 256;
/// Text of the documents understood at once, in bytes.
const MAX_BYTES: usize = 16 << 20;

/// Version of what turns the documents of a file into articles: of the program, and of the settings that hold for the
/// file. Files that another version understood are read again.
pub(crate) fn pipeline(settings: &Settings) -> String {
    let program = format!(
        "{}.{}.{}",
        article_reader::VERSION,
        article_extractor::VERSION,
        entity_tagger::VERSION
    );
    match settings.digest() {
        Some(digest) => format!("{program}+{digest}"),
        None => program,
    }
}

/// How far a build is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files to read.
    pub files: usize,
    /// Files read.
    pub files_done: usize,
    /// Size of the files to read, in bytes on disk.
    pub bytes: u64,
    /// Bytes of them that were read.
    pub bytes_done: u64,
    /// Articles found in them.
    pub articles: usize,
}

/// What the reader found next.
pub(crate) enum Found {
    /// A document, or why there is none.
    Document(Result<Box<RawDocument>, Rejection>),
    /// The end of a file.
    End(FileDigest),
}

/// What the reader found, in order.
#[derive(Default)]
pub(crate) struct Batch {
    /// The number of the file among those to read, and what it gave.
    pub(crate) found: Vec<(usize, Found)>,
    /// How many bytes of all files were read by then.
    pub(crate) bytes_read: u64,
}

/// Time spent in each stage, summed over threads.
#[derive(Default)]
pub(crate) struct StageClock {
    read: AtomicU64,
    extract: AtomicU64,
    tag: AtomicU64,
    index: AtomicU64,
    commit: AtomicU64,
}

/// A stage of a build.
#[derive(Clone, Copy)]
pub(crate) enum Stage {
    Read,
    Extract,
    Tag,
    Index,
    Commit,
}

impl StageClock {
    /// Runs work and adds its time to a stage.
    pub(crate) fn time<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let result = work();
        self.add(stage, started.elapsed());
        result
    }

    fn add(&self, stage: Stage, time: Duration) {
        let nanoseconds = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        self.of(stage).fetch_add(nanoseconds, Ordering::Relaxed);
    }

    fn of(&self, stage: Stage) -> &AtomicU64 {
        match stage {
            Stage::Read => &self.read,
            Stage::Extract => &self.extract,
            Stage::Tag => &self.tag,
            Stage::Index => &self.index,
            Stage::Commit => &self.commit,
        }
    }

    /// Returns the time of each stage.
    pub(crate) fn seconds(&self) -> StageSeconds {
        let seconds = |stage| Duration::from_nanos(self.of(stage).load(Ordering::Relaxed)).as_secs_f64();
        StageSeconds {
            read_s: seconds(Stage::Read),
            extract_s: seconds(Stage::Extract),
            tag_s: seconds(Stage::Tag),
            index_s: seconds(Stage::Index),
            commit_s: seconds(Stage::Commit),
        }
    }
}

/// Reads files in order and sends what they give in batches, until all are read or nobody wants more.
pub(crate) fn read_files<'a>(
    files: impl Iterator<Item = &'a SourceFile>,
    batches: &Sender<Batch>,
    stop: &AtomicBool,
    clock: &StageClock,
) {
    let has_taker = Cell::new(true);
    let is_wanted = || has_taker.get() && !stop.load(Ordering::Relaxed);
    let mut n_bytes_before = 0;
    let bytes_read = Cell::new(0);
    let mut pending = Pending {
        batch: Batch::default(),
        bytes_read: &bytes_read,
        bytes: 0,
        batches,
        has_taker: &has_taker,
        sending: Duration::ZERO,
    };
    for (number, file) in files.enumerate() {
        let started = Instant::now();
        pending.sending = Duration::ZERO;
        let goes_on = |n_bytes: u64| {
            bytes_read.set(n_bytes_before + n_bytes.min(file.size));
            is_wanted()
        };
        let digest = read_while(file, &goes_on, &mut |document| {
            // What a file gives after its reading was broken off is no part of it.
            if is_wanted() {
                pending.bytes += document.as_ref().map_or(0, content_bytes);
                pending.push(number, Found::Document(document.map(Box::new)));
            }
        });
        if !is_wanted() {
            break;
        }
        n_bytes_before += file.size;
        bytes_read.set(n_bytes_before);
        pending.push(number, Found::End(digest));
        clock.add(Stage::Read, started.elapsed().saturating_sub(pending.sending));
    }
    pending.send();
}

struct Pending<'a> {
    batch: Batch,
    bytes_read: &'a Cell<u64>,
    bytes: usize,
    batches: &'a Sender<Batch>,
    /// Whether somebody takes what is sent.
    has_taker: &'a Cell<bool>,
    /// Time spent waiting for the stages behind, which is not the reader's.
    sending: Duration,
}

impl Pending<'_> {
    fn push(&mut self, number: usize, found: Found) {
        self.batch.found.push((number, found));
        if self.batch.found.len() >= MAX_DOCUMENTS || self.bytes >= MAX_BYTES {
            self.send();
        }
    }

    fn send(&mut self) {
        let started = Instant::now();
        self.bytes = 0;
        self.batch.bytes_read = self.bytes_read.get();
        if self.batches.send(std::mem::take(&mut self.batch)).is_err() {
            self.has_taker.set(false);
        }
        self.sending += started.elapsed();
    }
}

/// Returns about how much memory the text of a document takes.
fn content_bytes(document: &RawDocument) -> usize {
    match &document.content {
        RawContent::Text(text) | RawContent::Markdown(text) | RawContent::Html(text) => text.len(),
        RawContent::Record(record) => {
            let RawRecord {
                title,
                standfirst,
                text,
                byline,
                ..
            } = &**record;
            let fields = [title, standfirst, text].into_iter().flatten();
            fields.chain(byline).map(String::len).sum()
        }
    }
}

/// Returns the channel between the reader and the stages behind it: short, so that memory stays bounded.
pub(crate) fn batch_channel() -> (Sender<Batch>, Receiver<Batch>) {
    crossbeam_channel::bounded(2)
}

/// Returns the article of a document with its entities, or why there is none, and adds the time of each stage to a
/// clock.
pub(crate) fn enrich(
    document: &RawDocument,
    furniture: &Furniture,
    clock: &StageClock,
) -> Result<EnrichedArticle, Rejection> {
    let article: Article = clock.time(Stage::Extract, || {
        extract_among(document, furniture, Some(SystemTime::now()))
    })?;
    let entities = clock.time(Stage::Tag, || entity_tagger::tag(&article));
    Ok(EnrichedArticle { article, entities })
}

/// Reads the tables that the first document would wait for.
pub(crate) fn warm_up() {
    let document = RawDocument {
        origin: Origin::default(),
        content: RawContent::Text("HARBOUR: Ada Moss of Tide Ltd spoke in Paris on Monday, she said.".into()),
        hints: Hints::default(),
    };
    // Whether such a short text is an article does not matter.
    let _ = enrich(&document, &Furniture::default(), &StageClock::default());
}
