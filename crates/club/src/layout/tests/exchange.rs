//! Layouts as files: what goes out comes back the same, and what is no layout is told so.

use entity::LayoutDesignId;
use serde_json::json;

use super::*;
use crate::Viewer;

fn base64(bytes: &[u8]) -> String {
    data_encoding::BASE64.encode(bytes)
}

/// A picture of one red pixel.
pub(super) fn png() -> Vec<u8> {
    let text = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";
    data_encoding::BASE64.decode(text.as_bytes()).unwrap()
}

async fn take(small: &SmallSession, bytes: Vec<u8>) -> Result<layout_design::Model, ImportError> {
    let import = Import { owner: Owner::of_session(&small.session), bytes, kind: None, parent: None };
    super::import(&small.club, &Viewer::Club, import).await
}

async fn pdf(small: &SmallSession, id: LayoutDesignId) -> String {
    let owner = Owner::of_session(&small.session);
    let design = find(&small.club, &Viewer::Club, owner, id).await.unwrap().unwrap();
    let draft =
        Draft { kind: KIND, layout: design.layout, images: Default::default(), choice: SampleChoice::Usual };
    preview(&small.club, &Viewer::Club, owner, draft).await.unwrap().unwrap().tag()
}

/// A file as this program writes it, with one thing changed.
fn file(change: impl FnOnce(&mut serde_json::Value)) -> Vec<u8> {
    let mut file = json!({
        "webclub_layout": 1, "kind": KIND, "layout": standard(), "images": { "logo": base64(&png()) },
    });
    file["layout"]["page"]["background"] = json!("logo");
    change(&mut file);
    file.to_string().into_bytes()
}

#[tokio::test]
async fn what_is_exported_and_imported_prints_the_same_bytes() {
    let small = SmallSession::new().await;
    let owner = Owner::of_session(&small.session);
    let design = take(&small, file(|_| ())).await.unwrap();
    assert!(!design.is_used);
    let exported = export(&small.club, &Viewer::Club, owner, design.id).await.unwrap();
    assert_eq!(exported.file_name, format!("{}.webclub-layout.json", standard().name));
    let again = take(&small, exported.bytes.clone()).await.unwrap();
    assert_ne!(again.id, design.id);
    assert_eq!(pdf(&small, again.id).await, pdf(&small, design.id).await);
    let other = SmallSession::new().await;
    let elsewhere = take(&other, exported.bytes.clone()).await.unwrap();
    let owner = Owner::of_session(&other.session);
    let exported_there = export(&other.club, &Viewer::Club, owner, elsewhere.id).await.unwrap();
    assert_eq!(exported_there, exported, "and so it goes from club to club");
}

#[tokio::test]
async fn a_bare_layout_is_taken_when_somebody_says_what_it_is_for() {
    let small = SmallSession::new().await;
    let bytes = serde_json::to_vec(&standard()).unwrap();
    assert!(matches!(take(&small, bytes.clone()).await, Err(ImportError::NoKind)));
    let owner = Owner::School(small.school.id);
    let import = Import { owner, bytes, kind: Some(KIND), parent: None };
    let design = super::import(&small.club, &Viewer::Club, import).await.unwrap();
    assert_eq!((design.level, design.changes.as_str()), (LayoutLevel::School, r#"{"format":1}"#));
}

#[tokio::test]
async fn an_import_can_follow_another_layout_from_now_on() {
    let small = SmallSession::new().await;
    let owner = Owner::of_session(&small.session);
    let parent = take(&small, file(|_| ())).await.unwrap();
    let exported = export(&small.club, &Viewer::Club, owner, parent.id).await.unwrap();
    let import = |parent| Import { owner, bytes: exported.bytes.clone(), kind: None, parent };
    let follower = super::import(&small.club, &Viewer::Club, import(Some(parent.id))).await.unwrap();
    assert_eq!((follower.parent_id, follower.changes.as_str()), (Some(parent.id), r#"{"format":1}"#));
    let missing = super::import(&small.club, &Viewer::Club, import(Some(uuid::Uuid::nil().into()))).await;
    assert!(matches!(missing, Err(ImportError::MissingParent)), "{missing:?}");
}

#[tokio::test]
async fn what_is_wrong_with_a_file_is_said_and_nothing_is_stored() {
    let small = SmallSession::new().await;
    let key = |result: Result<layout_design::Model, ImportError>| match result {
        Err(ImportError::Unreadable(_)) => "unreadable",
        Err(ImportError::Newer(2)) => "newer",
        Err(ImportError::Name(_)) => "name",
        Err(ImportError::Image { source, .. }) => source.key(),
        Err(ImportError::Unusable(UnusableLayout::Layout(error))) => error.key(),
        Err(ImportError::Unusable(UnusableLayout::Compile(error))) => error.key(),
        Err(ImportError::Render(error)) => error.key(),
        other => panic!("{other:?}"),
    };
    let element = |file: &mut serde_json::Value, name: &str, value: serde_json::Value| {
        let elements = file["layout"]["elements"].as_array_mut().unwrap();
        elements.iter_mut().find(|element| element["id"] == "issued").unwrap()[name] = value;
    };
    let huge = {
        // A header that promises 50,000 × 50,000 pixels.
        let mut bytes = png();
        bytes[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
        let crc = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&crc.to_be_bytes());
        bytes
    };
    let wrong: Vec<(Vec<u8>, &str)> = vec![
        (b"no json".to_vec(), "unreadable"),
        (vec![0xff, 0xfe], "unreadable"),
        (b"[]".to_vec(), "layout-error-unreadable"),
        ("[".repeat(10_000).into_bytes(), "unreadable"),
        (file(|file| file["webclub_layout"] = json!(2)), "newer"),
        (file(|file| file["layout"]["format"] = json!(2)), "layout-error-unknown-format"),
        (file(|file| file["parent"] = json!("one")), "unreadable"),
        (file(|file| file["layout"]["parent"] = json!("one")), "layout-error-unreadable"),
        (file(|file| file["kind"] = json!("diploma")), "unreadable"),
        (file(|file| file["layout"]["name"] = json!(" \u{202e} ")), "name"),
        (file(|file| file["images"]["logo"] = json!("no base64!")), "image-error-not-an-image"),
        (file(|file| file["images"]["logo"] = json!(base64(&png()[..40]))), "image-error-broken"),
        (file(|file| file["images"]["logo"] = json!(base64(&huge))), "image-error-too-many-pixels"),
        (
            file(|file| file["images"]["logo"] = json!(base64(b"<svg onload=alert(1)>"))),
            "image-error-not-an-image",
        ),
        (file(|file| file["images"] = json!({})), "layout-error-missing-image"),
        (file(|file| element(file, "x", json!(400))), "layout-error-off-page"),
        (file(|file| element(file, "content", json!("{0.__class__}"))), "layout-error-unknown-placeholder"),
        (file(|file| element(file, "content", json!("ж".repeat(5_000)))), "layout-error-long-text"),
        (file(|file| element(file, "content", json!("\u{202e}abc"))), "layout-error-missing-glyph"),
        (file(|file| element(file, "content", json!("a\u{1b}[31m"))), "layout-error-missing-glyph"),
    ];
    for (bytes, expected) in wrong {
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(80)]).into_owned();
        assert_eq!(key(take(&small, bytes).await), expected, "{shown}");
    }
    let shelf = shelf(&small.club, &Viewer::Club, Owner::of_session(&small.session)).await.unwrap().unwrap();
    assert_eq!(shelf.designs.len(), 0);
    assert_eq!(small.club.files.list("").await.unwrap(), Vec::<String>::new());
}

/// As PNG wants it.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 },
        )
    })
}
