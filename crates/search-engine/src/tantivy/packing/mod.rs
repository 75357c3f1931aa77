//! How stored articles are packed: each by itself, with a dictionary of what the articles of the archive have in
//! common. So a short text takes as little room as one among many, and whoever shows a hit unpacks no other article.

mod file;
mod packer;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;

use zstd::zstd_safe::{self, CCtx, CDict, DCtx, DDict};

pub(super) use file::{FILE, create_dictionaries, is_whole};
pub(super) use packer::Packer;

use super::generations::Generation;
use crate::SearchError;

/// How hard zstd tries. With a dictionary, level 6 takes a twentieth less room and five times as long.
const LEVEL: i32 = 3;
/// Bytes that a packed article may have: more than any file that is read has.
const MAX_BYTES: u64 = 1 << 30;

thread_local! {
    /// Room for packing and unpacking, which costs more to make than an article to unpack.
    static PACKING: RefCell<CCtx<'static>> = RefCell::new(CCtx::create());
    static UNPACKING: RefCell<DCtx<'static>> = RefCell::new(DCtx::create());
}

/// The dictionaries that the articles of a generation were packed with.
#[derive(Default)]
pub(super) struct Dictionaries {
    all: Vec<(NonZeroU32, DDict<'static>)>,
    /// Digest of the file that they were read from.
    digest: Vec<u8>,
}

impl Dictionaries {
    /// Reads the dictionaries of a generation; those that were read before are taken over where they are the same.
    pub(super) fn read(
        generation: &Generation,
        before: Option<&Arc<Self>>,
    ) -> Result<Arc<Self>, SearchError> {
        let (content, digest) = file::read(generation)?;
        if let Some(before) = before.filter(|before| before.digest == digest) {
            return Ok(Arc::clone(before));
        }
        let trained = file::decoded(&content).ok_or_else(|| file::damaged(generation))?;
        let opened = trained.iter().map(|trained| opened(&trained.dictionary));
        let all: Option<Vec<_>> = opened.collect();
        let all = all.ok_or_else(|| file::damaged(generation))?;
        Ok(Arc::new(Self { all, digest }))
    }

    /// Returns the article that was packed.
    pub(super) fn unpacked(&self, packed: &[u8]) -> Result<String, SearchError> {
        let length = match zstd_safe::get_frame_content_size(packed) {
            Ok(Some(length)) if length <= MAX_BYTES => length as usize,
            _ => return Err(damaged("it is not a packed article")),
        };
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(length).map_err(damaged)?;
        let dictionary = match zstd_safe::get_dict_id_from_frame(packed) {
            None => None,
            Some(id) => {
                let known = self.all.iter().find(|(known, _)| *known == id);
                Some(known.ok_or_else(|| damaged("its dictionary is missing"))?)
            }
        };
        let unpacked = UNPACKING.with_borrow_mut(|room| match dictionary {
            None => room.decompress(&mut bytes, packed),
            Some((_, dictionary)) => room.decompress_using_ddict(&mut bytes, packed, dictionary),
        });
        unpacked.map_err(|code| damaged(zstd_safe::get_error_name(code)))?;
        String::from_utf8(bytes).map_err(damaged)
    }
}

impl fmt::Debug for Dictionaries {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Dictionaries({})", self.all.len())
    }
}

/// Returns a dictionary as it is read with, and its number.
fn opened(dictionary: &[u8]) -> Option<(NonZeroU32, DDict<'static>)> {
    let opened = DDict::try_create(dictionary)?;
    Some((opened.get_dict_id()?, opened))
}

/// Returns an article packed, with a dictionary where there is one.
fn packed(article: &str, dictionary: Option<&CDict<'static>>) -> Result<Vec<u8>, SearchError> {
    let mut packed = Vec::with_capacity(zstd_safe::compress_bound(article.len()));
    let written = PACKING.with_borrow_mut(|room| match dictionary {
        Some(dictionary) => room.compress_using_cdict(&mut packed, article.as_bytes(), dictionary),
        None => room.compress(&mut packed, article.as_bytes(), LEVEL),
    });
    match written {
        Ok(_) => Ok(packed),
        Err(code) => Err(SearchError::Engine(zstd_safe::get_error_name(code).into())),
    }
}

fn damaged(detail: impl ToString) -> SearchError {
    SearchError::Damaged {
        path: "a stored article".into(),
        detail: detail.to_string(),
    }
}
