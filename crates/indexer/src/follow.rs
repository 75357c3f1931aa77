//! [`follow`]: keeps an index up to date with its folders until it is stopped.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use search_engine::is_index_file;

use crate::build::{Mode, Options};
use crate::stages::warm_up;
use crate::{IndexError, Report, Session};

/// After the first sign of a change, how long more signs are waited for, so that a burst is one update.
const GATHER: Duration = Duration::from_millis(300);
/// How long a file must rest before it is read: a download that pauses is not half an article.
const REST: Duration = Duration::from_millis(500);
/// Signs of change can be lost (queues overflow, network drives send none), so the folders are walked this often
/// whatever the signs say.
const WALK_EVERY: Duration = Duration::from_secs(30);
/// An index that was built from nothing gets the form in which it answers fastest when its folders have rested so long.
const SETTLE_AFTER: Duration = Duration::from_secs(2);
/// How much later than that a file is looked at again: its time is that of a clock which ticks every four milliseconds.
const CLOCK_TICK: Duration = Duration::from_millis(10);
/// How often the wish to stop is looked at.
const TICK: Duration = Duration::from_millis(200);

/// Builds the index and then updates it whenever its folders change. `report` is told of every build that did
/// something, and of errors that may pass, such as a full disk: then it is tried again. It ends when
/// [`Options::stop`] is set.
pub fn follow(
    roots: &[PathBuf],
    options: &Options<'_>,
    mut report: impl FnMut(Result<&Report, &IndexError>),
) -> Result<(), IndexError> {
    let (sender, signs) = crossbeam_channel::unbounded();
    // Known when the index is open: folders that cannot be watched must cost nothing.
    let index: Arc<OnceLock<PathBuf>> = Arc::default();
    let mut watcher = watcher(sender, Arc::clone(&index))?;
    for root in roots {
        // Events name what is watched, and where it is a link, none of them would be known as the index's own.
        let place = root.canonicalize().unwrap_or_else(|_| root.clone());
        watcher.watch(&place, RecursiveMode::Recursive)?;
    }
    let mut session = Session::open(roots, options)?;
    let folder = options.index.canonicalize();
    let folder = index.get_or_init(|| folder.unwrap_or_else(|_| options.index.to_owned()));
    // For the corrections beside the index; without it they are seen when the folders are walked.
    let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
    let first = session.update(roots, options);
    let rested = Options {
        rest: REST,
        mode: Mode::Update,
        ..*options
    };
    let mut last = match first {
        Ok(first) => first,
        Err(error) => return session.close(Err(error)).map(|_| ()),
    };
    report(Ok(&last));
    if last.files_read == 0 {
        std::thread::spawn(warm_up);
    }
    let mut pause = pause_after(&session);
    while !options.stop.load(Ordering::Relaxed) {
        let waited = wait(&signs, pause, options);
        if options.stop.load(Ordering::Relaxed) {
            break;
        }
        if waited == Waited::InVain && last.unsettled == 0 && session.is_loose() {
            match settled(session, &last, roots, &rested, &signs, &mut report)? {
                Some(again) => session = again,
                None => return Ok(()),
            }
        }
        match session.update(roots, &rested) {
            Ok(done) => {
                let is_corrected =
                    done.corrections.is_changed() || done.corrections.refused != last.corrections.refused;
                if done.added + done.changed + done.removed > 0 || is_corrected {
                    report(Ok(&done));
                }
                pause = pause_after(&session);
                if done.added + done.changed + done.removed > 0 {
                    session.keep_register()?;
                }
                last = done;
            }
            // A folder that is away for a moment (a drive that is being mounted) must not end the watch.
            Err(IndexError::Read(_)) => pause = WALK_EVERY,
            Err(error) => {
                let may_pass = error.may_pass();
                let error = session.close(Err(error)).err();
                match error {
                    Some(error) if may_pass => report(Err(&error)),
                    error => return error.map_or(Ok(()), Err),
                }
                match reopened(roots, &rested, &signs)? {
                    Some(again) => session = again,
                    None => return Ok(()),
                }
                pause = Duration::ZERO;
            }
        }
    }
    session.close(Ok(last)).map(|_| ())
}

/// Returns what sends a sign whenever something in the folders may have changed.
fn watcher(sender: Sender<()>, index: Arc<OnceLock<PathBuf>>) -> Result<RecommendedWatcher, IndexError> {
    let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // What the event says does not matter, the walk finds out; an error is a sign as well. Only the events
        // that our own reading causes are passed over. The receiver lives as long as the watcher.
        let is_own = |event: &notify::Event| index.get().is_some_and(|index| is_own_writing(event, index));
        if event.is_ok_and(|event| is_only_reading(event.kind) || is_own(&event)) {
            return;
        }
        let _ = sender.send(());
    });
    Ok(watcher?)
}

fn pause_after(session: &Session) -> Duration {
    match session.rested_at {
        Some(rested_at) => rested_at.saturating_duration_since(Instant::now()) + CLOCK_TICK,
        None if session.is_loose() => SETTLE_AFTER,
        None => WALK_EVERY,
    }
}

/// Gives an index that was built from nothing the form in which it answers fastest, which closing does, and opens it
/// again; nothing where the wish to stop comes first.
fn settled(
    session: Session,
    last: &Report,
    roots: &[PathBuf],
    options: &Options<'_>,
    signs: &Receiver<()>,
    report: &mut impl FnMut(Result<&Report, &IndexError>),
) -> Result<Option<Session>, IndexError> {
    match session.close(Ok(last.clone())) {
        Err(error) if error.may_pass() => report(Err(&error)),
        closed => drop(closed?),
    }
    match Session::open(roots, options) {
        Err(error) if error.may_pass() => reopened(roots, options, signs),
        opened => opened.map(Some),
    }
}

/// Opens the index again after an error that may pass, as soon as it has; nothing where the wish to stop comes first.
fn reopened(
    roots: &[PathBuf],
    options: &Options<'_>,
    signs: &Receiver<()>,
) -> Result<Option<Session>, IndexError> {
    loop {
        wait(signs, WALK_EVERY, options);
        if options.stop.load(Ordering::Relaxed) {
            return Ok(None);
        }
        match Session::open(roots, options) {
            Ok(session) => return Ok(Some(session)),
            Err(error) if error.may_pass() => {}
            Err(error) => return Err(error),
        }
    }
}

fn is_only_reading(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

/// Tells whether an event is about files of the index alone, not about what people put beside them.
fn is_own_writing(event: &notify::Event, index: &Path) -> bool {
    let is_own = |path: &PathBuf| {
        let mut below = path.strip_prefix(index).ok()?.components();
        let name = below.next().map(|name| name.as_os_str().to_string_lossy());
        Some(name.is_none_or(|name| is_index_file(&name)))
    };
    !event.paths.is_empty() && event.paths.iter().all(|path| is_own(path) == Some(true))
}

/// What ended a wait.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Waited {
    /// Something may have changed.
    Changed,
    /// Nothing happened.
    InVain,
}

/// Waits until something changed, the pause is over or the wish to stop is there.
fn wait(signs: &Receiver<()>, pause: Duration, options: &Options<'_>) -> Waited {
    let until = Instant::now() + pause;
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() || options.stop.load(Ordering::Relaxed) {
            return Waited::InVain;
        }
        match signs.recv_timeout(TICK.min(left)) {
            Ok(()) => {
                std::thread::sleep(GATHER);
                while signs.try_recv().is_ok() {}
                return Waited::Changed;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(TICK.min(left)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_of_the_index_is_known_wherever_it_lies() {
        let index = Path::new("/news/index");
        for (paths, expected) in [
            (&["/news/index/generation-0001/manifest.redb"][..], true),
            (&["/news/index/current.new", "/news/index/current"], true),
            (&["/news/index"], true),
            (&["/news/index/aliases.tsv"], false),
            // The articles may lie beside it.
            (&["/news/index/a.txt"], false),
            (&["/news/index/build.lock", "/news/a.txt"], false),
            (&[], false),
        ] {
            let event = notify::Event {
                paths: paths.iter().map(PathBuf::from).collect(),
                ..notify::Event::default()
            };
            assert_eq!(is_own_writing(&event, index), expected, "{paths:?}");
        }
    }
}
