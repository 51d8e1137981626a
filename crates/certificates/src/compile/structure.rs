//! The structure tree: one element for each mark on the page, so that programs can read the document aloud in order.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::plan::{Marked, Plan};
use crate::layout::Role;

/// Adds the tree to the document and returns its root.
pub(super) fn structure(
    document: &mut Document,
    plan: &Plan,
    page: ObjectId,
    links: &[ObjectId],
) -> ObjectId {
    let root = document.new_object_id();
    let whole = document.new_object_id();
    let mut links = links.iter();
    let mut kids = Vec::new();
    let mut by_mark = Vec::new();
    let mut by_link = Vec::new();
    for (mark, marked) in (0_i64..).zip(&plan.marks) {
        let mut element = match marked {
            Marked::Text(role) => dictionary! { "S" => text_kind(*role), "P" => whole },
            Marked::Figure(alt) => dictionary! { "S" => "Figure", "P" => whole, "Alt" => text(alt) },
            Marked::Link => dictionary! { "S" => "Figure", "P" => whole, "Alt" => text(QR_ALT) },
        };
        element.set("Pg", page);
        element.set("K", mark);
        let id = document.new_object_id();
        by_mark.push(Object::Reference(id));
        if let (Marked::Link, Some(link)) = (marked, links.next()) {
            let reference = dictionary! { "Type" => "OBJR", "Obj" => *link, "Pg" => page };
            let kid = dictionary! { "S" => "Link", "P" => whole, "K" => vec![Object::Reference(id), reference.into()] };
            let kid = document.add_object(kid);
            element.set("P", kid);
            kids.push(Object::Reference(kid));
            by_link.push(kid);
        } else {
            kids.push(Object::Reference(id));
        }
        document.set_object(id, element);
    }
    document.set_object(whole, dictionary! { "S" => "Document", "P" => root, "K" => kids });
    let mut numbers = vec![Object::Integer(0), Object::Array(by_mark)];
    let next = i64::try_from(by_link.len()).unwrap_or(0) + 1;
    for (number, link) in (1_i64..).zip(by_link) {
        numbers.extend([Object::Integer(number), Object::Reference(link)]);
    }
    let parents = document.add_object(dictionary! { "Nums" => numbers });
    let tree: Dictionary = dictionary! {
        "Type" => "StructTreeRoot", "K" => whole, "ParentTree" => parents, "ParentTreeNextKey" => next
    };
    document.set_object(root, tree);
    root
}

/// What a QR code is to somebody who cannot see it.
pub(crate) const QR_ALT: &str = "QR-код с адресом, по которому проверяется документ";

fn text_kind(role: Role) -> &'static str {
    match role {
        Role::Title => "H1",
        Role::Heading => "H2",
        Role::Paragraph => "P",
    }
}

/// A text string of a PDF: UTF-16 with a mark at its beginning.
pub(crate) fn text(text: &str) -> Object {
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, lopdf::StringFormat::Hexadecimal)
}
