//! What a word may be before an article is read, and which of it counts in an article's language.

/// What a word may be, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flags(u32);

impl Flags {
    pub(crate) const NONE: Self = Self(0);
    /// A word that is seldom a name when it opens a sentence: pronouns, articles, conjunctions.
    pub(crate) const STOP: Self = Self(1);
    /// A word that news text writes small.
    pub(crate) const COMMON: Self = Self(1 << 1);
    /// A given name.
    pub(crate) const GIVEN: Self = Self(1 << 2);
    /// A family name.
    pub(crate) const FAMILY: Self = Self(1 << 3);
    /// An office or form of address that stands before a person's name.
    pub(crate) const TITLE: Self = Self(1 << 4);
    /// A word that ends the name of an organisation, or opens it before "of".
    pub(crate) const ORGANISATION: Self = Self(1 << 5);
    /// A word that ends the name of a place.
    pub(crate) const PLACE: Self = Self(1 << 6);
    /// A word that opens the name of a place.
    pub(crate) const PLACE_HEAD: Self = Self(1 << 7);
    /// A word that ends the name of an event, work, prize or law.
    pub(crate) const EVENT: Self = Self(1 << 8);
    /// A people, faith or party line.
    pub(crate) const DEMONYM: Self = Self(1 << 9);
    /// A month or day of the week.
    pub(crate) const CALENDAR: Self = Self(1 << 10);
    /// A small word inside a person's name.
    pub(crate) const PARTICLE: Self = Self(1 << 11);
    /// A small word inside the name of an organisation.
    pub(crate) const JOINING: Self = Self(1 << 12);
    /// A verb of speech.
    pub(crate) const SAYING: Self = Self(1 << 13);
    /// A preposition before a place.
    pub(crate) const LOCATIVE: Self = Self(1 << 14);
    /// The first word of a phrase in the gazetteer.
    pub(crate) const PHRASE: Self = Self(1 << 15);
    /// The same as [`Self::STOP`] in languages other than English.
    pub(crate) const STOP_ELSEWHERE: Self = Self(1 << 16);
    /// The same as [`Self::COMMON`] in languages other than English.
    pub(crate) const COMMON_ELSEWHERE: Self = Self(1 << 17);
    /// A word that makes a region or river of the name before it.
    pub(crate) const REGION: Self = Self(1 << 19);
    /// A word of places or bodies that is a family name as well, such as Hill.
    pub(crate) const SURNAME: Self = Self(1 << 18);
    /// Letters before the name of a sports club, such as `FC`.
    pub(crate) const CLUB: Self = Self(1 << 20);
    /// The same as [`Self::ORGANISATION`] in languages other than English.
    pub(crate) const ORGANISATION_ELSEWHERE: Self = Self(1 << 21);
    /// The same as [`Self::PLACE`] in languages other than English.
    pub(crate) const PLACE_ELSEWHERE: Self = Self(1 << 22);
    /// The same as [`Self::EVENT`] in languages other than English.
    pub(crate) const EVENT_ELSEWHERE: Self = Self(1 << 23);
    /// The same as [`Self::TITLE`] in languages other than English.
    pub(crate) const TITLE_ELSEWHERE: Self = Self(1 << 24);
    /// The same as [`Self::GIVEN`] in languages other than English.
    pub(crate) const GIVEN_ELSEWHERE: Self = Self(1 << 25);
    /// A word that ends as Slavic family names and patronymics do, in Cyrillic.
    pub(crate) const SLAVIC_NAME: Self = Self(1 << 26);
    /// The same as [`Self::COMMON`] in German, where a capital does not tell a noun from a name.
    pub(crate) const COMMON_GERMAN: Self = Self(1 << 27);
    /// Capitals that stand for a thing and name no body, such as `TV`.
    pub(crate) const THING: Self = Self(1 << 28);
    /// The same as [`Self::PHRASE`] in languages that cut `L'` and `d'` off names.
    pub(crate) const PHRASE_ELSEWHERE: Self = Self(1 << 29);
    /// A title whose holder is called by a given name: `Queen`, `Pope`.
    pub(crate) const THRONE: Self = Self(1 << 30);
    /// A word that opens sentences in languages without a list of common words: [`Self::COMMON`] there only.
    pub(crate) const OPENER: Self = Self(1 << 31);
    /// Words for a kind of thing, which stand in names and mean what they say alone.
    pub(crate) const KIND: Self = Self::ORGANISATION
        .union(Self::PLACE)
        .union(Self::EVENT)
        .union(Self::TITLE);
    /// Those that the model of English names knows.
    const OF_MODEL: u32 = (1 << 20) - 1;

    /// Returns whether the two sets share a flag.
    pub(crate) fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns the set as an article in English or in another language reads it: an English one knows English
    /// small and common words only, any other knows all.
    pub(crate) fn read_in(self, reader: Reader) -> Self {
        if reader == Reader::English {
            return self;
        }
        let mut set = self;
        for (elsewhere, flag) in [
            (Self::PHRASE_ELSEWHERE, Self::PHRASE),
            (Self::STOP_ELSEWHERE, Self::STOP),
            (Self::COMMON_ELSEWHERE, Self::COMMON),
            (Self::ORGANISATION_ELSEWHERE, Self::ORGANISATION),
            (Self::PLACE_ELSEWHERE, Self::PLACE),
            (Self::EVENT_ELSEWHERE, Self::EVENT),
            (Self::TITLE_ELSEWHERE, Self::TITLE),
            (Self::GIVEN_ELSEWHERE, Self::GIVEN),
        ] {
            if self.intersects(elsewhere) {
                set = set.union(flag);
            }
        }
        if reader == Reader::German && self.intersects(Self::COMMON_GERMAN) {
            set = set.union(Self::COMMON);
        }
        set
    }

    /// Returns the flags that the model of English names knows, as bits.
    pub(crate) fn bits(self) -> u32 {
        self.0 & Self::OF_MODEL
    }

    /// Returns both sets as one.
    pub(crate) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns this set without what is in the other.
    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Returns the flag with this name in `cue-words.tsv`.
    pub(crate) fn named(name: &str) -> Self {
        match name {
            "stop" => Self::STOP,
            "common" => Self::COMMON,
            "stop-elsewhere" => Self::STOP_ELSEWHERE,
            "club" => Self::CLUB,
            "common-elsewhere" => Self::COMMON_ELSEWHERE,
            "organisation-elsewhere" => Self::ORGANISATION_ELSEWHERE,
            "place-elsewhere" => Self::PLACE_ELSEWHERE,
            "event-elsewhere" => Self::EVENT_ELSEWHERE,
            "title-elsewhere" => Self::TITLE_ELSEWHERE,
            "given-elsewhere" => Self::GIVEN_ELSEWHERE,
            "throne" => Self::THRONE,
            "title" => Self::TITLE,
            "organisation" => Self::ORGANISATION,
            "place" => Self::PLACE,
            "place-head" => Self::PLACE_HEAD,
            "event" => Self::EVENT,
            "demonym" => Self::DEMONYM,
            "calendar" => Self::CALENDAR,
            "particle" => Self::PARTICLE,
            "joining" => Self::JOINING,
            "region" => Self::REGION,
            "surname" => Self::SURNAME,
            "saying" => Self::SAYING,
            "thing" => Self::THING,
            "opener" => Self::OPENER,
            "locative" => Self::LOCATIVE,
            _ => Self::NONE,
        }
    }
}

/// Which small and common words an article is read with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// Those of English.
    English,
    /// Those of all languages, and a genitive of names that ends in `s`.
    German,
    /// Those of all languages.
    Any,
}
