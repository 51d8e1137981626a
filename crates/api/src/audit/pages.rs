//! Who did what in a session, for its organizers.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::audit::Entry;
use entity::session;
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::PageError;
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::samples::data;
use crate::session::organize::{SessionWays, Way, find};
use crate::times::{instant, zone};

/// How many deeds the page shows.
const SHOWN: u64 = 300;

/// The audit trail.
#[derive(Template)]
#[template(path = "pages/audit/of_session.html")]
struct AuditPage {
    layout: Layout,
    t: Texts,
    ways: SessionWays,
    deeds: Vec<Deed>,
}

/// A deed.
struct Deed {
    at: String,
    who: String,
    what: String,
    subject: String,
}

impl AuditPage {
    fn of(layout: Layout, session: &session::Model, entries: &[Entry]) -> Self {
        let t = Texts(layout.lang);
        let ways = SessionWays::of(session, Way::Audit, t);
        Self { t, ways, deeds: entries.iter().map(|entry| Deed::of(entry, session, t)).collect(), layout }
    }
}

impl Deed {
    fn of(entry: &Entry, session: &session::Model, t: Texts) -> Self {
        let row = &entry.entry;
        Self {
            at: instant(row.at, zone(&session.time_zone), t.lang()),
            who: if entry.person_name.is_empty() {
                t.say("page-audit-the-club")
            } else {
                entry.person_name.clone()
            },
            what: what(&row.action, t),
            subject: row.subject.clone(),
        }
    }
}

/// A deed in words; one that has none yet shows its name.
fn what(action: &str, t: Texts) -> String {
    let key = format!("page-audit-{}", action.replace('.', "-"));
    if t.has(&key) { t.say(&key) } else { action.to_owned() }
}

/// `GET /organize/{session}/audit`
pub(crate) async fn of_session(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    let entries = club::audit::of_session(&context.club, &context.viewer, &session, SHOWN).await?;
    page(&AuditPage::of(Layout::of(&context), &session, &entries))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let layout = Layout::sample_of_curator(lang);
    vec![Sample::of("audit-of-session", &AuditPage::of(layout, &data::session(lang), &data::audit(lang)))]
}
