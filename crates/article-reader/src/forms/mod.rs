//! One module for each form of file: what its content is, as documents.

mod codings;
mod database_export;
mod date_order;
mod feed;
mod forwarded;
mod json;
mod json_lines;
mod json_object;
mod json_scanner;
mod lines;
mod mail;
mod page;
mod record;
mod repair;
mod rows;
mod saved_page;
mod table;
mod utf16_reader;
mod warc;
mod wrapped;

use std::io::{self, BufRead};

pub(crate) use page::is_html;

use article::Origin;

use crate::archive;
use crate::file_kind::Form;
use crate::read::{Sink, Within};

/// Gives every document of an unpacked file to the sink; the error is what ended the reading before the file's end.
pub(crate) fn read(
    origin: &Origin,
    form: Form,
    content: &mut dyn BufRead,
    within: Within<'_>,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    match form {
        Form::Text | Form::Markdown | Form::Html => page::read(origin, form, content, sink),
        Form::Json | Form::JsonLines => date_order::told(sink, |sink| {
            json::read(origin, form, content, within.fields, sink)
        }),
        Form::Feed => feed::read(origin, content, sink),
        Form::Table => date_order::told(sink, |sink| table::read(origin, content, within.fields, sink)),
        Form::Warc => warc::read(origin, content, sink),
        Form::Mail => mail::read(origin, content, sink),
        Form::Mailbox => mail::read_all(origin, content, sink),
        Form::Zip | Form::Tar => archive::read(origin, form, content, within, sink),
    }
}
