//! One file of many documents.

use std::io;

use lopdf::{Document, Object};
use sha2::{Digest, Sha256};

use super::sample::{ALL, CERTIFICATE, LETTER, PROOF, fields, named, pdf, with};
use crate::{MergeError, Placeholder, merge, preview};

fn merged(documents: &[Vec<u8>]) -> Vec<u8> {
    let mut file = Vec::new();
    assert_eq!(merge(documents.iter().cloned().map(Ok), &mut file).unwrap(), documents.len());
    file
}

fn numbered(layout: &'static str, number: u32) -> Vec<u8> {
    pdf(layout, &with(&[(Placeholder::DocumentNumber, &format!("ВК-{number:04}"))]))
}

#[test]
fn every_page_looks_as_it_did() {
    let rare = named("Ӄалявӈэ Өлкән", "Ӄалявӈэ Өлкән", "Уважаемая Өлкән");
    let mut documents: Vec<Vec<u8>> = ALL.iter().map(|(_, layout)| pdf(layout, &fields())).collect();
    documents.extend(ALL.iter().map(|(_, layout)| pdf(layout, &rare)));
    let file = merged(&documents);
    assert_eq!(file, merged(&documents));
    let read = Document::load_mem(&file).unwrap();
    let pages = read.get_pages();
    assert_eq!(pages.len(), documents.len());
    for (id, document) in pages.values().zip(&documents) {
        let alone = Document::load_mem(document).unwrap();
        let page = *alone.get_pages().values().next().unwrap();
        assert_eq!(read.get_page_content(*id), alone.get_page_content(page));
    }
    // The first page as a picture; then each of the others, when it comes first.
    for place in 0..documents.len() {
        documents.rotate_left(usize::from(place > 0));
        assert_eq!(preview(&merged(&documents), 300), preview(&documents[0], 300), "{place}");
    }
}

fn fonts(document: &Document) -> usize {
    let is_font = |object: &Object| {
        object
            .as_dict()
            .and_then(|object| object.get(b"Type"))
            .and_then(Object::as_name)
            .is_ok_and(|name| name == b"Font")
    };
    document.objects.values().filter(|object| is_font(object)).count()
}

#[test]
fn what_documents_share_is_kept_once() {
    let alone = numbered(PROOF, 0).len();
    let many: Vec<Vec<u8>> = (0..50).map(|number| numbered(PROOF, number)).collect();
    let file = merged(&many);
    assert!(file.len() < alone + 50 * 12_000, "{} {alone}", file.len());
    let read = Document::load_mem(&file).unwrap();
    let alone = Document::load_mem(&many[0]).unwrap();
    assert_eq!(fonts(&read), fonts(&alone));
}

#[test]
fn the_pages_of_hundreds_of_documents_stand_in_a_tree_and_in_order() {
    let kinds = [numbered(PROOF, 1), numbered(LETTER, 2), numbered(CERTIFICATE, 3)];
    let order: Vec<usize> = (0..200).map(|number| number * number % 3).collect();
    let file = merged(&order.iter().map(|kind| kinds[*kind].clone()).collect::<Vec<_>>());
    let read = Document::load_mem(&file).unwrap();
    let pages = read.get_pages();
    assert_eq!(pages.len(), order.len());
    let contents = |document: &Document, page| Sha256::digest(document.get_page_content(page));
    let known = kinds.map(|kind| {
        let document = Document::load_mem(&kind).unwrap();
        let page = *document.get_pages().values().next().unwrap();
        contents(&document, page)
    });
    let found: Vec<usize> = pages
        .values()
        .map(|page| known.iter().position(|known| *known == contents(&read, *page)).unwrap())
        .collect();
    assert_eq!(found, order);
    let root = read.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    let root = read.get_dictionary(root).unwrap();
    assert_eq!(root.get(b"Count").unwrap().as_i64().unwrap(), 200);
    assert_eq!(root.get(b"Kids").unwrap().as_array().unwrap().len(), 4);
}

#[test]
fn links_lead_where_they_led_and_nothing_points_out_of_the_file() {
    let read = Document::load_mem(&merged(&[numbered(PROOF, 1), numbered(PROOF, 2)])).unwrap();
    for page in read.get_pages().values() {
        let annotations = read.get_page_annotations(*page).unwrap();
        let action = annotations[0].get(b"A").unwrap().as_dict().unwrap();
        let address = action.get(b"URI").unwrap().as_str().unwrap();
        assert_eq!(address, b"https://webclub.example/verify/K7QM2XHD9RWT4BNZ6VPC3YFJ8A");
    }
    let size = read.trailer.get(b"Size").unwrap().as_i64().unwrap();
    assert_eq!(i64::try_from(read.objects.len()).unwrap(), size - 1);
    for object in read.objects.values() {
        for id in super::whole::references(object) {
            assert!(read.objects.contains_key(&id), "{id:?}");
        }
    }
}

#[test]
fn what_cannot_be_merged_is_named_by_its_place() {
    let good = numbered(PROOF, 1);
    let tried =
        |documents: Vec<io::Result<Vec<u8>>>| merge(documents.into_iter(), &mut Vec::new()).unwrap_err();
    assert!(matches!(tried(Vec::new()), MergeError::Nothing));
    let lost = tried(vec![Ok(good.clone()), Err(io::Error::other("gone"))]);
    assert!(matches!(&lost, MergeError::Source { index: 1, .. }), "{lost}");
    for bad in [b"rubbish".to_vec(), b"%PDF-1.7\n".to_vec(), Vec::new(), good[..good.len() / 2].to_vec()] {
        let error = tried(vec![Ok(good.clone()), Ok(good.clone()), Ok(bad)]);
        assert!(matches!(&error, MergeError::Unreadable { index: 2 }), "{error}");
    }
    struct Full;
    impl io::Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let full = merge([Ok(good)].into_iter(), &mut Full).unwrap_err();
    assert!(
        matches!(&full, MergeError::Write(error) if error.kind() == io::ErrorKind::StorageFull),
        "{full}"
    );
}
