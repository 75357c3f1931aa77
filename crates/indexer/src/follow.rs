//! [`follow`]: keeps an index up to date with its folders until it is stopped.

use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError};

use crate::build::{Mode, Options, check_root};
use crate::stages::warm_up;
use crate::watch::Watch;
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
    for root in roots {
        check_root(root)?;
    }
    // From before the first look on: what happens meanwhile is seen at the second.
    let mut watch = Watch::new(roots);
    let mut session = Session::open(roots, options)?;
    watch.watch_index(options.index);
    if let Some(problem) = watch.take_problem() {
        report(Err(&problem));
    }
    let first = session.update(roots, options);
    let rested = Options {
        rest: REST,
        mode: Mode::Update,
        forget: &[],
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
    let mut pause = pause_after(&session, &watch, &last);
    while !options.stop.load(Ordering::Relaxed) {
        let waited = wait(watch.signs(), pause, options);
        watch.renew();
        if options.stop.load(Ordering::Relaxed) {
            break;
        }
        if waited == Waited::InVain && last.unsettled == 0 && session.is_loose() {
            match settled(session, &last, roots, &rested, watch.signs(), &mut report)? {
                Some(again) => session = again,
                None => return Ok(()),
            }
        }
        match session.update(roots, &rested) {
            Ok(done) => {
                let is_corrected =
                    done.corrections.is_changed() || done.corrections.refused != last.corrections.refused;
                if done.added + done.changed + done.removed > 0 || is_corrected || done.away != last.away {
                    report(Ok(&done));
                }
                pause = pause_after(&session, &watch, &done);
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
                match reopened(roots, &rested, watch.signs())? {
                    Some(again) => session = again,
                    None => return Ok(()),
                }
                pause = Duration::ZERO;
            }
        }
    }
    session.close(Ok(last)).map(|_| ())
}

fn pause_after(session: &Session, watch: &Watch, last: &Report) -> Duration {
    match session.rested_at {
        Some(rested_at) => rested_at.saturating_duration_since(Instant::now()) + CLOCK_TICK,
        None if session.is_loose() => SETTLE_AFTER,
        None if watch.is_deaf() => walk_unasked_every(Duration::from_secs_f64(last.seconds)),
        None => WALK_EVERY,
    }
}

/// Returns how often folders are walked that cannot be watched: so often that it takes a twentieth of the time.
fn walk_unasked_every(last_took: Duration) -> Duration {
    (20 * last_took).clamp(SETTLE_AFTER, WALK_EVERY)
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
