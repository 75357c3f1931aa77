//! The register on disk: a file of each generation. It is a copy of what the index says: where it is missing or not
//! what was written it is worked out again, and nothing else depends on it.

use std::fs;
use std::io::{ErrorKind, Read};

use tantivy::index::SegmentId;
use tantivy::{IndexReader, ReloadPolicy};
use zstd::stream::read::Decoder;

use super::{FacetRegister, Register, Registered, Wanted, Words, fits};
use crate::tantivy::checked_directory::{CheckedDirectory, with_digest, without_digest};
use crate::tantivy::generations::{Generation, write_durably};
use crate::tantivy::schema::schema;
use crate::tantivy::snapshot::{guarded, segment_ids};
use crate::tantivy::texts::Texts;
use crate::{FacetField, SearchError};

/// Name of the file in the folder of a generation.
pub(in crate::tantivy) const FILE: &str = "register";
/// Begins the content.
const MAGIC: &[u8; 8] = b"register";
/// How hard zstd tries: the lists take a third of their room, and a megabyte of them is unpacked in a millisecond.
const LEVEL: i32 = 3;
/// Bytes that a register may have: more than that of ten million articles.
const MAX_BYTES: usize = 1 << 30;
/// Bytes of the id of a segment.
const ID: usize = 32;
/// Bytes that are unpacked at once to see which segments it is about.
const HEAD: u64 = 64 << 10;

/// Makes a new register of a generation where what it has says too little about its index, as after a large build.
/// An index is as good without, it only opens more slowly.
pub fn keep_register(generation: &Generation) -> Result<(), SearchError> {
    let directory = CheckedDirectory::open(generation)?;
    let index = directory.index(generation)?;
    let explain = |error| directory.incidents().explain(generation, error);
    let metas = index.load_metas().map_err(explain)?;
    if read_segments(generation).is_some_and(|segments| fits(&segments, &metas.segments, Wanted::Most)) {
        return Ok(());
    }
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
    let reader: IndexReader = reader.try_into().map_err(explain)?;
    let searcher = reader.searcher();
    let register = guarded(generation, &directory, &segment_ids(&metas), || {
        Register::make(&searcher, &schema().1)
    })?;
    let packed = zstd::bulk::compress(&encoded(&register), LEVEL);
    let packed = packed.map_err(|error| SearchError::Engine(error.to_string()))?;
    write_durably(&generation.folder, FILE, &with_digest(&packed))
}

/// Returns the register of a generation, where there is one that is what was written.
pub(in crate::tantivy) fn read_register(generation: &Generation) -> Option<Register> {
    let bytes = fs::read(generation.folder.join(FILE)).ok()?;
    decoded(&unpacked(&bytes)?)
}

/// Tells whether the register of a generation is what was written, or missing.
pub(in crate::tantivy) fn is_whole(generation: &Generation) -> bool {
    let path = generation.folder.join(FILE);
    match fs::read(path) {
        Ok(bytes) => unpacked(&bytes).and_then(|bytes| decoded(&bytes)).is_some(),
        Err(error) => error.kind() == ErrorKind::NotFound,
    }
}

/// Reads which segments the register of a generation is about, where all of it is what was written.
fn read_segments(generation: &Generation) -> Option<Vec<Registered>> {
    let bytes = fs::read(generation.folder.join(FILE)).ok()?;
    let mut unpacking = Decoder::new(without_digest(&bytes)?).ok()?;
    let mut head = Vec::new();
    // Only as much as that is unpacked: the names of an archive are many times as long.
    loop {
        let n_read = unpacking.by_ref().take(HEAD).read_to_end(&mut head).ok()?;
        if let Some(segments) = decoded_head(&mut head.as_slice()) {
            return Some(segments);
        }
        if n_read == 0 {
            return None;
        }
    }
}

/// Returns the content of the file of a register, where it is what was written.
fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    zstd::bulk::decompress(without_digest(bytes)?, MAX_BYTES).ok()
}

/// Returns the bytes of a register: which segments it is about, then the names.
fn encoded(register: &Register) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    put_number(&mut bytes, register.segments.len());
    for segment in &register.segments {
        bytes.extend(segment.id.uuid_string().as_bytes());
        put_number(&mut bytes, segment.n_articles as usize);
        put_numbers(&mut bytes, &segment.removed);
    }
    for segment in &register.segments {
        segment
            .terms
            .iter()
            .for_each(|terms| put_numbers(&mut bytes, terms));
    }
    for facet in &register.facets {
        for texts in [&facet.terms, &facet.words.words] {
            let (text, ends) = texts.parts();
            put_number(&mut bytes, text.len());
            bytes.extend(text.as_bytes());
            put_numbers(&mut bytes, ends);
        }
        let lists = [
            &facet.counts,
            &facet.ends,
            &facet.values,
            &facet.shown,
            &facet.by_name,
            &facet.twins,
            &facet.words.ends,
            &facet.words.values,
        ];
        lists.iter().for_each(|list| put_numbers(&mut bytes, list));
    }
    bytes
}

fn decoded(bytes: &[u8]) -> Option<Register> {
    let mut rest = bytes;
    let mut segments = decoded_head(&mut rest)?;
    for segment in &mut segments {
        for _ in FacetField::ALL {
            segment.terms.push(take_numbers(&mut rest)?);
        }
    }
    let mut facets = Vec::new();
    for _ in FacetField::ALL {
        let (terms, words) = (take_texts(&mut rest)?, take_texts(&mut rest)?);
        facets.push(FacetRegister {
            terms,
            counts: take_numbers(&mut rest)?,
            ends: take_numbers(&mut rest)?,
            values: take_numbers(&mut rest)?,
            shown: take_numbers(&mut rest)?,
            by_name: take_numbers(&mut rest)?,
            twins: take_numbers(&mut rest)?,
            words: Words {
                words,
                ends: take_numbers(&mut rest)?,
                values: take_numbers(&mut rest)?,
            },
        });
    }
    rest.is_empty().then_some(Register { segments, facets })
}

/// Returns the segments that a register is about; behind them follows the rest.
fn decoded_head(bytes: &mut &[u8]) -> Option<Vec<Registered>> {
    *bytes = bytes.strip_prefix(MAGIC)?;
    let mut segments = Vec::new();
    for _ in 0..take_number(bytes)? {
        let (id, rest) = bytes.split_at_checked(ID)?;
        *bytes = rest;
        segments.push(Registered {
            id: SegmentId::from_uuid_string(std::str::from_utf8(id).ok()?).ok()?,
            n_articles: take_number(bytes)? as u32,
            removed: take_numbers(bytes)?,
            terms: Vec::new(),
        });
    }
    Some(segments)
}

fn put_number(bytes: &mut Vec<u8>, number: usize) {
    bytes.extend((number as u32).to_le_bytes());
}

fn put_numbers(bytes: &mut Vec<u8>, numbers: &[u32]) {
    put_number(bytes, numbers.len());
    bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn take_number(bytes: &mut &[u8]) -> Option<usize> {
    let (number, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(u32::from_le_bytes(*number) as usize)
}

fn take_numbers(bytes: &mut &[u8]) -> Option<Vec<u32>> {
    let length = take_number(bytes)?;
    let (numbers, rest) = bytes.split_at_checked(length.checked_mul(4)?)?;
    *bytes = rest;
    let numbers = numbers.as_chunks().0.iter();
    Some(numbers.map(|number| u32::from_le_bytes(*number)).collect())
}

fn take_texts(bytes: &mut &[u8]) -> Option<Texts> {
    let length = take_number(bytes)?;
    let (text, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    let text = std::str::from_utf8(text).ok()?.to_owned();
    Texts::of_parts(text, take_numbers(bytes)?)
}
