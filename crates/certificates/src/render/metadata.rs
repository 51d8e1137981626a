//! The description of a document: the same in the old and in the new form, dated by its day of issue.

use chrono::Datelike;

use super::write::{text, xml};
use crate::compile::Standard;
use crate::fields::Fields;
use crate::fonts::is_invisible;
use crate::notes::{Notes, PREFIX};
use crate::seal::{DIGITS, SEAL};

/// What a file says of itself besides its page.
#[derive(Clone, Copy)]
pub(super) struct Description<'a> {
    pub(super) fields: &'a Fields,
    pub(super) notes: &'a Notes,
    pub(super) is_sealed: bool,
}

/// What made the file.
const PROGRAM: &str = "Web-club";

/// The text without what nobody can see: a title must be what it looks like, and the same in both descriptions.
fn visible(text: &str) -> String {
    text.chars().filter(|ch| !is_invisible(*ch)).collect()
}

/// The description dictionary of old readers. Returns where in `out` the digits of the seal begin, all zeros as yet.
pub(super) fn info(
    out: &mut Vec<u8>,
    Description { fields, notes, is_sealed }: Description<'_>,
) -> Option<usize> {
    let date = fields.issued_on;
    out.extend_from_slice(b"<</Title");
    text(out, &visible(&fields.title));
    out.extend_from_slice(b"/Author");
    text(out, &visible(&fields.author));
    let stamp = format!("D:{:04}{:02}{:02}000000Z", date.year(), date.month(), date.day());
    out.extend_from_slice(
        format!("/Creator({PROGRAM})/Producer({PROGRAM})/CreationDate({stamp})/ModDate({stamp})").as_bytes(),
    );
    for (name, value) in notes {
        out.extend_from_slice(format!("/{PREFIX}{name}").as_bytes());
        text(out, value);
    }
    let place = is_sealed.then(|| {
        out.extend_from_slice(format!("/{PREFIX}{SEAL}(").as_bytes());
        let place = out.len();
        out.extend_from_slice(&[b'0'; DIGITS]);
        out.push(b')');
        place
    });
    out.extend_from_slice(b">>");
    place
}

const HEAD: &str = "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\
<dc:format>application/pdf</dc:format>";

/// The description of an archived document (XMP).
pub(super) fn packet(out: &mut Vec<u8>, fields: &Fields, standard: Standard) {
    let date = fields.issued_on;
    let stamp = format!("{:04}-{:02}-{:02}T00:00:00Z", date.year(), date.month(), date.day());
    let mut put = |part: &str| out.extend_from_slice(part.as_bytes());
    put(HEAD);
    put(match standard {
        Standard::A2u => "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>",
        Standard::A1b => "<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>",
    });
    put("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">");
    xml(out, &visible(&fields.title));
    let mut put = |part: &str| out.extend_from_slice(part.as_bytes());
    put("</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>");
    xml(out, &visible(&fields.author));
    let mut put = |part: &str| out.extend_from_slice(part.as_bytes());
    put("</rdf:li></rdf:Seq></dc:creator><dc:language><rdf:Bag><rdf:li>");
    put(fields.language.code());
    put("</rdf:li></rdf:Bag></dc:language>");
    put(&format!("<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>"));
    put(&format!("<xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool><pdf:Producer>{PROGRAM}</pdf:Producer>"));
    put("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
}
