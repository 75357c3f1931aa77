//! The source of an article: the publisher under one name, from names and addresses, never an agency that is only cited.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashMap;

use crate::agencies::agency;
use crate::byline::is_person;
use crate::wording::{count_words, is_capitalised, is_unspaced, pattern, title_case, word_key};

/// The table of publishers; a build may leave it out to measure what pages of publishers give that are not in it.
const TABLE: &str = match option_env!("DATELINE_WITHOUT_PUBLISHERS") {
    Some(_) => "",
    None => include_str!("../data/sources.txt"),
};

struct Publishers {
    by_name: FxHashMap<String, &'static str>,
    by_domain: HashMap<&'static str, &'static str>,
}

static PUBLISHERS: LazyLock<Publishers> = LazyLock::new(|| {
    let mut publishers = Publishers {
        by_name: FxHashMap::default(),
        by_domain: HashMap::new(),
    };
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        // A name that is a word of the language is the publisher's on its own site only.
        let is_word = line.starts_with('~');
        let mut names = line
            .trim_start_matches('~')
            .split('|')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let Some(canonical) = names.next() else {
            continue;
        };
        if !is_word {
            publishers.by_name.insert(word_key(canonical), canonical);
        }
        for name in names {
            if is_address(name) && !name.contains(char::is_uppercase) {
                publishers.by_domain.insert(name, canonical);
            } else {
                publishers.by_name.insert(word_key(name), canonical);
            }
        }
    }
    publishers
});

/// Returns whether a name has the form of an address.
pub(crate) fn is_address(name: &str) -> bool {
    name.contains('.') && !name.contains(' ')
}

/// Returns whether the name is that of a known publisher.
pub(crate) fn is_known(name: &str) -> bool {
    PUBLISHERS.by_name.contains_key(&word_key(name))
}

/// Returns the one name of a publisher, as given where it is not known.
pub fn canonical(name: &str) -> String {
    let name = without_legal_form(name.trim().trim_matches(['"', '“', '”', ',', '|', '-', ' ']));
    let key = word_key(name);
    // "Times" and "The Times" are one; a bare word such as "local" is a name only where it is given as one.
    let or_article = || match key.strip_prefix("the ") {
        Some(bare) => PUBLISHERS.by_name.get(bare),
        None => PUBLISHERS.by_name.get(&format!("the {key}")),
    };
    if let Some(known) = PUBLISHERS.by_name.get(&key).or_else(or_article) {
        return (*known).to_owned();
    }
    if is_address(name) {
        return of_address(name).unwrap_or_else(|| without_suffix(name));
    }
    // "Le Monde.fr" is a name and the end of its address.
    let bare = name
        .rsplit_once('.')
        .filter(|(_, end)| (2..=3).contains(&end.len()));
    let known = bare.and_then(|(bare, _)| PUBLISHERS.by_name.get(&word_key(bare)));
    known.map_or_else(|| name.to_owned(), |known| (*known).to_owned())
}

/// Returns a name without the legal form of its company, unless the form is part of a known name or nothing but a number
/// is left, as of "404 Media".
fn without_legal_form(name: &str) -> &str {
    let bare = LEGAL_FORM.find(name).map_or(name, |form| &name[..form.start()]);
    if is_known(name) || !bare.contains(char::is_alphabetic) {
        name
    } else {
        bare
    }
}

/// Returns a name such as "Winterblatt.de" without what makes it an address.
fn without_suffix(address: &str) -> String {
    let host = host_of(address).unwrap_or_else(|| address.to_lowercase());
    let Some(suffix) = public_suffix::suffix(&host) else {
        return address.to_owned();
    };
    // Other letters than those of ASCII may be longer or shorter as small ones.
    let start = address.to_ascii_lowercase().find(&host);
    let bare = start.map_or(address, |start| &address[start..]);
    let bare = bare
        .get(..host.len().saturating_sub(suffix.len() + 1))
        .unwrap_or(bare);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    // "mz.de" is better told by its address.
    if bare.contains('.') || bare.chars().count() < 4 {
        return address.to_owned();
    }
    let mut letters = bare.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

/// Returns the publisher whose site an address or host belongs to.
pub fn of_address(address: &str) -> Option<String> {
    let host = host_of(address)?;
    // "news.sky.com" may be listed where "sky.com" is another publisher, so longer names come first.
    let mut rest = host.as_str();
    loop {
        if let Some(name) = PUBLISHERS.by_domain.get(rest) {
            return Some((*name).to_owned());
        }
        rest = rest.split_once('.')?.1;
    }
}

/// Returns the address of a page that an archive of pages keeps, any other as it is.
fn original(address: &str) -> &str {
    const ARCHIVES: [&str; 9] = [
        "web.archive.org/",
        "archive.today/",
        "archive.ph/",
        "archive.is/",
        "archive.li/",
        "archive.md/",
        "arquivo.pt/",
        "wayback.archive-it.org/",
        "webarchive.nationalarchives.gov.uk/",
    ];
    let kept = ["https://", "http://"]
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme))
        .unwrap_or(address);
    if !ARCHIVES.iter().any(|archive| kept.starts_with(archive)) {
        return address;
    }
    let inner = ["/http://", "/https://"]
        .iter()
        .filter_map(|scheme| kept.find(scheme))
        .min();
    inner.map_or(address, |at| &kept[at + 1..])
}

/// Returns the host of an address, without "www."; that of the original where an archive keeps the page.
pub(crate) fn host_of(address: &str) -> Option<String> {
    let address = original(address.trim());
    let host = match url::Url::parse(address) {
        Ok(parsed) => parsed.host_str()?.to_owned(),
        Err(_) => address.split(['/', '?', ' ']).next()?.to_owned(),
    };
    let host = host.to_lowercase();
    host.contains('.')
        .then(|| host.strip_prefix("www.").unwrap_or(&host).to_owned())
}

/// Returns a name for a site that is not in the table: the first label of its registrable domain where that is a
/// word or several, else the domain.
pub(crate) fn name_of_domain(address: &str) -> Option<String> {
    /// Shorter labels are initials.
    const SHORTEST_WORD: usize = 5;
    let host = host_of(address)?;
    let domain = public_suffix::domain(&host)?;
    let label = domain.split('.').next().unwrap_or(domain);
    let is_word = |part: &str| part.chars().all(|letter| letter.is_ascii_alphabetic());
    if label.len() < SHORTEST_WORD || !label.split('-').all(is_word) {
        return Some(domain.to_owned());
    }
    let words: Vec<&str> = label.split('-').flat_map(press_words).collect();
    Some(title_case(&words.join(" ").to_uppercase()))
}

/// Returns the publisher of an address that stands for its name: as the table has it, else by its letters.
pub(crate) fn named_by_address(address: &str) -> Option<String> {
    of_address(address).or_else(|| name_of_domain(address))
}

/// Returns the words of a label such as "thevalleyherald", as far as those that papers are called by tell.
fn press_words(label: &str) -> Vec<&str> {
    const LAST: &str = "times news herald tribune gazette chronicle journal telegraph observer standard mirror mail guardian \
        press review monitor examiner dispatch courier reporter bulletin inquirer sentinel weekly daily today";
    /// Shorter beginnings are part of one word, as in "epress".
    const SHORTEST: usize = 3;
    let cut = |last: &str| label.strip_suffix(last).filter(|first| first.len() >= SHORTEST);
    if let Some(first) = LAST.split(' ').find_map(cut) {
        let mut words = press_words(first);
        if let ([word], Some(name)) = (words.as_slice(), first.strip_prefix("the"))
            && *word == first
            && !name.is_empty()
        {
            words = vec!["the", name];
        }
        words.push(&label[first.len()..]);
        return words;
    }
    // "kleinezeitung" is of two words, "volkszeitung" of one.
    match label.strip_suffix("zeitung") {
        Some(first) if first.ends_with(['e']) || first.ends_with("er") => vec![first, "zeitung"],
        _ => vec![label],
    }
}

/// Returns the letters of the name that an address is registered under, without what names of its kind end in.
pub(crate) fn label_of(address: &str) -> Option<String> {
    let host = host_of(address)?;
    let domain = public_suffix::domain(&host)?;
    Some(word_key(domain.split('.').next()?).replace(' ', ""))
}

/// Returns the letters of a name run together, as addresses have them.
pub(crate) fn joined(name: &str) -> String {
    let label = if is_address(name) { label_of(name) } else { None };
    label.unwrap_or_else(|| word_key(name).replace(' ', ""))
}

/// Returns whether two names run together are the same but for their article.
pub(crate) fn are_alike(first: &str, second: &str) -> bool {
    let bare = |name: &str| name.strip_prefix("the").map(str::to_owned);
    !first.is_empty()
        && (first == second
            || bare(first).as_deref() == Some(second)
            || bare(second).as_deref() == Some(first))
}

/// Returns whether a name is that of a company that publishes.
pub(crate) fn is_company(name: &str) -> bool {
    const WORDS: [&str; 12] = [
        "verlag",
        "ediciones",
        "editorial",
        "editora",
        "editrice",
        "grupo",
        "gruppo",
        "groupe",
        "mediengruppe",
        "company",
        "corporation",
        "holding",
    ];
    LEGAL_FORM.is_match(name) || word_key(name).split(' ').any(|word| WORDS.contains(&word))
}

/// Returns the publishers in the table whose names stand in a line of furniture. Names of one word are words of the
/// language too often, so they have to be the whole line.
pub(crate) fn known_within(text: &str) -> impl Iterator<Item = String> {
    /// Words of the longest name in the table.
    const LONGEST: usize = 6;
    let key = word_key(text);
    let words: Vec<&str> = key.split(' ').collect();
    let mut found: Vec<String> = Vec::new();
    if words.len() <= 40 {
        for n in (2..=LONGEST.min(words.len())).rev() {
            found.extend(
                words
                    .windows(n)
                    .filter_map(|run| PUBLISHERS.by_name.get(&run.join(" ")))
                    .map(|name| (*name).to_owned()),
            );
        }
    }
    if words.len() == 1 && text.chars().count() >= 4 {
        found.extend(PUBLISHERS.by_name.get(&key).map(|name| (*name).to_owned()));
    }
    found.dedup();
    found.into_iter()
}

static COPYRIGHT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:©|\(c\)|copyright\b|℗)[\s©@:]*(?:\(c\))?\s*(?:by\s+)?(?:(?:19|20)\d{2}\s*[-–—/ ]*\s*(?:(?:19|20)\d{2}|present)?[\s,.:|]*)?(?:by\s+)?(?P<name>.*)$",
    )
});

/// The legal form of a company is no part of its name.
static LEGAL_FORM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r",? (?:(?:Media Group|Media|Group|Verlag|Verlagsgesellschaft(?: mbH)?|Newspapers|Publishing|Publications|Holdings|Editores)(?: .*)?|eG|e\.V\.|GmbH(?: & Co\. ?KG)?|AG|Ltd\.?|Limited|Inc\.?|LLC|plc|PLC|S\.A\.|SA|S\.p\.A\.|S\.r\.l\.|S\.L\.(?:U\.?)?|B\.V\.|N\.V\.|AB|AS|A/S|Oy|Pty|Corp\.?|Corporation)$",
    )
});

/// What ends the name in a copyright line.
static AFTER_OWNER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)[.,|–—·;(]?\s*\b(?:all rights|alle rechte|tous droits|todos los|todos os|tutti i|alle rechten|wszelkie|wszystkie|все права|",
        r"усі права|all content|the content|without|reproduction|powered|designed|is a registered|terms|privacy|and its|inc\b|ltd\b|llc\b|",
        r"gmbh\b|ag\b|co\. kg|limited\b|s\.?a\.?\b|s\.p\.a|b\.v\.|corp\b|co\.|company\b|pty|plc\b|(?:19|20)\d{2}).*$"
    ))
});

/// The lengths of the names are told afterwards: counted in the pattern they make it slow to build.
static BELONGS_TO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?P<published>[\p{Lu}][\p{L}&.' -]*?) is published by |(?:published (?:in|on) this site|[Cc]ontent(?:s)?(?: of this (?:site|website))?) (?:belongs?|is the property|are the property) (?:to|of) (?P<name>[\p{L}&.' -]{3}[\p{L}&.' -]*)",
    )
});

/// Returns the owner that a notice such as "Contents of this site belong to …" names.
fn of_notice(line: &str) -> Option<&str> {
    /// Letters of the longest name.
    const LONGEST: usize = 60;
    // The pattern is slow to build, and most pages have no such notice.
    if !line.contains("ublished") && !line.contains("ontent") {
        return None;
    }
    let owner = BELONGS_TO.captures(line)?;
    if let Some(published) = owner.name("published") {
        return (4..=51)
            .contains(&published.as_str().chars().count())
            .then_some(published.as_str());
    }
    let name = owner.name("name")?.as_str();
    Some(
        name.char_indices()
            .nth(LONGEST)
            .map_or(name, |(end, _)| &name[..end]),
    )
}

/// Returns the owner that a copyright line names.
pub fn of_copyright(line: &str) -> Option<String> {
    // The patterns are slow, and most lines have none of the words that they ask for.
    const ASKED: [&str; 8] = [
        "©", "℗", "opyright", "OPYRIGHT", "(c)", "(C)", "ublished", "ontent",
    ];
    let names_nobody = || line.to_uppercase().contains("RIPRODUZIONE RISERVATA");
    if !ASKED.iter().any(|word| line.contains(word)) || names_nobody() {
        return None;
    }
    if let Some(owner) = of_notice(line) {
        return plausible(owner);
    }
    let captures = COPYRIGHT.captures(line)?;
    let name = AFTER_OWNER.replace(&captures["name"], "");
    let name = name
        .split([',', '|', '–', '—', '·', '•'])
        .next()
        .unwrap_or_default();
    plausible(name.split(". ").next().unwrap_or_default())
}

/// Returns the name where a publication could be called so.
pub fn plausible(name: &str) -> Option<String> {
    let name = name
        .trim()
        .trim_matches(['.', ',', ':', '-', '–', ' ', '|', '"', '“', '”', '«', '»', '/'])
        .trim();
    let name = without_legal_form(name);
    let n_letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    let known = is_known(name);
    let are_agencies = || name.split('/').all(|part| agency(part.trim()).is_some());
    if n_letters < 2 || count_words(name) > 6 || name.len() > 70 || !known && are_agencies() {
        return None;
    }
    if !name.starts_with(char::is_alphanumeric) {
        return None;
    }
    let address = is_address(name);
    let eastern = name.chars().any(is_unspaced);
    (known || address || eastern || is_capitalised(name)).then(|| canonical(name))
}

/// Returns the name where it is a publication's and no person's or agency's: what a piece of a credit line has to be.
pub(crate) fn in_credit(piece: &str) -> Option<String> {
    let piece = piece
        .split_once(['：', ':'])
        .filter(|(label, _)| is_source_label(label))
        .map_or(piece, |(_, name)| name.trim());
    if is_known(piece) {
        return Some(canonical(piece));
    }
    let is_address = !piece.contains(' ') && of_address(piece).is_some();
    if is_address {
        return of_address(piece);
    }
    let telling = SOUNDS_LIKE_PRESS.is_match(piece);
    if agency(piece).is_some() || is_person(piece) && !telling {
        return None;
    }
    (telling && is_capitalised(piece) && (2..=5).contains(&count_words(piece)))
        .then(|| piece.trim().to_owned())
}

fn is_source_label(label: &str) -> bool {
    const LABELS: &str = "source quelle fuente fonte zrodlo bron kaynak 来源 來源 источник джерело المصدر";
    let label = word_key(label);
    LABELS.split(' ').any(|known| known == label)
}

static SOUNDS_LIKE_PRESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)(?:\b(?:daily|news|times|post|herald|tribune|journal|gazette|chronicle|observer|courier|telegraph|guardian|mirror|express|standard|",
        r"press|today|weekly|magazine|review|bulletin|dispatch|examiner|globe|sun|star|mail|record|register|sentinel|online|tv|radio|",
        r"zeitung|nachrichten|anzeiger|tageblatt|allgemeine|rundschau|kurier|bote|blatt|rundfunk|presse|journal|figaro|monde|voix|",
        r"diario|periódico|noticias|mundo|país|gaceta|jornal|notícias|folha|correio|estado|corriere|correo|heraldo|lantern|ledger|observer|advertiser|mercury|argus|fanal|corriere|giornale|gazzetta|stampa|notizie|",
        r"krant|dagblad|nieuws|gazeta|dziennik|kurier|wiadomości|газета|новости|известия|правда|курьер|кур'єр|меридіан|вісник|вестник|голос|صحيفة|вести|новини|日报|新闻|新聞|晚报|时报|晨报|早报)\b|",
        r"(?:zeitung|nachrichten|anzeiger|blatt|krant|post|日报|新闻|新聞|晚报|时报|晨报|早报|周刊)\b)"
    ))
});

/// Returns whether a name sounds like that of a publication.
pub(crate) fn sounds_like_press(name: &str) -> bool {
    SOUNDS_LIKE_PRESS.is_match(name)
}

/// Returns whether a name is that of a menu or a button, such as "Home News" and "Support the Herald".
pub(crate) fn is_menu(name: &str) -> bool {
    const WORDS: [&str; 44] = [
        "home",
        "news",
        "front",
        "page",
        "latest",
        "breaking",
        "top",
        "live",
        "tv",
        "sport",
        "sports",
        "world",
        "local",
        "national",
        "stories",
        "headlines",
        "more",
        "all",
        "the",
        "our",
        "menu",
        "search",
        "sign",
        "in",
        "log",
        "up",
        "subscribe",
        "now",
        "register",
        "newsletter",
        "newsletters",
        "immediate",
        "release",
        "for",
        "press",
        "media",
        "videos",
        "video",
        "watch",
        "radio",
        "edition",
        "editions",
        "archive",
        "online",
    ];
    /// "Support the Herald" asks for something.
    const ASKING: [&str; 8] = [
        "support",
        "subscribe",
        "join",
        "follow",
        "read",
        "watch",
        "listen",
        "download",
    ];
    let key = word_key(name);
    let mut words = key.split(' ');
    let asks = words.next().is_some_and(|first| ASKING.contains(&first))
        && matches!(words.next(), Some("the" | "our" | "us" | "to"));
    asks || key.split(' ').all(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_and_address_is_of_one_publisher() {
        let mut owners: HashMap<String, &str> = HashMap::new();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let is_word = line.starts_with('~');
            let names: Vec<&str> = line.trim_start_matches('~').split(" | ").collect();
            let told = names.iter().skip(usize::from(is_word));
            for name in told {
                let key = if is_address(name) {
                    (*name).to_owned()
                } else {
                    word_key(name)
                };
                let other = owners.insert(key, names[0]).filter(|other| *other != names[0]);
                assert_eq!(
                    other, None,
                    "help: {name} stands in two lines of data/sources.txt"
                );
            }
        }
        assert!(owners.len() > 1000 || TABLE.is_empty());
    }

    #[test]
    fn a_page_in_an_archive_is_of_its_own_site() {
        for (address, expected) in [
            (
                "https://web.archive.org/web/20140226054445/http://www.valleyherald.example/a",
                "valleyherald.example",
            ),
            (
                "http://archive.ph/2020.01.02-030405/https://valleyherald.example/a",
                "valleyherald.example",
            ),
            ("https://web.archive.org/about", "web.archive.org"),
            (
                "https://valleyherald.example/to/http://other.example/",
                "valleyherald.example",
            ),
        ] {
            assert_eq!(host_of(address).as_deref(), Some(expected), "{address}");
        }
    }

    #[test]
    fn several_agencies_are_no_publication() {
        assert_eq!(plausible("APA/AP"), None);
        assert_eq!(of_copyright("© 2012 AFP / dpa"), None);
        assert_eq!(plausible("Valley/Herald").as_deref(), Some("Valley/Herald"));
    }

    #[test]
    fn addresses_are_taken_apart_into_words() {
        for (address, expected) in [
            ("https://www.thevalleyherald.example/a", "The Valley Herald"),
            ("valleyherald.example", "Valley Herald"),
            ("dailyvalleynews.example", "Dailyvalley News"),
            ("epress.example", "Epress"),
            ("talwaerts-magazin.example", "Talwaerts Magazin"),
            ("volkszeitung.example", "Volkszeitung"),
            ("taler-zeitung.example", "Taler Zeitung"),
            ("vh.example", "vh.example"),
            ("valley24.example", "valley24.example"),
        ] {
            assert_eq!(name_of_domain(address).as_deref(), Some(expected), "{address}");
        }
    }
}
