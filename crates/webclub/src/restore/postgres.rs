//! Bringing back a PostgreSQL database: the old tables stay in a schema of another name.

use anyhow::{Context as _, bail, ensure};
use club::files::Files;
use club::storage::keeping::{self, Inspection};

use super::{Restored, Restoring, given_serials, hold_emails};
use crate::backup::manifest::Store;
use crate::backup::{archive, check_database, postgres};

/// Where the tables are.
const SCHEMA: &str = "public";

pub(super) async fn restore(
    restoring: &Restoring<'_>,
    files: &Files,
    replace: bool,
) -> anyhow::Result<Restored> {
    let url = restoring.config.database_url();
    let is_there = has_tables(&url).await.context("the database does not answer")?;
    if is_there && !replace {
        bail!("there are tables in the database already; with --replace they are kept aside");
    }
    ensure!(!keeping::others_on_postgres(&url).await?, "somebody uses the database: stop webclub first");
    let given = if is_there { given_serials(&url).await } else { Vec::new() };
    let scratch = tempfile::tempdir()?;
    let dump = scratch.path().join(Store::Postgres.member());
    archive::extract(restoring.file, Store::Postgres.member(), &dump)?;
    check_database(&restoring.manifest, &dump).await?;
    restoring.bring_files(files).await?;
    let aside = is_there.then(|| restoring.aside());
    if let Some(aside) = &aside {
        keeping::rename_schema(&url, SCHEMA, aside).await.context("the old tables cannot be moved aside")?;
    }
    if let Err(error) = postgres::load(&url, &dump).await {
        if let Some(aside) = &aside {
            keeping::rename_schema_back(&url, aside, SCHEMA)
                .await
                .context("the old tables are left aside")?;
        }
        return Err(error);
    }
    let (emails_are_held, serials_raised) = hold_emails(&url, restoring.now, given).await?;
    Ok(Restored { emails_are_held, serials_raised, aside: aside.map(|aside| format!("schema {aside}")) })
}

async fn has_tables(url: &str) -> anyhow::Result<bool> {
    let inspection = Inspection::open(url).await?;
    let rows = inspection.rows().await?;
    inspection.close().await?;
    Ok(!rows.is_empty())
}
