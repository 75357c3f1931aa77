//! Each crate's Cargo.toml: lints come from the workspace, versions from the root.

use std::fs;

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    for (name, manifest) in manifests() {
        let lints = section_lines(&manifest, |section| section == "lints");
        assert!(
            lints.iter().any(|line| squeeze(line) == "workspace=true"),
            "help: add `[lints]` with `workspace = true` to the Cargo.toml of {name}"
        );
    }
}

#[test]
fn every_version_stands_in_the_root() {
    for (name, manifest) in manifests() {
        for line in section_lines(&manifest, |section| section.ends_with("dependencies")) {
            let line = squeeze(line);
            let is_shared = line.contains(".workspace=true") || line.contains("{workspace=true");
            assert!(
                is_shared,
                "help: move `{line}` of {name} to [workspace.dependencies] in the root Cargo.toml \
                 and write `name.workspace = true` in its place"
            );
        }
        assert!(
            !manifest.lines().any(|line| line.contains("dependencies.")),
            "help: {name} has a [dependencies.NAME] section; write it as one line with `workspace = true`"
        );
    }
}

#[test]
fn every_crate_takes_edition_and_licence_from_the_workspace() {
    for (name, manifest) in manifests() {
        let package = section_lines(&manifest, |section| section == "package");
        for field in ["version", "edition", "rust-version", "license", "publish"] {
            let wanted = format!("{field}.workspace=true");
            assert!(
                package.iter().any(|line| squeeze(line) == wanted),
                "help: write `{field}.workspace = true` in the Cargo.toml of {name}"
            );
        }
    }
}

/// Returns each crate's name and the text of its Cargo.toml.
fn manifests() -> Vec<(String, String)> {
    let metadata = crate::workspace();
    let read = |package: &&cargo_metadata::Package| {
        let text = fs::read_to_string(&package.manifest_path).expect("cargo has just read the file");
        (package.name.to_string(), text)
    };
    crate::members(&metadata).iter().map(read).collect()
}

/// Returns the lines of the chosen sections, comments and empty ones left out.
fn section_lines(manifest: &str, is_wanted: impl Fn(&str) -> bool) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut is_inside = false;
    for line in manifest.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            is_inside = is_wanted(section);
        } else if is_inside && !line.is_empty() && !line.starts_with('#') {
            lines.push(line);
        }
    }
    lines
}

fn squeeze(line: &str) -> String {
    line.split_whitespace().collect()
}
