//! Lists every text file under `locales/` for the program, so that a new file needs no line of code anywhere.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=locales");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("locales");
    let target = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?).join("locales.rs");
    let mut listing = String::from("&[\n");
    for lang in ["ru", "en"] {
        for file in files(&root.join(lang))? {
            let name = file.file_name().unwrap_or_default();
            listing.push_str(&format!("    ({lang:?}, {name:?}, include_str!({file:?})),\n"));
        }
    }
    listing.push_str("]\n");
    fs::write(target, listing)
}

/// The `.ftl` files of one folder in the order of their names, so that two builds embed the same bytes.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "ftl") {
            println!("cargo::rerun-if-changed={}", path.display());
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
