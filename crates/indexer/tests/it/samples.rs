//! Sample files of every form, made from the articles of corpus/: what is mutated here and what coverage-guided
//! fuzzing starts from.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::{GzEncoder, ZlibEncoder};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Larger samples are cut, so that many are tried.
const LARGEST: usize = 30_000;
/// Articles in a file that holds several.
const FEW: usize = 3;

/// How the samples of a form are packed.
type Pack = fn(&[u8]) -> Vec<u8>;

/// The samples of a form before they are packed, and how they are packed.
pub(crate) struct Samples {
    pub(crate) plain: Vec<Vec<u8>>,
    pub(crate) pack: Option<Pack>,
}

/// Each target in fuzz/fuzz_targets and the forms whose samples it starts from.
const TARGETS: [(&str, &[&str]); 9] = [
    ("text", &["txt", "md"]),
    ("html", &["html"]),
    ("json", &["json"]),
    ("jsonl", &["jsonl"]),
    ("table", &["csv", "tsv"]),
    ("feed", &["rss"]),
    ("warc", &["warc"]),
    ("mail", &["eml", "mbox"]),
    ("archive", &["zip", "tar", "tar.gz", "txt.gz", "jsonl.zst"]),
];

/// Returns the samples of the form that files with this ending have; `bare` stands for a name without one.
pub(crate) fn of_form(ending: &str) -> Samples {
    let (ending, pack): (&str, Option<Pack>) = match ending.rsplit_once('.') {
        Some((inner, "gz")) => (inner, Some(gzip)),
        Some((inner, "zst")) => (inner, Some(zstd)),
        _ => (ending, None),
    };
    let texts = corpus(&["txt"]);
    let pages = corpus(&["html", "htm"]);
    let mut plain = match ending {
        "txt" | "md" => corpus(&[ending]),
        "html" => pages,
        "json" => [corpus(&["json"]), vec![json_feed(&texts[..FEW])]].concat(),
        "jsonl" => corpus(&["jsonl"]),
        "csv" => vec![table(&texts[..FEW], ','), table(&texts[FEW..2 * FEW], ';')],
        "tsv" => vec![table(&texts[..FEW], '\t')],
        "rss" => vec![rss(&texts[..FEW]), atom(&texts[..FEW])],
        "warc" => vec![warc(&pages)],
        "eml" => texts
            .iter()
            .zip(&pages)
            .map(|(text, page)| mail(text, page))
            .collect(),
        "mbox" => vec![mailbox(&texts[..FEW], &pages[0])],
        "zip" => vec![zip(&texts[..FEW]), zip(&pages)],
        "tar" => vec![tar(&texts[..FEW]), tar(&pages)],
        "bare" => {
            let archives = vec![
                zip(&texts[..1]),
                tar(&texts[..1]),
                gzip(&texts[0]),
                warc(&pages[..1]),
            ];
            let others = vec![rss(&texts[..1]), mail(&texts[0], &pages[0])];
            [archives, others, texts, pages, corpus(&["json", "jsonl"])].concat()
        }
        _ => panic!("help: say in tests/it/samples.rs what a sample of .{ending} is"),
    };
    plain.iter_mut().for_each(|bytes| bytes.truncate(LARGEST));
    plain.retain(|bytes| !bytes.is_empty());
    Samples { plain, pack }
}

/// Writes a folder of samples for every fuzz target.
#[test]
#[ignore = "writes fuzz/seeds; `cargo xtask fuzz --seeds` runs it"]
fn write_seeds() {
    let seeds = root().join("fuzz/seeds");
    for (target, forms) in TARGETS {
        let folder = seeds.join(target);
        fs::create_dir_all(&folder).unwrap();
        for form in forms {
            let Samples { plain, pack } = of_form(form);
            for (number, bytes) in plain.iter().enumerate() {
                let bytes = pack.map_or_else(|| bytes.clone(), |pack| pack(bytes));
                fs::write(folder.join(format!("{number}.{form}")), bytes).unwrap();
            }
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Returns the files of the corpus with these endings.
fn corpus(endings: &[&str]) -> Vec<Vec<u8>> {
    let walk = article_reader::walk(&root().join("corpus")).unwrap();
    let is_wanted = |name: &str| {
        name.rsplit_once('.')
            .is_some_and(|(_, ending)| endings.contains(&ending))
    };
    let files = walk.files.iter().filter(|file| is_wanted(&file.relative));
    files.map(|file| fs::read(&file.path).unwrap()).collect()
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).chars().take(2_000).collect()
}

fn table(texts: &[Vec<u8>], delimiter: char) -> Vec<u8> {
    let mut table = "id@title@text@date\n".to_owned();
    for (number, text) in texts.iter().enumerate() {
        let text = text_of(text).replace('"', "\"\"").replace('\t', " ");
        table.push_str(&format!(
            "{number}@\"Story, or; {number}\"@\"{text}\"@2025-12-02\n"
        ));
    }
    table.replace('@', &delimiter.to_string()).into_bytes()
}

fn rss(texts: &[Vec<u8>]) -> Vec<u8> {
    let mut feed = "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\
        <channel><title>Harbour Post</title><link>https://post.example/</link>"
        .to_owned();
    for (number, text) in texts.iter().enumerate() {
        let text = text_of(text);
        feed.push_str(&format!(
            "<item><title>Story &amp; {number}</title><guid isPermaLink=\"false\">{number}</guid>\
             <pubDate>Tue, 2 Dec 2025 00:30:00 +0300</pubDate><description>Short.</description>\
             <content:encoded><![CDATA[<p>{text}</p>]]></content:encoded></item>\n"
        ));
    }
    feed.push_str("</channel></rss>");
    feed.into_bytes()
}

fn atom(texts: &[Vec<u8>]) -> Vec<u8> {
    let mut feed =
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Harbour Post</title><id>urn:post</id>".to_owned();
    for (number, text) in texts.iter().enumerate() {
        let text = text_of(text).replace('&', "&amp;").replace('<', "&lt;");
        feed.push_str(&format!(
            "<entry><title type=\"html\">Story {number}</title><id>{number}</id><updated>2025-12-02T10:00:00Z</updated>\
             <link href=\"https://post.example/{number}\"/><content type=\"html\">{text}</content></entry>"
        ));
    }
    feed.push_str("</feed>");
    feed.into_bytes()
}

fn json_feed(texts: &[Vec<u8>]) -> Vec<u8> {
    let item =
        |text: &Vec<u8>| serde_json::json!({"id": "7", "title": "Story", "content_text": text_of(text)});
    let items: Vec<_> = texts.iter().map(item).collect();
    let feed =
        serde_json::json!({"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": items});
    serde_json::to_vec_pretty(&feed).unwrap()
}

/// Returns a crawl that holds the pages in every coding there is.
fn warc(pages: &[Vec<u8>]) -> Vec<u8> {
    let codings: [(&str, Pack); 6] = [
        ("X-Plain: yes", <[u8]>::to_vec),
        ("Content-Encoding: gzip", gzip),
        ("Content-Encoding: deflate", zlib),
        ("Content-Encoding: br", brotli),
        ("Content-Encoding: zstd", zstd),
        ("Transfer-Encoding: chunked", chunked),
    ];
    let mut crawl = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n".to_vec();
    for (number, (coding, encode)) in codings.into_iter().enumerate() {
        let page = &pages[number % pages.len()];
        let body = encode(&page[..page.len().min(4_000)]);
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{coding}\r\n\r\n");
        crawl.extend_from_slice(
            format!(
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/{number}\r\n\
                 WARC-Date: 2025-12-02T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n\
                 Content-Length: {}\r\n\r\n{head}",
                head.len() + body.len()
            )
            .as_bytes(),
        );
        crawl.extend_from_slice(&body);
        crawl.extend_from_slice(b"\r\n\r\n");
    }
    crawl
}

fn mail(text: &[u8], page: &[u8]) -> Vec<u8> {
    let (text, page) = (text_of(text), text_of(page).replace('=', "=3D"));
    format!(
        "From: \"Harbour Post\" <news@post.example>\r\nSubject: =?utf-8?q?The_w=C3=A9ek?=\r\n\
         Date: Tue, 2 Dec 2025 08:30:00 +0100\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n{text}\r\n\
         --b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
         {page}\r\n--b--\r\n"
    )
    .into_bytes()
}

fn mailbox(texts: &[Vec<u8>], page: &[u8]) -> Vec<u8> {
    let mails = texts.iter().map(|text| {
        [
            b"From a@post.example Tue Dec  2 08:30:00 2025\n",
            mail(text, page).as_slice(),
            b"\n\n",
        ]
        .concat()
    });
    mails.collect::<Vec<_>>().concat()
}

fn zip(members: &[Vec<u8>]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (number, bytes) in members.iter().enumerate() {
        let method = if number % 2 == 0 {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(format!("folder/{number}"), options).unwrap();
        zip.write_all(&bytes[..bytes.len().min(4_000)]).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn tar(members: &[Vec<u8>]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (number, bytes) in members.iter().enumerate() {
        let bytes = &bytes[..bytes.len().min(4_000)];
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, format!("folder/{number}"), bytes)
            .unwrap();
    }
    tar.into_inner().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    all_of(GzEncoder::new(bytes, Compression::fast()))
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    all_of(ZlibEncoder::new(bytes, Compression::fast()))
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 0).unwrap()
}

fn all_of(mut packed: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    packed.read_to_end(&mut bytes).unwrap();
    bytes
}

/// Returns Brotli that stores up to 64 kB as they are (RFC 7932, 9.2): a window of 16 bits, then one block whose
/// header says that it is not the last, its length less one in 16 bits, and that it is not compressed.
fn brotli(bytes: &[u8]) -> Vec<u8> {
    let header = (bytes.len() as u32 - 1) << 4 | 1 << 20;
    [&header.to_le_bytes()[..3], bytes, b"\x03"].concat()
}

fn chunked(bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for chunk in bytes.chunks(1_000) {
        body.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        body.extend_from_slice(chunk);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"0\r\n\r\n");
    body
}

#[test]
fn whole_samples_are_read() {
    let forms = TARGETS.iter().flat_map(|(_, forms)| *forms);
    for form in forms.chain(&["bare", "html.gz"]) {
        let Samples { plain, pack } = of_form(form);
        let n_documents: usize = plain
            .iter()
            .map(|bytes| {
                let bytes = pack.map_or_else(|| bytes.clone(), |pack| pack(bytes));
                let mut n_documents = 0;
                article_reader::read_bytes(&crate::mutations::name_of(form), &bytes, &mut |found| {
                    n_documents += usize::from(found.is_ok());
                });
                n_documents
            })
            .sum();
        assert!(
            n_documents >= plain.len() / 2,
            "{form}: only {n_documents} documents in {} samples",
            plain.len()
        );
        let expected = if *form == "warc" { 6 } else { 1 };
        assert!(n_documents >= expected, "{form}: only {n_documents} documents");
    }
}
