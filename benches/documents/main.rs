//! Measures documents for `scripts/bench documents`: `stamp` draws one page over and over, `issue N` issues to N listeners end to end; each
//! prints one JSON object. `prepare FOLDER` writes what the peer needs for the same page: the faces, and the page without its texts.

mod issue;
mod prepare;
mod stamp;
mod usage;

use std::io::Write as _;

use anyhow::{Context as _, bail};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let figures = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["prepare", folder] => return prepare::write(folder.as_ref()),
        ["stamp"] => stamp::measure()?,
        ["fill", folder, listeners] => {
            issue::fill(folder.as_ref(), listeners.parse().context("how many listeners?")?)?
        }
        ["issue", listeners] => issue::measure(listeners.parse().context("how many listeners?")?)?,
        _ => bail!("usage: bench-documents prepare FOLDER | stamp | issue LISTENERS"),
    };
    writeln!(std::io::stdout(), "{figures}")?;
    Ok(())
}
