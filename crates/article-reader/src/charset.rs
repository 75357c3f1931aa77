//! Bytes -> text: finds the character encoding of a file and normalises line ends and control characters.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;

use crate::mixed_utf8;
use crate::mojibake::repaired;

const VERTICAL_TAB: u8 = 0xb;
const FORM_FEED: u8 = 0xc;
const ESCAPE: u8 = 0x1b;

/// How far into a file its encoding is looked for; browsers look for a meta tag in the first 1,024 bytes,
/// pages saved by tools often have theirs later.
const HEAD_BYTES: usize = 8_192;

/// How files start that are no text, whatever their name says: PDF, Zip, gzip, Zstandard, ELF, pictures.
const BINARY_STARTS: [&[u8]; 9] = [
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x28\xb5\x2f\xfd",
    b"\x7fELF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
];

/// Returns the text of a file, or nothing where the file is binary.
pub(crate) fn decode(bytes: &[u8]) -> Option<String> {
    decode_as(bytes, encoding_of(bytes))
}

/// Returns the text of bytes that should be UTF-8, or nothing where they are binary.
pub(crate) fn decode_said_utf8(bytes: &[u8]) -> Option<String> {
    let encoding = if mixed_utf8::may_be_utf8(bytes) {
        UTF_8
    } else {
        encoding_of(bytes)
    };
    decode_as(bytes, encoding)
}

/// Returns the text of a page, or nothing where the file is binary. The encoding that the page declares
/// counts where its bytes do not tell.
pub(crate) fn decode_html(bytes: &[u8]) -> Option<String> {
    decode_served_html(bytes, None)
}

/// Returns the text of a page that a server sent with a charset, which counts before the one that the page declares.
pub(crate) fn decode_served_html(bytes: &[u8], charset: Option<&str>) -> Option<String> {
    let served = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    decode_as(bytes, encoding_of_page(bytes, served))
}

/// Returns the encoding that the bytes of a page prove, else the one that it was served in, declares, or is most likely
/// in. That it were UTF-8 is believed only where it can be.
pub(crate) fn encoding_of_page(bytes: &[u8], served: Option<&'static Encoding>) -> &'static Encoding {
    let believed = |encoding: &&'static Encoding| *encoding != UTF_8 || mixed_utf8::may_be_utf8(bytes);
    certain_encoding(bytes)
        .or_else(|| served.filter(believed))
        .or_else(|| declared_encoding(bytes).filter(believed))
        .unwrap_or_else(|| guess_encoding(bytes))
}

/// Returns whether the start of a file shows that it is no text.
pub(crate) fn is_binary(head: &[u8]) -> bool {
    decode(&head[..head.len().min(HEAD_BYTES)]).is_none()
}

/// Returns which kind of UTF-16 the start of a file is in, if any.
pub(crate) fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    match Encoding::for_bom(head) {
        Some((encoding, _)) => (encoding != UTF_8).then_some(encoding),
        None => utf16_by_nuls(head),
    }
}

/// Returns the text with `\n` as the only line end, without a byte order mark and without control characters, and
/// with a charset that was once mistaken set right.
pub(crate) fn clean(text: &str) -> String {
    let text = repaired(text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut clean = String::with_capacity(text.len());
    let mut from = 0;
    for (at, control) in not_kept(&text) {
        clean.push_str(&text[from..at]);
        from = at + 1;
        let is_line_end = match control {
            b'\r' => !text[from..].starts_with('\n'),
            control => matches!(control, VERTICAL_TAB | FORM_FEED),
        };
        if is_line_end {
            clean.push('\n');
        }
    }
    clean.push_str(&text[from..]);
    clean
}

/// Returns the control characters that no clean text has, with their places in bytes.
fn not_kept(text: &str) -> impl Iterator<Item = (usize, u8)> {
    /// Bytes of which it is told at once that none is such a character, as most are not.
    const TOGETHER: usize = 64;
    let holds_any = |bytes: &[u8]| bytes.iter().fold(false, |any, byte| any | is_not_kept(*byte));
    let stretches = text.as_bytes().chunks(TOGETHER).enumerate();
    let found = stretches.filter(move |(_, bytes)| holds_any(bytes));
    found.flat_map(|(nth, bytes)| {
        let places = (nth * TOGETHER..).zip(bytes.iter().copied());
        places.filter(|(_, byte)| is_not_kept(*byte))
    })
}

/// Returns whether a byte of UTF-8 is a control character that no clean text has.
fn is_not_kept(byte: u8) -> bool {
    byte.is_ascii_control() & (byte != b'\n') & (byte != b'\t')
}

/// Returns the text of bytes in an encoding, or nothing where they are no text.
pub(crate) fn decode_as(bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    if BINARY_STARTS.iter().any(|start| bytes.starts_with(start)) {
        return None;
    }
    let (text, _, has_errors) = encoding.decode(bytes);
    let text = if has_errors && encoding == UTF_8 {
        mixed_utf8::decode(bytes).into()
    } else {
        text
    };
    (!has_too_many_controls(&text)).then(|| clean(&text))
}

/// Random bytes hold 11 % of such characters and programs far more; text holds none or a stray one.
fn has_too_many_controls(text: &str) -> bool {
    let is_layout = |byte| matches!(byte, b'\r' | VERTICAL_TAB | FORM_FEED | ESCAPE);
    let n_lost = memmem::find_iter(text.as_bytes(), "\u{fffd}").count();
    let n_controls = not_kept(text).filter(|(_, byte)| !is_layout(*byte)).count() + n_lost;
    let n_characters = text.chars().count();
    n_controls * 20 > n_characters
}

/// Returns the encoding that the bytes are most likely in.
pub(crate) fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    certain_encoding(bytes).unwrap_or_else(|| guess_encoding(bytes))
}

/// Returns the encoding that the bytes themselves prove. Multi-byte characters that are all valid UTF-8 are
/// such a proof, and stronger than a meta tag: scrapers save pages as UTF-8 and leave the old tag in.
fn certain_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding);
    }
    if let Some(encoding) = utf16_by_nuls(bytes) {
        return Some(encoding);
    }
    mixed_utf8::is_certainly_utf8(bytes).then_some(UTF_8)
}

/// UTF-16 of an alphabet without a byte order mark has a NUL in nearly every second byte.
fn utf16_by_nuls(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let n_units = head.len() / 2;
    if n_units < 2 {
        return None;
    }
    let (mut n_even, mut n_odd) = (0, 0);
    for unit in head.chunks_exact(2) {
        n_even += usize::from(unit[0] == 0);
        n_odd += usize::from(unit[1] == 0);
    }
    let is_nearly_none = |n: usize| n * 50 < n_units;
    let is_many = |n: usize| n * 3 > n_units;
    if is_many(n_odd) && is_nearly_none(n_even) {
        return Some(UTF_16LE);
    }
    (is_many(n_even) && is_nearly_none(n_odd)).then_some(UTF_16BE)
}

/// Returns the encoding that a meta tag of the page names.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(HEAD_BYTES)].to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let xml = head
        .trim_start()
        .strip_prefix("<?xml")
        .map(|rest| before_end(rest, "encoding"));
    let mut metas = head
        .split("<meta")
        .skip(1)
        .map(|rest| before_end(rest, "charset"));
    let label = xml.flatten().or_else(|| metas.find_map(|label| label))?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    // The tag could be read as bytes, so the page cannot be in UTF-16 whatever the tag says.
    let is_utf16 = encoding == UTF_16LE || encoding == UTF_16BE;
    Some(if is_utf16 { UTF_8 } else { encoding })
}

/// Returns the value of `name=value` or `name="value"` before the tag ends.
fn before_end<'a>(rest: &'a str, name: &str) -> Option<&'a str> {
    let tag = rest.split('>').next()?;
    let value = tag.split_once(name)?.1.trim_start().strip_prefix('=')?;
    let value = value.trim_start().trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c));
    let label = &value[..end.unwrap_or(value.len())];
    (!label.is_empty()).then_some(label)
}

fn guess_encoding(bytes: &[u8]) -> &'static Encoding {
    let is_plain_ascii = bytes.is_ascii() && !bytes.contains(&ESCAPE);
    if is_plain_ascii {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, EUC_KR, GBK, ISO_2022_JP, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
    use proptest::prelude::*;

    use super::*;

    const GERMAN: &str =
        "Die Außenminister trafen sich am späten Abend in Brüssel, um über die Lage zu reden.";
    const FRENCH: &str = "Les députés ont voté le budget après un débat très animé à l’Assemblée.";
    const RUSSIAN: &str =
        "Министр прибыл в столицу поздно вечером и сразу начал переговоры о поставках газа.";
    const POLISH: &str = "Żołnierze wrócili do domu późną nocą, gdy śnieg już pokrył całą okolicę.";
    const CHINESE: &str = "外交部发言人星期三在例行记者会上表示,双方将继续就边境问题举行会谈。";
    const JAPANESE: &str = "首相は水曜日の記者会見で、来年度の予算案について説明した。";
    const KOREAN: &str = "외교부 대변인은 수요일 정례 브리핑에서 회담 일정을 밝혔다.";
    const TAIWANESE: &str = "總統府發言人星期三表示,政府將繼續推動能源轉型計畫。";

    fn utf16_bytes(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn encodings_are_found_from_the_bytes_alone() {
        let cases: [(&'static Encoding, &str); 10] = [
            (UTF_8, GERMAN),
            (UTF_8, CHINESE),
            (WINDOWS_1252, GERMAN),
            (WINDOWS_1252, FRENCH),
            (WINDOWS_1251, RUSSIAN),
            (WINDOWS_1250, POLISH),
            (GBK, CHINESE),
            (SHIFT_JIS, JAPANESE),
            (ISO_2022_JP, JAPANESE),
            (EUC_KR, KOREAN),
        ];
        for (encoding, text) in cases {
            let (bytes, _, _) = encoding.encode(text);
            assert_eq!(decode(&bytes).as_deref(), Some(text), "{}", encoding.name());
        }
    }

    #[test]
    fn utf16_is_found_with_and_without_a_mark() {
        for to_bytes in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
            assert_eq!(decode(&utf16_bytes(GERMAN, to_bytes)).as_deref(), Some(GERMAN));
            let marked = format!("\u{feff}{CHINESE}");
            assert_eq!(decode(&utf16_bytes(&marked, to_bytes)).as_deref(), Some(CHINESE));
        }
    }

    #[test]
    fn pages_say_their_encoding() {
        let cases: [(&str, &'static Encoding, &str); 6] = [
            ("<meta charset=windows-1251>", WINDOWS_1251, "Мир"),
            ("<META CHARSET = 'Big5' />", BIG5, TAIWANESE),
            (
                "<meta http-equiv=Content-Type content=\"text/html; charset=ISO-8859-1\">",
                WINDOWS_1252,
                "né",
            ),
            (
                "<meta name=a content=b><meta charset=\"koi8-r\">",
                encoding_rs::KOI8_R,
                "Мир",
            ),
            // Saved as UTF-8 by a scraper, with the old tag still inside.
            ("<meta charset=gb2312>", UTF_8, CHINESE),
            ("<meta charset=no-such-thing>", UTF_8, GERMAN),
        ];
        for (head, encoding, text) in cases {
            let page = format!("<html><head>{head}</head><body>{text}</body>");
            let (bytes, _, _) = encoding.encode(&page);
            assert_eq!(decode_html(&bytes).as_deref(), Some(page.as_str()), "{head}");
        }
        let xml = format!("<?xml version=\"1.0\" encoding=\"windows-1251\"?><html><p>{RUSSIAN}</p></html>");
        let (bytes, _, _) = WINDOWS_1251.encode(&xml);
        assert_eq!(decode_html(&bytes), Some(xml));
    }

    #[test]
    fn a_damaged_byte_does_not_change_the_encoding() {
        let mut bytes = RUSSIAN.as_bytes().to_vec();
        bytes.insert("Министр ".len(), 0xff);
        let text = decode(&bytes).unwrap();
        assert_eq!(text.replace('\u{fffd}', ""), RUSSIAN);
    }

    #[test]
    fn what_is_no_utf8_under_its_name_is_decoded_as_it_is() {
        let (german, _, _) = WINDOWS_1252.encode(GERMAN);
        let (russian, _, _) = WINDOWS_1251.encode(RUSSIAN);
        let page = |text: &[u8]| [b"<html><meta charset=utf-8><p>", text].concat();
        for (bytes, expected) in [(&german, GERMAN), (&russian, RUSSIAN)] {
            let expected = format!("<html><meta charset=utf-8><p>{expected}");
            assert_eq!(decode_html(&page(bytes)).as_deref(), Some(expected.as_str()));
            let served = decode_served_html(&page(bytes), Some("utf-8"));
            assert_eq!(served.as_deref(), Some(expected.as_str()));
        }
    }

    #[test]
    fn binary_files_are_told_from_text() {
        let noise: Vec<u8> = (0_u32..4_000)
            .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        let program = [b"\x7fELF\x02\x01\x01".as_slice(), &[0; 64]].concat();
        let cases: [&[u8]; 5] = [
            &noise,
            &program,
            &[0; 100],
            b"%PDF-1.7\nsome text",
            b"a\0\0\0b\x01\x02\x03",
        ];
        for bytes in cases {
            assert_eq!(decode(bytes), None, "{:?}", &bytes[..8]);
        }
        assert_eq!(
            decode(b"one stray NUL in a line of text\0 stays text")
                .unwrap()
                .matches('\0')
                .count(),
            0
        );
    }

    #[test]
    fn lines_and_controls_are_normalised() {
        let cases = [
            ("a\r\nb\rc\nd", "a\nb\nc\nd"),
            ("a\r\r\nb", "a\n\nb"),
            ("\u{feff}a\u{7}b\tc", "ab\tc"),
            ("page\u{c}next", "page\nnext"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(clean(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn text_keeps_all_but_line_ends_and_controls(text in "[a-zé語\r\n\t\u{b}\u{c}\u{1}\u{7f}]{0,40}") {
            let expected = text.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{c}'], "\n");
            prop_assert_eq!(clean(&text), expected.replace(['\u{1}', '\u{7f}'], ""));
        }
    }
}
