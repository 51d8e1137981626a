//! The page of a verified document: its content as printed, and whether it stands.

use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Europe::Moscow;
use club::document::{OtherDocument, Verified};
use club::signing::Statement;
use entity::{DocumentKind, DocumentState};
use lang::{Lang, Texts};
use serde::Deserialize as _;

use crate::Sample;
use crate::layout::Layout;
use crate::samples::data;

/// Frozen data that the page repeats, in its order, by the names that layouts use.
const PRINTED: [&str; 14] = [
    "person.position.nominative",
    "person.school",
    "person.city",
    "talk.topic",
    "webinar.title",
    "webinar.date",
    "webinar.minutes",
    "talk.level",
    "session.title",
    "session.dates",
    "organizer.founder",
    "organizer.name",
    "order",
    "replaces",
];

/// A document as anybody may see it.
#[derive(Template)]
#[template(path = "pages/document/verified.html")]
pub(super) struct VerifiedPage {
    layout: Layout,
    t: Texts,
    standing: Standing,
    note: Option<FileNote>,
    kind: String,
    /// Label and value, as printed.
    printed: Vec<(String, String)>,
    /// In which language it was printed.
    printed_lang: Lang,
    revoked_on: Option<String>,
    revoke_reason: Option<String>,
    replaced_by: Option<OtherDocument>,
    replaces: Option<OtherDocument>,
    /// Where the file is, when its owner lets.
    file: Option<String>,
    sha256: Option<String>,
}

/// What the registry says of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Valid,
    Revoked,
    Replaced,
    /// Signed by the club, and not in the registry.
    Unregistered,
}

/// What the page says of a file that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileNote {
    Original,
    Altered,
}

impl VerifiedPage {
    pub(super) fn of(layout: Layout, verified: &Verified, note: Option<FileNote>) -> Self {
        let t = Texts(layout.lang);
        let document = &verified.document;
        let standing = match (document.state, &verified.replaced_by) {
            (DocumentState::Revoked, Some(_)) => Standing::Replaced,
            (DocumentState::Revoked, None) => Standing::Revoked,
            (DocumentState::Numbered | DocumentState::Issued, _) => Standing::Valid,
        };
        let fields = &verified.fields;
        let values = fields.values.iter().map(|(placeholder, value)| (placeholder.as_str(), value.as_str()));
        let values: Vec<(&str, &str)> = values.collect();
        let signatories = fields.signatories.iter().map(|signatory| (&*signatory.position, &*signatory.name));
        let mut printed = head(t, &document.number, &document.name);
        printed.extend(facts(t, &values));
        printed.push((t.say("page-verify-issued-on"), lang::date(fields.issued_on, fields.language)));
        printed.extend(
            signatories.map(|(position, name)| (t.say("page-verify-signed"), format!("{position}, {name}"))),
        );
        Self {
            t,
            standing,
            note,
            kind: kind(t, document.kind),
            printed,
            printed_lang: fields.language,
            revoked_on: document.revoked_at.map(|at| day(at, layout.lang)),
            revoke_reason: document.revoke_reason.clone(),
            replaced_by: verified.replaced_by.clone(),
            replaces: verified.replaces.clone(),
            file: verified.has_public_file().then(|| format!("/verify/{}/document.pdf", document.code)),
            sha256: document.sha256.clone(),
            layout,
        }
    }

    /// A file with a signature of ours that the registry does not know.
    pub(super) fn unregistered(layout: Layout, statement: &Statement) -> Self {
        let t = Texts(layout.lang);
        let language = statement.printed.get("language").and_then(|code| Lang::deserialize(code).ok());
        let language = language.unwrap_or_default();
        let values = statement.printed.get("values").and_then(serde_json::Value::as_object);
        let values = values.into_iter().flatten();
        let values: Vec<(&str, &str)> =
            values.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?))).collect();
        let mut printed = head(t, &statement.number, &statement.name);
        printed.extend(facts(t, &values));
        printed.push((t.say("page-verify-issued-on"), lang::date(statement.issued_on, language)));
        Self {
            t,
            standing: Standing::Unregistered,
            note: None,
            kind: kind(t, statement.kind),
            printed,
            printed_lang: language,
            revoked_on: None,
            revoke_reason: None,
            replaced_by: None,
            replaces: None,
            file: None,
            sha256: None,
            layout,
        }
    }
}

fn kind(t: Texts, kind: DocumentKind) -> String {
    t.say(&format!("page-document-kind-{kind}"))
}

fn day(at: DateTime<Utc>, lang: Lang) -> String {
    lang::date(at.with_timezone(&Moscow).date_naive(), lang)
}

fn head(t: Texts, number: &str, name: &str) -> Vec<(String, String)> {
    vec![(t.say("page-documents-number"), number.to_owned()), (t.say("page-verify-name"), name.to_owned())]
}

/// What the layouts print, in the order of the page.
fn facts(t: Texts, values: &[(&str, &str)]) -> Vec<(String, String)> {
    let value = |name: &str| {
        let found = values.iter().find(|(placeholder, _)| *placeholder == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    };
    let label = |name: &str| t.say(&format!("page-verify-printed-{}", name.replace(['.', '_'], "-")));
    PRINTED.iter().filter_map(|name| Some((label(name), value(name)?.to_owned()))).collect()
}

/// Samples of this page.
pub(super) fn samples(lang: Lang) -> Vec<Sample> {
    let sample = |name: &str, state, note, change: fn(&mut Verified)| {
        let mut verified = data::verified(lang, state)?;
        change(&mut verified);
        Some(Sample::of(name, &VerifiedPage::of(Layout::sample(lang), &verified, note)))
    };
    let statement = data::statement(lang);
    let unregistered = statement.map(|statement| {
        Sample::of(
            "document-verified-unregistered",
            &VerifiedPage::unregistered(Layout::sample(lang), &statement),
        )
    });
    let (issued, revoked) = (DocumentState::Issued, DocumentState::Revoked);
    let samples = [
        sample("document-verified", issued, None, |verified| verified.document.is_file_public = true),
        sample("document-verified-original", issued, Some(FileNote::Original), |_| {}),
        sample("document-verified-altered", issued, Some(FileNote::Altered), |_| {}),
        sample("document-verified-revoked", revoked, None, |verified| verified.replaced_by = None),
        sample("document-verified-replaced", revoked, None, |_| {}),
        unregistered,
    ];
    samples.into_iter().flatten().collect()
}
