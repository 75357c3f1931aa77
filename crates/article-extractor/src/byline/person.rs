//! Which names are those of people, and not of roles, bodies, papers or labels.

use std::sync::LazyLock;

use regex::Regex;

use super::clean_name;
use super::eastern::is_korean_name;
use crate::agencies::agency;
use crate::phrases::{self, Phrase};
use crate::source;
use crate::wording::{is_person_name, is_unspaced, pattern, phrase_key};

/// Words that make a name a role, a team or a label: it is no person.
pub(super) static NO_PERSON: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:newsdesk|editor|editors|editorial|reporter|correspondent|staff|desk|team|bureau|news|newsroom|online|web|agency|agencies|press|",
        r"media|service|journalist|writer|columnist|contributor|admin|administrator|redaktion|redakteur|redakteurin|redazione|redacción|",
        r"redacao|redação|rédaction|redactie|redakcja|редакция|редакція|guest|author|read|more|share|follow|opinion|company|ltd|inc|gmbh|",
        r"university|institute|senior|chief|producer|photographer|fotograf|agentur|agenturen|agencias|agences|",
        r"reporterin|journaliste|periodista|giornalista|www|com|net|org|",
        r"foundation|corporation|corp|ag|kg|magazin|magazine|verband|bundesverband|verein|stiftung|partei|feuerwehr|association|",
        r"society|council|ministry|department|solutions|group|kitchens|insights?|",
        r"bio|comments?|kommentare?|comentarios?|commentaires?|beitrag|beiträge|inhalte|moderator|themenstarter|uncategorized|",
        r"übersicht|zurück|pressemitteilung|abteilung|datum|views?|shares?|tests?|profil|profile|website|by|written|posted|updated|published|expert|experte|expertin|analyst|specialist|strategist|nutritionist|",
        r"dietitian|physician|director|manager|founder)\b|\b(?:korrespondent|chefredakteur|volontär)"
    ))
});

/// Returns whether a bare name is that of a person.
pub fn is_person(name: &str) -> bool {
    if phrases::is(Phrase::BylineStart, &phrase_key(name)) {
        return false;
    }
    let eastern = name
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .all(is_unspaced);
    if eastern {
        /// Names of papers and companies end so.
        const BODIES: [&str; 12] = [
            "新聞",
            "新闻",
            "通信",
            "通讯社",
            "日報",
            "日报",
            "社",
            "网",
            "报道",
            "报导",
            "報導",
            "報道",
        ];
        return !BODIES.iter().any(|end| name.ends_with(end))
            && (2..=5).contains(&name.chars().filter(|letter| !letter.is_whitespace()).count());
    }
    if is_korean_name(name) {
        return agency(name).is_none() && !source::is_known(name);
    }
    /// Names of bodies and headings begin so, names of people do not.
    const OPENING: [&str; 34] = [
        "The", "THE", "Der", "Die", "Das", "Le", "Les", "Il", "Lo", "El", "Los", "De", "Het", "Eine", "Zur",
        "Zum", "Zu", "Im", "In", "All", "Alle", "Alles", "More", "Mehr", "View", "Show", "SHOW", "See",
        "Read", "About", "Über", "Our", "Your", "How",
    ];
    let first = name.split(' ').next().unwrap_or_default();
    // A surname of millions, which papers have as well.
    let beside_sun = match name.split_once(' ') {
        Some((other, "Sun") | ("Sun", other)) if !other.contains(' ') => other,
        _ => name,
    };
    let has_vowel = |word: &str| {
        word.chars()
            .any(|letter| !letter.is_ascii() || "AEIOUY".contains(letter))
    };
    let is_acronym =
        first.len() > 2 && first.chars().all(|letter| letter.is_ascii_uppercase()) && !has_vowel(first);
    is_person_name(name)
        && !is_acronym
        && name.split(' ').nth(1).is_some_and(|second| second != first)
        && !NO_PERSON.is_match(name)
        && !OPENING.contains(&first)
        && agency(name).is_none()
        && !source::is_known(name)
        && !source::sounds_like_press(beside_sun)
}

/// Returns the name of a person that data calls one, whatever its capitals: a name of several words that is no role, body
/// or address.
pub(crate) fn stated_person(name: &str) -> Option<String> {
    if phrases::is(Phrase::BylineStart, &phrase_key(name)) {
        return None;
    }
    let name = clean_name(name)?;
    let can_be_name = (2..=5).contains(&name.split(' ').count())
        && name.chars().count() <= 45
        && !name
            .contains(|sign: char| sign.is_numeric() || matches!(sign, '/' | '&' | '|' | '?' | '!' | '#'))
        && !name.starts_with("The ")
        && !NO_PERSON.is_match(&name)
        && agency(&name).is_none()
        && !source::is_known(&name)
        && !source::sounds_like_press(&name);
    can_be_name.then_some(name)
}

/// Returns whether a text can be the one name, or the user name, by which an author goes.
pub(crate) fn is_pseudonym(name: &str) -> bool {
    /// Names that systems give.
    const SYSTEM: [&str; 18] = [
        "red",
        "publisher",
        "agenturen",
        "twitter",
        "user",
        "root",
        "gast",
        "anonymous",
        "anonym",
        "unknown",
        "webmaster",
        "support",
        "blog",
        "info",
        "default",
        "office",
        "presse",
        "null",
    ];
    let key = phrase_key(name);
    let n_letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_short_name = || {
        n_letters == 3 && name.starts_with(char::is_uppercase) && name.chars().skip(1).all(char::is_lowercase)
    };
    !name.contains(' ')
        && ((4..=20).contains(&n_letters) || is_short_name())
        && name.chars().count() <= n_letters + 4
        && !name.contains(['@', '/', ':', '?', '!', '#', '&', ','])
        && !name.chars().any(is_unspaced)
        && !NO_PERSON.is_match(name)
        && !SYSTEM.contains(&key.as_str())
        && !phrases::is(Phrase::BylineStart, &key)
        && agency(name).is_none()
        && !source::is_known(name)
        && !source::sounds_like_press(name)
        && public_suffix::domain(&name.to_lowercase()).is_none_or(|_| !name.contains('.'))
}
