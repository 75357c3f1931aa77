//! [`Texts`]: many strings as one piece of memory, so that reading half a million names is reading one file.

/// Strings in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Texts {
    text: String,
    /// Where each string ends.
    ends: Vec<u32>,
}

impl Texts {
    /// Returns strings of which this is all text and where each ends; nothing where the two do not fit.
    pub(super) fn of_parts(text: String, ends: Vec<u32>) -> Option<Self> {
        let is_in_order = ends.is_sorted() && ends.last().map_or(0, |end| *end as usize) == text.len();
        let is_whole = is_in_order && ends.iter().all(|end| text.is_char_boundary(*end as usize));
        is_whole.then_some(Self { text, ends })
    }

    /// Returns all text, and where each string ends.
    pub(super) fn parts(&self) -> (&str, &[u32]) {
        (&self.text, &self.ends)
    }

    /// Adds a string.
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        let end = u32::try_from(self.text.len());
        self.ends
            .push(end.expect("the names of ten million articles are less than 4 GB"));
    }

    /// Returns how many strings there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the string of this number.
    pub(super) fn get(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[number] as usize]
    }

    /// Returns the number of the first of the strings, which are in order, that is not before this one.
    pub(super) fn first_from(&self, text: &str) -> usize {
        self.partition_point(|other| other < text)
    }

    /// Returns how many of the strings are of a kind, where all that are come first.
    pub(super) fn partition_point(&self, is_before: impl Fn(&str) -> bool) -> usize {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            if is_before(self.get(middle)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        from
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_found_by_their_order() {
        let mut texts = Texts::default();
        for text in ["ab", "b", "b", "ça"] {
            texts.push(text);
        }
        for (text, expected) in [
            ("", 0),
            ("ab", 0),
            ("ac", 1),
            ("b", 1),
            ("c", 3),
            ("ça", 3),
            ("ö", 4),
        ] {
            assert_eq!(texts.first_from(text), expected, "{text}");
        }
        assert_eq!(texts.get(3), "ça");
    }

    #[test]
    fn parts_that_do_not_fit_are_no_strings() {
        for (text, ends) in [
            ("ab", vec![1]),
            ("ab", vec![2, 1]),
            ("ça", vec![1, 3]),
            ("", vec![1]),
            ("a", vec![]),
        ] {
            assert_eq!(
                Texts::of_parts(text.into(), ends.clone()),
                None,
                "{text} {ends:?}"
            );
        }
        assert!(Texts::of_parts(String::new(), Vec::new()).is_some());
    }
}
