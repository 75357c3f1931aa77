//! [`Room`]: bounds what waits to be indexed. tantivy lets 10,000 articles wait, however long they are.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use tantivy::TantivyDocument;
use tantivy::schema::Document;

/// Bytes of articles that wait at once. A longer article waits alone.
const MAX_BYTES: usize = 32 << 20;
/// How long an article waits for room before it goes on without, because nothing seems to make any: whatever stopped
/// the indexing then says so itself.
const PATIENCE: Duration = Duration::from_secs(10);

/// Room for documents between whoever makes them and the threads that index them.
#[derive(Clone, Default)]
pub(super) struct Room(Arc<Shared>);

#[derive(Default)]
struct Shared {
    taken: Mutex<usize>,
    freed: Condvar,
}

/// A document that takes up room until a thread indexes it.
pub(super) struct Waiting {
    document: TantivyDocument,
    place: Place,
}

/// Room that is taken up.
struct Place {
    room: Room,
    bytes: usize,
}

impl Room {
    /// Waits until there is room for a document of so many bytes, and takes it.
    pub(super) fn admit(&self, document: TantivyDocument, bytes: usize) -> Waiting {
        let taken = self.0.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |taken: &mut usize| *taken > 0 && *taken + bytes > MAX_BYTES;
        let waited = self.0.freed.wait_timeout_while(taken, PATIENCE, is_full);
        *waited.unwrap_or_else(PoisonError::into_inner).0 += bytes;
        Waiting {
            document,
            place: Place {
                room: self.clone(),
                bytes,
            },
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        *self.room.0.taken.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.room.0.freed.notify_all();
    }
}

impl Document for Waiting {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        drop(self.place);
        self.document
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_waits_for_those_before_it() {
        let room = Room::default();
        let first = room.admit(TantivyDocument::default(), MAX_BYTES);
        let second = std::thread::spawn({
            let room = room.clone();
            move || room.admit(TantivyDocument::default(), 2 * MAX_BYTES)
        });
        assert_eq!(*room.0.taken.lock().unwrap(), MAX_BYTES);
        first.into_tantivy_document();
        drop(second.join().unwrap());
        assert_eq!(*room.0.taken.lock().unwrap(), 0);
    }
}
