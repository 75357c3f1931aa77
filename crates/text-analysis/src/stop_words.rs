//! Stop words: the small words that running text is full of and lists of links are not.

use std::sync::LazyLock;

use article::Language;
use rustc_hash::FxHashMap;

/// The commonest function words of a language, folded, separated by spaces.
pub(crate) const STOP_WORDS: [(&str, &str); 12] = [
    (
        "en",
        "a an the and or but if of in on at by for from to with without into over under after before between \
            about against during than then that this these those it its he she they them his her their we our you \
            your i my me us is are was were be been being has have had do does did will would can could may might \
            must shall should not no nor so as who whom which what when where why how all any both each more most \
            other some such only own same too very just also there here up down out off again said",
    ),
    (
        "de",
        "der die das den dem des ein eine einen einem einer eines und oder aber wenn weil dass ob in im an am auf \
            aus bei mit nach von vom zu zum zur uber unter vor fur gegen ohne um durch wahrend er sie es wir ihr ich \
            sich mich ihn ihm ihre sein seine ist sind war waren wird werden wurde wurden hat haben hatte hatten kann \
            soll muss nicht kein keine als wie auch nur noch schon so dann da hier dort mehr sehr was wer",
    ),
    (
        "fr",
        "le la les l un une des du de d et ou mais si que qui quoi dont en dans sur sous par pour avec sans entre \
            vers chez apres avant contre depuis il elle ils elles on nous vous je tu se s son sa ses leur leurs ce \
            cet cette ces est sont etait etaient a ont avait avaient sera ete etre avoir ne pas plus n au aux comme \
            aussi tres tout tous toute toutes meme y",
    ),
    (
        "es",
        "el la los las un una unos unas y o pero si que quien cual de del al en con sin por para sobre entre desde \
            hasta contra durante tras segun el ella ellos ellas nos se su sus lo le les es son era eran fue fueron \
            ser estar esta estan ha han habia no ni mas muy tambien ya como cuando donde este esta estos estas ese \
            eso",
    ),
    (
        "pt",
        "o a os as um uma uns umas e ou mas se que quem de do da dos das em no na nos nas por pelo pela para com \
            sem sobre entre desde ate contra ele ela eles elas se seu sua seus suas lhe e sao era eram foi foram ser \
            estar esta estao tem ter havia nao nem mais muito tambem ja como quando onde este esta estes isso ao aos",
    ),
    (
        "it",
        "il lo la i gli le un uno una e o ma se che chi cui di del della dei delle dello a al alla ai in nel nella \
            da dal dalla con su sul per tra fra senza contro lui lei loro si suo sua suoi e sono era erano fu essere \
            ha hanno aveva non ne piu molto anche gia come quando dove questo questa questi quello",
    ),
    (
        "nl",
        "de het een en of maar als dat die dit deze wat wie van in op aan bij met naar uit voor tot over onder \
            door tegen zonder tussen na hij zij ze wij we jij je ik zich zijn haar hun is was waren wordt worden werd \
            heeft hebben had kan zal moet niet geen ook nog al zo dan er hier daar meer zeer om te",
    ),
    (
        "ru",
        "и в во не на я он она они мы вы что с со как а то все это его ее их к ко у же из от по за до для о об \
            при но да или если когда где кто чем был была были было есть быть так уже еще только бы ли ни под над \
            между после перед без который которая которые также",
    ),
    (
        "uk",
        "і й в у не на я він вона вони ми ви що з із зі як а то все це його її їх до від по за для про при але та \
            або якщо коли де хто був була були було є бути так вже ще тільки би чи ні під над між після перед без \
            який яка які також",
    ),
    (
        "pl",
        "i w we z ze na nie sie ze to jest sa byl byla byli do od po za dla o u przy ale oraz lub albo jesli kiedy \
            gdzie kto co jak juz jeszcze tylko by czy pod nad miedzy przed bez ktory ktora ktore takze on ona oni \
            jego jej ich tym tego ten ta te",
    ),
    (
        "sv",
        "och i att det som en ett pa ar av for med till den har de inte om var men sig sa kan han hon hade vid \
            fran ut nar efter upp vi dem vara vad under man eller ska da sin nu har mot mycket",
    ),
    (
        "tr",
        "ve bir bu da de ile icin olarak olan gibi daha cok en ne ki mi ama veya ya o onun sonra once kadar gore \
            her ise degil var yok oldu etti",
    ),
];

/// Tells whether a word is one of the commonest function words of a language; `word` in any case or accents.
pub fn is_stop_word(word: &str, language: &Language) -> bool {
    let nth = STOP_WORDS.iter().position(|(code, _)| *code == language.code());
    nth.is_some_and(|nth| languages_of(&crate::fold(word)) >> nth & 1 == 1)
}

/// Returns the languages among whose commonest function words a folded word is, a bit each, in the order of
/// [`STOP_WORDS`].
pub(crate) fn languages_of(word: &str) -> u16 {
    static LANGUAGES: LazyLock<FxHashMap<&str, u16>> = LazyLock::new(|| {
        let mut languages = FxHashMap::default();
        for (nth, (_, list)) in STOP_WORDS.iter().enumerate() {
            for word in list.split_ascii_whitespace() {
                *languages.entry(word).or_default() |= 1 << nth;
            }
        }
        languages
    });
    LANGUAGES.get(word).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_small_words() {
        for (code, word, expected) in [
            ("en", "The", true),
            ("en", "guarantee", false),
            ("de", "für", true),
            ("fr", "été", true),
            ("ru", "это", true),
            ("xx", "the", false),
        ] {
            let language = Language::from_code(code).unwrap();
            assert_eq!(is_stop_word(word, &language), expected, "{code}: {word}");
        }
    }

    #[test]
    fn lists_are_folded() {
        for (code, list) in STOP_WORDS {
            for word in list.split_ascii_whitespace() {
                assert_eq!(crate::fold(word), word, "{code}");
            }
        }
    }
}
