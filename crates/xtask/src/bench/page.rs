//! The weight of the page as it travels: every file of `web/dist`, compressed.

use std::io::Read;

use anyhow::Result;
use flate2::Compression;
use flate2::read::GzEncoder;

use crate::{tree, web};

/// Returns the compressed size of the built page, or nothing where it is not built.
pub(crate) fn gzip_bytes() -> Result<Option<u64>> {
    let folder = web::folder().join("dist");
    if !folder.join("index.html").is_file() {
        return Ok(None);
    }
    let mut total = 0;
    for file in tree::files(&folder)? {
        let content = std::fs::read(file)?;
        let mut packed = Vec::new();
        GzEncoder::new(content.as_slice(), Compression::default()).read_to_end(&mut packed)?;
        total += packed.len() as u64;
    }
    Ok(Some(total))
}
