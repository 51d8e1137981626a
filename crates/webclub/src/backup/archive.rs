//! The archive: one tar of a database, the club's files and a manifest at its end.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Write as _};
use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use super::manifest::{FILES, FORMAT, MANIFEST, Manifest, Member};

/// An archive that is being written. It is gone when it is dropped before its end.
pub(crate) struct Writer {
    tar: tar::Builder<NamedTempFile>,
    seconds: u64,
    members: Vec<Member>,
}

impl Writer {
    /// Begins an archive in `folder`, readable by its owner alone. Its members carry the time `seconds` since 1970.
    pub(crate) fn begin(folder: &Path, seconds: u64) -> io::Result<Writer> {
        let file = tempfile::Builder::new().prefix(".backup-").suffix(".part").tempfile_in(folder)?;
        Ok(Writer { tar: tar::Builder::new(file), seconds, members: Vec::new() })
    }

    pub(crate) fn add_file(&mut self, path: &str, file: &Path) -> io::Result<()> {
        let file = File::open(file)?;
        let size = file.metadata()?.len();
        self.add(path, size, BufReader::new(file))
    }

    pub(crate) fn add(&mut self, path: &str, size: u64, content: impl Read) -> io::Result<()> {
        let mut hashing = Hashing::new(content);
        self.append(path, size, &mut hashing)?;
        self.members.push(Member { path: path.to_owned(), size, sha256: hashing.finish() });
        Ok(())
    }

    fn append(&mut self, path: &str, size: u64, content: impl Read) -> io::Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(size);
        header.set_mode(0o600);
        header.set_mtime(self.seconds);
        self.tar.append_data(&mut header, path, content)
    }

    /// Writes the manifest, which `describe` makes of the members, and brings everything to the disk.
    pub(crate) fn finish(
        mut self,
        describe: impl FnOnce(Vec<Member>) -> Manifest,
    ) -> anyhow::Result<(NamedTempFile, Manifest)> {
        let manifest = describe(std::mem::take(&mut self.members));
        let text = serde_json::to_vec_pretty(&manifest)?;
        self.append(MANIFEST, u64::try_from(text.len())?, text.as_slice())?;
        let mut file = self.tar.into_inner()?;
        file.flush()?;
        file.as_file().sync_all()?;
        Ok((file, manifest))
    }
}

/// Reads the manifest of a backup.
///
/// # Errors
/// When it is no backup, or of a shape that this program does not know.
pub(crate) fn manifest(file: &Path) -> anyhow::Result<Manifest> {
    let mut archive = open(file)?;
    for entry in archive.entries_with_seek()? {
        let entry = entry.context("the archive is damaged")?;
        if entry.path_bytes().as_ref() != MANIFEST.as_bytes() {
            continue;
        }
        let said: serde_json::Value =
            serde_json::from_reader(entry).context("its manifest cannot be read")?;
        let format = said.get("format").and_then(serde_json::Value::as_u64);
        ensure!(format == Some(u64::from(FORMAT)), "it was written by a newer program");
        return serde_json::from_value(said).context("its manifest cannot be read");
    }
    bail!("it is no whole backup: it has no manifest")
}

/// Compares every member with the manifest: none missing, none too many, each with its size and hash.
///
/// # Errors
/// The first difference.
pub(crate) fn verify(file: &Path, manifest: &Manifest) -> anyhow::Result<()> {
    let mut expected: BTreeMap<&str, &Member> =
        manifest.members.iter().map(|member| (member.path.as_str(), member)).collect();
    ensure!(expected.len() == manifest.members.len(), "its manifest names a member twice");
    for entry in open(file)?.entries()? {
        let entry = entry.context("the archive is damaged")?;
        let path =
            String::from_utf8(entry.path_bytes().into_owned()).context("a member has no readable name")?;
        if path == MANIFEST {
            continue;
        }
        let Some(member) = expected.remove(path.as_str()) else { bail!("{path} is not in its manifest") };
        ensure!(
            path == manifest.store.member() || path.starts_with(FILES),
            "{path} does not belong into a backup"
        );
        let mut hashing = Hashing::new(entry);
        let size =
            io::copy(&mut hashing, &mut io::sink()).with_context(|| format!("{path} cannot be read"))?;
        ensure!(size == member.size && hashing.finish() == member.sha256, "{path} is damaged");
    }
    match expected.keys().next() {
        Some(missing) => bail!("{missing} is missing"),
        None => Ok(()),
    }
}

/// Writes one member into a new file.
///
/// # Errors
/// When it is not there or the disk refuses.
pub(crate) fn extract(file: &Path, path: &str, to: &Path) -> anyhow::Result<()> {
    let mut archive = open(file)?;
    for entry in archive.entries_with_seek()? {
        let mut entry = entry?;
        if entry.path_bytes().as_ref() == path.as_bytes() {
            let mut out = File::create_new(to)?;
            io::copy(&mut entry, &mut out)?;
            out.sync_all()?;
            return Ok(());
        }
    }
    bail!("{path} is missing")
}

/// The archive, to be read from its beginning.
pub(crate) fn open(file: &Path) -> anyhow::Result<tar::Archive<BufReader<File>>> {
    let opened = File::open(file).with_context(|| format!("{} cannot be opened", file.display()))?;
    Ok(tar::Archive::new(BufReader::new(opened)))
}

/// Hashes what is read through it.
struct Hashing<R> {
    content: R,
    hash: Sha256,
}

impl<R: Read> Hashing<R> {
    fn new(content: R) -> Self {
        Hashing { content, hash: Sha256::new() }
    }

    fn finish(self) -> String {
        HEXLOWER.encode(&self.hash.finalize())
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.content.read(buffer)?;
        self.hash.update(buffer.get(..length).unwrap_or_default());
        Ok(length)
    }
}
