//! Writes every page with sample data as a file that a browser opens by itself: `cargo run -p api --example samples -- FOLDER`.

use std::path::PathBuf;

use lang::Lang;

/// The style sheet goes inside, so that a page needs nothing beside it.
const STYLE: &str = include_str!("../static/app.css");

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/samples".to_owned()));
    for lang in Lang::ALL {
        let folder = folder.join(lang.code());
        std::fs::create_dir_all(&folder)?;
        for sample in api::samples(lang) {
            let html = sample.html.map_err(std::io::Error::other)?;
            std::fs::write(folder.join(format!("{}.html", sample.name)), with_style_inside(&html))?;
        }
    }
    Ok(())
}

fn with_style_inside(html: &str) -> String {
    let Some((before, rest)) = html.split_once("<link rel=\"stylesheet\"") else { return html.to_owned() };
    let after = rest.split_once('>').map_or("", |(_, after)| after);
    format!("{before}<style>{STYLE}</style>{after}")
}
