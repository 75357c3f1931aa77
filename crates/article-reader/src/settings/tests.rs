//! Tests of settings: what a file means, what is told about a broken one, and how folders override each other.

use std::fs;

use article::RecordField;
use proptest::prelude::*;

use super::*;

/// Prints settings as `field=name|name` and `default=value`, and then what is wrong.
fn printed(text: &str, above: &Settings) -> Vec<String> {
    let (settings, problems) = parse::parse(text, "dateline.toml", above);
    lines(&settings).into_iter().chain(problems).collect()
}

fn lines(settings: &Settings) -> Vec<String> {
    let fields = settings.fields.0.iter();
    let mut lines: Vec<String> = fields
        .map(|(field, names)| format!("{}={}", field.key(), names.join("|")))
        .collect();
    let Defaults {
        source,
        language,
        time_zone,
    } = &*settings.defaults;
    lines.extend(source.iter().map(|source| format!("source={}", source.value)));
    lines.extend(
        language
            .iter()
            .map(|language| format!("language={}", language.value)),
    );
    lines.extend(time_zone.iter().map(|zone| {
        let name = zone.value.iana_name().map(str::to_owned);
        let fixed = || zone.value.to_fixed_offset().unwrap().to_string();
        format!("time_zone={}", name.unwrap_or_else(fixed))
    }));
    lines
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(printed(text, &Settings::default()), expected, "{text}");
}

#[test]
fn a_file_maps_fields_and_gives_defaults() {
    check("", &[]);
    check("# nothing yet\n[fields]\n[defaults]\n", &[]);
    check(
        "[fields]\ntitle = \" hl \"\ntext = [\"story.html\", \"story.text\"]\nid = \"nr\"\n\
         [defaults]\nsource = \"Harbour Post\"\nlanguage = \"de-AT\"\ntime_zone = \"europe/berlin\"\n",
        &[
            "id=nr",
            "title=hl",
            "text=story.html|story.text",
            "source=Harbour Post",
            "language=de",
            "time_zone=Europe/Berlin",
        ],
    );
    check(
        "fields.title = 'hl'\ndefaults = { language = 'hsb' }",
        &["title=hl", "language=hsb"],
    );
}

#[test]
fn the_documented_example_is_valid() {
    let page = include_str!("../../../../docs/SETTINGS.md");
    let example = page.split("```").nth(1).unwrap().strip_prefix("toml").unwrap();
    let found = printed(example, &Settings::default());
    let expected = [
        "title=hl",
        "text=story.full|story.teaser",
        "published=meta.dates.print",
        "byline=authors.name",
        "section=desk",
        "source=Harbour Post",
        "language=de",
        "time_zone=Europe/Berlin",
    ];
    assert_eq!(found, expected, "help: docs/SETTINGS.md has the example");
}

#[test]
fn zones_have_names_or_offsets() {
    for (zone, expected) in [
        ("+02:00", Some("+02")),
        ("-0330", Some("-03:30")),
        ("\u{2212}05", Some("-05")),
        ("UTC", Some("UTC")),
        ("Asia/Kolkata", Some("Asia/Kolkata")),
        ("Europe/Berln", None),
        ("+2", None),
        ("+15:00", None),
        ("+02:75", None),
        ("+0é:0", None),
        ("Etc/Unknown", None),
    ] {
        let found = printed(&format!("[defaults]\ntime_zone = {zone:?}"), &Settings::default());
        match expected {
            Some(expected) => assert_eq!(found, [format!("time_zone={expected}")], "{zone}"),
            None => assert_eq!(
                found,
                [format!(
                    "line 2: unknown time zone {zone:?}; write a name such as \"Europe/Berlin\" or an offset such as \"+02:00\""
                )]
            ),
        }
    }
}

#[test]
fn what_is_wrong_is_told_and_the_rest_counts() {
    check(
        "[defaults]\nlanguage = \"german\"\nsource = \"Post\"\ncolour = 1\n\n[fields]\ntitel = \"hl\"\ntext = 3\nurl = [\"a\", 1]\n",
        &[
            "source=Post",
            "line 4: unknown key \"colour\" in [defaults]; the keys are source, language, time_zone",
            "line 2: unknown language \"german\"; write its ISO 639 code, such as \"de\"",
            "line 8: text is a name or a list of names; write text = \"name\" or text = [\"name\", \"other.name\"]",
            "line 7: unknown key \"titel\" in [fields]; the keys are id, title, standfirst, text, published, updated, \
             source, byline, url, language, section",
            "line 9: url is a name or a list of names; write url = \"name\" or url = [\"name\", \"other.name\"]",
        ],
    );
    check(
        "source = \"Post\"\nfields = \"x\"\n[defaults]\nlanguage = 7\n",
        &[
            "line 4: language is a text; write it in quotes: language = \"…\"",
            "line 2: fields is a table; write [fields] and its keys below it",
            "line 1: unknown key \"source\"; keys stand below [fields] or [defaults]",
        ],
    );
}

#[test]
fn a_file_that_is_no_toml_counts_for_nothing() {
    for (text, line) in [
        ("[defaults]\nsource = Harbour Post\nlanguage = \"de\"\n", 2),
        ("[defaults\n", 1),
        ("[fields]\ntitle = \"a\"\ntitle = \"b\"\n", 3),
    ] {
        let found = printed(text, &Settings::default());
        assert_eq!(found.len(), 1, "{found:?}");
        let start = format!("line {line}: ");
        let end = "; nothing of this file counts until that is mended";
        assert!(
            found[0].starts_with(&start) && found[0].ends_with(end),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn a_deeper_file_overrides_and_takes_back() {
    let (above, _) = parse::parse(
        "[fields]\ntitle = \"hl\"\ntext = \"story\"\n[defaults]\nsource = \"Post\"\nlanguage = \"de\"\ntime_zone = \"UTC\"\n",
        "dateline.toml",
        &Settings::default(),
    );
    let below = "[fields]\ntitle = \"kopf\"\ntext = []\n[defaults]\nsource = \"\"\nlanguage = \"fr\"\n";
    assert_eq!(
        printed(below, &above),
        ["title=kopf", "language=fr", "time_zone=UTC"]
    );
    assert_eq!(lines(&parse::parse("[x", "a", &above).0), lines(&above));
}

#[test]
fn the_digest_follows_what_is_said() {
    let digest = |text: &str| {
        parse::parse(text, "dateline.toml", &Settings::default())
            .0
            .digest()
            .map(str::to_owned)
    };
    assert_eq!(digest("# a comment\n[fields]\n"), None);
    let texts = [
        "[fields]\ntitle = \"a\"",
        "[fields]\ntext = \"a\"",
        "[fields]\ntitle = [\"a\", \"b\"]",
        "[defaults]\nsource = \"a\"",
        "[defaults]\nlanguage = \"de\"",
        "[defaults]\ntime_zone = \"Europe/Berlin\"",
        "[defaults]\ntime_zone = \"+01:00\"",
    ];
    let digests: std::collections::BTreeSet<_> = texts.iter().map(|text| digest(text).unwrap()).collect();
    assert_eq!(digests.len(), texts.len());
    assert_eq!(digest("[fields]\ntitle='a' # why"), digest(texts[0]));
}

#[test]
fn a_tree_gives_each_file_the_settings_above_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = |relative: &str, bytes: &[u8]| {
        let path = folder.path().join(relative);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        SettingsFile {
            relative: relative.to_owned(),
            path,
        }
    };
    let large = vec![b'#'; 70_000];
    let files = vec![
        file("a/b/c/dateline.toml", b"[defaults]\nsource = \"Deep\""),
        file(
            "dateline.toml",
            b"\xef\xbb\xbf[defaults]\nsource = \"Top\"\nlanguage = \"de\"",
        ),
        file("latin/dateline.toml", b"[defaults]\nsource = \"Caf\xe9\""),
        file("large/dateline.toml", &large),
    ];
    let (tree, rejected) = SettingsTree::read(files);
    for (relative, expected) in [
        ("x.json", "source=Top language=de"),
        ("a/b/x.json", "source=Top language=de"),
        ("a/b/c/x.json", "source=Deep language=de"),
        ("a/b/c/d/e/x.json", "source=Deep language=de"),
        ("a/b/cc/x.json", "source=Top language=de"),
        ("latin/x.json", "source=Top language=de"),
    ] {
        assert_eq!(lines(&tree.of(relative)).join(" "), expected, "{relative}");
    }
    let told: Vec<String> = rejected
        .iter()
        .map(|row| format!("{}: {}: {}", row.origin, row.reason, row.detail.as_ref().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            "large/dateline.toml: broken settings: too large: settings are at most 64 kB",
            "latin/dateline.toml: broken settings: line 2: not UTF-8; save the file as UTF-8",
        ]
    );
}

proptest! {
    #[test]
    fn any_bytes_are_settings_or_a_row(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(text) = decode(bytes) {
            parse::parse(&text, "dateline.toml", &Settings::default());
        }
    }

    #[test]
    fn any_toml_like_text_is_settings_or_a_row(
        text in r#"(\[(fields|defaults)\]\n|(title|text|source|language|time_zone)( ?= ?|\.)("[a-zé+:/\.0-9-]{0,8}"|\[|\]|'|3|\n|\{|,){0,5}\n?){0,8}"#,
    ) {
        let (settings, problems) = parse::parse(&text, "dateline.toml", &Settings::default());
        settings.digest();
        prop_assert!(problems.iter().all(|problem| problem.starts_with("line ")));
    }

    #[test]
    fn any_path_is_looked_up_without_panic(path in r"[ab\.0-9_é]{0,12}", names in "[ab0_]{0,3}") {
        let map = FieldMap([(RecordField::Title, vec![path])].into());
        let value = serde_json::json!({ "a": [{ names.as_str(): [1, [2]] }, 3], "b": { "0": null } });
        map.values(&[(names.clone(), value.clone()), ("_source".to_owned(), value)]);
        map.is_text_name(&names);
        map.is_known_name(&names);
    }
}
