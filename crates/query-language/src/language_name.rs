//! Languages by their code, their English name and their own name.

use article::Language;

/// ISO 639-1 code, or ISO 639-3 where there is none; ISO 639-3 code, English name, own name.
const LANGUAGES: [(&str, &str, &str, &str); 96] = [
    ("af", "afr", "Afrikaans", "Afrikaans"),
    ("ak", "aka", "Akan", "Akan"),
    ("am", "amh", "Amharic", "አማርኛ"),
    ("ar", "ara", "Arabic", "العربية"),
    ("az", "aze", "Azerbaijani", "azərbaycanca"),
    ("be", "bel", "Belarusian", "беларуская"),
    ("bg", "bul", "Bulgarian", "български"),
    ("bn", "ben", "Bengali", "বাংলা"),
    ("bs", "bos", "Bosnian", "bosanski"),
    ("ca", "cat", "Catalan", "català"),
    ("cs", "ces", "Czech", "čeština"),
    ("cy", "cym", "Welsh", "Cymraeg"),
    ("da", "dan", "Danish", "dansk"),
    ("de", "deu", "German", "Deutsch"),
    ("el", "ell", "Greek", "ελληνικά"),
    ("en", "eng", "English", "English"),
    ("eo", "epo", "Esperanto", "Esperanto"),
    ("es", "spa", "Spanish", "español"),
    ("et", "est", "Estonian", "eesti"),
    ("eu", "eus", "Basque", "euskara"),
    ("fa", "pes", "Persian", "فارسی"),
    ("fi", "fin", "Finnish", "suomi"),
    ("fo", "fao", "Faroese", "føroyskt"),
    ("fr", "fra", "French", "français"),
    ("fy", "fry", "Frisian", "Frysk"),
    ("ga", "gle", "Irish", "Gaeilge"),
    ("gd", "gla", "Scottish Gaelic", "Gàidhlig"),
    ("gl", "glg", "Galician", "galego"),
    ("gu", "guj", "Gujarati", "ગુજરાતી"),
    ("ha", "hau", "Hausa", "Hausa"),
    ("he", "heb", "Hebrew", "עברית"),
    ("hi", "hin", "Hindi", "हिन्दी"),
    ("hr", "hrv", "Croatian", "hrvatski"),
    ("hu", "hun", "Hungarian", "magyar"),
    ("hy", "hye", "Armenian", "հայերեն"),
    ("id", "ind", "Indonesian", "bahasa Indonesia"),
    ("ig", "ibo", "Igbo", "Igbo"),
    ("is", "isl", "Icelandic", "íslenska"),
    ("it", "ita", "Italian", "italiano"),
    ("ja", "jpn", "Japanese", "日本語"),
    ("jv", "jav", "Javanese", "basa Jawa"),
    ("ka", "kat", "Georgian", "ქართული"),
    ("kk", "kaz", "Kazakh", "қазақша"),
    ("kl", "kal", "Greenlandic", "kalaallisut"),
    ("km", "khm", "Khmer", "ខ្មែរ"),
    ("kn", "kan", "Kannada", "ಕನ್ನಡ"),
    ("ko", "kor", "Korean", "한국어"),
    ("ky", "kir", "Kyrgyz", "кыргызча"),
    ("la", "lat", "Latin", "Latina"),
    ("lb", "ltz", "Luxembourgish", "Lëtzebuergesch"),
    ("lo", "lao", "Lao", "ລາວ"),
    ("lt", "lit", "Lithuanian", "lietuvių"),
    ("lv", "lav", "Latvian", "latviešu"),
    ("mk", "mkd", "Macedonian", "македонски"),
    ("ml", "mal", "Malayalam", "മലയാളം"),
    ("mn", "mon", "Mongolian", "монгол"),
    ("mr", "mar", "Marathi", "मराठी"),
    ("ms", "msa", "Malay", "bahasa Melayu"),
    ("mt", "mlt", "Maltese", "Malti"),
    ("my", "mya", "Burmese", "မြန်မာ"),
    ("ne", "nep", "Nepali", "नेपाली"),
    ("nl", "nld", "Dutch", "Nederlands"),
    ("no", "nor", "Norwegian", "norsk"),
    ("or", "ori", "Odia", "ଓଡ଼ିଆ"),
    ("pa", "pan", "Punjabi", "ਪੰਜਾਬੀ"),
    ("pap", "pap", "Papiamento", "Papiamentu"),
    ("pl", "pol", "Polish", "polski"),
    ("pt", "por", "Portuguese", "português"),
    ("ro", "ron", "Romanian", "română"),
    ("ru", "rus", "Russian", "русский"),
    ("rw", "kin", "Kinyarwanda", "Ikinyarwanda"),
    ("si", "sin", "Sinhala", "සිංහල"),
    ("sk", "slk", "Slovak", "slovenčina"),
    ("sl", "slv", "Slovenian", "slovenščina"),
    ("sn", "sna", "Shona", "chiShona"),
    ("so", "som", "Somali", "Soomaali"),
    ("sq", "sqi", "Albanian", "shqip"),
    ("sr", "srp", "Serbian", "српски"),
    ("sv", "swe", "Swedish", "svenska"),
    ("sw", "swa", "Swahili", "Kiswahili"),
    ("ta", "tam", "Tamil", "தமிழ்"),
    ("te", "tel", "Telugu", "తెలుగు"),
    ("tg", "tgk", "Tajik", "тоҷикӣ"),
    ("th", "tha", "Thai", "ไทย"),
    ("tk", "tuk", "Turkmen", "türkmençe"),
    ("tl", "tgl", "Tagalog", "Tagalog"),
    ("tr", "tur", "Turkish", "Türkçe"),
    ("uk", "ukr", "Ukrainian", "українська"),
    ("ur", "urd", "Urdu", "اردو"),
    ("uz", "uzb", "Uzbek", "oʻzbekcha"),
    ("vi", "vie", "Vietnamese", "Tiếng Việt"),
    ("xh", "xho", "Xhosa", "isiXhosa"),
    ("yi", "yid", "Yiddish", "ייִדיש"),
    ("yo", "yor", "Yoruba", "Yorùbá"),
    ("zh", "zho", "Chinese", "中文"),
    ("zu", "zul", "Zulu", "isiZulu"),
];

/// Other names and codes that people type.
const OTHER_NAMES: [(&str, &str); 14] = [
    ("nob", "no"),
    ("nno", "no"),
    ("bokmål", "no"),
    ("castellano", "es"),
    ("farsi", "fa"),
    ("fas", "fa"),
    ("mandarin", "zh"),
    ("cmn", "zh"),
    ("汉语", "zh"),
    ("漢語", "zh"),
    ("ger", "de"),
    ("fre", "fr"),
    ("iw", "he"),
    ("srpski", "sr"),
];

/// Codes of other languages, in which newspapers may be printed: ISO 639-1, and ISO 639-3 where it has none.
const OTHER_CODES: &str = "aa ab ae an as av ay ba bi bm bo br ce ch co cr cu cv dv dz ee ff fj gn gv \
    ho ht hz ia ie ii ik io iu kg ki kj kr ks ku kv kw lg li ln lu mg mh mi na nd ng nr nv ny oc oj om \
    os pi ps qu rm rn sa sc sd se sg sm ss st su ti tn to ts tt tw ty ug ve vo wa wo za ast bar bcl \
    bik ceb chr ckb crh csb dsb fil frr fur gag gsw haw hsb hil ilo kab kok ksh lad lij lmo mai mni \
    nah nap nds pag pms rom sah sat scn sco smn sms sma smj szl tet tpi tyv udm vec war yue";

/// Stands for articles whose language is not known, as in the facets.
const UNKNOWN: &str = "unknown";

/// Returns the code of the language that a text names by code, English name or own name.
pub fn language_code(text: &str) -> Option<String> {
    let name = text.trim().to_lowercase();
    if name == UNKNOWN {
        return Some(name);
    }
    let code = Language::from_code(&name).map(|language| language.code().to_owned());
    let named = |known: &str| known.to_lowercase() == name || code.as_deref() == Some(known);
    let other = OTHER_NAMES
        .iter()
        .find(|(known, _)| named(known))
        .map(|(_, code)| *code);
    let language = LANGUAGES
        .iter()
        .find(|(short, long, english, own)| named(short) || named(long) || named(english) || named(own));
    let known = other.or(language.map(|(short, ..)| *short)).map(str::to_owned);
    let is_other = |code: &String| OTHER_CODES.split(' ').any(|other| other == code);
    known.or_else(|| code.filter(is_other))
}

/// Returns the English name of a language, or its code where it has none here.
pub(crate) fn english_name(code: &str) -> &str {
    LANGUAGES
        .iter()
        .find(|(short, ..)| *short == code)
        .map_or(code, |(_, _, english, _)| english)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_known_by_code_and_by_both_names() {
        for (short, long, english, own) in LANGUAGES {
            for name in [short, long, english, own, &english.to_uppercase()] {
                assert_eq!(language_code(name).as_deref(), Some(short), "{name}");
            }
        }
        let cases = [
            ("en-US", Some("en")),
            ("ZH_hans", Some("zh")),
            (" nb ", Some("no")),
            ("nn-NO", Some("no")),
            ("nob", Some("no")),
            ("sin", Some("si")),
            ("Scottish Gaelic", Some("gd")),
            ("pap", Some("pap")),
            ("ku", Some("ku")),
            ("KU-Latn", Some("ku")),
            ("ckb", Some("ckb")),
            ("Farsi", Some("fa")),
            ("Unknown", Some("unknown")),
            ("xx", None),
            ("klingon", None),
            ("", None),
        ];
        for (name, expected) in cases {
            assert_eq!(language_code(name).as_deref(), expected, "{name}");
        }
    }
}
