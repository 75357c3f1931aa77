//! What a file is by its name: its form, and how it is packed.

use crate::settings;

/// The form of a file's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A page of HTML.
    Html,
    /// JSON: one record, or a list of them.
    Json,
    /// One JSON record a line.
    JsonLines,
    /// A feed: RSS or Atom.
    Feed,
    /// A table as text: CSV, TSV and their kin.
    Table,
    /// Pages as a crawler stored them (ISO 28500).
    Warc,
    /// One mail (RFC 5322), or a page that was saved as one (RFC 2557).
    Mail,
    /// Mails one after the other (RFC 4155).
    Mailbox,
    /// Files in a Zip archive.
    Zip,
    /// Files in a tar archive.
    Tar,
}

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    /// Not at all.
    Plain,
    /// As gzip, of one or several members.
    Gzip,
    /// As Zstandard, of one or several frames.
    Zstd,
}

/// What a file is by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FileKind {
    pub(crate) form: Form,
    pub(crate) packing: Packing,
}

impl FileKind {
    /// A Zip archive.
    pub(crate) const ZIP: Self = Self {
        form: Form::Zip,
        packing: Packing::Plain,
    };

    /// Returns what a file of this name is, or nothing where its form is not known.
    pub(crate) fn of(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let (name, packing) = match name.rsplit_once('.')? {
            (stem, "gz") => (stem, Packing::Gzip),
            (stem, "zst") => (stem, Packing::Zstd),
            (_, "tgz") => {
                return Some(Self {
                    form: Form::Tar,
                    packing: Packing::Gzip,
                });
            }
            _ => (name.as_str(), Packing::Plain),
        };
        let form = match name.rsplit_once('.')?.1 {
            "txt" | "text" => Form::Text,
            "md" | "markdown" => Form::Markdown,
            "html" | "htm" | "xhtml" => Form::Html,
            "json" => Form::Json,
            "jsonl" | "ndjson" => Form::JsonLines,
            "xml" | "rss" | "atom" => Form::Feed,
            "csv" | "tsv" => Form::Table,
            "warc" => Form::Warc,
            "eml" | "mht" | "mhtml" => Form::Mail,
            "mbox" => Form::Mailbox,
            "zip" => Form::Zip,
            "tar" => Form::Tar,
            _ => return None,
        };
        Some(Self { form, packing })
    }
}

/// Returns whether a file of this name is about a folder of articles rather than one of them.
pub(crate) fn is_about_the_folder(name: &str) -> bool {
    let name = name.to_lowercase();
    let is_readme = name
        .strip_prefix("readme")
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()));
    is_readme || name == "aliases.tsv" || is_settings(&name)
}

/// Returns whether a file of this name holds the settings of its folder.
pub(crate) fn is_settings(name: &str) -> bool {
    name.eq_ignore_ascii_case(settings::FILE_NAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_and_packing_follow_the_name() {
        let cases = [
            ("a.txt", Some((Form::Text, Packing::Plain))),
            ("A.TXT", Some((Form::Text, Packing::Plain))),
            ("a.text", Some((Form::Text, Packing::Plain))),
            ("a.b.md", Some((Form::Markdown, Packing::Plain))),
            ("a.markdown.gz", Some((Form::Markdown, Packing::Gzip))),
            ("a.html", Some((Form::Html, Packing::Plain))),
            ("a.HTM.ZST", Some((Form::Html, Packing::Zstd))),
            ("a.xhtml", Some((Form::Html, Packing::Plain))),
            ("a.json", Some((Form::Json, Packing::Plain))),
            ("a.jsonl.gz", Some((Form::JsonLines, Packing::Gzip))),
            ("a.ndjson.zst", Some((Form::JsonLines, Packing::Zstd))),
            ("a.csv", Some((Form::Table, Packing::Plain))),
            ("a.rss.xml", Some((Form::Feed, Packing::Plain))),
            ("a.atom.gz", Some((Form::Feed, Packing::Gzip))),
            ("a.mht", Some((Form::Mail, Packing::Plain))),
            ("a.MHTML.gz", Some((Form::Mail, Packing::Gzip))),
            ("a.tsv.gz", Some((Form::Table, Packing::Gzip))),
            ("a", None),
            ("a.gz", None),
            ("txt", None),
            ("a.txt.gz.gz", None),
            ("a.pdf", None),
            ("", None),
        ];
        for (name, expected) in cases {
            let kind = FileKind::of(name).map(|kind| (kind.form, kind.packing));
            assert_eq!(kind, expected, "{name}");
        }
    }

    #[test]
    fn only_files_about_the_folder_are_passed_over() {
        for name in [
            "README",
            "readme.md",
            "ReadMe_de.txt",
            "aliases.tsv",
            "Dateline.toml",
        ] {
            assert!(is_about_the_folder(name), "{name} is about the folder");
        }
        for name in ["readmeeting.txt", "my-readme.txt", "aliases.txt", "dateline.txt"] {
            assert!(!is_about_the_folder(name), "{name} may be an article");
        }
    }
}
