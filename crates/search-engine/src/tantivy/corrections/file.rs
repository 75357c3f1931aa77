//! The corrections of a generation on disk: a checksum on the first line, then the lines as JSON.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, ErrorKind, Read};

use super::super::generations::{Generation, io_error, write_text_durably};
use crate::{Corrections, SearchError};

/// Name of the file in the folder of a generation.
pub(in crate::tantivy) const FILE: &str = "corrections";

/// Checksum of the corrections of a generation; nothing where there are none.
pub(in crate::tantivy) type Checksum = Option<String>;

/// Makes these the corrections of a generation, durably; returns those that it had before. Readers that are open
/// take them up as they take up an update.
pub fn write_corrections(
    generation: &Generation,
    corrections: &Corrections,
) -> Result<Corrections, SearchError> {
    // What cannot be read is replaced.
    let before = corrections_of(generation);
    let is_same =
        generation.folder.join(FILE).exists() && before.as_ref().is_ok_and(|before| before == corrections);
    if !is_same {
        let json =
            serde_json::to_string(corrections).map_err(|error| SearchError::Engine(error.to_string()))?;
        let text = format!("{}\n{json}", checksum(&json));
        write_text_durably(&generation.folder, FILE, &text)?;
    }
    Ok(before.unwrap_or_default())
}

/// Returns the corrections of a generation.
pub fn corrections_of(generation: &Generation) -> Result<Corrections, SearchError> {
    read_corrections(generation).map(|(corrections, _)| corrections)
}

/// Returns the corrections of a generation and their checksum. One that was never published may be without the file.
pub(in crate::tantivy) fn read_corrections(
    generation: &Generation,
) -> Result<(Corrections, Checksum), SearchError> {
    let path = generation.folder.join(FILE);
    let text = match fs::read(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound && generation.is_published() => {
            return Err(generation.damaged(format!("the file {FILE} is missing")));
        }
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok((Corrections::default(), None)),
        Err(error) => return Err(io_error(&path, error)),
    };
    let damaged = |detail: String| SearchError::Damaged {
        path: path.display().to_string(),
        detail,
    };
    let text = String::from_utf8(text).map_err(|error| damaged(error.to_string()))?;
    let (sum, json) = text.split_once('\n').unwrap_or_default();
    let json = json.strip_suffix('\n').unwrap_or_default();
    if sum != checksum(json) {
        return Err(damaged("its checksum is another".into()));
    }
    let corrections = serde_json::from_str(json).map_err(|error| damaged(error.to_string()))?;
    Ok((corrections, Some(sum.to_owned())))
}

/// Returns the checksum of the corrections of a generation, reading nothing else.
pub(in crate::tantivy) fn read_checksum(generation: &Generation) -> Result<Checksum, SearchError> {
    /// Longer first lines are damage, which reading the whole will tell of.
    const MAX_BYTES: u64 = 64;
    let path = generation.folder.join(FILE);
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(io_error(&path, error)),
    };
    let mut line = Vec::new();
    BufReader::new(file.take(MAX_BYTES))
        .read_until(b'\n', &mut line)
        .map_err(|error| io_error(&path, error))?;
    Ok(Some(String::from_utf8_lossy(&line).trim_end().to_owned()))
}

/// Returns the FNV-1a hash of a text in hexadecimal digits: it tells damage, it need not withstand malice.
fn checksum(text: &str) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    format!("{:016x}", text.bytes().fold(0xcbf2_9ce4_8422_2325, step))
}
