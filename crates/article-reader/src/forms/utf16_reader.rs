//! Reads UTF-16 as UTF-8, piece by piece.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, Encoding};

/// A reader that turns another encoding into UTF-8.
pub(crate) struct Utf16Reader<'a> {
    inner: &'a mut dyn BufRead,
    decoder: Decoder,
    is_done: bool,
}

impl<'a> Utf16Reader<'a> {
    pub(crate) fn new(inner: &'a mut dyn BufRead, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            is_done: false,
        }
    }
}

impl Read for Utf16Reader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        /// The decoder needs room for one character and its replacement to make progress.
        const SMALLEST_BUFFER: usize = 16;
        assert!(
            buffer.len() >= SMALLEST_BUFFER,
            "it is read through a larger buffer"
        );
        while !self.is_done {
            let encoded = self.inner.fill_buf()?;
            let is_end = encoded.is_empty();
            let (_, n_read, n_written, _) = self.decoder.decode_to_utf8(encoded, buffer, is_end);
            self.inner.consume(n_read);
            self.is_done = is_end;
            if n_written > 0 {
                return Ok(n_written);
            }
        }
        Ok(0)
    }
}
