//! What the doctor asks the machine.

use std::path::Path;

use super::Findings;
use crate::config::Config;

const MEBIBYTE: u64 = 1024 * 1024;
/// Below this there is soon no room for a day's work.
const LITTLE: u64 = 1024 * MEBIBYTE;
/// Below this writing may fail at any moment.
const TOO_LITTLE: u64 = 100 * MEBIBYTE;

/// Room on the disk of the data folder.
pub(super) fn examine(config: &Config, findings: &mut Findings) {
    match free_bytes(&config.data_dir) {
        Ok(free) => room(free, findings),
        Err(error) => {
            findings
                .problem(format!("the data folder {} cannot be read: {error}", config.data_dir.display()));
        }
    }
}

fn room(free: u64, findings: &mut Findings) {
    let line = format!("{} MiB are free on the disk of the data folder", free / MEBIBYTE);
    match free {
        0..TOO_LITTLE => findings.problem(line),
        TOO_LITTLE..LITTLE => findings.warning(line),
        _ => findings.ok(line),
    }
}

fn free_bytes(folder: &Path) -> std::io::Result<u64> {
    let disk = rustix::fs::statvfs(folder)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}
