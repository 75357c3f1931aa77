//! Slavic names in Latin letters: one romanisation for the many that languages have.

/// How Slavic family names end, longest first, and what stands for each; only words that end so are folded
/// further, so that Smith and Smyth, Mary and Marie stay what they are.
const SLAVIC_ENDINGS: [(&str, &str); 35] = [
    ("tschenko", "chenko"),
    ("tchenko", "chenko"),
    ("czenko", "chenko"),
    ("enko", "enko"),
    ("skyy", "ski"),
    ("skyi", "ski"),
    ("skiy", "ski"),
    ("skij", "ski"),
    ("skyj", "ski"),
    ("skii", "ski"),
    ("sky", "ski"),
    ("ski", "ski"),
    ("skaya", "skaia"),
    ("skaia", "skaia"),
    ("skaja", "skaia"),
    ("skaiya", "skaia"),
    ("tschuk", "chuk"),
    ("tchouk", "chuk"),
    ("chuk", "chuk"),
    ("witsch", "vich"),
    ("vitch", "vich"),
    ("vych", "vich"),
    ("vich", "vich"),
    ("schow", "shev"),
    ("schew", "shev"),
    ("jew", "iev"),
    ("yev", "iev"),
    ("iev", "iev"),
    ("ov", "ov"),
    ("ova", "ova"),
    ("ev", "ev"),
    ("eva", "eva"),
    ("owa", "ova"),
    ("ewa", "eva"),
    ("off", "ov"),
];

/// Returns a Slavic family name in one romanisation, or nothing where the word does not end as one.
pub(crate) fn slavic(word: &str) -> Option<String> {
    /// Shorter words, such as Lev or Eva, are given names or words of other languages.
    const SHORTEST: usize = 6;
    if word.len() < SHORTEST || !word.is_ascii() {
        return None;
    }
    let (ending, common) = SLAVIC_ENDINGS.iter().find(|(ending, _)| word.ends_with(ending))?;
    let stem = &word[..word.len() - ending.len()];
    Some(slavic_letters(&format!("{stem}{common}")))
}

/// Returns the family name behind a Slavic given name, where German `Lawrow` and Ukrainian `Zaluzhnyi` can be
/// read as what they are.
pub(crate) fn after_slavic_given_name(word: &str) -> String {
    const ENDINGS: [(&str, &str); 9] = [
        ("ow", "ov"),
        ("ew", "ev"),
        ("yi", "i"),
        ("yy", "i"),
        ("iy", "i"),
        ("ij", "i"),
        ("yj", "i"),
        ("ii", "i"),
        ("y", "i"),
    ];
    /// Shorter words are whole names, such as Tony or Lew.
    const SHORTEST: usize = 5;
    if word.len() < SHORTEST || !word.is_ascii() {
        return word.to_owned();
    }
    match ENDINGS.iter().find(|(ending, _)| word.ends_with(ending)) {
        Some((ending, common)) => slavic_letters(&format!("{}{common}", &word[..word.len() - ending.len()])),
        None => slavic_letters(word),
    }
}

/// Returns a Slavic name with one letter for each sound that languages romanise in several ways.
fn slavic_letters(word: &str) -> String {
    const SOUNDS: [(&str, &str); 8] = [
        ("schtsch", "shch"),
        ("tsch", "ch"),
        ("tch", "ch"),
        ("sch", "sh"),
        ("kh", "h"),
        ("w", "v"),
        ("ou", "u"),
        ("tz", "ts"),
    ];
    let mut word = word.to_owned();
    for (spelling, common) in SOUNDS {
        if word.contains(spelling) {
            word = word.replace(spelling, common);
        }
    }
    without_glides(&word.replace(['y', 'j'], "i"))
}

/// Returns a folded Slavic word without doubled letters and without the glide before "e". German `S` for the first
/// sound of Zelensky stays: Sakharov is not Zakharov. The tables know those whom German papers name.
fn without_glides(word: &str) -> String {
    let mut result = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let before = result.chars().last();
        let is_double = before == Some(letter) && !"aeou".contains(letter);
        let follows_vowel = before.is_none_or(|before| "aeiou".contains(before));
        let is_glide = letter == 'i' && follows_vowel && letters.peek() == Some(&'e');
        if !is_double && !is_glide {
            result.push(letter);
        }
    }
    result
}
