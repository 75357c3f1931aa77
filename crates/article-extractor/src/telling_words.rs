//! Languages that the detector does not know, told from the one it takes them for by their small words.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A language with words that its neighbours do not have, and words of the neighbours that it does not have.
struct Telling {
    code: &'static str,
    own: &'static str,
    others: &'static str,
}

const LANGUAGES: [Telling; 13] = [
    Telling {
        code: "xh",
        own: "kwaye okanye ngoku xa njengoko ngokutsho emva abantwana kananjalo ngelixa ukuba",
        others: "futhi noma manje uma kanti izingane",
    },
    Telling {
        code: "pap",
        own: "ta nan tabata ku mester hende tambe awor kaminda riba",
        others: "el los las del que con una",
    },
    Telling {
        code: "is",
        own: "ekki það hefur sem þegar þess þeir einnig verið segir við",
        others: "ikki tað hevur eisini",
    },
    Telling {
        code: "fo",
        own: "ikki tað hevur eisini teir vórðu verið tá",
        others: "ekki það hefur einnig",
    },
    Telling {
        code: "sq",
        own: "dhe të në për një që është nga kjo janë",
        others: "de și și este",
    },
    Telling {
        code: "eu",
        own: "eta ez dira izan dute baina zuen egin dela baita",
        others: "que de los e il",
    },
    Telling {
        code: "gl",
        own: "unha dunha nunha máis tamén coa non despois foron cando",
        others: "una más también con não mais com",
    },
    Telling {
        code: "ga",
        own: "agus bhí tá leis chun níos gach arsa freisin",
        others: "the and of",
    },
    Telling {
        code: "cy",
        own: "yn mae wedi bod oedd hefyd gyda gan nid",
        others: "the and of",
    },
    Telling {
        code: "ms",
        own: "kerana sahaja mahu ialah kerajaan bagaimanapun pelbagai beliau",
        others: "karena hanya ingin adalah pemerintah namun berbagai",
    },
    Telling {
        code: "lb",
        own: "huet vun gëtt wéi hunn sinn awer ass och zou",
        others: "und der die ist nicht mit von",
    },
    Telling {
        code: "sw",
        own: "katika kwa hiyo kuwa wakati pia alisema baada ambapo hilo",
        others: "the and of",
    },
    Telling {
        code: "mt",
        own: "għal minn dwar huwa kien tal fil għall mill",
        others: "the and of il di che",
    },
];

/// Which languages have a word of their own, and which have it not though a neighbour does: a bit each.
#[derive(Clone, Copy, Default)]
struct Told {
    own: u16,
    others: u16,
}

static WORDS: LazyLock<FxHashMap<&str, Told>> = LazyLock::new(|| {
    let mut words: FxHashMap<&str, Told> = FxHashMap::default();
    for (nth, language) in LANGUAGES.iter().enumerate() {
        for word in language.own.split(' ') {
            words.entry(word).or_default().own |= 1 << nth;
        }
        for word in language.others.split(' ') {
            words.entry(word).or_default().others |= 1 << nth;
        }
    }
    words
});

/// Returns the code of the language that the words of a text are of, where the detector does not know it.
pub(crate) fn language(text: &str) -> Option<&'static str> {
    /// Different words, and words in all, that are no chance.
    const FEWEST: (usize, usize) = (3, 4);
    /// Later words add nothing.
    const MOST: usize = 400;
    let mut found: FxHashMap<&str, usize> = FxHashMap::default();
    let mut word = String::new();
    let words = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(MOST);
    for written in words {
        word.clear();
        if written.is_ascii() {
            word.push_str(written);
            word.make_ascii_lowercase();
        } else {
            word.extend(written.chars().flat_map(char::to_lowercase));
        }
        if let Some((word, _)) = WORDS.get_key_value(word.as_str()) {
            *found.entry(word).or_default() += 1;
        }
    }
    let told = LANGUAGES.iter().enumerate().filter_map(|(nth, language)| {
        let (mut n_words, mut n_all, mut n_others) = (0, 0, 0);
        for (word, times) in &found {
            let Told { own, others } = WORDS[word];
            if own >> nth & 1 == 1 {
                n_words += 1;
                n_all += times;
            }
            if others >> nth & 1 == 1 {
                n_others += times;
            }
        }
        let is_told = n_words >= FEWEST.0 && n_all >= FEWEST.1 && n_all > 2 * n_others;
        is_told.then_some((n_all, language.code))
    });
    told.max().map(|(_, code)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_tell_languages_apart() {
        for (text, expected) in [
            (
                "Abantwana bafuna ukuba iziko livulwe, kwaye abazali bayavuma okanye bayala xa kukho imali.",
                Some("xh"),
            ),
            (
                "Izingane zifuna ukuba isikhungo sivulwe futhi abazali bayavuma noma benqabe uma kukhona imali.",
                None,
            ),
            (
                "E brug ta será pa truk, nan di ku mester wak riba awa i kaminda awor.",
                Some("pap"),
            ),
            (
                "El puente cierra para los camiones y ta nan ku, que las obras del mes con una grúa.",
                None,
            ),
            (
                "Brúin er lokuð, það sem verið hefur, og ekki við að búast.",
                Some("is"),
            ),
            (
                "Ura është e mbyllur për kamionë dhe një tjetër në qytet.",
                Some("sq"),
            ),
            (
                "Zubia itxita dago eta ez dute ireki, baina lanak egin dira.",
                Some("eu"),
            ),
            (
                "Jambatan ditutup kerana rosak sahaja dan kerajaan mahu membaikinya.",
                Some("ms"),
            ),
            (
                "Jembatan ditutup karena rusak dan pemerintah ingin memperbaikinya.",
                None,
            ),
            (
                "D'Bréck ass zou, well se futti ass, awer si hunn ugefaang.",
                Some("lb"),
            ),
            ("Die Brücke ist zu und nicht mit Lastwagen zu befahren.", None),
            ("The bridge is closed and the council of the town met.", None),
        ] {
            assert_eq!(language(text), expected, "{text}");
        }
    }
}
