//! Sample files of every form, made from the articles of corpus/ and from short ones: what is mutated here and what
//! coverage-guided fuzzing starts from.

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
    /// Made from whole articles.
    pub(crate) plain: Vec<Vec<u8>>,
    /// Made from articles of a few lines: many are tried in the time of a whole one, and a change more often meets
    /// what holds the form together.
    pub(crate) short: Vec<Vec<u8>>,
    pub(crate) pack: Option<Pack>,
}

/// What samples are made from.
struct Articles {
    texts: Vec<Vec<u8>>,
    markdown: Vec<Vec<u8>>,
    pages: Vec<Vec<u8>>,
    json: Vec<Vec<u8>>,
    json_lines: Vec<Vec<u8>>,
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
    Samples {
        plain: made_from(&whole_articles(), ending),
        short: made_from(&short_articles(), ending),
        pack,
    }
}

fn made_from(articles: &Articles, ending: &str) -> Vec<Vec<u8>> {
    let Articles {
        texts,
        markdown,
        pages,
        json,
        json_lines,
    } = articles;
    let (first, last) = (&texts[..FEW], &texts[texts.len() - FEW..]);
    let mut made = match ending {
        "txt" => texts.clone(),
        "md" => markdown.clone(),
        "html" => pages.clone(),
        "json" => [json.as_slice(), &[json_feed(first)]].concat(),
        "jsonl" => json_lines.clone(),
        "csv" => vec![table(first, ','), table(last, ';')],
        "tsv" => vec![table(first, '\t')],
        "rss" => vec![rss(first), atom(first)],
        "warc" => vec![warc(pages)],
        "eml" => texts
            .iter()
            .zip(pages)
            .map(|(text, page)| mail(text, page))
            .collect(),
        "mbox" => vec![mailbox(first, &pages[0])],
        "zip" => vec![zip(first), zip(pages)],
        "tar" => vec![tar(first), tar(pages)],
        "bare" => {
            let archives = [
                zip(&texts[..1]),
                tar(&texts[..1]),
                gzip(&texts[0]),
                warc(&pages[..1]),
            ];
            let others = [rss(&texts[..1]), mail(&texts[0], &pages[0])];
            let own = [texts, pages, json, json_lines].map(|of_kind| of_kind.as_slice());
            [archives.as_slice(), &others]
                .into_iter()
                .chain(own)
                .flatten()
                .cloned()
                .collect()
        }
        _ => panic!("help: say in tests/it/samples.rs what a sample of .{ending} is"),
    };
    made.iter_mut().for_each(|bytes| bytes.truncate(LARGEST));
    made.retain(|bytes| !bytes.is_empty());
    made
}

fn whole_articles() -> Articles {
    Articles {
        texts: corpus(&["txt"]),
        markdown: corpus(&["md"]),
        pages: corpus(&["html", "htm"]),
        json: corpus(&["json"]),
        json_lines: corpus(&["jsonl"]),
    }
}

fn short_articles() -> Articles {
    let texts = [
        "Harbour Post\nMenu | Sport | Log in\n\nFerry stops in fog\nBy Ana Silva\n2 December 2025, 10:30\n\n\
         LISBON (Reuters) - The ferry to the island stopped on Tuesday, the port said.\n\n\
         \u{201c}We wait,\u{201d} said Mr. Silva.\n\nPhoto: AP\nShare this\n",
        "Fähre hält im Nebel\nVon Ana Silva, 2.12.2025\n\nDie Fähre zur Insel fährt nicht, sagte der Hafen am Dienstag.\n",
        "渡轮因雾停航\n2025年12月2日 新华社\n\n港口周二表示，前往该岛的渡轮已经停航。\n",
    ];
    let markdown = [
        "---\ntitle: \"Ferry: fog\"\ndate: 2025-12-02\nauthors: [Ana Silva]\n---\n\n# Ferry\n\nIt *stops* in [fog](a.html).\n",
        "# Ferry stops\n\n> By Ana\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n",
    ];
    let pages = [
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Ferry | Post</title>\
         <script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"Ferry\",\
         \"datePublished\":\"2025-12-02T10:00:00Z\",\"author\":[{\"name\":\"Ana Silva\"}]}]}</script></head>\
         <body><nav><a href=/>Home</a></nav><article><h1>Ferry</h1><p>The ferry to the island stopped in the fog on \
         Tuesday.</p><p>The port said it waits &amp; sees.</p></article></body></html>",
        "<html><meta property=og:title content=Ferry><meta name=author content='Ana Silva'><body><h1>Ferry</h1>\
         <time datetime=2025-12-02>2 December</time><div><p>It stopped<br>in <b>the fog</b>.<figure><img src=a.png>\
         <figcaption>Photo: AP</figcaption></figure><table><tr><td>1<td>2</table><ul><li>One<li>Two</ul><!-- x --></div>",
        "<div itemscope itemtype=http://schema.org/Article><h2 itemprop=headline>Ferry</h2><span itemprop=author>By \
         Ana</span><pre>It &#8220;stops&#8221; &nbsp; now</pre><svg><title>x</title></svg><template><p>y</template></div>",
    ];
    let json = [
        r#"{"id": 7, "title": "Ferry", "text": "It stops\n\nin fog", "date": "2025-12-02", "authors": ["Ana", {"name": "Bo"}]}"#,
        r#"[{"headline": "F\u00e4hre", "body": "Sie h\u00e4lt.", "published": 1764633600, "url": "https://post.example/1"}, {}]"#,
    ];
    let json_lines = [r#"{"id": "a", "title": "Ferry", "text": "It stops."}
{"guid": "b", "headline": "Fog", "content": "<p>It stays.</p>", "source": {"name": "Post"}, "date": 1764633600000}
"#];
    let bytes = |articles: &[&str]| articles.iter().map(|text| text.as_bytes().to_vec()).collect();
    Articles {
        texts: bytes(&texts),
        markdown: bytes(&markdown),
        pages: bytes(&pages),
        json: bytes(&json),
        json_lines: bytes(&json_lines),
    }
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
            let Samples { plain, short, pack } = of_form(form);
            for (number, bytes) in plain.iter().chain(&short).enumerate() {
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
        let Samples { plain, short, pack } = of_form(form);
        let samples = [plain, short].concat();
        let n_documents: usize = samples
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
            n_documents >= samples.len() / 2,
            "{form}: only {n_documents} documents in {} samples",
            samples.len()
        );
        let expected = if *form == "warc" { 6 } else { 1 };
        assert!(n_documents >= expected, "{form}: only {n_documents} documents");
    }
}
