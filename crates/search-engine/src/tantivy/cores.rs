//! [`Core`]: who uses the processor's cores. A search that runs while one is free lets it do half of its work.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::{self, Builder};

use super::matched::Share;

/// Cores in use by searches, whatever index they search.
static N_USED: AtomicUsize = AtomicUsize::new(0);

/// A core that is in use until this is dropped.
pub(super) struct Core(());

impl Core {
    /// Takes one for a search, which runs whether one is free or not.
    pub(super) fn for_search() -> Self {
        N_USED.fetch_add(1, Ordering::Relaxed);
        Self(())
    }

    /// Takes one that no search uses.
    pub(super) fn spare() -> Option<Self> {
        static N_CORES: OnceLock<usize> = OnceLock::new();
        let n_cores = *N_CORES.get_or_init(|| thread::available_parallelism().map_or(1, NonZero::get));
        let one_more = |n_used| (n_used < n_cores).then_some(n_used + 1);
        let taken = N_USED.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more);
        taken.ok().map(|_| Self(()))
    }

    /// Does one thing here while this core does another.
    pub(super) fn beside<A, B: Send>(
        self,
        here: impl FnOnce() -> A,
        there: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        let there = Mutex::new(Some((self, there)));
        let work = || {
            let taken = there.lock().unwrap_or_else(PoisonError::into_inner).take();
            taken.map(|(_core, there)| there())
        };
        thread::scope(|scope| {
            let other = Builder::new().spawn_scoped(scope, work);
            let here = here();
            // Where the system has no thread left, it is done here as well.
            let there = match other {
                Ok(other) => other.join().unwrap_or_else(|panic| resume_unwind(panic)),
                Err(_) => work(),
            };
            (here, there.expect("it is taken once"))
        })
    }
}

impl Drop for Core {
    fn drop(&mut self) {
        N_USED.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Does two things, the other one on a core of its own where one is free.
pub(super) fn both<A, B: Send>(here: impl FnOnce() -> A, other: impl FnOnce() -> B + Send) -> (A, B) {
    match Core::spare() {
        Some(core) => core.beside(here, other),
        None => {
            let here = here();
            (here, other())
        }
    }
}

/// Counts what articles have into so many counts: where that is worth a core and one is free, half of the articles there.
pub(super) fn counted(
    n_counts: usize,
    is_worth_a_core: bool,
    count: impl Fn(Share, &mut [u32]) + Sync,
) -> Vec<u32> {
    let of_share = |share| {
        let mut counts = vec![0; n_counts];
        count(share, &mut counts);
        counts
    };
    let Some(core) = is_worth_a_core.then(Core::spare).flatten() else {
        return of_share(Share::All);
    };
    let (mut counts, others) = core.beside(|| of_share(Share::FirstHalf), || of_share(Share::SecondHalf));
    for (count, other) in counts.iter_mut().zip(others) {
        // The counts of one half alone may be less than nothing.
        *count = count.wrapping_add(other);
    }
    counts
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;
    use std::sync::Barrier;

    use super::*;

    #[test]
    fn two_things_are_done_at_the_same_time() {
        let both_are_there = Barrier::new(2);
        let done = Core::for_search().beside(
            || both_are_there.wait().is_leader(),
            || both_are_there.wait().is_leader(),
        );
        assert!(done == (true, false) || done == (false, true));
    }

    #[test]
    fn what_goes_wrong_on_another_core_is_told() {
        let panic = catch_unwind(|| Core::for_search().beside(|| 1, || panic!("no rain today")));
        let message = *panic.unwrap_err().downcast::<&str>().unwrap();
        assert_eq!(message, "no rain today");
    }

    #[test]
    fn no_core_is_spare_while_searches_use_all() {
        let used: Vec<Core> = (0..4_096).map(|_| Core::for_search()).collect();
        assert!(Core::spare().is_none());
        assert_eq!(both(|| 1, || 2), (1, 2));
        drop(used);
    }
}
