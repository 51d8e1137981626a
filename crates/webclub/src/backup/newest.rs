//! The newest backup that lies beside a club, to be named when something is broken.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::archive;

/// A backup that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Backup {
    pub(crate) file: PathBuf,
    pub(crate) made_at: DateTime<Utc>,
}

/// The newest whole backup in the data folder, in `backups` inside of it, or in the folder around it.
pub(crate) fn newest_beside(data_folder: &Path) -> Option<Backup> {
    let around = data_folder.canonicalize().ok()?.parent().map(Path::to_path_buf);
    let folders = [Some(data_folder.to_path_buf()), Some(data_folder.join("backups")), around];
    let archives = folders.into_iter().flatten().flat_map(|folder| archives(&folder));
    let mut backups: Vec<_> =
        archives.filter_map(|file| Some((archive::manifest(&file).ok()?, file))).collect();
    backups.sort_by_key(|(manifest, _)| std::cmp::Reverse(manifest.made_at));
    let whole = backups.into_iter().find(|(manifest, file)| archive::verify(file, manifest).is_ok());
    whole.map(|(manifest, file)| Backup { file, made_at: manifest.made_at })
}

fn archives(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.filter(|path| path.extension().is_some_and(|end| end == "tar") && path.is_file()).collect()
}
