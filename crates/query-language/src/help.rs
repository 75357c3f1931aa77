//! The query language on one screen; docs/QUERY.md tells the same in full.

/// The query language on one screen, as plain text.
pub const SYNTAX_HELP: &str = "\
words       security guarantee          articles with all words first, in any inflection
phrase      \"security guarantee\"        side by side, in any inflection; or \"secur* pact\"
exact       =\"security guarantees\"      as written; =guarantees for one word
prefix      secur*  wom?n  name~1       by first letters, by shape, one letter changed
must        +kyiv                       every result has it
not         -sanctions  NOT sanctions   no result has it
and, or     kyiv AND (talks OR truce)   operators in capitals; && and | do the same
            NOT binds before AND, AND before OR; words beside an operator must all match
near        envoy NEAR/5 kyiv  a w/5 b  at most 5 words apart; a pre/3 b in this order
            a w/s b  in one sentence; a w/p b  in one paragraph; \"a b c\"~5  together
often       atleast3(kyiv)              three times or more

fields      a word, a \"phrase\" or a (group) after the colon
text        title:talks  lead:talks  body:talks  title:(peace talks)
publisher   source:\"China Daily\"  source:(xinhua OR reuters)  url:example.org
authors     byline:\"Jane Roe\"  agency:AFP  (the wire service that is credited)
names       person:\"Marco Rubio\"  org:NATO  place:Geneva  (any spelling)
language    lang:en  lang:German  -lang:deutsch
dates       after:2025-12  before:2025-12-31  date:2025  date:2025-11..2025-12
            both ends count; also after:30d  since:march  date:\"last week\"  date:yesterday

In a terminal: search-cli 'talks -sanctions'  search-cli -- -sanctions
Marks, full-width forms, accents and cases are equal. What is not understood is told.
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
        for example in examples.take(7) {
            assert_eq!(parse(example, None).warnings, [], "{example}");
        }
    }
}
