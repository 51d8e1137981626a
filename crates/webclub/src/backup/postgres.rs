//! PostgreSQL's own programs, found by `PATH`. The password goes by the environment: command lines are seen by everybody on the machine.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context as _, bail};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};
use tokio::process::Command;
use url::Url;

/// What libpq knows of an address's parameters; the driver knows others.
const PARAMETERS: [&str; 8] =
    ["host", "hostaddr", "port", "user", "sslmode", "sslrootcert", "sslcert", "sslkey"];

/// Writes the moment that `snapshot` names into a file.
///
/// # Errors
/// When `pg_dump` is missing or refuses.
pub(crate) async fn dump(url: &str, snapshot: &str, to: &Path) -> anyhow::Result<()> {
    let mut command = program("pg_dump", url)?;
    // What an earlier restore moved aside stays where it is.
    command.args(["--format=custom", "--no-password", "--exclude-schema=before_restore_*"]);
    command.arg(format!("--snapshot={snapshot}")).arg("--file").arg(to);
    finished("pg_dump", &mut command).await
}

/// Brings a dump into an empty database, all of it or nothing.
///
/// # Errors
/// When `pg_restore` is missing or refuses.
pub(crate) async fn load(url: &str, from: &Path) -> anyhow::Result<()> {
    let mut command = program("pg_restore", url)?;
    command.args(["--no-password", "--single-transaction", "--exit-on-error"]);
    command.args(["--no-owner", "--no-privileges", "--no-comments"]).arg(from);
    finished("pg_restore", &mut command).await
}

/// How many rows of each table a dump holds: every byte of it is read.
///
/// # Errors
/// When `pg_restore` is missing or finds the dump damaged.
pub(crate) async fn rows(dump: &Path) -> anyhow::Result<BTreeMap<String, u64>> {
    let mut command = Command::new("pg_restore");
    command.args(["--data-only", "--file=-"]).arg(dump).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child =
        command.spawn().context("pg_restore cannot be started: is PostgreSQL's client installed?")?;
    let (Some(out), Some(mut error)) = (child.stdout.take(), child.stderr.take()) else {
        bail!("pg_restore is mute")
    };
    let said = tokio::spawn(async move {
        let mut said = String::new();
        error.read_to_string(&mut said).await.map(|_| said)
    });
    let rows = count(BufReader::new(out)).await?;
    let status = child.wait().await?;
    if !status.success() {
        bail!("pg_restore: {}", said.await??.trim());
    }
    Ok(rows)
}

/// Counts the lines between `COPY public.person (…) FROM stdin;` and `\.`.
async fn count(mut out: impl tokio::io::AsyncBufRead + Unpin) -> anyhow::Result<BTreeMap<String, u64>> {
    let (mut rows, mut table, mut line) = (BTreeMap::new(), None, Vec::new());
    loop {
        line.clear();
        if out.read_until(b'\n', &mut line).await? == 0 {
            return Ok(rows);
        }
        match &table {
            None => {
                table = copied_table(&line);
                rows.extend(table.iter().map(|table: &String| (table.clone(), 0)));
            }
            Some(_) if line == b"\\.\n" => table = None,
            Some(table) => *rows.entry(table.clone()).or_default() += 1,
        }
    }
}

fn copied_table(line: &[u8]) -> Option<String> {
    let line = str::from_utf8(line).ok()?.strip_prefix("COPY public.")?;
    line.trim_end()
        .ends_with(" FROM stdin;")
        .then(|| line.split(' ').next().unwrap_or_default().replace('"', ""))
}

/// A program that connects to the database at `url`.
fn program(name: &str, url: &str) -> anyhow::Result<Command> {
    let mut address = Url::parse(url).context("the database URL cannot be read")?;
    let password = address.password().map(str::to_owned);
    let parameters: Vec<(String, String)> = address
        .query_pairs()
        .filter(|(key, _)| PARAMETERS.contains(&key.as_ref()))
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect();
    if password.is_some() && address.set_password(None).is_err() {
        bail!("the database URL has a password and no host");
    }
    address.set_query(None);
    if !parameters.is_empty() {
        address.query_pairs_mut().extend_pairs(&parameters);
    }
    let mut command = Command::new(name);
    command.arg(format!("--dbname={address}"));
    if let Some(password) = password {
        let password = percent_encoding::percent_decode_str(&password).decode_utf8()?.into_owned();
        command.env("PGPASSWORD", password);
    }
    Ok(command)
}

async fn finished(name: &str, command: &mut Command) -> anyhow::Result<()> {
    let output = match command.stdin(Stdio::null()).output().await {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            bail!("{name} is not there: install the client programs of your PostgreSQL's version")
        }
        output => output.with_context(|| format!("{name} cannot be started"))?,
    };
    if !output.status.success() {
        bail!("{name}: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::*;

    #[test]
    fn the_password_goes_by_the_environment_and_never_by_the_command_line() {
        let url =
            "postgres://club:p%40ss%2Fword@db.example:5433/club?sslmode=require&statement-cache-capacity=5";
        let command = program("pg_dump", url).unwrap();
        let arguments: Vec<_> = command.as_std().get_args().collect();
        assert_eq!(arguments, ["--dbname=postgres://club@db.example:5433/club?sslmode=require"]);
        let variables: Vec<_> = command.as_std().get_envs().collect();
        assert_eq!(variables, [(OsStr::new("PGPASSWORD"), Some(OsStr::new("p@ss/word")))]);
    }

    #[tokio::test]
    async fn rows_of_a_dump_are_counted_by_table() {
        let dump = b"--\nCOPY public.person (id, family) FROM stdin;\n1\tCOPY public.x (a) FROM stdin;\n2\t\\N\n\\.\n\n\
            COPY public.\"order\" (id) FROM stdin;\n\\.\nSELECT 1;\n";
        let expected = BTreeMap::from([("order".to_owned(), 0), ("person".to_owned(), 2)]);
        assert_eq!(count(&dump[..]).await.unwrap(), expected);
    }
}
