//! The page of a verified document: its content as printed, and whether it stands.

use std::fmt;

use askama::Template;
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
    verdict: Verdict,
    /// What else there is to say: of the registry beside the file, or of the file beside the registry.
    beside: Option<Verdict>,
    kind: String,
    /// Label and value, as printed.
    printed: Vec<(String, String)>,
    /// In which language it was printed.
    printed_lang: Lang,
    replaced_by: Option<OtherDocument>,
    replaces: Option<OtherDocument>,
    /// Where the file is, when its owner lets.
    file: Option<String>,
    sha256: Option<String>,
}

/// Something that is said of a document, or of a file.
struct Verdict {
    tone: Tone,
    title: String,
    text: String,
}

/// How good that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tone {
    Good,
    Warn,
    Bad,
}

impl fmt::Display for Tone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Tone::Good => "good",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
        })
    }
}

/// What the page says of a file that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileNote {
    Original,
    Altered,
}

impl Verdict {
    /// With the texts of a key.
    fn new(t: Texts, tone: Tone, key: &str) -> Self {
        Self { tone, title: t.say(key), text: t.say(&format!("{key}-text")) }
    }

    /// What the registry says.
    fn of(t: Texts, verified: &Verified) -> Self {
        let document = &verified.document;
        let (tone, key) = match (document.state, &verified.replaced_by) {
            (DocumentState::Revoked, Some(_)) => (Tone::Warn, "page-verify-replaced-title"),
            (DocumentState::Revoked, None) => (Tone::Bad, "page-verify-revoked"),
            (DocumentState::Numbered | DocumentState::Issued, _) => {
                return Self::new(t, Tone::Good, "page-verify-valid");
            }
        };
        let on = document.revoked_at.map(|at| {
            let day = lang::date(at.with_timezone(&Moscow).date_naive(), t.lang());
            t.say_with("page-verify-revoked-on", &[("on", day.into())])
        });
        let reason = document.revoke_reason.as_ref().map(|reason| {
            t.say_with("page-verify-reason", &[("reason", reason.trim_end_matches('.').into())])
        });
        let text: Vec<String> = on.into_iter().chain(reason).collect();
        Self { tone, title: t.say(key), text: text.join(" ") }
    }

    /// What comes first, and what beside it: of a file that was altered that it was, otherwise whether the document stands.
    fn of_both(t: Texts, verified: &Verified, note: Option<FileNote>) -> (Self, Option<Self>) {
        let registry = Self::of(t, verified);
        match note {
            None => (registry, None),
            Some(FileNote::Original) => {
                (registry, Some(Self::new(t, Tone::Good, "page-verify-file-original")))
            }
            Some(FileNote::Altered) => {
                let title =
                    t.say_with("page-verify-in-registry", &[("state", registry.title.as_str().into())]);
                (Self::new(t, Tone::Bad, "page-verify-file-altered"), Some(Self { title, ..registry }))
            }
        }
    }
}

impl VerifiedPage {
    pub(super) fn of(layout: Layout, verified: &Verified, note: Option<FileNote>) -> Self {
        let t = Texts(layout.lang);
        let document = &verified.document;
        let (verdict, beside) = Verdict::of_both(t, verified, note);
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
            verdict,
            beside,
            kind: kind(t, document.kind),
            printed,
            printed_lang: fields.language,
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
            verdict: Verdict::new(t, Tone::Warn, "page-verify-unregistered"),
            beside: None,
            kind: kind(t, statement.kind),
            printed,
            printed_lang: language,
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
