//! Archives: every member of a Zip or tar file is read as a file of its own. Nothing is written to disk, names are
//! names only, and sizes are counted while they are read, whatever the archive declares.

use std::io::{self, BufRead, Cursor, Read, Seek};

use article::{Origin, Rejection};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::file_kind::{Form, is_about_the_folder};
use crate::limits::{MAX_INFLATED_BYTES, PassedLimit};
use crate::read::{Sink, Within, read_content, told};
use crate::sniff::{self, HEAD_BYTES};
use crate::unpack::guarded;

/// Archives inside archives deeper than this are a trick.
const DEEPEST: usize = 2;
/// Most members that are looked at; a year of a large paper has some hundred thousand.
const MAX_MEMBERS: usize = 1_000_000;

/// Gives every document of an archive to the sink.
pub(crate) fn read(
    origin: &Origin,
    form: Form,
    content: &mut dyn BufRead,
    within: Within<'_>,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    if within.depth >= DEEPEST {
        sink(Err(
            Rejection::new(origin, "nested too deep").with_detail("an archive in an archive in an archive")
        ));
        return Ok(());
    }
    if form == Form::Tar {
        return read_tar(origin, content, within, sink);
    }
    let mut bytes = Vec::new();
    content.take(MAX_INFLATED_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_INFLATED_BYTES {
        return Err(PassedLimit::Inflated.into());
    }
    read_zip(origin, Cursor::new(bytes), within, sink);
    Ok(())
}

/// Gives every document of a Zip file that can be read at any place.
pub(crate) fn read_zip(origin: &Origin, file: impl Read + Seek, within: Within<'_>, sink: &mut Sink<'_>) {
    told(origin, sink, |sink| read_zip_members(origin, file, within, sink));
}

fn read_zip_members(origin: &Origin, file: impl Read + Seek, within: Within<'_>, sink: &mut Sink<'_>) {
    let mut archive = match ZipArchive::new(file) {
        Ok(archive) => archive,
        Err(error) => return sink(Err(Rejection::new(origin, "broken archive").with_detail(error))),
    };
    for number in 0..archive.len().min(MAX_MEMBERS) {
        let raw = archive.by_index_raw(number).map(|member| {
            let name = String::from_utf8_lossy(member.name_raw()).into_owned();
            (name, member.is_dir(), member.is_symlink(), member.encrypted())
        });
        let (name, is_folder, is_link, is_encrypted) = match raw {
            Ok(member) => member,
            Err(error) => {
                sink(Err(Rejection::new(origin, "broken archive").with_detail(error)));
                continue;
            }
        };
        if is_folder || is_passed_over(&name) {
            continue;
        }
        let origin = member_of(origin, &name);
        if is_link {
            sink(Err(Rejection::new(&origin, "not a regular file")));
        } else if is_encrypted {
            sink(Err(
                Rejection::new(&origin, "encrypted").with_detail("unpack it with its password first")
            ));
        } else {
            match archive.by_index(number) {
                Ok(mut member) => {
                    let n_packed = member.compressed_size();
                    read_member(&origin, &name, n_packed, &mut member, within, sink);
                }
                Err(error) => sink(Err(zip_rejection(&origin, &error))),
            }
        }
    }
    too_many(origin, archive.len(), sink);
}

fn zip_rejection(origin: &Origin, error: &ZipError) -> Rejection {
    let reason = match error {
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => "unknown compression",
        _ => "broken archive",
    };
    Rejection::new(origin, reason).with_detail(error)
}

fn read_tar(
    origin: &Origin,
    content: &mut dyn BufRead,
    within: Within<'_>,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let mut archive = tar::Archive::new(content);
    let mut n_members = 0;
    for entry in archive.entries()?.take(MAX_MEMBERS + 1) {
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) if PassedLimit::of(&error).is_some() => return Err(error),
            // Where the next member begins is not known any more.
            Err(error) => {
                sink(Err(Rejection::new(origin, "broken archive").with_detail(error)));
                return Ok(());
            }
        };
        n_members += 1;
        let kind = entry.header().entry_type();
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if kind.is_dir() || is_passed_over(&name) || n_members > MAX_MEMBERS {
            continue;
        }
        let origin = member_of(origin, &name);
        if kind.is_file() || kind.is_contiguous() {
            let size = entry.size();
            read_member(&origin, &name, size, &mut entry, within, sink);
        } else if kind.is_symlink()
            || kind.is_hard_link()
            || kind.is_fifo()
            || kind.is_block_special()
            || kind.is_character_special()
        {
            sink(Err(Rejection::new(&origin, "not a regular file")));
        }
    }
    too_many(origin, n_members, sink);
    Ok(())
}

fn too_many(origin: &Origin, n_members: usize, sink: &mut Sink<'_>) {
    if n_members > MAX_MEMBERS {
        let detail = format!("an archive is read to its first {MAX_MEMBERS} members");
        sink(Err(Rejection::new(origin, "too large").with_detail(detail)));
    }
}

fn read_member(
    origin: &Origin,
    name: &str,
    n_packed: u64,
    member: &mut dyn Read,
    within: Within<'_>,
    sink: &mut Sink<'_>,
) {
    let mut head = Vec::new();
    if let Err(error) = (&mut *member).take(HEAD_BYTES as u64).read_to_end(&mut head) {
        return sink(Err(Rejection::new(origin, "broken archive").with_detail(error)));
    }
    let Some(kind) = sniff::kind_of(name, &head) else {
        return sink(Err(Rejection::new(origin, "unknown form")));
    };
    let mut whole = Cursor::new(head).chain(member);
    let within = Within {
        depth: within.depth + 1,
        ..within
    };
    read_content(origin, kind, &mut guarded(&mut whole, n_packed), within, sink);
}

/// Hidden members, those of a Mac's finder and files about the folder are passed over as they are in a folder.
fn is_passed_over(name: &str) -> bool {
    let mut parts = name
        .split(['/', '\\'])
        .filter(|part| !matches!(*part, "" | "." | ".."));
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    parts.any(|part| part.starts_with('.') || part == "__MACOSX") || is_about_the_folder(last)
}

/// Returns where a member stands: `outer.zip!inner.tar!a.txt` for one in an archive that is a member itself.
fn member_of(origin: &Origin, name: &str) -> Origin {
    let member = match &origin.member {
        Some(outer) => format!("{outer}!{name}"),
        None => name.to_owned(),
    };
    Origin {
        member: Some(member),
        ..origin.clone()
    }
}
