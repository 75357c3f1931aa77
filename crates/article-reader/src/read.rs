//! Reads one file: hashes it, unpacks it and gives what its form holds to the sink.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};
use std::path::Path;
use std::sync::Arc;

use article::{Origin, RawDocument, Rejection};

use crate::archive;
use crate::file_kind::{FileKind, Packing};
use crate::forms;
use crate::hashing::{FileDigest, HashingReader};
use crate::limits::PassedLimit;
use crate::portion::Portion;
use crate::settings::FieldMap;
use crate::sniff;
use crate::unpack::unpack;
use crate::walk::{SourceFile, UNREADABLE};

/// Takes what a file gives, one document or rejection at a time.
pub type Sink<'a> = dyn FnMut(Result<RawDocument, Rejection>) + 'a;

/// What a file stands in.
#[derive(Clone, Copy)]
pub(crate) struct Within<'a> {
    /// How many archives it is inside of.
    pub(crate) depth: usize,
    /// Where the settings of its folder say that the fields of records are.
    pub(crate) fields: &'a FieldMap,
}

/// Gives every document of a file to the sink and returns the file's digest.
///
/// A problem with the whole file is one rejection; a broken record is one as well, and the next record follows.
pub fn read(file: &SourceFile, sink: &mut Sink<'_>) -> FileDigest {
    read_portion(file, Portion::Whole, sink)
}

/// The same as [`read`], but the file ends for the reader as soon as `is_wanted`, which is told how many of its bytes
/// were read, says that nobody wants more. What the sink gets after that, and the digest, mean nothing.
pub fn read_while(file: &SourceFile, is_wanted: &dyn Fn(u64) -> bool, sink: &mut Sink<'_>) -> FileDigest {
    read_portion(file, Portion::While(is_wanted), sink)
}

/// Gives the documents that begin in the first `max_bytes` of a file to the sink: a sample of a long file. The last
/// of them may be cut or rejected for that. An archive whose list of members stands at its end gives none. Reading ends
/// soon after `is_wanted` says no.
pub fn read_head(file: &SourceFile, max_bytes: u64, is_wanted: &dyn Fn() -> bool, sink: &mut Sink<'_>) {
    read_portion(file, Portion::First(max_bytes, is_wanted), sink);
}

fn read_portion(file: &SourceFile, portion: Portion<'_>, sink: &mut Sink<'_>) -> FileDigest {
    let defaults = &file.settings.defaults;
    let modified = modified(file.modified_ns);
    read_file(file, portion, &mut |found| {
        sink(found.map(|mut document| {
            document.hints.defaults = Arc::clone(defaults);
            document.hints.modified.clone_from(&modified);
            document
        }));
    })
}

/// Returns the time of a file's last change as RFC 3339, nothing where the system does not tell.
fn modified(nanoseconds: i128) -> Option<String> {
    let time = jiff::Timestamp::from_nanosecond(nanoseconds).ok()?;
    (nanoseconds > 0).then(|| time.to_string())
}

fn read_file(file: &SourceFile, portion: Portion<'_>, sink: &mut Sink<'_>) -> FileDigest {
    let within = Within {
        depth: 0,
        fields: &file.settings.fields,
    };
    let origin = Origin {
        path: file.relative.clone(),
        ..Origin::default()
    };
    let (opened, head) = match open(file).and_then(with_head) {
        Ok(opened) => opened,
        Err(error) => {
            sink(Err(Rejection::new(&origin, UNREADABLE).with_detail(error)));
            return FileDigest::UNREADABLE;
        }
    };
    let Some(kind) = sniff::kind_of(&file.relative, &head) else {
        sink(Err(Rejection::new(&origin, "unknown form")));
        return digest(file).unwrap_or(FileDigest::UNREADABLE);
    };
    if kind == FileKind::ZIP {
        if let Portion::First(..) = portion {
            return FileDigest::UNREADABLE;
        }
        // Its list of members stands at the end, so it is read twice rather than held in memory.
        archive::read_zip(&origin, BufReader::new(opened), within, sink);
        return digest(file).unwrap_or(FileDigest::UNREADABLE);
    }
    let mut hashed = HashingReader::new(portion.of(opened));
    read_content(&origin, kind, &mut hashed, within, sink);
    hashed.finish()
}

/// Gives every document of a file that is held in memory to the sink. `name` is its path below the corpus folder.
pub fn read_bytes(name: &str, bytes: &[u8], sink: &mut Sink<'_>) {
    let origin = Origin {
        path: name.to_owned(),
        ..Origin::default()
    };
    let head = &bytes[..bytes.len().min(sniff::HEAD_BYTES)];
    let fields = FieldMap::default();
    let within = Within {
        depth: 0,
        fields: &fields,
    };
    match sniff::kind_of(name, head) {
        None => sink(Err(Rejection::new(&origin, "unknown form"))),
        Some(FileKind::ZIP) => archive::read_zip(&origin, Cursor::new(bytes), within, sink),
        Some(kind) => {
            let mut packed = bytes;
            read_content(&origin, kind, &mut packed, within, sink);
        }
    }
}

/// Returns the digest of a file without looking for articles in it.
pub fn digest(file: &SourceFile) -> io::Result<FileDigest> {
    let mut opened = open(file)?;
    let mut hasher = blake3::Hasher::new();
    let bytes = io::copy(&mut opened, &mut hasher)?;
    Ok(FileDigest {
        hash: *hasher.finalize().as_bytes(),
        bytes,
    })
}

/// Opens a regular file. What it is gets checked first, because opening a pipe waits for its other end.
fn open(file: &SourceFile) -> io::Result<File> {
    if !file.path.metadata()?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    File::open(&file.path)
}

/// Returns whether a file is of a known form by its name or its first bytes.
pub(crate) fn is_known(name: &str, path: &Path) -> bool {
    let head = || File::open(path).and_then(with_head).map(|(_, head)| head);
    FileKind::of(name).is_some() || head().is_ok_and(|head| sniff::kind_of(name, &head).is_some())
}

/// Reads the first bytes of a file and goes back to its start.
fn with_head(mut file: File) -> io::Result<(File, Vec<u8>)> {
    let mut head = Vec::new();
    (&mut file)
        .take(sniff::HEAD_BYTES as u64)
        .read_to_end(&mut head)?;
    file.rewind()?;
    Ok((file, head))
}

/// Gives every document of a packed or plain file to the sink.
pub(crate) fn read_content(
    origin: &Origin,
    kind: FileKind,
    packed: &mut dyn Read,
    within: Within<'_>,
    sink: &mut Sink<'_>,
) {
    told(origin, sink, |sink| {
        let unpacked = unpack(kind.packing, packed, &mut |content| {
            if let Err(error) = read_unpacked(origin, kind, content, within, sink) {
                sink(Err(file_rejection(origin, kind.packing, &error)));
            }
        });
        if let Err(error) = unpacked {
            sink(Err(file_rejection(origin, kind.packing, &error)));
        }
    });
}

/// Reads a file, and says so where it holds neither a document nor anything that is wrong: an archive of folders, a
/// crawl without pages.
pub(crate) fn told(origin: &Origin, sink: &mut Sink<'_>, read: impl FnOnce(&mut Sink<'_>)) {
    let mut is_told = false;
    read(&mut |found| {
        is_told = true;
        sink(found);
    });
    if !is_told {
        sink(Err(Rejection::new(origin, "no records")));
    }
}

fn read_unpacked(
    origin: &Origin,
    kind: FileKind,
    content: &mut dyn BufRead,
    within: Within<'_>,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    if content.fill_buf()?.is_empty() {
        sink(Err(Rejection::new(origin, "empty file")));
        return Ok(());
    }
    let form = sniff::form_under(kind.form, content.fill_buf()?);
    forms::read(origin, form, content, within, sink)
}

/// Says what ended the reading of a file: one of our limits, its packing, or the system.
fn file_rejection(origin: &Origin, packing: Packing, error: &io::Error) -> Rejection {
    if let Some(limit) = PassedLimit::of(error) {
        return Rejection::new(origin, "too large").with_detail(limit);
    }
    let is_from_system = error.raw_os_error().is_some();
    let reason = match packing {
        Packing::Gzip | Packing::Zstd if !is_from_system => "broken compression",
        _ => UNREADABLE,
    };
    Rejection::new(origin, reason).with_detail(error)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use article::RawContent;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        zstd::encode_all(bytes, 0).unwrap()
    }

    /// Reads bytes as a file of this name and prints each document as `record:text` and each rejection as
    /// `record!reason`.
    fn summary(name: &str, bytes: &[u8]) -> Vec<String> {
        let origin = Origin {
            path: name.to_owned(),
            ..Origin::default()
        };
        let mut found = Vec::new();
        let mut packed = bytes;
        read_content(
            &origin,
            FileKind::of(name).unwrap(),
            &mut packed,
            Within {
                depth: 0,
                fields: &FieldMap::default(),
            },
            &mut |document| found.push(document),
        );
        found.into_iter().map(summary_of).collect()
    }

    fn summary_of(found: Result<RawDocument, Rejection>) -> String {
        let place = |origin: &Origin| origin.record.map(|record| record.to_string()).unwrap_or_default();
        match found {
            Ok(RawDocument { origin, content, .. }) => match content {
                RawContent::Text(text) => format!("{}text:{text}", place(&origin)),
                RawContent::Markdown(text) => format!("{}markdown:{text}", place(&origin)),
                RawContent::Html(text) => format!("{}html:{text}", place(&origin)),
                RawContent::Record(record) => {
                    format!("{}:{}", place(&origin), record.text.unwrap_or_default())
                }
            },
            Err(rejection) => format!("{}!{}", place(&rejection.origin), rejection.reason),
        }
    }

    #[test]
    fn every_form_is_read_plain_and_packed() {
        let cases: [(&str, &str, &[&str]); 15] = [
            ("a.txt", "Rain fell.\r\nAll day.", &["text:Rain fell.\nAll day."]),
            ("a.md", "# Rain\n\nIt fell.", &["markdown:# Rain\n\nIt fell."]),
            ("a.html", "<p>Rain</p>", &["html:<p>Rain</p>"]),
            (
                "a.txt",
                "\u{feff} <!DOCTYPE html><p>Rain</p>",
                &["html: <!DOCTYPE html><p>Rain</p>"],
            ),
            (
                "a.md",
                "<HTML lang=en><p>Rain</p>",
                &["html:<HTML lang=en><p>Rain</p>"],
            ),
            (
                "a.txt",
                "<!-- saved --><html><p>Rain",
                &["html:<!-- saved --><html><p>Rain"],
            ),
            ("a.txt", "<htmlish> is a word", &["text:<htmlish> is a word"]),
            ("a.json", r#"{"text": "Rain"}"#, &[":Rain"]),
            (
                "a.json",
                r#"[{"text": "Rain"}, {"body": "Sun"}]"#,
                &["1:Rain", "2:Sun"],
            ),
            (
                "a.jsonl",
                "{\"text\": \"Rain\"}\n\n{\"text\": \"Sun\"}\n",
                &["1:Rain", "3:Sun"],
            ),
            ("a.txt", "", &["!empty file"]),
            ("a.txt", " \n\t\r\n", &["!empty file"]),
            ("a.json", "[]", &["!no records"]),
            ("a.csv", "title,text\n", &["!no records"]),
            (
                "a.rss",
                "<rss version=\"2.0\"><channel></channel></rss>",
                &["!no records"],
            ),
        ];
        for (name, content, expected) in cases {
            let bytes = content.as_bytes();
            assert_eq!(summary(name, bytes), expected, "{name} {content:?}");
            assert_eq!(
                summary(&format!("{name}.gz"), &gzip(bytes)),
                expected,
                "{name}.gz {content:?}"
            );
            assert_eq!(
                summary(&format!("{name}.zst"), &zstd(bytes)),
                expected,
                "{name}.zst {content:?}"
            );
        }
    }

    #[test]
    fn packed_files_of_several_parts_are_read_to_their_end() {
        let parts = ["{\"text\":\"Rain\"}\n", "{\"text\":\"Sun\"}\n"];
        for (name, pack) in [
            ("a.jsonl.gz", gzip as fn(&[u8]) -> Vec<u8>),
            ("a.jsonl.zst", zstd),
        ] {
            let packed: Vec<u8> = parts.iter().flat_map(|part| pack(part.as_bytes())).collect();
            assert_eq!(summary(name, &packed), ["1:Rain", "2:Sun"], "{name}");
        }
    }

    #[test]
    fn broken_packing_keeps_what_was_whole() {
        let lines: String = (0..20_000)
            .map(|n| format!("{{\"text\":\"line {n}\",\"n\":{}}}\n", n * n))
            .collect();
        for (name, packed) in [
            ("a.jsonl.gz", gzip(lines.as_bytes())),
            ("a.jsonl.zst", zstd(lines.as_bytes())),
        ] {
            let found = summary(name, &packed[..packed.len() / 2]);
            assert!(
                found.len() > 1_000,
                "{name}: only {} records before the break",
                found.len()
            );
            assert_eq!(found[0], "1:line 0");
            assert_eq!(found.last().unwrap(), "!broken compression", "{name}");
            assert_eq!(
                found.iter().filter(|line| line.contains('!')).count(),
                1,
                "{name}"
            );
        }
        assert_eq!(
            summary("a.txt.gz", b"this is no gzip at all"),
            ["!broken compression"]
        );
        assert_eq!(
            summary("a.txt.zst", b"this is no zstd at all"),
            ["!broken compression"]
        );
    }

    #[test]
    fn files_beyond_a_limit_are_too_large() {
        let spaces = vec![b'x'; 21_000_000];
        assert_eq!(summary("a.txt", &spaces), ["!too large"]);
        assert_eq!(summary("a.txt.gz", &gzip(&spaces)), ["!too large"]);
        assert_eq!(summary("a.jsonl.zst", &zstd(&spaces)), ["!too large"]);
        assert_eq!(summary("a.txt", &vec![b'x'; 2_000_000])[0].len(), 2_000_005);
        let record = format!(
            "{{\"text\":\"{}\"}}\n{{\"text\":\"Sun\"}}\n",
            "x".repeat(5_000_001)
        );
        assert_eq!(summary("a.jsonl", record.as_bytes()), ["1!too large", "2:Sun"]);
        let list = format!(
            "[{{\"text\":\"{}\"}},{{\"text\":\"Sun\"}}]",
            "x".repeat(5_000_001)
        );
        assert_eq!(summary("a.json", list.as_bytes()), ["1!too large", "2:Sun"]);
    }

    #[test]
    fn binary_files_are_one_row_in_any_form() {
        let bytes: Vec<u8> = (0..200_u32)
            .flat_map(|n| [0, 1, 2, b'\n', (n % 251) as u8])
            .collect();
        for name in ["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.csv", "a.xml"] {
            assert_eq!(summary(name, &bytes), ["!binary file"], "{name}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_of_any_form_give_rows_and_no_panic(
            bytes in proptest::collection::vec(any::<u8>(), 0..300),
            name in proptest::sample::select(vec![
                "a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.txt.gz", "a.json.zst", "a.jsonl.gz",
                "a.csv", "a.tsv.zst", "a.xml", "a.rss.gz",
            ]),
        ) {
            prop_assert!(!summary(name, &bytes).is_empty());
        }

        #[test]
        fn any_json_like_text_gives_rows_and_no_panic(
            text in r#"[\[\]{}",:\\ \ntexbody\PC0-9-]{0,60}"#,
            name in proptest::sample::select(vec!["a.json", "a.jsonl"]),
        ) {
            summary(name, text.as_bytes());
            summary(name, format!("[{{\"text\":\"a\"}},{text}]").as_bytes());
            summary(name, format!("{{\"articles\":[{{\"text\":\"a\"}},{text}").as_bytes());
        }
    }
}
