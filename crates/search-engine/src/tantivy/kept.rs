//! [`Kept`]: what was asked for last, kept for when it is asked for again.

use std::hash::Hash;
use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};

use lru::LruCache;

/// Values by key, the last of them; several searches ask at once.
pub(super) struct Kept<K: Eq + Hash, V>(Mutex<LruCache<K, V>>);

impl<K: Eq + Hash, V: Clone> Kept<K, V> {
    /// Returns room for so many.
    pub(super) fn with_room(n_kept: NonZeroUsize) -> Self {
        Self(Mutex::new(LruCache::new(n_kept)))
    }

    /// Returns how many of these are not kept.
    pub(super) fn n_lacking(&self, keys: impl Iterator<Item = K>) -> usize {
        let kept = self.locked();
        keys.filter(|key| !kept.contains(key)).count()
    }

    /// Returns the value that is kept, or one that is made now and kept where it may be. Nobody waits for it.
    pub(super) fn get_or_make<E>(
        &self,
        key: K,
        make: impl FnOnce(&K) -> Result<V, E>,
        may_be_kept: impl FnOnce(&V) -> bool,
    ) -> Result<V, E> {
        if let Some(value) = self.locked().get(&key) {
            return Ok(value.clone());
        }
        let value = make(&key)?;
        if may_be_kept(&value) {
            self.locked().put(key, value.clone());
        }
        Ok(value)
    }

    fn locked(&self) -> MutexGuard<'_, LruCache<K, V>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
