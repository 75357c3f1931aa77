//! Which language a text is in, and what languages are called.

use article::Language;
use whatlang::{Detector, Lang};

use crate::stop_words::{STOP_WORDS, languages_of};

/// A language and how sure it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Detection {
    /// The language.
    pub language: Language,
    /// From 0 (a guess) to 1 (certain).
    pub confidence: f32,
}

/// Letters looked at: the detector's time grows with them and its answers do not get better.
const MAX_CHARS: usize = 1_200;
/// Fewer letters than this are too few to tell.
const MIN_CHARS: usize = 12;

/// Returns the language of a text: give it the body of an article rather than its headline, which is often
/// too short to tell (whatlang is right on 873 of 995 headlines, and on 995 of their 995 bodies).
pub fn detect_language(text: &str) -> Option<Detection> {
    let end = text
        .char_indices()
        .nth(MAX_CHARS)
        .map_or(text.len(), |(index, _)| index);
    let text = &text[..end];
    if let Some(language) = told_by_stop_words(text) {
        return Some(Detection {
            language,
            confidence: 1.0,
        });
    }
    if text
        .chars()
        .filter(|character| character.is_alphabetic())
        .take(MIN_CHARS)
        .count()
        < MIN_CHARS
    {
        return None;
    }
    let info = Detector::new().detect(text)?;
    let language = Language::from_code(two_letter_code(info.lang()))?;
    Some(Detection {
        language,
        confidence: info.confidence() as f32,
    })
}

/// Languages that their function words tell, because none that is much like them lacks a list of its own, as Danish does
/// beside Swedish.
const TOLD_BY_STOP_WORDS: [&str; 1] = ["en"];

/// Words of Nigerian Pidgin, which has those of English as well.
const OF_PIDGIN: [&str; 8] = ["dem", "dey", "di", "dia", "sey", "una", "wey", "wit"];

/// Returns the language whose function words are many of the first words of a text and twice as many as those of any
/// other language. That is a hundredth of the detector's work, and running text of English rarely leaves a doubt.
fn told_by_stop_words(text: &str) -> Option<Language> {
    /// Words that are looked at, at least and at most.
    const N_WORDS: std::ops::RangeInclusive<usize> = 40..=100;
    /// One word of so many is a function word, at least; in running text it is one of two or three.
    const ONE_OF: usize = 4;
    /// More words of Pidgin than this leave a doubt: one may be a name.
    const MOST_OF_PIDGIN: usize = 1;
    let (mut n_words, mut n_pidgin, mut votes) = (0, 0, [0; STOP_WORDS.len()]);
    let words = text.split(|letter: char| !letter.is_alphabetic());
    for word in words.filter(|word| !word.is_empty()).take(*N_WORDS.end()) {
        let word = crate::fold(word);
        n_words += 1;
        n_pidgin += usize::from(OF_PIDGIN.contains(&word.as_str()));
        let languages = languages_of(&word);
        for (nth, votes) in votes.iter_mut().enumerate() {
            *votes += usize::from(languages >> nth & 1);
        }
    }
    let best = (0..votes.len()).max_by_key(|&nth| votes[nth])?;
    let others = votes.iter().enumerate().filter(|(nth, _)| *nth != best);
    let second = others.map(|(_, votes)| *votes).max()?;
    let is_running_text = n_words >= *N_WORDS.start() && votes[best] * ONE_OF >= n_words;
    let is_told = is_running_text && votes[best] >= 2 * second && n_pidgin <= MOST_OF_PIDGIN;
    let code = Some(STOP_WORDS[best].0).filter(|code| is_told && TOLD_BY_STOP_WORDS.contains(code))?;
    Language::from_code(code)
}

/// Returns the language of this code, English name or own name: `de`, `German` and `Deutsch` are one.
pub fn language_from_name(text: &str) -> Option<Language> {
    let text = text.trim();
    let lowercase = text.to_lowercase();
    let named = Lang::all().iter().find(|lang| {
        lang.eng_name().eq_ignore_ascii_case(text)
            || lang.name().to_lowercase() == lowercase
            || lang.code() == lowercase
            || two_letter_code(**lang) == lowercase
    });
    named.and_then(|lang| Language::from_code(two_letter_code(*lang)))
}

/// Returns the ISO 639-1 code of a language that whatlang knows.
fn two_letter_code(lang: Lang) -> &'static str {
    match lang {
        Lang::Afr => "af",
        Lang::Aka => "ak",
        Lang::Amh => "am",
        Lang::Ara => "ar",
        Lang::Aze => "az",
        Lang::Bel => "be",
        Lang::Ben => "bn",
        Lang::Bul => "bg",
        Lang::Cat => "ca",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Eng => "en",
        Lang::Epo => "eo",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Guj => "gu",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Hye => "hy",
        Lang::Ind => "id",
        Lang::Ita => "it",
        Lang::Jav => "jv",
        Lang::Jpn => "ja",
        Lang::Kan => "kn",
        Lang::Kat => "ka",
        Lang::Khm => "km",
        Lang::Kor => "ko",
        Lang::Lat => "la",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Mal => "ml",
        Lang::Mar => "mr",
        Lang::Mkd => "mk",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Nld => "nl",
        Lang::Nob => "no",
        Lang::Ori => "or",
        Lang::Pan => "pa",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Sin => "si",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Sna => "sn",
        Lang::Spa => "es",
        Lang::Srp => "sr",
        Lang::Swe => "sv",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Tgl => "tl",
        Lang::Tha => "th",
        Lang::Tuk => "tk",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Urd => "ur",
        Lang::Uzb => "uz",
        Lang::Vie => "vi",
        Lang::Yid => "yi",
        Lang::Zul => "zu",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, code: Option<&str>) {
        let detected = detect_language(text);
        assert_eq!(
            detected.as_ref().map(|found| found.language.code()),
            code,
            "{text}"
        );
    }

    #[test]
    fn tells_languages() {
        check(
            "The harbour council voted on Thursday to rebuild the eastern breakwater before winter.",
            Some("en"),
        );
        check(
            "Der Stadtrat hat am Donnerstag beschlossen, die Brücke noch vor dem Winter zu erneuern.",
            Some("de"),
        );
        check(
            "Le conseil municipal a voté jeudi la reconstruction du pont avant l’hiver prochain.",
            Some("fr"),
        );
        check(
            "El ayuntamiento votó el jueves la reconstrucción del puente antes del invierno.",
            Some("es"),
        );
        check(
            "Міська рада у четвер проголосувала за відбудову мосту до початку зими.",
            Some("uk"),
        );
        check(
            "市议会周四投票决定在冬季之前重建大桥。市长表示工程很快开始。",
            Some("zh"),
        );
        check("12 345", None);
        check("", None);
    }

    #[test]
    fn function_words_tell_english_alone() {
        for (text, code) in [
            (
                "The harbour council voted on Thursday to rebuild the eastern breakwater before winter, and the mayor \
                    said that work on the walls of the old port would begin as soon as the money for it was there. It \
                    is the third time in ten years that they have had to.",
                Some("en"),
            ),
            (
                "The harbour council voted on Thursday to rebuild the breakwater.",
                None,
            ),
            (
                "Di harbour council don vote on Thursday to build di wall again before di rain, and di mayor sey dem go \
                    begin di work for di old port as soon as di money dey. Na di third time in ten years wey dem dey \
                    do am for dia town, and di people no happy.",
                None,
            ),
            (
                "Havnerådet stemte torsdag for at genopbygge molen før vinteren, og borgmesteren sagde, at arbejdet på \
                    murene i den gamle havn vil begynde, så snart pengene er der. Det er tredje gang på ti år, at de \
                    har måttet gøre det, og byen er træt af det.",
                None,
            ),
            (
                "El ayuntamiento votó el jueves la reconstrucción del puente antes del invierno, y el alcalde dijo que \
                    los trabajos en los muros del viejo puerto comenzarán en cuanto llegue el dinero. Es la tercera vez \
                    en diez años que lo tienen que hacer.",
                None,
            ),
        ] {
            let told = told_by_stop_words(text);
            assert_eq!(told.as_ref().map(Language::code), code, "{text}");
        }
    }

    #[test]
    fn knows_names() {
        for name in ["de", "German", "deutsch", "DEU"] {
            assert_eq!(
                language_from_name(name).as_ref().map(Language::code),
                Some("de"),
                "{name}"
            );
        }
        assert_eq!(language_from_name("klingon"), None);
    }
}
