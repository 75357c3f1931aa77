//! The labels that the model gives to words: outside of names, or first or later word of a name of one kind.

use article::EntityKind;

/// Number of labels.
pub const N_LABELS: usize = 9;

/// What a word is: 0 outside of names, then first and later word of each of four kinds. The fourth kind (peoples,
/// events, works, laws) is no entity of ours; it is told apart so that it is not taken for one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Label(pub u8);

/// The kinds in the order of their labels, by their names in labelled files.
const KINDS: [&str; 4] = ["PER", "ORG", "LOC", "MISC"];

impl Label {
    /// Outside of names.
    pub const OUTSIDE: Self = Self(0);

    /// Returns the label that labelled files write so: `O`, `B-PER`, `I-LOC`.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "O" {
            return Some(Self::OUTSIDE);
        }
        let (place, kind) = text.split_once('-')?;
        let kind = u8::try_from(KINDS.iter().position(|name| *name == kind)?).ok()?;
        match place {
            "B" => Some(Self(1 + 2 * kind)),
            "I" => Some(Self(2 + 2 * kind)),
            _ => None,
        }
    }

    /// Returns the label as labelled files write it.
    pub fn name(self) -> String {
        match self.0 {
            0 => "O".to_owned(),
            label => {
                let place = if self.is_first() { 'B' } else { 'I' };
                format!("{place}-{}", KINDS[usize::from((label - 1) / 2)])
            }
        }
    }

    /// Returns whether it opens a name.
    pub fn is_first(self) -> bool {
        self.0 % 2 == 1
    }

    /// Returns whether it goes on with a name.
    pub fn is_later(self) -> bool {
        self.0 != 0 && self.0.is_multiple_of(2)
    }

    /// Returns the label of a later word of the same kind.
    #[must_use]
    pub fn later(self) -> Self {
        Self(self.0 + u8::from(self.is_first()))
    }

    /// Returns whether it may follow another: a later word needs a word of its kind before it.
    pub fn may_follow(self, before: Self) -> bool {
        !self.is_later() || before.later() == self
    }

    /// Returns the kind of entity, if it is one of ours.
    pub fn kind(self) -> Option<EntityKind> {
        match self.0 {
            1 | 2 => Some(EntityKind::Person),
            3 | 4 => Some(EntityKind::Organisation),
            5 | 6 => Some(EntityKind::Place),
            _ => None,
        }
    }
}
