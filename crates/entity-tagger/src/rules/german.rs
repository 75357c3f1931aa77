//! What is a name in German and Luxembourgish, where every noun has a capital.

use super::runs::{MAX_PARTICLES, Page, is_von};
use crate::lexicon::{Entry, Flags, Rank};
use crate::spelling::word_hash;
use crate::tokens::{Shape, Token};

/// Returns whether an entry may be meant where every noun has a capital: many small towns, and other forms of large
/// ones, have the name of a thing, such as Kanton (Guangzhou) and Kita (Quito).
pub(super) fn is_trusted(page: Page<'_>, at: usize, length: usize, entry: &Entry) -> bool {
    if !page.writing.nouns_have_capitals {
        return true;
    }
    if entry.rank.is_small_town() {
        return false;
    }
    let word = &page.tokens[at];
    let is_city = matches!(entry.rank, Rank::City(_));
    let is_noun = word.has(Flags::COMMON_GERMAN) || is_city && word.has(Flags::KIND);
    length > 1 || !is_noun || word.shape == Shape::Upper || is_shown_as_name(page, at, entry)
}

/// Returns whether a noun that is also a name stands as one: `in Essen`, „Bild“.
fn is_shown_as_name(page: Page<'_>, at: usize, entry: &Entry) -> bool {
    let (before, after) = (page.before(at), page.tokens.get(at + 1));
    if matches!(entry.rank, Rank::City(_)) {
        let is_its_own_name = word_hash(entry.name) == page.tokens[at].hash;
        return is_its_own_name && before.is_some_and(|before| before.hash == word_hash("in"));
    }
    before.is_some_and(|mark| mark.is_one_of(&['„', '»', '"', '“', '‚', '›']))
        && after.is_some_and(|mark| mark.is_one_of(&['“', '«', '"', '”', '‘', '‹']))
}

/// Returns whether a word is a name in a language that gives every noun a capital.
pub(super) fn is_german_name(page: Page<'_>, index: usize, in_gazetteer: bool) -> bool {
    let token = &page.tokens[index];
    if in_gazetteer || page.usage.is_named(token) {
        return true;
    }
    let is_family =
        |token: &Token| token.has(Flags::FAMILY) && token.is_capitalised() && !token.is_ordinary();
    let next = page.tokens.get(index + 1);
    let beside_given = index > 0 && is_given(&page.tokens[index - 1])
        || token.has(Flags::GIVEN) && next.is_some_and(is_family)
        || follows_van(page, index);
    if token.is_small() || token.is_ordinary() && !beside_given {
        return false;
    }
    let names = Flags::GIVEN.union(Flags::TITLE);
    let names_before =
        |before: &Token| before.is_capitalised() && (before.has(names) || page.usage.is_named(before));
    let follows_name = !token.has(Flags::TITLE)
        && (page.before(index).is_some_and(names_before) || follows_particles(page, index));
    let follows_club = index > 0 && is_club(&page.tokens[index - 1]);
    follows_club || follows_name || token.has(names.union(Flags::ORGANISATION).union(Flags::DEMONYM))
}

/// Small words of surnames that a German sentence has before nouns as well: they join only behind another.
const ARTICLES: [&str; 7] = ["der", "den", "das", "zu", "zum", "zur", "um"];

/// Small words of surnames that begin a clause of a German sentence as well.
const OTHERWISE_WORDS: [&str; 3] = ["da", "du", "do"];

/// Returns whether the small word at this place begins a surname behind the word before it, as in `Charles de Gaulle`
/// and `Alexander Van der Bellen`. `Leonardo da Vinci` has a name behind it, and in `als Peter da Flugblätter warf` it
/// is a word of the sentence.
pub(super) fn opens_surname(tokens: &[Token], at: usize) -> bool {
    let (Some(before), Some(particle)) = (at.checked_sub(1).map(|before| &tokens[before]), tokens.get(at))
    else {
        return false;
    };
    let is_one_of = |words: &[&str]| words.iter().any(|word| particle.hash == word_hash(word));
    let next_is_name = || {
        let names = Flags::FAMILY.union(Flags::PHRASE);
        tokens
            .get(at + 1)
            .is_some_and(|next| next.has(names) && !next.is_ordinary())
    };
    is_particle(particle)
        && (is_von(before)
            || is_given(before) && !is_one_of(&ARTICLES) && (!is_one_of(&OTHERWISE_WORDS) || next_is_name()))
}

fn is_particle(token: &Token) -> bool {
    token.shape == Shape::Lower && token.has(Flags::PARTICLE)
}

fn is_given(token: &Token) -> bool {
    token.has(Flags::GIVEN) && token.is_capitalised() && !token.is_ordinary()
}

/// Returns whether a surname with a large `Van` goes on here, whatever the word means elsewhere: `Van der Bellen`.
fn follows_van(page: Page<'_>, index: usize) -> bool {
    let van = index.checked_sub(2).map(|van| &page.tokens[van]);
    van.is_some_and(|van| van.is_capitalised() && is_von(van)) && follows_particles(page, index)
}

/// Returns whether small words of a surname stand before this word, and a given name before them: `Ursula von der
/// Leyen`, `Baschar al-Assad`.
fn follows_particles(page: Page<'_>, index: usize) -> bool {
    let has_hyphen = page.before(index).is_some_and(|before| before.is_mark('-'));
    let end = index - usize::from(has_hyphen);
    let particles = page.tokens[..end].iter().rev().take(MAX_PARTICLES);
    let n_particles = particles.take_while(|token| is_particle(token)).count();
    n_particles > 0 && opens_surname(page.tokens, end - n_particles)
}

fn is_club(token: &Token) -> bool {
    token.shape == Shape::Upper && token.has(Flags::CLUB)
}
