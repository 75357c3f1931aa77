//! What every fuzz target does: bytes are read as a file of some name, and every document in it is understood.

/// Reads bytes as a file of this name and extracts the article of every document. It must return.
pub fn check(name: &str, bytes: &[u8]) {
    article_reader::read_bytes(name, bytes, &mut |found| {
        if let Ok(document) = found {
            let _ = article_extractor::extract(&document);
        }
    });
}
