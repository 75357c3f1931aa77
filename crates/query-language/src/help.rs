//! The query language on one screen; docs/QUERY.md tells the same in full.

/// The query language on one screen, as plain text.
pub const SYNTAX_HELP: &str = "\
words       security guarantee          articles with all words first, in any inflection
phrase      \"security guarantee\"        the words next to each other, in any inflection
prefix      secur*                      words that start so (2 letters or more)
must        +kyiv                       every result has it
not         -sanctions  NOT sanctions   no result has it
and, or     kyiv AND (talks OR truce)   operators in capitals; && and || do the same
            NOT binds before AND, AND before OR; words beside an operator must all match

fields      a word, a \"phrase\" or a (group) after the colon
headline    title:talks  title:(peace talks)
publisher   source:\"China Daily\"  source:(xinhua OR reuters)
agency      agency:AFP                  the wire service that is credited
names       person:\"Marco Rubio\"  org:NATO  place:Geneva  (any spelling)
language    lang:en  lang:German  -lang:deutsch
dates       after:2025-12  before:2025-12-31  date:2025  date:2025-11..2025-12
            both ends count; also after:30d  since:march  date:\"last week\"  date:yesterday

All kinds of quotation marks, full-width forms, accents and cases are equal.
What cannot be understood is searched as words or left out, and a warning says so.
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    #[test]
    fn help_fits_a_screen_and_its_examples_are_sound() {
        let lines: Vec<&str> = SYNTAX_HELP.lines().collect();
        assert!(lines.len() <= 24 && lines.iter().all(|line| line.chars().count() <= 90));
        let examples = lines.iter().filter_map(|line| line.get(12..)?.split("  ").next());
        for example in examples.take(6) {
            assert_eq!(parse(example, None).warnings, [], "{example}");
        }
    }
}
