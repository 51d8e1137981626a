//! What keeps the house in order: who may lean on whom, sizes, words, and files that belong together.
//!
//! Plain looks at files; nothing here needs a database.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use toml::Table;

/// Who may depend on which of our crates: the floors of ARCHITECTURE.md.
const ARROWS: &[(&str, &[&str])] = &[
    ("entity", &[]),
    ("lang", &[]),
    ("migrations", &[]),
    ("mail", &["lang"]),
    ("certificates", &["lang"]),
    ("club", &["certificates", "entity", "lang", "mail"]),
    ("api", &["club", "entity", "lang"]),
    ("scheduler", &["club", "mail"]),
    ("webclub", &["api", "club", "mail", "migrations", "scheduler"]),
    ("benches", &["api", "certificates", "club", "entity", "mail", "migrations", "scheduler"]),
    ("testclub", &["api", "certificates", "club", "entity", "lang", "mail", "migrations", "scheduler"]),
];

/// Arrows that tests alone may draw: rules are tried on a migrated database.
const ARROWS_OF_TESTS: &[(&str, &str)] =
    &[("club", "migrations"), ("scheduler", "migrations"), ("api", "migrations")];

/// Libraries that are known in one place, so that it alone changes when they do.
const KNOWN_IN: &[(&str, &[&str])] = &[
    ("actix-web", &["api", "benches", "testclub"]),
    ("lettre", &["mail", "benches"]),
    ("petrovich", &["lang"]),
    ("printpdf", &["certificates"]),
    ("sea-orm-migration", &["migrations"]),
];

const LONGEST_FILE: usize = 500;
const HABIT: usize = 300;

/// What a build or a run leaves behind.
const NOT_OURS: &[&str] = &[".git", "target", "data", "node_modules", "tests/browser/node_modules"];

/// Files that a tool writes, and files of other programs kept byte for byte.
const WRITTEN_BY_OTHERS: &[&str] =
    &["Cargo.lock", "tests/browser/package-lock.json", "tests/fixture/attendance_reports"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Every file under `folder` (relative to the root), in order, as paths relative to the root.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).unwrap_or_else(|error| panic!("{}: {error}", next.display())) {
            let path = entry.unwrap().path();
            let short = path.strip_prefix(root()).unwrap().to_owned();
            if path.is_symlink() || NOT_OURS.iter().any(|left| short == Path::new(left)) {
                continue;
            }
            if path.is_dir() { open.push(path) } else { found.push(short) }
        }
    }
    found.sort();
    found
}

fn files_with(folder: &str, extension: &str) -> Vec<PathBuf> {
    files(folder).into_iter().filter(|file| file.extension().is_some_and(|end| end == extension)).collect()
}

fn rust_files() -> Vec<PathBuf> {
    ["benches", "crates", "migrations", "tests"].iter().flat_map(|folder| files_with(folder, "rs")).collect()
}

/// The text of a file, or nothing when it is not text.
fn text(file: &Path) -> Option<String> {
    String::from_utf8(fs::read(root().join(file)).unwrap()).ok()
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap().to_string_lossy().into_owned()
}

/// Our manifests by the name of their package.
fn manifests() -> BTreeMap<String, Table> {
    let folders = fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path());
    let folders = folders.chain(["benches", "migrations", "tests"].map(|folder| root().join(folder)));
    let manifests = folders.map(|folder| {
        let manifest: Table = fs::read_to_string(folder.join("Cargo.toml")).unwrap().parse().unwrap();
        (manifest["package"]["name"].as_str().unwrap().to_owned(), manifest)
    });
    manifests.collect()
}

fn dependencies(manifest: &Table, kind: &str) -> BTreeSet<String> {
    let table = manifest.get(kind).and_then(toml::Value::as_table);
    table.map(|table| table.keys().cloned().collect()).unwrap_or_default()
}

#[track_caller]
fn assert_none(broken: &[String], rule: &str) {
    assert!(broken.is_empty(), "{rule}\n  {}", broken.join("\n  "));
}

#[test]
fn crates_lean_only_on_those_below_them() {
    let manifests = manifests();
    let known: Vec<&str> = manifests.keys().map(String::as_str).collect();
    let mut expected: Vec<&str> = ARROWS.iter().map(|(package, _)| *package).collect();
    expected.sort_unstable();
    assert_eq!(known, expected, "every crate has its place in ARROWS");

    let mut broken = Vec::new();
    for (package, allowed) in ARROWS {
        for kind in ["dependencies", "build-dependencies", "dev-dependencies"] {
            let names = dependencies(&manifests[*package], kind);
            for name in names.iter().map(String::as_str).filter(|name| known.contains(name)) {
                let of_tests = kind == "dev-dependencies" && ARROWS_OF_TESTS.contains(&(package, name));
                if !allowed.contains(&name) && !of_tests {
                    broken.push(format!("{package} → {name} ({kind})"));
                }
            }
        }
    }
    assert_none(&broken, "arrows that ARCHITECTURE.md does not draw:");
}

#[test]
fn a_library_is_known_in_one_place() {
    let mut broken = Vec::new();
    for (package, manifest) in manifests() {
        for (library, homes) in KNOWN_IN {
            let uses = dependencies(&manifest, "dependencies").contains(*library);
            if uses && !homes.contains(&package.as_str()) {
                broken.push(format!("{package} uses {library}, which belongs to {}", homes.join(" and ")));
            }
        }
    }
    assert_none(&broken, "libraries outside their home:");
}

#[test]
fn every_crate_takes_lints_and_licence_from_the_workspace() {
    for (package, manifest) in manifests() {
        assert_eq!(manifest["lints"]["workspace"].as_bool(), Some(true), "lints of {package}");
        for key in ["edition", "license", "publish", "rust-version", "version"] {
            assert_eq!(manifest["package"][key]["workspace"].as_bool(), Some(true), "{key} of {package}");
        }
    }
}

#[test]
fn no_rust_file_is_too_long_to_read_in_one_sitting() {
    let mut too_long = Vec::new();
    for file in rust_files() {
        let lines = text(&file).unwrap().lines().count();
        let line = format!("{lines:5} {}", file.display());
        if lines > LONGEST_FILE {
            too_long.push(line);
        } else if lines > HABIT {
            eprintln!("longer than the habit of {HABIT} lines: {line}");
        }
    }
    assert_none(&too_long, "files of more than 500 lines; split them by what they do:");
}

#[test]
fn every_module_says_what_it_is() {
    let modules = rust_files().into_iter().filter(|file| !file.ends_with("tests.rs"));
    let silent = modules.filter(|file| !text(file).unwrap().starts_with("//!"));
    let silent: Vec<String> = silent.map(|file| file.display().to_string()).collect();
    assert_none(&silent, "files that do not begin with a `//!` sentence:");
}

#[test]
fn files_are_named_after_what_they_are_about() {
    let vague =
        ["util", "utils", "helper", "helpers", "misc", "manager", "handler", "handlers", "shared", "core"];
    let named = rust_files().into_iter().filter(|file| {
        file.components()
            .any(|part| vague.contains(&part.as_os_str().to_string_lossy().trim_end_matches(".rs")))
    });
    assert_none(&named.map(|file| file.display().to_string()).collect::<Vec<_>>(), "names that say nothing:");
}

#[test]
fn nothing_in_the_tree_belongs_to_one_machine_or_is_left_for_later() {
    // Written in two pieces, so that this file passes its own rule.
    let anywhere = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("../sh", "ared"),
        concat!("index.", "crates.io"),
        concat!("static.", "crates.io"),
        concat!("registry.", "npmjs"),
        concat!("pypi", ".org"),
        concat!("python", "hosted"),
        concat!("deb.", "debian.org"),
        concat!("#[ig", "nore"),
        concat!("to", "do!("),
        concat!("unimple", "mented!("),
        concat!("BEGIN PRIVATE", " KEY"),
    ];
    let words = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX"), concat!("HA", "CK")];
    let mut broken = Vec::new();
    for file in files("") {
        if WRITTEN_BY_OTHERS.iter().any(|other| file.starts_with(other)) {
            continue;
        }
        for (number, line) in text(&file).unwrap_or_default().lines().enumerate() {
            let in_line = anywhere.iter().find(|piece| line.contains(**piece));
            let mut parts = line.split(|letter: char| !letter.is_alphanumeric());
            if let Some(found) = in_line.copied().or_else(|| parts.find(|part| words.contains(part))) {
                broken.push(format!("{}:{}: {found}", file.display(), number + 1));
            }
        }
    }
    assert_none(&broken, "words that do not belong here:");
}

#[test]
fn every_migration_has_sample_data() {
    let migrations = files_with("migrations/src", "rs").into_iter().map(|file| stem(&file));
    let migrations: BTreeSet<String> = migrations.filter(|name| name.starts_with("m2")).collect();
    let samples: BTreeSet<String> =
        files_with("migrations/sample", "sql").iter().map(|file| stem(file)).collect();
    assert!(!migrations.is_empty(), "there are no migrations in migrations/src");
    for name in &migrations {
        let mut parts = name.splitn(3, '_');
        let (day, number) = (parts.next().unwrap(), parts.next().unwrap_or_default());
        assert!(day.len() == 9 && number.len() == 6, "{name} is not named mYYYYMMDD_NNNNNN_<what>");
    }
    assert_eq!(migrations, samples, "migrations/sample/<name>.sql stands beside each migration");
}

/// The keys of a Fluent file, with attributes: `school`, `school.title`.
fn keys(file: &Path) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut message = String::new();
    for line in text(file).unwrap().lines() {
        let Some((name, _)) = line.split_once('=') else { continue };
        let is_message = name.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '-');
        if let Some(attribute) = name.trim().strip_prefix('.').filter(|_| !is_message) {
            keys.insert(format!("{message}.{}", attribute.trim()));
        } else if is_message {
            name.trim().clone_into(&mut message);
            keys.insert(message.clone());
        }
    }
    keys
}

#[test]
fn russian_and_english_say_the_same_things() {
    let names = |language: &str| -> BTreeSet<String> {
        files_with(&format!("crates/lang/locales/{language}"), "ftl").iter().map(|file| stem(file)).collect()
    };
    assert!(!names("ru").is_empty());
    assert_eq!(names("ru"), names("en"));
    let mut broken = Vec::new();
    for name in names("ru") {
        let [russian, english] = ["ru", "en"]
            .map(|language| keys(&PathBuf::from(format!("crates/lang/locales/{language}/{name}.ftl"))));
        broken.extend(russian.symmetric_difference(&english).map(|key| format!("{name}.ftl: {key}")));
    }
    assert_none(&broken, "texts in one language only:");
}

#[test]
fn every_email_has_a_plain_and_an_html_text() {
    // The layout of e-mails is a frame for the HTML alone.
    let texts = |end: &str| -> BTreeSet<String> {
        let all = files_with("templates/emails", end).into_iter().map(|file| stem(&file));
        all.filter(|name| name != "layout").collect()
    };
    let (plain, html) = (texts("txt"), texts("html"));
    assert!(!plain.is_empty());
    assert_eq!(plain, html);
}

#[test]
fn no_template_lies_unused() {
    let templates: Vec<PathBuf> =
        files("templates").into_iter().filter(|file| !file.starts_with("templates/documents")).collect();
    assert!(!templates.is_empty());
    let sources = rust_files().into_iter().chain(templates.clone()).map(|file| (text(&file).unwrap(), file));
    let sources: Vec<(String, PathBuf)> = sources.collect();
    let mut unused = Vec::new();
    for template in &templates {
        let path = template.strip_prefix("templates").unwrap().to_string_lossy().into_owned();
        // The words of e-mails are files of the same name in both languages.
        let is_words = template.extension().is_some_and(|end| end == "md");
        let path = if is_words { format!("\"{}\"", stem(template)) } else { path };
        if !sources.iter().any(|(text, file)| file != template && text.contains(&path)) {
            unused.push(template.display().to_string());
        }
    }
    assert_none(&unused, "templates that neither code nor another template names:");
}
