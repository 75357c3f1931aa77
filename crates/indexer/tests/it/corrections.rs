//! `aliases.tsv`: an edit counts at the next build, no article is read for it, and the report says what it does.

use std::fs;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc;

use article::EntityKind;
use indexer::{Mode, Report, follow};
use search_engine::{EmbeddedEngine, FacetField, SearchEngine, SearchRequest, verify};
use serde_json::Value;

use crate::{Archive, EndsWatch, build_roots, options, run, story, wait_for};

/// Returns an archive in which three articles name people, one of them in two ways.
fn archive() -> Archive {
    let archive = Archive::new();
    for (name, person) in [
        ("a", "Mayor Katrin Vessel"),
        ("b", "Mayor Katrina Vessel"),
        ("c", "Senator Orla Brandt"),
    ] {
        let text = story(&format!("what {person} had proposed"));
        archive.write(&format!("{name}.txt"), &text);
    }
    archive
}

fn people(archive: &Archive) -> Vec<String> {
    people_of(&EmbeddedEngine::open(&archive.index).unwrap())
}

fn people_of(engine: &EmbeddedEngine) -> Vec<String> {
    let facets = engine
        .search(&SearchRequest::all_articles())
        .unwrap()
        .facets
        .unwrap();
    let values = facets.values[FacetField::Entity(EntityKind::Person).name()].iter();
    values
        .map(|value| format!("{} {}", value.value, value.count))
        .collect()
}

fn edit(archive: &Archive, text: &str) -> Report {
    fs::write(archive.index.join("aliases.tsv"), text).unwrap();
    archive.build()
}

/// Returns what the report says of corrections.
fn summary(report: &Report) -> String {
    report.corrections.summary().unwrap_or_default()
}

#[test]
fn an_edit_counts_at_the_next_build_without_reading() {
    let archive = archive();
    let report = archive.build();
    assert_eq!(summary(&report), "");
    let before = people(&archive);
    assert_eq!(before, ["Katrin Vessel 1", "Katrina Vessel 1", "Orla Brandt 1"]);
    let engine = EmbeddedEngine::open(&archive.index).unwrap();

    let merge = "# our mayor\nmerge\tperson\tKatrin Vessel\tKATRINA vessel\n";
    let report = edit(&archive, merge);
    assert_eq!(
        (report.files_read, report.unchanged),
        (0, 3),
        "no article is read again"
    );
    assert_eq!(summary(&report), "corrections: 1 merged (1 new)");
    assert_eq!(people(&archive), ["Katrina Vessel 2", "Orla Brandt 1"]);
    assert!(engine.refresh().unwrap());
    assert_eq!(
        people_of(&engine),
        people(&archive),
        "who has the index open follows"
    );

    let more = format!(
        "{merge}hide\tOrla Brandt\nhide Orla\nrename\tperson\tKatrin Vessel\tK. Vessel\nhide\tNobody\n"
    );
    let report = edit(&archive, &more);
    assert_eq!(report.files_read, 0);
    assert_eq!(
        summary(&report),
        "corrections: 1 merged, 1 renamed, 1 hidden, 1 without effect, 1 line refused (3 new)"
    );
    assert_eq!(people(&archive), ["K. Vessel 2"]);
    let row = &report.rejected[0];
    assert_eq!(
        (row.path.as_str(), row.reason.as_str()),
        ("aliases.tsv#4", "broken correction")
    );
    assert!(
        row.detail
            .as_ref()
            .unwrap()
            .starts_with("line 4: there is no tab")
    );
    let idle = &report.corrections.idle[0];
    assert_eq!(
        (idle.line.as_str(), idle.why.as_str()),
        ("aliases.tsv#6", "“Nobody” is in no article")
    );

    assert_eq!(verify(&archive.index).unwrap().damaged, [""; 0]);
    let report = archive.build();
    assert!(!report.corrections.is_changed(), "what stays is not new");
    let report = archive.build_as(Mode::Fresh).unwrap();
    assert_eq!(
        (
            report.files_read,
            report.corrections.renamed,
            report.corrections.new
        ),
        (3, 1, 0)
    );
    assert_eq!(
        people(&archive),
        ["K. Vessel 2"],
        "corrections survive a fresh build"
    );

    fs::remove_file(archive.index.join("aliases.tsv")).unwrap();
    assert_eq!(summary(&archive.build()), "corrections: none (4 withdrawn)");
    assert_eq!(people(&archive), before);
}

#[test]
fn the_file_beside_the_index_wins_over_that_of_a_folder() {
    let archive = archive();
    archive.write(
        "aliases.tsv",
        "rename\tOrla Brandt\tO. Brandt\nmerge\tKatrin Vessel\tKatrina Vessel\n",
    );
    archive.write(
        "below/aliases.tsv",
        "title\ttext\nNo corrections\tA table of a folder below is a table.\n",
    );
    let report = archive.build();
    assert_eq!(summary(&report), "corrections: 1 merged, 1 renamed (2 new)");
    assert!(
        report.rejected.iter().all(|row| row.path != "aliases.tsv"),
        "the file is no table of articles: {:?}",
        report.rejected
    );
    assert_eq!(people(&archive), ["Katrina Vessel 2", "O. Brandt 1"]);
    let report = edit(
        &archive,
        "rename\tOrla Brandt\tOrla B.\napart\tKatrin Vessel\tKatrina Vessel\n",
    );
    assert_eq!(
        people(&archive),
        ["Katrin Vessel 1", "Katrina Vessel 1", "Orla B. 1"]
    );
    let idle: Vec<&str> = report
        .corrections
        .idle
        .iter()
        .map(|idle| idle.line.as_str())
        .collect();
    assert_eq!(
        idle,
        ["corpus/aliases.tsv#1", "corpus/aliases.tsv#2"],
        "{report:?}"
    );
}

#[test]
fn files_that_are_no_list_are_rows() {
    let archive = archive();
    fs::create_dir_all(archive.index.join("aliases.tsv")).unwrap();
    let large = format!("hide\tOrla Brandt\n{}", "#".repeat(5 << 20));
    archive.write("aliases.tsv", &large);
    let report = archive.build();
    let rows = report
        .rejected
        .iter()
        .filter(|row| row.reason == "broken correction");
    let rows: Vec<String> = rows
        .map(|row| format!("{}: {}", row.path, row.detail.clone().unwrap()))
        .collect();
    assert_eq!(
        rows,
        [
            "aliases.tsv: it is no regular file",
            "corpus/aliases.tsv: too large: corrections are at most 4 MB"
        ]
    );
    assert_eq!(people(&archive).len(), 3);
}

#[test]
fn an_index_in_its_own_folder_has_one_file() {
    let archive = archive();
    fs::write(archive.corpus.join("aliases.tsv"), "hide\tOrla Brandt\n").unwrap();
    let roots = [archive.corpus.clone()];
    let report = build_roots(&roots, &archive.corpus, Mode::Update).unwrap();
    assert_eq!(summary(&report), "corrections: 1 hidden (1 new)");
}

#[test]
fn the_program_says_what_corrections_do() {
    let archive = archive();
    archive.build();
    fs::write(
        archive.index.join("aliases.tsv"),
        "merge\tKatrin Vessel\tKatrina Vessel\nnonsense\nhide\tNobody\n",
    )
    .unwrap();
    let (corpus, index) = (archive.corpus.to_str().unwrap(), archive.index.to_str().unwrap());
    let built = run(&["build", corpus, "--index", index]);
    assert_eq!(built.status.code(), Some(1), "a line was refused");
    let text = String::from_utf8(built.stdout).unwrap();
    for expected in [
        "corrections: 1 merged, 1 without effect, 1 line refused (2 new)\n",
        "  aliases.tsv#3: “Nobody” is in no article\n",
        "1 rejected: broken correction\n  aliases.tsv#2 (line 2: ",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    let json: Value =
        serde_json::from_slice(&run(&["build", corpus, "--index", index, "--json"]).stdout).unwrap();
    assert_eq!(json["corrections"]["merged"], 1);
    assert_eq!(
        (&json["corrections"]["new"], &json["files_read"]),
        (&0.into(), &0.into())
    );
    assert_eq!(json["corrections"]["idle"][0]["line"], "aliases.tsv#3");
}

#[test]
fn entities_are_listed_with_their_spellings() {
    let archive = archive();
    archive.build();
    edit(&archive, "merge\tKatrin Vessel\tKatrina Vessel\n");
    let index = archive.index.to_str().unwrap();
    let list = run(&["entities", "--index", index, "--kind", "person"]);
    assert_eq!(list.status.code(), Some(0));
    let text = String::from_utf8(list.stdout).unwrap();
    assert!(
        text.starts_with("      2  person        Katrina Vessel  Katrin Vessel 1\n"),
        "{text}"
    );
    assert!(text.contains("      1  person        Orla Brandt\n"), "{text}");
    let one = run(&["entities", "--index", index, "KATRIN vessel"]);
    let text = String::from_utf8(one.stdout).unwrap();
    for expected in [
        "Katrina Vessel  person, 2 articles\n",
        "        1  Katrin Vessel   corrected by aliases.tsv#1\n",
        "        1  Katrina Vessel  the name shown\n",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    let few = run(&["entities", "--index", index, "--limit", "1"]);
    assert!(
        String::from_utf8(few.stdout)
            .unwrap()
            .contains("more; --limit shows more")
    );
    let json = run(&["entities", "--index", index, "--json", "brandt"]);
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(
        (&json["total"], &json["entities"][0]["name"]),
        (&1.into(), &"Orla Brandt".into())
    );
    assert_eq!(json["entities"][0]["spellings"][0]["why"], "the name shown");
    let nobody = run(&["entities", "--index", index, "nobody"]);
    assert_eq!(nobody.status.code(), Some(1));
}

#[test]
fn a_watch_takes_up_an_edit() {
    let archive = archive();
    archive.build();
    let stop = AtomicBool::new(false);
    let (sender, said) = mpsc::channel();
    std::thread::scope(|scope| {
        let watching = scope.spawn(|| {
            let options = options(&archive.index, Mode::Update, &stop);
            follow(std::slice::from_ref(&archive.corpus), &options, |report| {
                sender.send(summary(report.unwrap())).unwrap();
            })
        });
        let watch = EndsWatch(&stop);
        let engine = EmbeddedEngine::open(&archive.index).unwrap();
        // The first build of the watch must be over, or it would take up the edit itself.
        wait_for(|| said.try_recv().ok());
        fs::write(archive.index.join("aliases.tsv"), "hide\tOrla Brandt\n").unwrap();
        wait_for(|| (engine.refresh().is_ok() && people_of(&engine).len() == 2).then_some(()));
        archive.write("aliases.tsv", "hide\tKatrin Vessel\n");
        wait_for(|| (engine.refresh().is_ok() && people_of(&engine).len() == 1).then_some(()));
        drop(watch);
        watching.join().unwrap().unwrap();
        let said: Vec<String> = said.try_iter().collect();
        assert!(
            said.contains(&"corrections: 1 hidden (1 new)".to_owned()),
            "{said:?}"
        );
    });
}
