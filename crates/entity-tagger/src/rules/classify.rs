//! What kind of thing a name is: each mention's own cues, then the vote of the whole article.

use std::sync::LazyLock;

use article::EntityKind;
use rustc_hash::{FxHashMap, FxHashSet};

use super::runs::{Page, is_von};
use super::split::Name;
use crate::lexicon::{Flags, LEXICON, Rank, hash_of};
use crate::lines::Casing;
use crate::tokens::{Shape, Token};

/// A weight for each kind; the highest wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scores {
    person: i32,
    organisation: i32,
    place: i32,
}

impl Scores {
    /// Adds another's weights.
    pub(crate) fn add(&mut self, other: Self) {
        self.person += other.person;
        self.organisation += other.organisation;
        self.place += other.place;
    }

    /// Returns the kind that weighs most, if any weighs enough to be a name at all.
    pub(crate) fn kind(self) -> Option<EntityKind> {
        /// Below this a capital is all that speaks for a name.
        const ENOUGH: i32 = 2;
        let best = self.person.max(self.organisation).max(self.place);
        if best < ENOUGH {
            return None;
        }
        Some(match best {
            _ if best == self.person => EntityKind::Person,
            _ if best == self.place => EntityKind::Place,
            _ => EntityKind::Organisation,
        })
    }

    fn one(kind: EntityKind, weight: i32) -> Self {
        let mut scores = Self::default();
        match kind {
            EntityKind::Person => scores.person = weight,
            EntityKind::Organisation => scores.organisation = weight,
            EntityKind::Place => scores.place = weight,
        }
        scores
    }

    fn are_decided(self, margin: i32) -> bool {
        let mut all = [self.person, self.organisation, self.place];
        all.sort_unstable();
        all[2] - all[1] >= margin
    }
}

/// Returns what a name and the words around it say about its kind.
pub(crate) fn scores(page: Page<'_>, name: &Name, casing: Casing) -> Scores {
    let words = &page.tokens[name.range.clone()];
    if words.len() > 1 && words.last().is_some_and(|last| last.has(Flags::TITLE)) && is_plain(page, words) {
        return Scores {
            person: -9,
            organisation: -9,
            place: -9,
        };
    }
    let mut scores = form_scores(words, casing);
    scores.add(elsewhere_scores(page, name));
    if let Some(entry) = name.entry.filter(|entry| !is_generic(page, name, entry.rank)) {
        scores.add(Scores::one(entry.kind, entry_weight(entry.rank)));
    }
    if name.titled && !is_plain(page, words) {
        scores.person += 6;
    }
    scores.add(context_scores(page, name));
    scores
}

/// Returns what the words of a name say in languages other than English.
fn elsewhere_scores(page: Page<'_>, name: &Name) -> Scores {
    let mut scores = Scores::default();
    let words = &page.tokens[name.range.clone()];
    let [first, rest @ ..] = words else { return scores };
    if first.has(Flags::CLUB) && first.shape == Shape::Upper && !rest.is_empty() {
        scores.organisation += 9;
    }
    let may_head = page.writing.head_first || page.writing.nouns_have_capitals;
    if may_head && !rest.is_empty() && !first.has(Flags::GIVEN) {
        if first.has(Flags::ORGANISATION) {
            scores.organisation += 6;
        } else if first.has(Flags::PLACE) {
            scores.place += 6;
        }
    }
    let is_one_word = !rest.is_empty() && rest.iter().all(|word| !word.is_word() || word.hyphenated);
    if is_one_word && name.entry.is_none() && !first.has(Flags::GIVEN) {
        // Doubled names of towns and brands are more frequent than those of families; German doubles any noun.
        scores.person -= 3;
        scores.place += if page.writing.nouns_have_capitals { 0 } else { 2 };
    }
    if is_one_word && page.writing.nouns_have_capitals && !is_doubled_name_of_persons(words) {
        scores.person -= 6;
    }
    scores.add(quoted(page, name));
    if rest.is_empty() && first.has(Flags::SLAVIC_NAME) && name.entry.is_none() {
        scores.person += 2;
    } else if words.last().is_some_and(|last| last.has(Flags::SLAVIC_NAME)) && words.len() > 1 {
        scores.person += 3;
    }
    let before = page.before(name.range.start);
    if page.writing.nouns_have_capitals && rest.is_empty() && !name.titled {
        if before.is_some_and(is_determiner) {
            scores.person -= 4;
        }
        if first.has(Flags::TITLE) && !page.usage.is_named(first) {
            scores.person -= 4;
        }
    }
    scores
}

/// Returns whether every part of a word with hyphens is a name of persons, as in `Hans-Peter`, which `Corona-Pandemie`
/// is not.
fn is_doubled_name_of_persons(words: &[Token]) -> bool {
    let names = Flags::GIVEN.union(Flags::FAMILY);
    let mut parts = words.iter().filter(|word| word.is_word());
    parts.all(|part| part.has(names) && !part.has(Flags::COMMON_GERMAN))
}

/// Returns what quotation marks around a whole name say: it is that of a work, or of a body after `the club` or
/// `the company`.
fn quoted(page: Page<'_>, name: &Name) -> Scores {
    let (opening, closing) = (page.before(name.range.start), page.tokens.get(name.range.end));
    let is_quoted = opening.is_some_and(|mark| mark.is_one_of(&['«', '"', '“', '„', '”', '\u{201f}']))
        && closing.is_some_and(|mark| mark.is_one_of(&['»', '"', '“', '”']));
    if !is_quoted || name.titled {
        return Scores::default();
    }
    let noun = page.before(name.range.start - 1);
    let is_body = noun.is_some_and(|noun| noun.has(Flags::ORGANISATION) && !noun.has(Flags::TITLE));
    Scores {
        person: -5,
        organisation: if is_body { 6 } else { 0 },
        place: if is_body { -5 } else { 0 },
    }
}

/// Returns whether a word is a German article or its like, which nouns have and persons do not.
fn is_determiner(word: &Token) -> bool {
    static DETERMINERS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
        let words = "der die das des dem den ein eine einen einem einer eines dieser diese dieses diesem diesen im zum zur \
            vom beim am ins kein keine keinen sein seine seinen seiner seinem ihr ihre ihren ihrer ihrem jeder jede jedes \
            jeden alle vierten ersten zweiten dritten";
        words.split_whitespace().map(crate::spelling::word_hash).collect()
    });
    word.shape != Shape::Upper && DETERMINERS.contains(&word.hash)
}

/// Returns whether the words are ordinary ones with capitals, as in `Mr Speaker`.
fn is_plain(page: Page<'_>, words: &[Token]) -> bool {
    match words {
        [word] => word.has(Flags::TITLE) || word.has(Flags::COMMON) && page.usage.count(word).small > 0,
        _ => words
            .iter()
            .all(|word| word.has(Flags::COMMON.union(Flags::TITLE))),
    }
}

/// Returns whether a word means what it says rather than a small town of that name, such as Union and University, unless
/// something happens in it.
fn is_generic(page: Page<'_>, name: &Name, rank: Rank) -> bool {
    name.range.len() == 1
        && rank.is_small_town()
        && page.tokens[name.range.start].has(Flags::KIND)
        && !page.before(name.range.start).is_some_and(is_in)
}

fn entry_weight(rank: Rank) -> i32 {
    match rank {
        Rank::Organisation | Rank::Country => 9,
        Rank::Region => 7,
        Rank::City(size) => 2 + i32::from(size),
    }
}

/// Returns what the words of the name itself say.
fn form_scores(words: &[Token], casing: Casing) -> Scores {
    let mut scores = Scores::default();
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return scores;
    };
    if words.len() == 1 {
        if first.shape == Shape::Upper && casing != Casing::Capitals {
            scores.organisation += 3;
        }
        if first.has(Flags::FAMILY) {
            scores.person += 1;
        }
        if first.has(Flags::GIVEN) {
            scores.person += 1;
        }
        return scores;
    }
    let opens_with_of = words
        .get(1)
        .is_some_and(|word| word.shape == Shape::Lower && word.has(Flags::JOINING));
    let is_surname = last.has(Flags::SURNAME) && first.has(Flags::GIVEN) && !first.has(Flags::COMMON)
        || first.has(Flags::GIVEN) && is_von(&words[1]);
    if last.has(Flags::ORGANISATION) && !last.has(Flags::GIVEN) && !is_surname {
        scores.organisation += 7;
    }
    if first.has(Flags::ORGANISATION) && opens_with_of {
        scores.organisation += 8;
    } else if first.has(Flags::ORGANISATION) && !first.has(Flags::GIVEN) {
        scores.organisation += 3;
    }
    if has_inner_of(words) {
        scores.organisation += 7;
    }
    if first.has(Flags::LOCATIVE) {
        scores.add(Scores {
            person: -2,
            organisation: 0,
            place: 4,
        });
    }
    if first.is_small() || first.has(Flags::STOP_ELSEWHERE) || first.shape == Shape::Upper {
        scores.person -= 3;
    }
    if last.has(Flags::PLACE) && !is_surname {
        scores.place += 7;
    }
    if first.has(Flags::PLACE_HEAD) || opens_with_of && first.has(Flags::PLACE) {
        scores.place += 4;
    }
    if last.has(Flags::EVENT) {
        scores.add(Scores {
            person: -9,
            organisation: -4,
            place: -9,
        });
    }
    if words.iter().any(|word| word.is_mark('&')) {
        scores.organisation += 5;
    }
    scores.person += person_weight(words, first, last);
    let inside_upper = words.iter().any(|word| word.shape == Shape::Upper);
    if inside_upper && casing != Casing::Capitals {
        scores.organisation += 2;
    }
    scores
}

/// Returns whether the name of a body goes on with "of" after its second word or later, as in `Supreme Court
/// of Nigeria`.
fn has_inner_of(words: &[Token]) -> bool {
    let inner = words.windows(2).skip(1);
    inner.into_iter().any(|pair| {
        pair[0].has(Flags::ORGANISATION) && pair[1].shape == Shape::Lower && pair[1].has(Flags::JOINING)
    })
}

/// Returns how much several words look like a person's name.
fn person_weight(words: &[Token], first: &Token, last: &Token) -> i32 {
    const LONGEST: usize = 5;
    let names = || {
        words
            .iter()
            .filter(|word| word.is_word() && word.shape != Shape::Lower)
    };
    let n_ordinary = names()
        .filter(|word| word.has(Flags::COMMON) && !word.has(Flags::GIVEN))
        .count();
    if words.len() > LONGEST || n_ordinary > 1 {
        return -2;
    }
    let ends_as_other = last.has(Flags::ORGANISATION.union(Flags::PLACE)) && !last.has(Flags::SURNAME);
    let mut weight = if ends_as_other { 0 } else { 2 };
    if first.has(Flags::GIVEN) {
        weight += if first.has(Flags::COMMON) { 2 } else { 4 };
    }
    if first.shape == Shape::Initial {
        weight += 3;
    }
    if last.has(Flags::FAMILY) && !ends_as_other {
        weight += 2;
    }
    if last.has(Flags::GIVEN) && !first.has(Flags::COMMON) {
        weight += 1;
    }
    weight - 3 * i32::try_from(n_ordinary).unwrap_or(0)
}

/// Returns what stands around the name says.
fn context_scores(page: Page<'_>, name: &Name) -> Scores {
    let tokens = page.tokens;
    let mut scores = Scores::default();
    let before = page.before(name.range.start);
    let after = tokens.get(name.range.end);
    let opens = tokens[name.range.start].opens;
    let words = &tokens[name.range.clone()];
    if before.is_some_and(|mark| mark.is_mark('(')) && words.len() == 1 && words[0].shape == Shape::Upper {
        scores.add(in_brackets(page, name.range.start));
    }
    if let Some(before) = before.filter(|before| before.is_word() && !opens) {
        scores.add(after_noun(page, name.range.start));
        if words.len() == 1 && words[0].is_ordinary() {
            // "in Parliament" is no place.
        } else if is_in(before) {
            scores.place += 3;
        } else if before.has(Flags::LOCATIVE) {
            scores.place += 1;
        }
        if before.has(Flags::SAYING) {
            scores.person += 2;
        }
        if before.has(Flags::DEMONYM) && name.range.len() > 1 {
            scores.person += 1;
        }
    }
    let Some(after) = after else { return scores };
    if after.shape == Shape::Lower && after.has(Flags::PLACE) && !after.has(Flags::TITLE) {
        scores.place += 4;
    }
    if after.has(Flags::SAYING) && after.shape == Shape::Lower {
        scores.person += 2;
        scores.organisation += 1;
    }
    if after.is_mark(',') {
        scores.add(after_comma(page, name.range.end + 1));
    }
    if after.is_mark('(')
        && tokens
            .get(name.range.end + 1)
            .is_some_and(|inner| inner.shape == Shape::Upper)
    {
        scores.organisation += 2;
    }
    scores
}

/// Returns what small nouns before a name say: `the airline X`, `the town of X`, `head of X`.
fn after_noun(page: Page<'_>, start: usize) -> Scores {
    let mut scores = Scores::default();
    let Some(before) = page.before(start) else {
        return scores;
    };
    if before.shape == Shape::Lower && before.has(Flags::ORGANISATION) && !before.has(Flags::TITLE) {
        scores.organisation += 3;
    }
    let noun = start
        .checked_sub(2)
        .map(|index| &page.tokens[index])
        .filter(|noun| noun.is_word());
    let Some(noun) = noun.filter(|_| before.shape == Shape::Lower && before.has(Flags::JOINING)) else {
        return scores;
    };
    if noun.has(Flags::PLACE) && noun.shape == Shape::Lower {
        scores.place += 4;
    } else if noun.has(Flags::TITLE) {
        scores.organisation += 2;
        scores.place += 1;
    }
    scores
}

/// Returns what brackets around capitals say: behind a name they shorten it, behind ordinary words they
/// shorten those, as in `ready-made garment (RMG)`, and name nothing.
fn in_brackets(page: Page<'_>, start: usize) -> Scores {
    let explained = start.checked_sub(2).map(|index| &page.tokens[index]);
    let is_ordinary = explained.is_some_and(|word| word.shape == Shape::Lower);
    if is_ordinary {
        Scores {
            person: -6,
            organisation: -6,
            place: -6,
        }
    } else {
        Scores::default()
    }
}

/// Returns what stands after the comma that follows a name: an age, or the country of a town.
fn after_comma(page: Page<'_>, index: usize) -> Scores {
    let Some(next) = page.tokens.get(index) else {
        return Scores::default();
    };
    let window = &page.tokens[index..page.tokens.len().min(index + 6)];
    if next.shape == Shape::Number && next.end - next.start == 2 {
        let closes = window
            .get(1)
            .is_some_and(|token| token.is_mark(',') || token.is_mark('.'));
        return if closes {
            Scores {
                person: 4,
                ..Scores::default()
            }
        } else {
            Scores::default()
        };
    }
    let is_country = |rank| matches!(rank, Rank::Country | Rank::Region);
    match LEXICON.longest(window) {
        Some((_, entry)) if is_country(entry.rank) && next.is_capitalised() => Scores {
            place: 3,
            ..Scores::default()
        },
        _ => Scores::default(),
    }
}

/// Returns whether a word is "in" in one of the languages read here.
fn is_in(token: &Token) -> bool {
    use crate::spelling::word_hash;
    token.has(Flags::LOCATIVE)
        && ["in", "en", "em", "nel", "в", "у"]
            .iter()
            .any(|word| token.hash == word_hash(word))
}

/// The article's vote: one kind for one way of writing a name.
#[derive(Default)]
pub(crate) struct Vote {
    forms: FxHashMap<u64, Scores>,
    /// Last and first words of the longer names of persons.
    parts_of_persons: FxHashMap<u64, i32>,
}

impl Vote {
    /// Adds a mention and what its own cues say.
    pub(crate) fn add(&mut self, words: &[Token], scores: Scores) {
        self.forms.entry(hash_of(words)).or_default().add(scores);
        let is_person = words.len() > 1 && scores.kind() == Some(EntityKind::Person);
        if let (true, Some(first), Some(last)) = (is_person, words.first(), words.last()) {
            self.parts_of_persons.insert(last.hash, 7);
            if first.shape == Shape::Capital {
                self.parts_of_persons.entry(first.hash).or_insert(3);
            }
        }
    }

    /// Returns the kind of one mention: its own where its cues are clear, else that of all its fellows.
    pub(crate) fn kind(&self, words: &[Token], own: Scores) -> Option<EntityKind> {
        /// The lead from which a mention's own cues stand against the article.
        const CLEAR: i32 = 12;
        if own.are_decided(CLEAR) {
            return own.kind();
        }
        let mut scores = self.forms.get(&hash_of(words)).copied().unwrap_or(own);
        match words {
            [word] if !word.has(Flags::TITLE.union(Flags::COMMON)) || word.has(Flags::FAMILY) => {
                scores.person += self.parts_of_persons.get(&word.hash).copied().unwrap_or(0);
            }
            _ => {}
        }
        scores.kind()
    }
}
