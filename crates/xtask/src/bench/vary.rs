//! One file of the corpus made into another article: a sentence of its own in the longest paragraph, shifted ISO
//! dates and new ids; packing, charset and everything else stay as they are. Bytes go in, bytes come out.

use std::io::Read;
use std::path::Path;

use flate2::Compression;
use flate2::read::{GzDecoder, GzEncoder};
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::Value;

use super::draw::Draw;

/// Dates go back at most this many days, so that the articles spread over ten years.
const SPREAD_DAYS: u64 = 3653;

/// Where no line of a text is longer than this, it is wrapped by hand.
const WRAPPED: usize = 90;

/// What is added to a text that is wrapped by hand has lines of at most this length.
const WRAPPED_LINE: usize = 66;

/// A record's string is its text from this many bytes on.
const TEXT_FROM: usize = 80;

/// Returns the file's content for a copy; copy 0, and what cannot be read, stays as it is.
pub(crate) fn vary(path: &Path, content: &[u8], copy: u64) -> Vec<u8> {
    if copy == 0 {
        return content.to_vec();
    }
    let name = path.to_string_lossy();
    varied(&name, content, &mut Draw::new(seed(&name, copy)), copy).unwrap_or_else(|| content.to_vec())
}

/// Returns the headline of an article that comes late.
pub(crate) fn late_headline(number: usize) -> String {
    format!("Article {number} is filed late")
}

/// Returns a JSON file with an article that the corpus does not hold yet.
pub(crate) fn late_article(number: usize) -> String {
    let mut draw = Draw::new(u64::MAX - number as u64);
    let story: Vec<String> = (0..8).map(|_| sentence(&mut draw, 1)).collect();
    let record = serde_json::json!({
        "id": format!("late-{number}"),
        "title": late_headline(number),
        "published_at": "2025-12-03",
        "text": story.join("\n\n"),
    });
    record.to_string()
}

fn varied(name: &str, content: &[u8], draw: &mut Draw, copy: u64) -> Option<Vec<u8>> {
    if let Some(inner) = name.strip_suffix(".gz") {
        let mut unpacked = Vec::new();
        GzDecoder::new(content).read_to_end(&mut unpacked).ok()?;
        let mut packed = Vec::new();
        let varied = varied(inner, &unpacked, draw, copy)?;
        GzEncoder::new(varied.as_slice(), Compression::default())
            .read_to_end(&mut packed)
            .ok()?;
        return Some(packed);
    }
    if let Some(inner) = name.strip_suffix(".zst") {
        let unpacked = zstd::decode_all(content).ok()?;
        return zstd::encode_all(varied(inner, &unpacked, draw, copy)?.as_slice(), 0).ok();
    }
    match name.rsplit_once('.')?.1 {
        "txt" | "md" | "html" | "htm" => Some(page(name, content, draw, copy)),
        "json" => serde_json::to_vec(&record(serde_json::from_slice(content).ok()?, draw, copy)).ok(),
        "jsonl" => Some(lines(content, draw, copy)),
        _ => None,
    }
}

/// Varies each line that is a record; a broken one stays as it is.
fn lines(content: &[u8], draw: &mut Draw, copy: u64) -> Vec<u8> {
    let mut varied = Vec::new();
    for line in content.split(|byte| *byte == b'\n') {
        let changed = serde_json::from_slice(line)
            .ok()
            .and_then(|value| serde_json::to_vec(&record(value, draw, copy)).ok());
        varied.extend(changed.as_deref().unwrap_or(line));
        varied.push(b'\n');
    }
    varied
}

fn record(value: Value, draw: &mut Draw, copy: u64) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(|item| record(item, draw, copy)).collect(),
        Value::Object(fields) => {
            let varied = fields.into_iter().map(|(name, value)| {
                let value = match value {
                    Value::String(text) => Value::String(field(&name, text, draw, copy)),
                    value => record(value, draw, copy),
                };
                (name, value)
            });
            Value::Object(varied.collect())
        }
        value => value,
    }
}

fn field(name: &str, text: String, draw: &mut Draw, copy: u64) -> String {
    if name == "id" {
        return format!("{text}-{copy}");
    }
    if text.starts_with("http") {
        return format!("{text}?copy={copy}");
    }
    let dated = shift_dates(&text, copy);
    if dated.len() < TEXT_FROM {
        return dated;
    }
    let at = if dated.trim_end().ends_with('>') {
        longest_run(&dated).1
    } else {
        dated.trim_end().len()
    };
    insert(&dated, at, &format!(" {}", sentence(draw, copy)))
}

/// Varies a page in any charset that holds ASCII as it is, and in UTF-16 with its mark.
fn page(name: &str, content: &[u8], draw: &mut Draw, copy: u64) -> Vec<u8> {
    let is_wide = [[0xFF, 0xFE], [0xFE, 0xFF]]
        .iter()
        .any(|mark| content.starts_with(mark));
    let is_big = content.first() == Some(&0xFE);
    // One character a unit, whatever it stands for: only ASCII is looked at, and the way back loses nothing.
    let text: String = if is_wide {
        let unit = |pair: [u8; 2]| {
            if is_big {
                u16::from_be_bytes(pair)
            } else {
                u16::from_le_bytes(pair)
            }
        };
        let units = content.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        match char::decode_utf16(units).collect::<Result<String, _>>() {
            Ok(text) => text,
            Err(_) => return content.to_vec(),
        }
    } else {
        content.iter().map(|byte| char::from(*byte)).collect()
    };
    let text = shift_dates(&text, copy);
    let is_html = name.ends_with(".html") || name.ends_with(".htm");
    let (start, end) = if is_html {
        longest_run(&text)
    } else {
        longest_line(&text)
    };
    let sentence = sentence(draw, copy);
    let is_wrapped = !is_html && end - start <= WRAPPED;
    let addition = if is_wrapped {
        wrap(&sentence)
    } else {
        format!(" {sentence}")
    };
    let text = insert(&text, end, &addition);
    if is_wide {
        let bytes = |unit: u16| {
            if is_big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        return text.encode_utf16().flat_map(bytes).collect();
    }
    text.chars()
        .filter_map(|character| u8::try_from(u32::from(character)).ok())
        .collect()
}

fn insert(text: &str, at: usize, addition: &str) -> String {
    format!("{}{addition}{}", &text[..at], &text[at..])
}

/// Breaks a sentence into lines as those of a text that is wrapped by hand, the first on a line of its own.
fn wrap(sentence: &str) -> String {
    let mut wrapped = String::new();
    let mut length = 0;
    for word in sentence.split(' ') {
        let is_full = length == 0 || length + word.len() > WRAPPED_LINE;
        length = if is_full {
            word.len()
        } else {
            length + 1 + word.len()
        };
        wrapped.push(if is_full { '\n' } else { ' ' });
        wrapped.push_str(word);
    }
    wrapped
}

/// Returns start and end of the longest line.
fn longest_line(text: &str) -> (usize, usize) {
    let mut longest = (0, 0);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let length = line.trim_end().len();
        if length > longest.1 - longest.0 {
            longest = (start, start + length);
        }
        start += line.len();
    }
    longest
}

/// Returns start and end of the longest run of text between two tags, scripts and styles apart.
fn longest_run(html: &str) -> (usize, usize) {
    let mut longest = (0, 0);
    for (opening, _) in html.match_indices('>') {
        let start = opening + 1;
        let end = html[start..]
            .find('<')
            .map_or(html.len(), |length| start + length);
        let tag = html[..opening]
            .rfind('<')
            .map_or("", |at| &html[at..opening])
            .to_ascii_lowercase();
        let is_code = ["<script", "<style"].iter().any(|code| tag.starts_with(code));
        if !is_code && end - start > longest.1 - longest.0 {
            longest = (start, end);
        }
    }
    let (start, end) = longest;
    (start, start + html[start..end].trim_end().len())
}

/// Returns the text with each ISO date moved back by as many days as the copy's number.
fn shift_dates(text: &str, copy: u64) -> String {
    let mut shifted = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('-') {
        let moved = at.checked_sub(4).and_then(|start| {
            let date: Date = rest.get(start..at + 6)?.parse().ok()?;
            let days = i64::try_from(copy % SPREAD_DAYS).ok()?;
            Some((start, date.checked_sub(days.days()).ok()?))
        });
        let Some((start, date)) = moved else {
            let (passed, left) = rest.split_at(at + 1);
            shifted.push_str(passed);
            rest = left;
            continue;
        };
        shifted.push_str(&rest[..start]);
        shifted.push_str(&date.to_string());
        rest = &rest[at + 6..];
    }
    shifted + rest
}

/// Returns a sentence that names an invented person, body and place and holds an invented word.
fn sentence(draw: &mut Draw, copy: u64) -> String {
    format!(
        "Note {copy} was read by {} {} of the {} Council in {}, who called it {}.",
        draw.name(),
        draw.name(),
        draw.name(),
        draw.name(),
        draw.word()
    )
}

/// Mixes a file's name and a copy's number (FNV-1a), so that each article has draws of its own.
fn seed(name: &str, copy: u64) -> u64 {
    let start = 0xCBF2_9CE4_8422_2325 ^ copy.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    name.bytes().fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn varied_text(name: &str, content: &[u8]) -> String {
        String::from_utf8_lossy(&vary(Path::new(name), content, 3)).into_owned()
    }

    #[test]
    fn adds_a_sentence_to_the_story() {
        let story = "The council met for an hour and went home, and nobody who was there said a word about the budget or the port.";
        for (name, content, start, end) in [
            (
                "a.txt",
                format!("Short\n{story}\nEnd\n"),
                format!("Short\n{story} Note 3 "),
                ".\nEnd\n",
            ),
            (
                "a.html",
                format!("<p>a</p><p>{story}</p><p>b</p>"),
                format!("<p>a</p><p>{story} Note 3"),
                ".</p><p>b</p>",
            ),
            (
                "a.json",
                format!("{{\"id\":\"x\",\"text\":\"{story}\"}}"),
                format!("{{\"id\":\"x-3\",\"text\":\"{story} Note 3"),
                ".\"}",
            ),
        ] {
            let varied = varied_text(name, content.as_bytes());
            assert!(varied.starts_with(&start) && varied.ends_with(end), "{varied}");
        }
    }

    #[test]
    fn keeps_the_lines_of_a_text_wrapped_by_hand() {
        let varied = varied_text("a.txt", b"The council met for an hour and\nthen went home.\n");
        assert!(
            varied.starts_with("The council met for an hour and\nNote 3 "),
            "{varied}"
        );
        assert!(varied.lines().all(|line| line.len() <= WRAPPED_LINE), "{varied}");
    }

    #[test]
    fn keeps_packing_charset_and_broken_files() {
        let wide: Vec<u8> = "\u{feff}Été 2025-12-02"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let varied = vary(Path::new("a.txt"), &wide, 1);
        assert!(varied.starts_with(&[0xFF, 0xFE, b'\xC9', 0]), "{varied:?}");
        let cyrillic = [0xCF, 0xF0, 0xE8, b' '];
        assert!(vary(Path::new("a.txt"), &cyrillic, 1).starts_with(&cyrillic[..3]));
        let packed = zstd::encode_all("{\"id\": \"a\"}\nbroken {\n".as_bytes(), 0).unwrap();
        let unpacked = zstd::decode_all(vary(Path::new("a.jsonl.zst"), &packed, 2).as_slice()).unwrap();
        assert_eq!(
            String::from_utf8(unpacked).unwrap().trim_end(),
            "{\"id\":\"a-2\"}\nbroken {"
        );
        for (name, content) in [("a.bin", "x"), ("a.json", "{\"half\": "), ("a.txt.gz", "no gzip")] {
            assert_eq!(varied_text(name, content.as_bytes()), content);
        }
    }

    #[test]
    fn shifts_iso_dates_only() {
        for (text, expected) in [
            ("2025-12-02T10:00:00Z", "2025-11-29T10:00:00Z"),
            ("a 2024-03-01, 2025-13-01 b-c", "a 2024-02-27, 2025-13-01 b-c"),
            ("2 December 2025 - 10-year", "2 December 2025 - 10-year"),
            ("–2025-01-01–", "–2024-12-29–"),
        ] {
            assert_eq!(shift_dates(text, 3), expected);
        }
    }

    proptest! {
        #[test]
        fn never_panics(content in proptest::collection::vec(any::<u8>(), 0..200), html in "[<>a-z /é-]{0,60}", copy in 0_u64..9000) {
            for name in ["a.txt", "a.html", "a.json", "a.jsonl", "a.txt.gz", "a.md.zst", "a"] {
                vary(Path::new(name), &content, copy);
                vary(Path::new(name), html.as_bytes(), copy);
            }
        }
    }
}
