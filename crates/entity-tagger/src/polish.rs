//! Polish names of persons in their cases: the first case that a folded word may have.

/// Endings of the cases with what stands for them in the first one.
const ENDINGS: [(&str, &str); 31] = [
    // Men whose names end as nouns: Trumpa, Trumpowi, Trumpem, Trumpie; Tuskiem, Tusku.
    ("a", ""),
    ("owi", ""),
    ("em", ""),
    ("iem", ""),
    ("ie", ""),
    ("u", ""),
    // Those that end as adjectives: Sikorskiego, Sikorskiemu, Sikorskim; Nowego, Nowym.
    ("iego", "i"),
    ("iemu", "i"),
    ("im", "i"),
    ("ego", "y"),
    ("emu", "y"),
    ("ym", "y"),
    // Jerzego, Antoniego; Jerzym.
    ("ego", "i"),
    // Women, and men whose names end so: Anny, Annie, Annę; Igi; Dudy.
    ("y", "a"),
    ("i", "a"),
    ("ie", "a"),
    ("e", "a"),
    ("ii", "ia"),
    // Men whose names end in "o": Ziobry, Ziobrę, Ziobrą, Kościuszki.
    ("y", "o"),
    ("e", "o"),
    ("a", "o"),
    ("i", "o"),
    // Women whose names end as adjectives: Kowalskiej, Nowej.
    ("iej", "a"),
    ("ej", "a"),
    // Letters that change before the ending: Idze, Agnieszce, Marcie, Barbarze, Dudzie.
    ("dze", "ga"),
    ("ce", "ka"),
    ("cie", "ta"),
    ("rze", "ra"),
    ("dzie", "da"),
    ("cie", "t"),
    ("rze", "r"),
];

/// Letters of the shortest word without its ending.
const SHORTEST: usize = 2;

/// Most first cases that several words may have together.
const MOST: usize = 96;

/// Returns the words that a folded word may be in the first case, it itself not among them.
pub(crate) fn nominatives(word: &str) -> Vec<String> {
    let mut words = Vec::new();
    if !word.is_ascii() {
        return words;
    }
    for (ending, first) in ENDINGS {
        let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= SHORTEST) else {
            continue;
        };
        words.push(format!("{stem}{first}"));
        // Marka is of Marek, Pawła of Paweł: without an ending the last two consonants have an "e" between them.
        if first.is_empty()
            && let Some((before, last)) = stem.split_at_checked(stem.len() - 1)
            && !stem.ends_with(is_vowel)
            && !before.ends_with(is_vowel)
        {
            words.push(format!("{before}e{last}"));
        }
    }
    words
}

/// Returns the names that the folded words of a person's name may be in the first case.
///
/// All words stand in one case: one that stays as it is ends in a vowel, as in `Marca Rubio`, is a small word, or is the
/// family name of a woman, as in `Igi Świątek`. So `Jana Nowak` is nobody but herself.
pub(crate) fn names(words: &[String]) -> Vec<Vec<String>> {
    let mut names: Vec<Vec<String>> = vec![Vec::new()];
    let mut is_changed = false;
    for word in words {
        let first_cases = nominatives(word);
        let stays = |name: &[String]| {
            let is_of_woman = name.first().is_some_and(|given| given.ends_with('a'));
            word.ends_with(is_vowel) || word.len() <= 3 || is_of_woman
        };
        let mut longer = Vec::new();
        for name in &names {
            let same = Some(word).filter(|_| stays(name)).into_iter();
            for next in same.chain(&first_cases) {
                if longer.len() < MOST {
                    longer.push(name.iter().chain([next]).cloned().collect());
                }
            }
        }
        is_changed |= !first_cases.is_empty();
        names = longer;
    }
    names.retain(|name| is_changed && name[..] != *words);
    names
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_lead_to_the_first() {
        for (name, expected, is_case) in [
            ("donalda trumpa", "donald trump", true),
            ("donaldem trumpem", "donald trump", true),
            ("karola nawrockiego", "karol nawrocki", true),
            ("marka pawla", "marek pawel", true),
            ("igi swiatek", "iga swiatek", true),
            ("anny kowalskiej", "anna kowalska", true),
            ("marca rubio", "marco rubio", true),
            ("jana nowak", "jan nowak", false),
            ("jana nowaka", "jan nowak", true),
            ("tuskiem", "tusk", true),
            ("zbigniewa ziobry", "zbigniew ziobro", true),
            ("ewa nowak", "ewa nowak", false),
        ] {
            let words: Vec<String> = name.split(' ').map(str::to_owned).collect();
            let names: Vec<String> = names(&words).iter().map(|name| name.join(" ")).collect();
            assert_eq!(
                names.iter().any(|name| name == expected),
                is_case,
                "{name}: {names:?}"
            );
        }
    }
}
