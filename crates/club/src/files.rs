//! Files of the club: a folder, or any S3-compatible store when several machines serve. What is stored under its hash never changes.

use std::path::Path as FolderPath;
use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_util::TryStreamExt as _;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt as _};
use sha2::{Digest as _, Sha256};

/// A store of files. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Files(Arc<dyn ObjectStore>);

/// How an S3-compatible store is reached.
#[derive(Clone, Default)]
pub struct S3Access {
    pub endpoint: Option<String>,
    pub region: Option<String>,
    pub access_key_id: Option<String>,
    pub secret_access_key: Option<String>,
    /// Plain http, for a store on the same machine.
    pub allow_http: bool,
}

/// Why a file was not stored or found.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    #[error("there is no such file")]
    NotFound,
    #[error("a key of a file holds letters, digits, dots, hyphens and single slashes")]
    Key,
    #[error("the folder of files cannot be made")]
    Folder(#[source] std::io::Error),
    #[error("the store of files refused")]
    Store(#[source] object_store::Error),
}

impl From<object_store::Error> for FilesError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => FilesError::NotFound,
            error => FilesError::Store(error),
        }
    }
}

impl Files {
    /// Files in a folder, which is made when it is not there. A file appears whole or not at all.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn in_folder(folder: &FolderPath) -> Result<Files, FilesError> {
        std::fs::create_dir_all(folder).map_err(FilesError::Folder)?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Files(Arc::new(store)))
    }

    /// Files under a prefix of a bucket: `s3://bucket/prefix`.
    ///
    /// # Errors
    /// When the address or the access cannot be used.
    pub fn in_bucket(address: &str, access: &S3Access) -> Result<Files, FilesError> {
        let rest = address.strip_prefix("s3://").ok_or(FilesError::Key)?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let mut builder = AmazonS3Builder::new().with_bucket_name(bucket).with_allow_http(access.allow_http);
        builder = builder.with_region(access.region.clone().unwrap_or_else(|| "us-east-1".to_owned()));
        if let Some(endpoint) = &access.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        if let (Some(id), Some(secret)) = (&access.access_key_id, &access.secret_access_key) {
            builder = builder.with_access_key_id(id).with_secret_access_key(secret);
        }
        let store = builder.build()?;
        Ok(Files(Arc::new(PrefixStore::new(store, Path::from(prefix)))))
    }

    /// Files that are gone with the process: for tests.
    #[must_use]
    pub fn in_memory() -> Files {
        Files(Arc::new(InMemory::new()))
    }

    /// Stores bytes under a key; what was there is replaced.
    ///
    /// # Errors
    /// See [`FilesError`].
    pub async fn put(&self, key: &str, bytes: Bytes) -> Result<(), FilesError> {
        self.0.put(&path(key)?, bytes.into()).await?;
        Ok(())
    }

    /// Stores bytes under their own SHA-256 below `prefix` and returns it, hexadecimal. Storing them again changes nothing.
    ///
    /// # Errors
    /// See [`FilesError`].
    pub async fn put_content(&self, prefix: &str, bytes: Bytes) -> Result<String, FilesError> {
        let sha256 = data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes));
        self.put(&format!("{prefix}/{sha256}"), bytes).await?;
        Ok(sha256)
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// See [`FilesError`].
    pub async fn get(&self, key: &str) -> Result<Bytes, FilesError> {
        Ok(self.0.get(&path(key)?).await?.bytes().await?)
    }

    /// Whether there is such a file.
    ///
    /// # Errors
    /// See [`FilesError`].
    pub async fn exists(&self, key: &str) -> Result<bool, FilesError> {
        match self.0.head(&path(key)?).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Deletes a file; one that is not there is deleted already.
    ///
    /// # Errors
    /// See [`FilesError`].
    pub async fn delete(&self, key: &str) -> Result<(), FilesError> {
        match self.0.delete(&path(key)?).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Keys below a prefix whose files were stored before a moment of the machine's clock, in their order.
    ///
    /// # Errors
    /// See [`FilesError`].
    pub async fn stored_before(&self, prefix: &str, at: DateTime<Utc>) -> Result<Vec<String>, FilesError> {
        let files = self.0.list(Some(&path(prefix)?));
        let old = files.try_filter(|file| std::future::ready(file.last_modified < at));
        let mut keys: Vec<String> = old.map_ok(|file| file.location.to_string()).try_collect().await?;
        keys.sort();
        Ok(keys)
    }

    /// Keys below a prefix, in their order; every key for an empty prefix.
    ///
    /// # Errors
    /// See [`FilesError`].
    pub async fn list(&self, prefix: &str) -> Result<Vec<String>, FilesError> {
        let prefix = if prefix.is_empty() { None } else { Some(path(prefix)?) };
        let files: Vec<_> = self.0.list(prefix.as_ref()).try_collect().await?;
        let mut keys: Vec<String> = files.into_iter().map(|file| file.location.to_string()).collect();
        keys.sort();
        Ok(keys)
    }
}

/// Keys are ours, not people's: anything odd is a mistake, or an attempt.
fn path(key: &str) -> Result<Path, FilesError> {
    let is_plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.chars().all(|letter| letter.is_ascii_alphanumeric() || ".-_".contains(letter))
    };
    if key.split('/').all(is_plain) { Ok(Path::from(key)) } else { Err(FilesError::Key) }
}

#[cfg(test)]
mod tests {
    use futures_util::StreamExt as _;

    use super::*;

    /// Every store that is to be had here: S3 where a server is named.
    fn stores() -> Vec<(&'static str, Files, Option<tempfile::TempDir>)> {
        let folder = tempfile::tempdir().unwrap();
        let in_folder = Files::in_folder(folder.path()).unwrap();
        let mut stores = vec![("memory", Files::in_memory(), None), ("folder", in_folder, Some(folder))];
        if let Ok(endpoint) = std::env::var("WEBCLUB_TEST_S3_ENDPOINT") {
            let named = |name: &str| {
                std::env::var(format!("WEBCLUB_TEST_S3_{name}")).expect("named beside the endpoint")
            };
            let bucket = named("BUCKET");
            let access = S3Access {
                endpoint: Some(endpoint),
                access_key_id: Some(named("ACCESS_KEY_ID")),
                secret_access_key: Some(named("SECRET_ACCESS_KEY")),
                allow_http: true,
                ..S3Access::default()
            };
            // The folder's random name keeps tests apart that share the bucket.
            let name =
                tempfile::tempdir().unwrap().path().file_name().unwrap().to_string_lossy().replace('.', "");
            let address = format!("s3://{bucket}/tests/{name}");
            stores.push(("s3", Files::in_bucket(&address, &access).unwrap(), None));
        }
        stores
    }

    #[tokio::test]
    async fn every_store_keeps_lists_and_deletes() {
        for (name, files, _folder) in stores() {
            let sha256 = files.put_content("documents", Bytes::from_static(b"hello")).await.unwrap();
            assert_eq!(sha256, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", "{name}");
            assert_eq!(files.put_content("documents", Bytes::from_static(b"hello")).await.unwrap(), sha256);
            files.put("images/logo.png", Bytes::from_static(b"png")).await.unwrap();
            let key = format!("documents/{sha256}");
            assert_eq!(files.get(&key).await.unwrap(), "hello", "{name}");
            assert_eq!(files.list("").await.unwrap(), [key.as_str(), "images/logo.png"], "{name}");
            assert_eq!(files.list("documents").await.unwrap(), [key.as_str()], "{name}");
            files.delete(&key).await.unwrap();
            files.delete(&key).await.unwrap();
            assert!(!files.exists(&key).await.unwrap(), "{name}");
            assert!(matches!(files.get(&key).await, Err(FilesError::NotFound)), "{name}");
        }
    }

    #[tokio::test]
    async fn a_thousand_files_and_more_are_listed_whole() {
        for (name, files, _folder) in stores() {
            let puts = (0..1005).map(|number| {
                let files = files.clone();
                async move { files.put(&format!("images/{number:04}.png"), Bytes::from_static(b"png")).await }
            });
            futures_util::stream::iter(puts).buffer_unordered(32).try_collect::<Vec<()>>().await.unwrap();
            let keys = files.list("images").await.unwrap();
            assert_eq!(
                keys,
                (0..1005).map(|number| format!("images/{number:04}.png")).collect::<Vec<_>>(),
                "{name}"
            );
        }
    }

    #[tokio::test]
    async fn a_file_that_is_replaced_is_whole_at_every_moment() {
        for (name, files, _folder) in stores() {
            let bodies = [Bytes::from(vec![b'a'; 300_000]), Bytes::from(vec![b'b'; 200_000])];
            files.put("logo", bodies[0].clone()).await.unwrap();
            let writing = async {
                for turn in 0..20 {
                    files.put("logo", bodies[turn % 2].clone()).await.unwrap();
                }
            };
            let reading = async {
                for _ in 0..20 {
                    let seen = files.get("logo").await.unwrap();
                    assert!(bodies.contains(&seen), "{name}: {} bytes", seen.len());
                }
            };
            tokio::join!(writing, reading);
        }
    }

    #[tokio::test]
    async fn no_key_leads_out_of_the_store() {
        for key in ["../secret", "a/../../b", "/etc/passwd", "a//b", "", ".hidden", "a\0b", "%2e%2e/x"] {
            let refused = Files::in_memory().get(key).await;
            assert!(matches!(refused, Err(FilesError::Key)), "{key:?}: {refused:?}");
        }
    }
}
