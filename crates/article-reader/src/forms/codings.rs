//! The content codings of HTTP (RFC 9110, 8.4.1; RFC 7932; RFC 8878): the body of a response as it was sent -> as it
//! was before, within the bounds of every file that unpacks.

use std::borrow::Cow;
use std::io::{self, Read};

use brotli_decompressor::{BrotliDecoderParameter, Decompressor};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::hashing::BUFFER_BYTES;
use crate::limits::{MAX_TEXT_BYTES, PassedLimit};
use crate::unpack::guarded;

/// Most codings of one body; servers use one, and two by mistake.
const MAX_CODINGS: usize = 4;
/// Largest window of Zstandard over HTTP, as a power of two (RFC 9659).
const MAX_ZSTD_WINDOW_LOG: u32 = 23;

/// Undoes the codings of a body, the last one first.
///
/// A body that is as it was before although its headers name a coding stays as it is: many crawlers undo the coding
/// and keep the header.
pub(crate) fn undo<'a>(codings: &str, body: Cow<'a, [u8]>) -> io::Result<Cow<'a, [u8]>> {
    let codings: Vec<String> = codings
        .split(',')
        .map(|coding| coding.trim().to_ascii_lowercase())
        .filter(|coding| !matches!(coding.as_str(), "" | "identity" | "none"))
        .collect();
    if codings.len() > MAX_CODINGS {
        return Err(io::Error::other("too many codings"));
    }
    let mut body = body;
    for coding in codings.iter().rev() {
        body = match undo_one(coding, &body) {
            Ok(decoded) => Cow::Owned(decoded),
            Err(_) if is_undone(coding, &body) => body,
            Err(error) => return Err(error),
        };
    }
    Ok(body)
}

/// Returns whether a body that cannot be decoded shows that there is nothing to decode.
fn is_undone(coding: &str, body: &[u8]) -> bool {
    // Only these two name themselves in their first bytes; of the others a page is told by its own.
    let magic: &[u8] = match coding {
        "gzip" | "x-gzip" => b"\x1f\x8b",
        "zstd" => b"\x28\xb5\x2f\xfd",
        _ => return body.trim_ascii_start().starts_with(b"<") || body.is_empty(),
    };
    !body.starts_with(magic)
}

fn undo_one(coding: &str, body: &[u8]) -> io::Result<Vec<u8>> {
    match coding {
        "gzip" | "x-gzip" => bounded(&mut MultiGzDecoder::new(body), body.len()),
        // The name means zlib's form; some servers send the bare one.
        "deflate" => match bounded(&mut ZlibDecoder::new(body), body.len()) {
            Err(error) if PassedLimit::of(&error).is_none() => {
                bounded(&mut DeflateDecoder::new(body), body.len())
            }
            inflated => inflated,
        },
        "br" => {
            let mut decoder = Decompressor::new(body, BUFFER_BYTES.min(body.len().max(1)));
            // No server sends windows beyond 16 MB, and none may (RFC 7932).
            decoder.set_parameter(BrotliDecoderParameter::BROTLI_DECODER_PARAM_LARGE_WINDOW, 0);
            bounded(&mut decoder, body.len())
        }
        "zstd" => {
            let mut decoder = zstd::stream::read::Decoder::with_buffer(body)?;
            decoder.window_log_max(MAX_ZSTD_WINDOW_LOG)?;
            bounded(&mut decoder, body.len())
        }
        _ => Err(io::Error::other("unknown coding")),
    }
}

/// Reads to the end, or to the limit of a page or of a bomb.
fn bounded(decoder: &mut dyn Read, n_packed: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    guarded(decoder, n_packed as u64)
        .take(MAX_TEXT_BYTES + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_TEXT_BYTES {
        return Err(PassedLimit::Text.into());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use flate2::Compression;
    use flate2::read::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use proptest::prelude::*;

    use super::*;

    const PAGE: &str = "<p>Élan</p><p>Élan</p>";
    /// [`PAGE`] as Node's zlib packs it.
    const BROTLI_PAGE: &[u8] = b"\x1b\x17\x00\xf8\x1d\xa7\xc3\x9a\x9b\x3f\xaf\x79\xd8\xe0\x12\xd5\xcb\x70\xfa\x84\xb9\x45\x50\xb1\x80\xc8\x6d\x04";
    /// 30 million times the letter 0.
    const BROTLI_BOMB: &[u8] = b"\xcb\xff\xff\x3f\xf8\x25\x60\xe2\xb1\x40\x20\xf7\xfe\x8f\xff\xff\x7f\xf0\x4b\x00\xc4\x61\x11\x80\xee\xfd\x1f\xff\xff\xff\xe0\x97\x00\x88\xc3\x02\x00\xdd\xfb\xbf\xfc\x1b\x4e\xc2\x2f\x01\x10\x87\x05\x00\x3a\xbb\x49";
    /// A page with the window of a gigabyte that is Brotli's but not the web's.
    const BROTLI_LARGE_WINDOW: &[u8] =
        b"\x11\x1e\x16\x00\x02\x3c\x70\x3e\xc3\x89\x6c\x61\x6e\x3c\x2f\x70\x3e\x03";

    fn read(mut reader: impl Read) -> Vec<u8> {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).unwrap();
        bytes
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        read(GzEncoder::new(bytes, Compression::fast()))
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        zstd::encode_all(bytes, 0).unwrap()
    }

    #[test]
    fn every_coding_is_undone() {
        let page = PAGE.as_bytes();
        let cases = [
            ("", page.to_vec()),
            ("identity", page.to_vec()),
            ("gzip", gzip(page)),
            ("X-GZIP", gzip(page)),
            ("deflate", read(ZlibEncoder::new(page, Compression::fast()))),
            ("deflate", read(DeflateEncoder::new(page, Compression::fast()))),
            ("br", BROTLI_PAGE.to_vec()),
            ("zstd", zstd(page)),
            ("br, gzip", gzip(BROTLI_PAGE)),
            // Undone before it was stored.
            ("br", page.to_vec()),
            ("gzip", page.to_vec()),
            ("zstd", page.to_vec()),
            ("deflate", page.to_vec()),
            ("exi", page.to_vec()),
        ];
        for (coding, body) in cases {
            let undone = undo(coding, Cow::Owned(body)).unwrap();
            assert_eq!(String::from_utf8_lossy(&undone), PAGE, "{coding}");
        }
    }

    #[test]
    fn bombs_and_damage_are_errors() {
        let zeros = vec![b'0'; 30_000_000];
        for (coding, bomb) in [
            ("br", BROTLI_BOMB.to_vec()),
            ("gzip", gzip(&zeros)),
            ("zstd", zstd(&zeros)),
            (
                "deflate",
                read(ZlibEncoder::new(zeros.as_slice(), Compression::best())),
            ),
        ] {
            let error = undo(coding, Cow::Owned(bomb)).unwrap_err();
            assert!(PassedLimit::of(&error).is_some(), "{coding}: {error}");
        }
        for (coding, damaged) in [
            ("br", &BROTLI_PAGE[..20]),
            ("br", b"no such thing"),
            ("br", BROTLI_LARGE_WINDOW),
            ("gzip", &gzip(PAGE.as_bytes())[..12]),
            ("zstd", &zstd(PAGE.as_bytes())[..12]),
            ("exi", b"no such thing"),
            ("br,br,br,br,br", BROTLI_PAGE),
        ] {
            assert!(
                undo(coding, Cow::Borrowed(damaged)).is_err(),
                "{coding} {damaged:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_body_of_any_coding_is_undone_or_an_error(
            coding in proptest::sample::select(vec!["br", "gzip", "zstd", "deflate", "gzip, br"]),
            start in proptest::sample::select(vec![b"".as_slice(), &BROTLI_PAGE[..9], &BROTLI_BOMB[..20]]),
            rest in proptest::collection::vec(any::<u8>(), 0..200),
        ) {
            let _ = undo(coding, Cow::Owned([start, &rest].concat()));
        }
    }
}
