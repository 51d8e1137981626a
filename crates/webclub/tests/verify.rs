//! The command `verify`, as a stranger uses it: a file, a key, nothing else.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed, and says where"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use tempfile::TempDir;

/// A rehearsal of the spring session: its documents and its keys.
static OUT: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixture");
    let mut command = Command::new(env!("CARGO_BIN_EXE_webclub"));
    let output =
        command.arg("rehearse").arg(fixture).arg("--out").arg(folder.path().join("out")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder
});

fn out(name: &str) -> PathBuf {
    OUT.path().join("out").join(name)
}

fn keys() -> String {
    out("webclub-keys.json").display().to_string()
}

/// A speaker's proof: name, number and file.
fn proof() -> (String, String, Vec<u8>) {
    let mut table = csv::Reader::from_path(out("documents.csv")).unwrap();
    let row = table.records().map(Result::unwrap).find(|row| &row[0] == "proof_of_presentation").unwrap();
    (row[5].to_owned(), row[3].to_owned(), std::fs::read(out(&row[8])).unwrap())
}

/// Exit code and what was said; the folder that it runs in holds a configuration that would be refused.
fn verify(pdf: &[u8], key: &str) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file.pdf"), pdf).unwrap();
    std::fs::write(folder.path().join("webclub.toml"), "unknown = true").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_webclub"));
    let output = command.current_dir(&folder).args(["verify", "file.pdf", "--key", key]).output().unwrap();
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 2, "nothing is written");
    let said = if output.stdout.is_empty() { output.stderr } else { output.stdout };
    (output.status.code(), String::from_utf8(said).unwrap())
}

#[test]
fn an_original_says_whose_it_is_and_ends_with_0() {
    let (name, number, pdf) = proof();
    let (code, said) = verify(&pdf, &keys());
    assert_eq!(code, Some(0), "{said}");
    assert!(said.starts_with(&format!("Original: proof of presentation No. {number} of 2027-04-")), "{said}");
    assert!(said.contains(&format!("issued to {name} by")) && said.contains("/verify/"), "{said}");
    let set: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(keys()).unwrap()).unwrap();
    assert_eq!(verify(&pdf, set["keys"][0]["x"].as_str().unwrap()), (code, said), "a bare key will do");
}

#[test]
fn a_changed_file_is_told_from_changed_words() {
    let (name, _, pdf) = proof();
    let appended = [pdf.as_slice(), b"\n% nothing"].concat();
    let (code, said) = verify(&appended, &keys());
    assert_eq!(code, Some(1));
    assert!(said.starts_with("Altered: the file was changed after it was made."), "{said}");
    assert!(said.contains(&name), "{said}");
    let mark = b"/WebclubData<FEFF";
    let place = pdf.windows(mark.len()).position(|window| window == mark).unwrap() + mark.len();
    let mut changed = pdf.clone();
    // A letter of a text: the statement can still be read.
    let code_of = |text: &str| text.encode_utf16().map(|unit| format!("{unit:04X}")).collect::<String>();
    let family = code_of(name.split(' ').next().unwrap());
    let at = place
        + pdf[place..]
            .to_ascii_uppercase()
            .windows(family.len())
            .position(|window| window == family.as_bytes())
            .unwrap();
    changed[at..at + 4].copy_from_slice(code_of("Ж").as_bytes());
    let (code, said) = verify(&changed, &keys());
    assert_eq!(code, Some(1));
    assert!(said.starts_with("Altered: what the document says was changed"), "{said}");
}

#[test]
fn another_key_and_other_files_are_not_known() {
    let (_, _, pdf) = proof();
    let (code, said) = verify(&pdf, "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    assert_eq!(code, Some(1));
    assert!(said.starts_with("Not known: the document names the key"), "{said}");
    for other in [&b""[..], b"%PDF-1.7\n%%EOF\n", b"PK\x03\x04 no document"] {
        assert_eq!(
            verify(other, &keys()),
            (Some(1), "Not known: this is no document of a Web-club.\n".to_owned())
        );
    }
}

#[test]
fn wrong_use_ends_with_2() {
    let (_, _, pdf) = proof();
    for key in ["", "abc", "/no/such/file.json", &out("documents.csv").display().to_string()] {
        let (code, said) = verify(&pdf, key);
        assert_eq!(code, Some(2), "{key}: {said}");
        assert!(said.starts_with("webclub: "), "{said}");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_webclub"));
    let output = command.args(["verify", "/no/such/file.pdf", "--key", &keys()]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}
