//! Opens the store of files that the configuration names.

use std::path::Path;

use anyhow::Context as _;
use club::files::{Files, S3Access};
use secrecy::ExposeSecret as _;

use crate::config::{Config, S3};

/// A folder, or a bucket for addresses that begin with `s3://`.
///
/// # Errors
/// When the folder cannot be made or the address cannot be used.
pub(crate) fn open(config: &Config) -> anyhow::Result<Files> {
    let place = config.files();
    let files = match place.strip_prefix("s3://") {
        Some(_) => Files::in_bucket(&place, &access(&config.s3)),
        None => Files::in_folder(Path::new(&place)),
    };
    files.with_context(|| format!("the store of files {place} cannot be used"))
}

fn access(s3: &S3) -> S3Access {
    S3Access {
        endpoint: s3.endpoint.clone(),
        region: s3.region.clone(),
        access_key_id: s3.access_key_id.clone(),
        secret_access_key: s3.secret_access_key.as_ref().map(|secret| secret.expose_secret().to_owned()),
        allow_http: s3.allow_http,
    }
}
