//! [`Settings`]: what the files `dateline.toml` of a folder and of the folders above it say of its files.
//!
//! `parse` reads one file, `field_map` finds mapped fields in records; what is wrong in a file is a row of the report.

mod field_map;
mod languages;
mod parse;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use article::{Defaults, Origin, Rejection};

pub(crate) use field_map::FieldMap;

/// Name of a settings file.
pub(crate) const FILE_NAME: &str = "dateline.toml";
/// Largest settings file: all keys with long lists of names have a tenth of this.
const MAX_BYTES: u64 = 65_536;

/// What settings say of the files of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Where the fields of structured records are.
    pub(crate) fields: FieldMap,
    /// What counts where documents say nothing.
    pub(crate) defaults: Arc<Defaults>,
    /// A short hash of everything they say, nothing where they say nothing.
    digest: Option<String>,
}

impl Settings {
    pub(crate) fn new(fields: FieldMap, defaults: Defaults) -> Self {
        let says_something = fields != FieldMap::default() || defaults != Defaults::default();
        Self {
            digest: says_something.then(|| digest(&fields, &defaults)),
            fields,
            defaults: Arc::new(defaults),
        }
    }

    /// Returns a short hash of everything they say, nothing where they say nothing.
    pub fn digest(&self) -> Option<&str> {
        self.digest.as_deref()
    }
}
/// Returns the hash of what settings say.
fn digest(fields: &FieldMap, defaults: &Defaults) -> String {
    /// Enough hexadecimal digits to tell the settings of one folder apart over the years.
    const DIGITS: usize = 16;
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(text.as_bytes());
        hasher.update(&[0]);
    };
    for (field, names) in &fields.0 {
        add(field.key());
        names.iter().for_each(|name| add(name));
        add("");
    }
    let Defaults {
        source,
        language,
        time_zone,
    } = defaults;
    let written = [
        source.as_ref().map(|source| &source.written),
        language.as_ref().map(|language| &language.written),
        time_zone.as_ref().map(|time_zone| &time_zone.written),
    ];
    written.into_iter().flatten().for_each(|written| add(written));
    hasher.finalize().to_hex()[..DIGITS].to_owned()
}

/// A settings file that was found below a root.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SettingsFile {
    /// Path below the root, with `/` between its parts.
    pub(crate) relative: String,
    /// The path to open.
    pub(crate) path: PathBuf,
}

/// The settings of every folder below a root that has a settings file.
#[derive(Debug, Default)]
pub(crate) struct SettingsTree {
    by_folder: BTreeMap<String, Arc<Settings>>,
    /// Of what is below none of them.
    none: Arc<Settings>,
}

impl SettingsTree {
    /// Reads settings files; those deeper add to those above and override them. Returns what is wrong in them as well.
    pub(crate) fn read(mut files: Vec<SettingsFile>) -> (Self, Vec<Rejection>) {
        files.sort();
        files.sort_by_key(|file| file.relative.matches('/').count());
        let (mut tree, mut rejected) = (Self::default(), Vec::new());
        for file in files {
            let above = tree.of(&file.relative);
            let (settings, problems) = match text_of(&file.path) {
                Ok(text) => parse::parse(&text, &file.relative, &above),
                Err(problem) => ((*above).clone(), vec![problem]),
            };
            rejected.extend(problems.into_iter().map(|problem| rejection(&file, problem)));
            tree.by_folder
                .insert(folder_of(&file.relative).to_owned(), Arc::new(settings));
        }
        (tree, rejected)
    }

    /// Returns the settings of a file by its path below the root.
    pub(crate) fn of(&self, relative: &str) -> Arc<Settings> {
        let mut folder = relative;
        while !self.by_folder.is_empty() && !folder.is_empty() {
            folder = folder_of(folder);
            if let Some(settings) = self.by_folder.get(folder) {
                return Arc::clone(settings);
            }
        }
        Arc::clone(&self.none)
    }
}

/// Returns the folder of a path, empty for the root.
fn folder_of(relative: &str) -> &str {
    relative.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn rejection(file: &SettingsFile, problem: String) -> Rejection {
    let origin = Origin {
        path: file.relative.clone(),
        ..Origin::default()
    };
    Rejection::new(&origin, "broken settings").with_detail(problem)
}

/// Returns the text of a settings file, or why it cannot be used.
fn text_of(path: &Path) -> Result<String, String> {
    let bytes = bytes_of(path).map_err(|error| format!("cannot be read: {error}"))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(format!(
            "too large: settings are at most {} kB",
            MAX_BYTES / 1_024
        ));
    }
    decode(bytes)
}

fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    // A pipe of that name would be waited for.
    if !path.metadata()?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn decode(bytes: Vec<u8>) -> Result<String, String> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        format!("line {line}: not UTF-8; save the file as UTF-8")
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(text) => text.to_owned(),
        None => text,
    })
}

#[cfg(test)]
mod tests;
