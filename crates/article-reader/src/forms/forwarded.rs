//! A mail that was forwarded -> the headers of the one inside it, which is the article, and its text.

/// What programs write above the mail that they forward, in small letters and without its dashes.
const MARKS: [&str; 14] = [
    "forwarded message",
    "begin forwarded message:",
    "original message",
    "weitergeleitete nachricht",
    "anfang der weitergeleiteten nachricht:",
    "ursprüngliche nachricht",
    "message transféré",
    "début du message réexpédié :",
    "message d'origine",
    "mensaje reenviado",
    "mensaje original",
    "messaggio inoltrato",
    "messaggio originale",
    "mensagem encaminhada",
];
/// The names of the headers that are read, by language.
const FROM: [&str; 5] = ["from", "von", "de", "da", "van"];
const DATE: [&str; 9] = [
    "date", "sent", "datum", "gesendet", "envoyé", "fecha", "enviado", "data", "inviato",
];
const SUBJECT: [&str; 6] = ["subject", "betreff", "objet", "asunto", "oggetto", "assunto"];
/// What stands before the subject of a mail that was answered, in small letters.
const ANSWERED: [&str; 7] = ["re", "aw", "sv", "antw", "odp", "rif", "res"];
/// The same of one that was forwarded.
const FORWARDED: [&str; 6] = ["fwd", "fw", "wg", "tr", "rv", "enc"];
/// Lines of the forwarder's own above the mail.
const MAX_LINES_ABOVE: usize = 30;

/// Tells whether a subject is that of an answer.
pub(crate) fn is_answer(subject: &str) -> bool {
    prefix(subject).is_some_and(|prefix| ANSWERED.contains(&prefix.as_str()))
}

/// Returns what stands before the first colon of a subject.
fn prefix(subject: &str) -> Option<String> {
    const MAX_BYTES: usize = 8;
    let (prefix, _) = subject.split_once(':')?;
    let prefix = prefix.trim();
    (prefix.len() <= MAX_BYTES).then(|| prefix.to_lowercase())
}

/// A mail that stands inside another one.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Forwarded<'a> {
    pub(crate) from: Option<&'a str>,
    pub(crate) date: Option<&'a str>,
    pub(crate) subject: Option<&'a str>,
    pub(crate) text: &'a str,
}

/// Returns the mail that a text forwards.
pub(crate) fn forwarded(text: &str) -> Option<Forwarded<'_>> {
    let mut lines = text.lines();
    lines.by_ref().take(MAX_LINES_ABOVE).find(|line| is_mark(line))?;
    let mut found = Forwarded::default();
    let mut rest = lines;
    loop {
        let before = rest.clone();
        let Some(line) = rest.next() else {
            break;
        };
        let line = line.trim().trim_start_matches(['>', '*', ' ']);
        let has_headers = found.from.is_some() || found.subject.is_some();
        if line.is_empty() && !has_headers {
            continue;
        }
        let Some((name, value)) = line.split_once(':').filter(|(name, _)| name.len() <= 12) else {
            rest = before;
            break;
        };
        let (name, value) = (
            name.trim().trim_matches('*').to_lowercase(),
            value.trim().trim_start_matches(['*', ' ']),
        );
        for (names, slot) in [
            (&FROM[..], &mut found.from),
            (&DATE[..], &mut found.date),
            (&SUBJECT[..], &mut found.subject),
        ] {
            if names.contains(&name.as_str()) {
                slot.get_or_insert(value);
            }
        }
    }
    let at = rest
        .next()
        .map_or(text.len(), |line| line.as_ptr() as usize - text.as_ptr() as usize);
    found.text = &text[at..];
    let is_whole = found.from.is_some() && (found.subject.is_some() || found.date.is_some());
    is_whole.then_some(found)
}

fn is_mark(line: &str) -> bool {
    let line = line.trim().trim_matches(['-', '_', '=', '>', ' ']).to_lowercase();
    MARKS.contains(&line.replace('’', "'").as_str())
}

/// Returns a subject without "Fwd:", "Re:" and their like.
pub(crate) fn bare_subject(subject: &str) -> &str {
    let mut bare = subject.trim();
    while let Some(prefix) = prefix(bare)
        && (ANSWERED.contains(&prefix.as_str()) || FORWARDED.contains(&prefix.as_str()))
        && let Some((_, rest)) = bare.split_once(':')
        && !rest.trim().is_empty()
    {
        bare = rest.trim();
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mail_inside_is_found() {
        let inner = |text| Forwarded {
            from: Some("Harbour Post <news@post.example>"),
            date: Some("Mon, 3 Mar 2025 at 08:12"),
            subject: Some("Storm"),
            text,
        };
        let headers = "From: Harbour Post <news@post.example>\nDate: Mon, 3 Mar 2025 at 08:12\nSubject: Storm\nTo: me\n";
        for (text, expected) in [
            (format!("Look!\n\n---------- Forwarded message ---------\n{headers}\nRain fell.\n"), Some(inner("\nRain fell.\n"))),
            (format!("Begin forwarded message:\n\n> {}\n>\nRain", headers.trim().replace('\n', "\n> ")), Some(inner(">\nRain"))),
            (
                "-----Ursprüngliche Nachricht-----\nVon: Harbour Post <news@post.example>\nGesendet: Mon, 3 Mar 2025 at 08:12\n\
                 Betreff: Storm".to_owned(),
                Some(inner("")),
            ),
            (format!("{headers}\nRain fell."), None),
            ("---- Forwarded message ----\nRain fell.".to_owned(), None),
            ("Original message\n\nTo: me\nRain fell.".to_owned(), None),
            (String::new(), None),
        ] {
            assert_eq!(forwarded(&text), expected, "{text}");
        }
    }

    #[test]
    fn subjects_lose_what_programs_add() {
        for (subject, expected) in [
            ("Fwd: The storm", "The storm"),
            ("WG: AW: The storm", "The storm"),
            ("FW : The storm", "The storm"),
            ("Antw: Re: The storm", "The storm"),
            ("Storm: the day after", "Storm: the day after"),
            ("Re:", "Re:"),
            ("", ""),
        ] {
            assert_eq!(bare_subject(subject), expected);
        }
    }
}
