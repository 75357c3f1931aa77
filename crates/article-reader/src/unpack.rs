//! Unpacks gzip and Zstandard, and stops where a file unpacks to more than it should.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

use crate::file_kind::Packing;
use crate::hashing::BUFFER_BYTES;
use crate::limits::{MAX_INFLATION_RATIO, PassedLimit, UNCHECKED_INFLATED_BYTES};

/// Calls `read_content` with the unpacked content of `packed`, which may be of any size: forms that are held in memory as
/// a whole have a limit of their own.
pub(crate) fn unpack(
    packing: Packing,
    packed: &mut dyn Read,
    read_content: &mut dyn FnMut(&mut dyn BufRead),
) -> io::Result<()> {
    let n_packed = Cell::new(0);
    let counted = Counted {
        inner: packed,
        n_bytes: &n_packed,
    };
    let mut packed = BufReader::with_capacity(BUFFER_BYTES, counted);
    let unpacked: &mut dyn Read = match packing {
        Packing::Plain => {
            read_content(&mut packed);
            return Ok(());
        }
        Packing::Gzip => &mut MultiGzDecoder::new(packed),
        Packing::Zstd => &mut zstd::stream::read::Decoder::with_buffer(packed)?,
    };
    let guarded = InflationGuard {
        inner: unpacked,
        n_packed: || n_packed.get(),
        n_unpacked: 0,
    };
    read_content(&mut BufReader::with_capacity(BUFFER_BYTES, guarded));
    Ok(())
}

/// Returns the member of an archive so that it fails as soon as it unpacks to many times its packed size.
pub(crate) fn guarded(member: &mut dyn Read, n_packed: u64) -> impl Read {
    InflationGuard {
        inner: member,
        n_packed: move || n_packed,
        n_unpacked: 0,
    }
}

/// Counts the packed bytes that were read so far.
struct Counted<'a> {
    inner: &'a mut dyn Read,
    n_bytes: &'a Cell<u64>,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.n_bytes.set(self.n_bytes.get() + read as u64);
        Ok(read)
    }
}

/// Fails as soon as more was unpacked than the limits allow.
struct InflationGuard<'a, F> {
    inner: &'a mut dyn Read,
    n_packed: F,
    n_unpacked: u64,
}

impl<F: Fn() -> u64> Read for InflationGuard<'_, F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.n_unpacked += read as u64;
        match passed_limit((self.n_packed)(), self.n_unpacked) {
            Some(limit) => Err(limit.into()),
            None => Ok(read),
        }
    }
}

fn passed_limit(n_packed: u64, n_unpacked: u64) -> Option<PassedLimit> {
    let is_bomb = n_unpacked > UNCHECKED_INFLATED_BYTES && n_unpacked / MAX_INFLATION_RATIO > n_packed;
    is_bomb.then_some(PassedLimit::Ratio)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_hold_where_they_are_passed() {
        let cases = [
            (1, 0, None),
            (10, UNCHECKED_INFLATED_BYTES, None),
            (10, UNCHECKED_INFLATED_BYTES + 1, Some(PassedLimit::Ratio)),
            (20_000, 2_000_000, None),
            (20_000, 2_000_100, Some(PassedLimit::Ratio)),
            (50_000_000, 1_000_000_000, None),
        ];
        for (n_packed, n_unpacked, expected) in cases {
            let found = passed_limit(n_packed, n_unpacked);
            assert_eq!(found, expected, "{n_packed} -> {n_unpacked}");
        }
    }
}
