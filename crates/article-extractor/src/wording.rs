//! What the words of one line tell: folding that keeps places, counting across scripts, the look of sentences and names.

use regex::Regex;
use text_analysis::fold;

/// The class of a pattern for the letters of nearly every script. As Unicode has it the class is of 650 ranges, of which a
/// pattern with counted letters takes ten times as long to build; here some signs and marks between letters are in it.
macro_rules! letters {
    () => {
        concat!(
            r"[A-Za-z\u{aa}\u{b5}\u{ba}\u{c0}-\u{d6}\u{d8}-\u{f6}\u{f8}-\u{5be}\u{5d0}-\u{60b}\u{620}-\u{65f}",
            r"\u{66e}-\u{6d3}\u{6fa}-\u{963}\u{971}-\u{9e5}\u{9f0}-\u{e4e}\u{e80}-\u{1fff}\u{2c00}-\u{2dff}\u{3005}-\u{3007}",
            r"\u{3041}-\u{fdff}\u{fe70}-\u{fefc}\u{ff21}-\u{ff3a}\u{ff41}-\u{ff5a}\u{ff66}-\u{ffdc}\u{10000}-\u{10ffff}]"
        )
    };
}
pub(crate) use letters;

/// Compiles a pattern of ours.
pub(crate) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is fixed and its words are escaped")
}

/// Returns the text in lower case and without Latin accents, one character for one character, so that places
/// in it are places in the original.
pub(crate) fn fold_same_length(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().map(fold_character).collect()
}

fn fold_character(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    let lower = character.to_lowercase().next().unwrap_or(character);
    match lower {
        'a'..='z' => lower,
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'į' | 'ı' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ł' => 'l',
        'ğ' => 'g',
        'ř' => 'r',
        'ť' | 'ţ' | 'ț' => 't',
        'ď' | 'đ' => 'd',
        '！'..='～' => char::from_u32(lower as u32 - 0xfee0).unwrap_or(lower),
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{3000}' => ' ',
        _ => fold_other_script(lower),
    }
}

/// Folds the letters of Vietnamese, Greek and Arabic that are written in more than one way, and the digits of every
/// script that news dates are written with.
fn fold_other_script(lower: char) -> char {
    /// Where the digits of Arabic, Persian, Hindi, Bengali and Thai begin.
    const ZEROS: [u32; 5] = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];
    match lower {
        'ạ'..='ặ' => 'a',
        'ẹ'..='ệ' => 'e',
        'ỉ'..='ị' | 'ĩ' => 'i',
        'ọ'..='ợ' | 'ơ' => 'o',
        'ụ'..='ự' | 'ư' | 'ũ' => 'u',
        'ỳ'..='ỹ' => 'y',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'آ' | 'أ' | 'إ' | 'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        'ة' | 'ۀ' => 'ه',
        _ => {
            let code = lower as u32;
            let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code));
            zero.and_then(|zero| char::from_digit(code - zero, 10))
                .unwrap_or(lower)
        }
    }
}

/// Returns the letters of a text as folded words with one space between them: the form in which phrases are compared.
pub(crate) fn phrase_key(text: &str) -> String {
    if text.is_ascii() {
        // What folding does, without a text between.
        key_of(text.bytes().map(|byte| char::from(byte.to_ascii_lowercase())))
    } else {
        key_of(fold(text).chars())
    }
}

/// Returns how many letters of a text a key stands for; folding takes the syllables of Korean apart.
pub(crate) fn count_letters(key: &str) -> usize {
    let begins = |letter: &char| letter.is_alphabetic() && !matches!(letter, '\u{1160}'..='\u{11ff}');
    key.chars().filter(begins).count()
}

fn key_of(folded: impl Iterator<Item = char>) -> String {
    let mut key = String::with_capacity(folded.size_hint().0);
    for character in folded {
        if character.is_alphabetic() {
            key.push(character);
        } else if !key.ends_with(' ') && !key.is_empty() {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// Returns whether two texts have the same words, whatever their case, quotes, dashes and spaces.
pub(crate) fn same_words(first: &str, second: &str) -> bool {
    word_key(first) == word_key(second)
}

/// Returns letters and digits of a text, folded, with single spaces.
pub(crate) fn word_key(text: &str) -> String {
    let folded = fold(text);
    let mut key = String::with_capacity(folded.len());
    for word in folded
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

/// Returns the text with runs of white space as one space and without control characters. Joiners stay between the
/// letters and signs whose shape they decide (می‌خواهم, 👩‍👧).
pub(crate) fn squeeze(text: &str) -> String {
    if is_squeezed(text.as_bytes()) {
        return text.to_owned();
    }
    let mut squeezed = String::with_capacity(text.len());
    let mut is_parted = false;
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        if matches!(character, '!'..='~') && !is_parted {
            squeezed.push(character);
        } else if character.is_whitespace() {
            is_parted = !squeezed.is_empty();
        } else if !is_unseen(character)
            || !is_parted && is_joiner(character) && joins(squeezed.chars().next_back(), rest.clone().next())
        {
            if is_parted {
                squeezed.push(' ');
                is_parted = false;
            }
            squeezed.push(character);
        }
    }
    squeezed
}

fn is_unseen(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
        || character.is_control() && !character.is_whitespace()
}

fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

/// Returns whether a joiner between these decides a shape: it does in scripts that join letters and between emoji, and
/// at the end of a word behind a virama, the mark of Indian scripts that ends their blocks of 128 with a bare consonant.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    // From Arabic to Tibetan, Myanmar, Khmer and Mongolian, the other forms of Arabic, and signs.
    let may_join = |character: &char| {
        matches!(character,
            '\u{600}'..='\u{109f}' | '\u{1780}'..='\u{18af}' | '\u{2600}'..='\u{27bf}' | '\u{fb50}'..='\u{fdff}'
            | '\u{fe0f}' | '\u{fe70}'..='\u{fefc}' | '\u{1f000}'..='\u{1faff}')
    };
    let is_virama =
        |character: &char| matches!(character, '\u{900}'..='\u{d7f}') && *character as u32 & 0x7f == 0x4d;
    before
        .filter(may_join)
        .is_some_and(|before| is_virama(&before) || after.as_ref().is_some_and(may_join))
}

/// Returns whether a plain text has no white space but single spaces between words, told byte by byte.
fn is_squeezed(text: &[u8]) -> bool {
    let mut was_space = true;
    for byte in text {
        let is_space = *byte == b' ';
        if !matches!(byte, b' '..=b'~') || is_space && was_space {
            return false;
        }
        was_space = is_space;
    }
    !was_space || text.is_empty()
}

/// Returns how many words a text has; in scripts without spaces two letters count as a word.
pub(crate) fn count_words(text: &str) -> usize {
    if text.is_ascii() {
        let is_word = |part: &&str| part.bytes().any(|byte| byte.is_ascii_alphanumeric());
        return text.split_ascii_whitespace().filter(is_word).count();
    }
    let (mut n_spaced, mut n_unspaced, mut in_word) = (0, 0, false);
    for character in text.chars() {
        let is_part = match character {
            '0'..='9' | 'A'..='Z' | 'a'..='z' => true,
            _ if character.is_ascii() => in_word && !character.is_whitespace(),
            _ if is_unspaced(character) => {
                n_unspaced += 1;
                false
            }
            _ => in_word && !character.is_whitespace() || character.is_alphanumeric(),
        };
        n_spaced += usize::from(is_part && !in_word);
        in_word = is_part;
    }
    n_spaced + n_unspaced / 2
}

/// Returns whether a letter belongs to a script that puts no spaces between words.
pub(crate) fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{0e00}'..='\u{0eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Returns a text without the name in brackets that signs it in East Asia, such as "…。【村山豪】".
pub(crate) fn without_signature(text: &str) -> &str {
    /// Bytes of the longest name, its title and the brackets.
    const LONGEST: usize = 48;
    let Some((before, name)) = text
        .ends_with(['】', '）', '〕'])
        .then(|| text.rsplit_once(['【', '（', '〔']))
        .flatten()
    else {
        return text;
    };
    let follows = before.trim_end().ends_with(['。', '！', '？', '」', '』', '”']);
    if follows && name.len() <= LONGEST {
        before.trim_end()
    } else {
        text
    }
}

/// Returns a text without the agency and the initials in brackets that sign it, such as "… on Monday. (dpa/lh)".
fn without_code(text: &str) -> &str {
    /// Bytes of the longest code.
    const LONGEST: usize = 20;
    let code = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    match code {
        Some((before, code))
            if code.len() <= LONGEST
                && !code.contains([' ', '.', '!', '?'])
                && before.ends_with(['.', '!', '?', '"', '“', '”', '»']) =>
        {
            before
        }
        _ => text,
    }
}

/// Returns whether a line ends as a sentence does.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let closing = |character: char| {
        matches!(
            character,
            '"' | '\'' | '”' | '’' | '»' | '“' | ')' | ']' | '」' | '』' | '‘' | '）' | '】' | '〕' | ' '
        )
    };
    let bare = without_code(without_signature(text)).trim_end_matches(closing);
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔']) && !bare.ends_with("..")
        || bare.ends_with("...")
        || bare.ends_with([':', ';']) && bare.len() < text.len()
}

/// Small words inside names of people and bodies, such as "Ursula von der Leyen".
const PARTICLES: [&str; 32] = [
    "de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den",
    "ten", "ter", "zu", "bin", "ibn", "al", "el", "y", "e", "af", "av", "of", "the", "and", "und", "zum",
    "zur",
];

/// Small words inside names of people only.
const NAME_PARTICLES: [&str; 7] = ["ben", "wa", "ould", "abu", "'t", "’t", "‘t"];

/// What stands before the capital of a name and against it, as in "al-Khalidi" and "d'Ormesson".
const NAME_STARTS: [&str; 12] = [
    "al-", "el-", "an-", "ar-", "as-", "ash-", "d'", "d’", "dell'", "dell’", "dall'", "dall’",
];

/// Returns whether a text looks like the name of one person: two to five words with capitals.
pub(crate) fn is_person_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    if !(2..=5).contains(&words.len()) || text.chars().count() > 45 {
        return false;
    }
    let n_capital = words.iter().filter(|word| is_name_word(word)).count();
    let others_fit = words
        .iter()
        .all(|word| is_name_word(word) || PARTICLES.contains(word) || NAME_PARTICLES.contains(word));
    n_capital >= 2 && others_fit && words.last().is_some_and(|word| is_name_word(word))
}

fn is_name_word(word: &str) -> bool {
    let bare = NAME_STARTS.iter().find_map(|start| word.strip_prefix(start));
    let mut letters = bare.unwrap_or(word).chars();
    let first = letters.next();
    let fits = |letter: char| {
        letter.is_alphabetic()
            || is_mark(letter)
            || is_joiner(letter)
            || matches!(letter, '.' | '-' | '’' | '\'' | '‑')
    };
    let rest_fits = letters.all(fits);
    // Scripts without case, such as Arabic, have no capitals to look for.
    first.is_some_and(|letter| letter.is_alphabetic() && !letter.is_lowercase()) && rest_fits
}

/// Returns whether a character is a sign on or below a letter, such as the virama of Hindi: part of a word, but no letter.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{e31}'..='\u{e4e}' | '\u{200c}' | '\u{200d}')
        || matches!(character, '\u{900}'..='\u{dff}')
            && !character.is_numeric()
            && !matches!(character, '।' | '॥')
}

/// Returns whether every word with letters begins with a capital or is a particle, as in the name of a publication.
pub(crate) fn is_capitalised(text: &str) -> bool {
    let words = text
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphabetic));
    let mut n_words = 0;
    for word in words {
        n_words += 1;
        // "l'Ouest" begins with its article.
        let bare = word
            .split_once(['\'', '’'])
            .filter(|(article, _)| article.chars().count() <= 2)
            .map_or(word, |(_, noun)| noun);
        let first = bare
            .chars()
            .find(|letter| letter.is_alphanumeric())
            .unwrap_or('x');
        let fits = !first.is_lowercase() && first.is_alphabetic()
            || first.is_numeric()
            || is_unspaced(first)
            || PARTICLES.contains(&word);
        if !fits {
            return false;
        }
    }
    n_words > 0
}

/// Returns the name with only its first letters as capitals where it is written in capitals throughout.
pub(crate) fn title_case(text: &str) -> String {
    if text.chars().any(char::is_lowercase) {
        return text.to_owned();
    }
    let mut result = String::with_capacity(text.len());
    let mut starts = true;
    for character in text.chars() {
        if starts {
            result.push(character);
        } else {
            result.extend(character.to_lowercase());
        }
        starts = !character.is_alphabetic() && character != '\'' && character != '’';
    }
    result
}

/// Returns how much of the telling words of `text` stand in `story`, a set of word starts.
pub(crate) fn overlap(text: &str, story: &std::collections::HashSet<String>) -> f32 {
    let starts: Vec<String> = word_starts(text).collect();
    if starts.is_empty() {
        return 0.0;
    }
    let known = starts.iter().filter(|start| story.contains(*start)).count();
    known as f32 / starts.len() as f32
}

/// Returns the starts of a text's longer words, so that inflected forms meet; pairs of letters where words have no spaces.
pub(crate) fn word_starts(text: &str) -> impl Iterator<Item = String> {
    /// Shorter words are mostly articles and prepositions.
    const SHORTEST: usize = 4;
    /// Long enough to tell words apart, short enough for most endings to fall off.
    const KEPT: usize = 5;
    let key = word_key(text);
    let mut starts = Vec::new();
    for word in key.split(' ') {
        let letters: Vec<char> = word.chars().collect();
        if letters.iter().any(|letter| is_unspaced(*letter)) {
            starts.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else if letters.len() >= SHORTEST {
            starts.push(letters.iter().take(KEPT).collect());
        }
    }
    starts.into_iter()
}
