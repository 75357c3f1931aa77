//! Reads the lines of `aliases.tsv`: action, kind where it is needed, names. A broken line costs itself alone.

use article::{EntityKind, Origin, Rejection};
use entity_tagger::name_key;
use search_engine::{Correction, CorrectionAction, KeyedName};

use super::BROKEN_LINE;

/// Longer names are no names.
const MAX_NAME_CHARS: usize = 300;
/// Names of one line.
const MAX_NAMES: usize = 1_000;
const HINT: &str =
    "a line is an action (merge, apart, rename, retype or hide) and names, with a tab between each";

/// Returns the corrections of a file and its broken lines, by the file's name in a report. `rank` is what the file
/// counts: the lower, the more.
pub(super) fn parse(bytes: &[u8], file: &str, rank: usize) -> (Vec<Correction>, Vec<Rejection>) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut corrections = Vec::new();
    let mut broken = Vec::new();
    for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        match parse_line(line) {
            Ok(None) => {}
            Ok(Some((action, kind, names))) => corrections.push(Correction {
                origin: format!("{file}#{number}"),
                rank,
                action,
                kind,
                names: names.into_iter().map(keyed).collect(),
            }),
            Err(why) => {
                let origin = Origin {
                    path: file.to_owned(),
                    record: Some(number),
                    ..Origin::default()
                };
                broken
                    .push(Rejection::new(&origin, BROKEN_LINE).with_detail(format!("line {number}: {why}")));
            }
        }
    }
    (corrections, broken)
}

/// Returns a name with the key that entities of each kind have under it.
pub fn keyed(text: &str) -> KeyedName {
    let key = |kind: EntityKind| (kind, name_key(kind, text));
    KeyedName {
        text: text.to_owned(),
        keys: EntityKind::ALL.map(key).into(),
    }
}

/// Action, kind and names of a line.
type Line<'a> = (CorrectionAction, Option<EntityKind>, Vec<&'a str>);

/// Returns what a line says, nothing for one that is empty or a comment, or what is wrong.
fn parse_line(line: &[u8]) -> Result<Option<Line<'_>>, String> {
    let line = std::str::from_utf8(line).map_err(|_| "not UTF-8; save the file as UTF-8")?;
    if line.trim().is_empty() || line.trim_start().starts_with('#') {
        return Ok(None);
    }
    // Empty columns are left over where people line up names, or come from a spreadsheet.
    let mut columns = line.split('\t').map(unquoted).filter(|column| !column.is_empty());
    let action = columns.next().unwrap_or_default();
    let mut names: Vec<&str> = columns.collect();
    if names.is_empty() && !line.trim().contains('\t') {
        return Err(format!("there is no tab; {HINT}"));
    }
    let kind = names.first().and_then(|first| kind_of(first));
    if kind.is_some() {
        names.remove(0);
    }
    let action = match action.to_ascii_lowercase().as_str() {
        "merge" => CorrectionAction::Merge,
        "apart" => CorrectionAction::Apart,
        "hide" => CorrectionAction::Hide,
        "rename" => CorrectionAction::Rename(new_name(&mut names)?),
        "retype" => CorrectionAction::Retype(new_kind(&mut names)?),
        other => return Err(format!("“{}” is no action; {HINT}", shortened(other))),
    };
    check_names(&action, &names)?;
    Ok(Some((action, kind, names)))
}

fn check_names(action: &CorrectionAction, names: &[&str]) -> Result<(), String> {
    if let Some(long) = names.iter().find(|name| name.chars().count() > MAX_NAME_CHARS) {
        return Err(format!(
            "“{}” has more than {MAX_NAME_CHARS} characters",
            shortened(long)
        ));
    }
    match action {
        _ if names.len() > MAX_NAMES => Err(format!("it has more than {MAX_NAMES} names")),
        CorrectionAction::Merge | CorrectionAction::Apart if names.len() < 2 => {
            Err("it needs two names or more".into())
        }
        CorrectionAction::Rename(_) if names.len() != 1 => {
            Err("rename takes one name and the name to show in its place".into())
        }
        _ if names.is_empty() => Err("it needs a name".into()),
        _ => Ok(()),
    }
}

fn new_name(names: &mut Vec<&str>) -> Result<String, String> {
    let name = names.pop().filter(|_| !names.is_empty());
    let name = name.ok_or("rename takes one name and the name to show in its place")?;
    if name.chars().count() > MAX_NAME_CHARS {
        return Err(format!("the new name has more than {MAX_NAME_CHARS} characters"));
    }
    Ok(name.to_owned())
}

fn new_kind(names: &mut Vec<&str>) -> Result<EntityKind, String> {
    let last = names.pop().unwrap_or_default();
    kind_of(last).ok_or_else(|| {
        format!(
            "“{}” is no kind; retype ends with person, organisation or place",
            shortened(last)
        )
    })
}

/// Returns the kind that a column says, as people write it.
fn kind_of(column: &str) -> Option<EntityKind> {
    match column.to_lowercase().as_str() {
        "person" => Some(EntityKind::Person),
        "organisation" | "organization" | "org" => Some(EntityKind::Organisation),
        "place" => Some(EntityKind::Place),
        _ => None,
    }
}

/// Returns a column without the space around it and without the quotation marks of a spreadsheet.
fn unquoted(column: &str) -> &str {
    let column = column.trim();
    let inner = column.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.map_or(column, str::trim)
}

fn shortened(text: &str) -> String {
    const MAX_CHARS: usize = 40;
    text.chars()
        .take(MAX_CHARS)
        .filter(|char| !char.is_control())
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Returns a line as it was understood, or what is wrong with it.
    fn read(line: &str) -> String {
        match parse_line(line.as_bytes()) {
            Ok(None) => "nothing".into(),
            Ok(Some((action, kind, names))) => {
                let kind = kind.map_or("any", EntityKind::name);
                format!("{action:?} {kind} {}", names.join("|"))
            }
            Err(why) => format!("broken: {why}"),
        }
    }

    #[test]
    fn lines_are_read_as_people_write_them() {
        for (line, expected) in [
            ("", "nothing"),
            ("  \t ", "nothing"),
            ("# merge\tA\tB", "nothing"),
            ("   # a note", "nothing"),
            ("merge\tAda Moss\tA. Moss", "Merge any Ada Moss|A. Moss"),
            ("MERGE\tPerson\tAda\tBo\t\tCy\r", "Merge person Ada|Bo|Cy"),
            ("apart\tplace\tNorrvik\tSorrvik", "Apart place Norrvik|Sorrvik"),
            ("rename\tAda\tAda Moss", "Rename(\"Ada Moss\") any Ada"),
            (
                "rename\torg\tHBR\tHarbour Board",
                "Rename(\"Harbour Board\") organisation HBR",
            ),
            ("retype\tAmnest\torganization", "Retype(Organisation) any Amnest"),
            (
                "retype\tperson\tAmnest\tBo\tplace",
                "Retype(Place) person Amnest|Bo",
            ),
            ("hide\tReuters", "Hide any Reuters"),
            (
                "hide\t\"Harbour, Board\"\t \" Bo \"",
                "Hide any Harbour, Board|Bo",
            ),
        ] {
            assert_eq!(read(line), expected, "{line:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (line, expected) in [
            ("merge Ada Moss, A. Moss", "there is no tab"),
            ("merge\tAda", "two names"),
            ("merge\tperson\tAda", "two names"),
            ("apart\tplace\tNorrvik", "two names"),
            ("rename\tAda", "rename takes one name"),
            ("rename\tAda\tBo\tCy", "rename takes one name"),
            ("retype\tAda", "“Ada” is no kind"),
            ("retype\tAda\tship", "“ship” is no kind"),
            ("retype\tperson\tplace", "needs a name"),
            ("hide\tperson", "needs a name"),
            ("join\tAda\tBo", "“join” is no action"),
            (&format!("hide\t{}", "x".repeat(301)), "more than 300"),
            (&format!("rename\tx\t{}", "x".repeat(301)), "more than 300"),
            (&format!("hide{}", "\tx".repeat(1_001)), "more than 1000 names"),
        ] {
            let read = read(line);
            assert!(
                read.starts_with("broken: ") && read.contains(expected),
                "{line:?}: {read}"
            );
        }
    }

    #[test]
    fn a_broken_line_costs_itself_alone() {
        let text = b"\xef\xbb\xbfmerge\tA\tB\nhide\t\xff\n\nhide\tC\nnonsense\nhide\tD";
        let (lines, broken) = parse(text, "aliases.tsv", 0);
        let origins: Vec<&str> = lines.iter().map(|line| line.origin.as_str()).collect();
        assert_eq!(origins, ["aliases.tsv#1", "aliases.tsv#4", "aliases.tsv#6"]);
        let broken: Vec<String> = broken.iter().map(|row| row.origin.to_string()).collect();
        assert_eq!(broken, ["aliases.tsv#2", "aliases.tsv#5"]);
    }

    proptest! {
        #[test]
        fn any_file_is_read_and_every_line_is_told(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            check_every_line(&bytes)?;
        }

        #[test]
        fn any_columns_are_read_and_every_line_is_told(
            columns in prop::collection::vec(
                prop::sample::select(&["merge", "apart", "retype", "hide", "rename", "person", "place", "Ada",
                    "Zoë", "\"", "#", "\t", "\n", " ", "\r"][..]), 0..30),
        ) {
            check_every_line(columns.join("\t").as_bytes())?;
        }
    }

    /// Checks that every line of a file is applied, broken or nothing, and none two of these.
    fn check_every_line(bytes: &[u8]) -> Result<(), TestCaseError> {
        let (lines, broken) = parse(bytes, "a", 0);
        let n_lines = bytes.split(|byte| *byte == b'\n').count();
        let mut told: Vec<String> = lines.iter().map(|line| line.origin.clone()).collect();
        told.extend(broken.iter().map(|row| row.origin.to_string()));
        let mut numbers: Vec<usize> = Vec::new();
        for origin in &told {
            numbers.push(origin.trim_start_matches("a#").parse().unwrap_or(0));
        }
        numbers.sort_unstable();
        numbers.dedup();
        prop_assert_eq!(numbers.len(), told.len());
        prop_assert!(numbers.iter().all(|number| (1..=n_lines).contains(number)));
        prop_assert!(lines.iter().all(|line| !line.names.is_empty()));
        Ok(())
    }
}
