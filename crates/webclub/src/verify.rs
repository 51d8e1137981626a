//! The command `verify`: whether a document is genuine, told offline from its file and a public key.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use club::entity::DocumentKind;
use club::signing::{Examined, PublicKey, Statement, examine, read_keys};

use crate::{print, say};

/// No document of ours is as large; more is not read.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// Says in a sentence what a file is. Ends with 0 for an original, with 1 for everything else, with 2 when file or key cannot be read.
///
/// # Errors
/// When nothing can be printed.
pub(crate) fn run(file: &Path, key: &str) -> anyhow::Result<ExitCode> {
    let (keys, pdf) = match keys(key).and_then(|keys| Ok((keys, pdf(file)?))) {
        Ok(read) => read,
        Err(error) => {
            say(&format!("webclub: {error:#}"));
            return Ok(ExitCode::from(2));
        }
    };
    let examined = examine(&pdf, &keys);
    print(&sentence(&examined))?;
    Ok(if matches!(examined, Examined::Original(_)) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A file of keys, or the key itself.
fn keys(key: &str) -> anyhow::Result<Vec<PublicKey>> {
    let path = Path::new(key);
    if !path.is_file() {
        let bare = read_keys(key).with_context(|| format!("{key} is neither a file nor a public key"))?;
        return Ok(bare);
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("{key} cannot be read"))?;
    read_keys(&text).with_context(|| format!("{key} holds no public key that can be used"))
}

fn pdf(file: &Path) -> anyhow::Result<Vec<u8>> {
    let unreadable = || format!("{} cannot be read", file.display());
    let size = std::fs::metadata(file).with_context(unreadable)?.len();
    if size > MOST_BYTES {
        // Whatever it is, it is none of ours.
        return Ok(vec![]);
    }
    std::fs::read(file).with_context(unreadable)
}

fn sentence(examined: &Examined) -> String {
    match examined {
        Examined::Original(statement) => format!(
            "Original: {}. Whether it was revoked later, only the registry knows: {}",
            about(statement),
            plain(&statement.verify)
        ),
        Examined::FileAltered(statement) => format!(
            "Altered: the file was changed after it was made. What was signed is genuine: {}. See {}",
            about(statement),
            plain(&statement.verify)
        ),
        Examined::Altered(Some(statement)) => format!(
            "Altered: what the document says was changed; nobody signed it. It claims to be {}.",
            about(statement)
        ),
        Examined::Altered(None) => {
            "Altered: what the document says was changed so that it cannot be read.".to_owned()
        }
        Examined::UnknownKey(statement) => format!(
            "Not known: the document names the key {}, which is not among those given. It claims to be {}.",
            plain(&statement.key),
            about(statement)
        ),
        Examined::Foreign => "Not known: this is no document of a Web-club.".to_owned(),
    }
}

/// Who, what, number, date.
fn about(statement: &Statement) -> String {
    let kind = match statement.kind {
        DocumentKind::ProofOfPresentation => "proof of presentation",
        DocumentKind::LetterOfThanks => "letter of thanks",
        DocumentKind::AttendanceCertificate => "attendance certificate",
    };
    let (number, name) = (plain(&statement.number), plain(&statement.name));
    let organizers = plain(&statement.organizers.join(", "));
    format!("{kind} No. {number} of {}, issued to {name} by {organizers}", statement.issued_on)
}

/// A forged file must not speak to the terminal.
fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(300).collect()
}
