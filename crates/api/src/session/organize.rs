//! Sessions for their organizers: the list, the dashboard with the next step, the publication.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};
use club::email_queue::{QueueScope, QueueSummary};
use club::session::checklist::{Item, Lack};
use club::session::partners::Asked;
use club::session::{Dashboard, DashboardWebinar, OwnPart, PublishError};
use entity::{IssueMode, SchoolId, SessionState, session};
use lang::{Lang, Texts};

use super::view::title;
use crate::Sample;
use crate::email_queue::line::QueueLine;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::samples::data;
use crate::times::WebinarTime;

/// Sessions that the viewer organizes.
#[derive(Template)]
#[template(path = "pages/session/organized.html")]
struct OrganizedPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    may_make: bool,
    sessions: Vec<Organized>,
    asked: Vec<AskedLine>,
}

/// A wish that a school takes part.
struct AskedLine {
    slug: String,
    title: String,
    text: String,
    school: SchoolId,
}

/// A session in the list.
struct Organized {
    slug: String,
    title: String,
    state: SessionState,
    state_text: String,
}

/// The front page of a session for its organizers.
#[derive(Template)]
#[template(path = "pages/session/dashboard.html")]
struct DashboardPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    state_text: String,
    host_school: String,
    next: NextStep,
    webinars: Vec<Line>,
    numbers: Vec<(String, u64)>,
    queue: QueueLine,
    lacks: Vec<Lacking>,
}

/// Something that is not ready.
struct Lacking {
    text: String,
    address: String,
    is_needed: bool,
    webinars: Vec<(String, String)>,
    stages: Vec<String>,
}

/// What an organizer had better do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NextStep {
    AddWebinars,
    Publish,
    AddStreamLinks,
    MendEmails,
    WaitForWebinars,
    IssueDocuments,
    WaitForDocuments,
    ReadReport,
}

/// A webinar in the dashboard.
struct Line {
    slug: String,
    code: String,
    title: String,
    time: WebinarTime,
    has_stream: bool,
    is_over: bool,
    registered: u64,
    joined: u64,
    attended: u64,
    is_judged: bool,
}

/// The pages of a session for its organizers.
#[derive(Clone, Debug)]
pub(crate) struct SessionWays {
    pub(crate) slug: String,
    pub(crate) title: String,
    /// Address, label, whether it is the page itself.
    pub(crate) pages: Vec<(String, String, bool)>,
}

/// One of the pages of a session for its organizers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Dashboard,
    Talks,
    Settings,
    Topics,
    Schedule,
    Documents,
    Layouts,
    Emails,
    EmailTexts,
    Mailings,
    Report,
    Audit,
}

impl SessionWays {
    pub(crate) fn of(session: &session::Model, here: Way, t: Texts) -> Self {
        let slug = &session.slug;
        let pages = [
            (Way::Dashboard, "", "page-organize-dashboard"),
            (Way::Settings, "/settings", "page-organize-settings"),
            (Way::Topics, "/topics", "page-organize-topics"),
            (Way::Schedule, "/schedule", "page-schedule-title"),
            (Way::Talks, "/talks", "page-organize-talks"),
            (Way::Documents, "/documents", "page-organize-documents"),
            (Way::Layouts, "/layouts", "page-organize-layouts"),
            (Way::Emails, "/emails", "page-organize-emails"),
            (Way::Mailings, "/mailings", "page-organize-mailings"),
            (Way::EmailTexts, "/email-texts", "page-organize-email-texts"),
            (Way::Report, "/report", "page-organize-report"),
            (Way::Audit, "/audit", "page-organize-audit"),
        ];
        let pages =
            pages.map(|(way, path, key)| (format!("/organize/{slug}{path}"), t.say(key), way == here));
        Self { slug: slug.clone(), title: title(session), pages: pages.to_vec() }
    }
}

impl NextStep {
    fn of(dashboard: &Dashboard, now: DateTime<Utc>) -> Self {
        let webinars = &dashboard.webinars;
        let is_ahead = |line: &&DashboardWebinar| line.webinar.ends_at > now;
        if webinars.is_empty() {
            NextStep::AddWebinars
        } else if dashboard.session.state == SessionState::Draft {
            NextStep::Publish
        } else if dashboard.emails_failed > 0 {
            NextStep::MendEmails
        } else if webinars.iter().filter(is_ahead).any(|line| line.webinar.stream_url.is_none()) {
            NextStep::AddStreamLinks
        } else if webinars.iter().any(|line| is_ahead(&line)) {
            NextStep::WaitForWebinars
        } else if dashboard.documents_being_made > 0 {
            NextStep::WaitForDocuments
        } else if dashboard.documents_issued == 0 && dashboard.session.issue_mode == IssueMode::ByHand {
            NextStep::IssueDocuments
        } else {
            NextStep::ReadReport
        }
    }

    fn key(self) -> &'static str {
        match self {
            NextStep::AddWebinars => "page-next-add-webinars",
            NextStep::Publish => "page-next-publish",
            NextStep::AddStreamLinks => "page-next-add-stream-links",
            NextStep::MendEmails => "page-next-mend-emails",
            NextStep::WaitForWebinars => "page-next-wait-for-webinars",
            NextStep::IssueDocuments => "page-next-issue-documents",
            NextStep::WaitForDocuments => "page-next-wait-for-documents",
            NextStep::ReadReport => "page-next-read-report",
        }
    }
}

impl Line {
    fn of(line: &DashboardWebinar, now: DateTime<Utc>, lang: Lang) -> Self {
        let row = &line.webinar;
        Self {
            slug: row.slug.clone(),
            code: row.code.clone(),
            title: lang::typeset(&row.title),
            time: WebinarTime::of(row, "", lang),
            has_stream: row.stream_url.is_some(),
            is_over: row.ends_at <= now,
            registered: line.registered,
            joined: line.joined,
            attended: line.attended,
            is_judged: row.attendance_judged_at.is_some(),
        }
    }
}

impl DashboardPage {
    fn of(
        (layout, csrf): (Layout, String),
        dashboard: &Dashboard,
        queue: &QueueSummary,
        now: DateTime<Utc>,
    ) -> Self {
        let t = Texts(layout.lang);
        let numbers = [
            ("page-dashboard-listeners", dashboard.listeners),
            ("page-dashboard-registrations", dashboard.registrations),
            ("page-dashboard-visits", dashboard.attended_visits),
            ("page-dashboard-documents", dashboard.documents_issued),
            ("page-dashboard-emails-sent", dashboard.emails_sent),
            ("page-dashboard-emails-due", dashboard.emails_due),
        ];
        Self {
            t,
            csrf,
            ways: SessionWays::of(&dashboard.session, Way::Dashboard, t),
            state_text: t.say(&format!("page-session-state-{}", dashboard.session.state)),
            host_school: lang::typeset(&dashboard.host_school.short_name),
            next: NextStep::of(dashboard, now),
            webinars: dashboard.webinars.iter().map(|line| Line::of(line, now, layout.lang)).collect(),
            numbers: numbers.map(|(key, number)| (t.say(key), number)).to_vec(),
            queue: QueueLine::of(queue, t),
            lacks: dashboard.lacks.iter().map(|item| Lacking::of(item, &dashboard.session.slug, t)).collect(),
            layout,
        }
    }

    /// The page with sample data.
    fn sample(lang: Lang) -> Self {
        let around = (Layout::sample_of_curator(lang), "sample".to_owned());
        Self::of(around, &data::dashboard(lang), &data::queue_summary(lang), data::between())
    }

    /// The page of a session that is not published yet.
    fn draft_sample(lang: Lang) -> Self {
        let mut dashboard = data::dashboard(lang);
        dashboard.session.state = SessionState::Draft;
        let around = (Layout::sample_of_curator(lang), "sample".to_owned());
        Self::of(around, &dashboard, &QueueSummary::default(), data::before())
    }
}

impl Lacking {
    fn of(item: &Item, slug: &str, t: Texts) -> Self {
        let path = match item.lack {
            Lack::Order => "/settings#order_number",
            Lack::Signatories | Lack::Layout => "/layouts",
            Lack::EmailAccount => "/smtp-accounts",
            Lack::StageDates => "/stages#dates",
            Lack::PartnerAnswer => "/partners",
            Lack::TopicAnswer => "/topics",
            // Each webinar is mended on its own page.
            Lack::Webinars | Lack::Talks | Lack::Confirmations | Lack::StreamLink | Lack::Moderator => "",
        };
        let count = i64::try_from(item.count).unwrap_or(i64::MAX);
        let webinar = |(slug, title): &(String, String)| (format!("/broadcast/{slug}"), lang::typeset(title));
        Self {
            text: t.say_with(&format!("page-checklist-{}", item.lack.as_str()), &[("count", count.into())]),
            address: if path.is_empty() { String::new() } else { format!("/organize/{slug}{path}") },
            is_needed: item.lack.is_needed(),
            webinars: item.webinars.iter().map(webinar).collect(),
            stages: item.stages.iter().map(|stage| t.say(&format!("page-stages-{stage}"))).collect(),
        }
    }
}

/// The part of a session that a partner's organizers see.
#[derive(Template)]
#[template(path = "pages/session/own_part.html")]
struct OwnPartPage {
    layout: Layout,
    t: Texts,
    slug: String,
    title: String,
    text: String,
    webinars: Vec<Line>,
}

impl OwnPartPage {
    fn of(layout: Layout, part: &OwnPart, now: DateTime<Utc>) -> Self {
        let t = Texts(layout.lang);
        let host = lang::typeset(&part.host_school.short_name);
        Self {
            slug: part.session.slug.clone(),
            title: title(&part.session),
            text: t.say_with("page-partners-own-text", &[("host", host.into())]),
            webinars: part.webinars.iter().map(|line| Line::of(line, now, layout.lang)).collect(),
            t,
            layout,
        }
    }
}

impl OrganizedPage {
    fn of(
        (layout, csrf): (Layout, String),
        (sessions, asked): (&[session::Model], &[Asked]),
        may_make: bool,
    ) -> Self {
        let t = Texts(layout.lang);
        let sessions = sessions.iter().map(|session| Organized {
            slug: session.slug.clone(),
            title: title(session),
            state: session.state,
            state_text: t.say(&format!("page-session-state-{}", session.state)),
        });
        let asked = asked.iter().map(|asked| AskedLine {
            slug: asked.session.slug.clone(),
            title: title(&asked.session),
            text: t.say_with(
                "page-partners-asked-text",
                &[
                    ("host", asked.host.short_name.as_str().into()),
                    ("school", asked.school.short_name.as_str().into()),
                ],
            ),
            school: asked.school.id,
        });
        Self { t, csrf, may_make, sessions: sessions.collect(), asked: asked.collect(), layout }
    }
}

/// A session that the viewer organizes; others do not learn that it exists.
pub(crate) async fn find(context: &Context, slug: &str) -> Result<session::Model, PageError> {
    club::session::find_organized(&context.club, &context.viewer, slug).await?.ok_or(PageError::NotFound)
}

/// `GET /organize`
pub(crate) async fn list(context: Context) -> Result<HttpResponse, PageError> {
    let sessions = club::session::organized(&context.club, &context.viewer).await?;
    let asked = club::session::partners::asked(&context.club, &context.viewer).await?;
    let may_make = context.viewer.is_curator() || !context.viewer.schools().is_empty();
    let head = (Layout::of(&context), context.csrf());
    page(&OrganizedPage::of(head, (&sessions, &asked), may_make))
}

/// `GET /organize/{session}`
pub(crate) async fn dashboard(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let Some(dashboard) = club::session::dashboard(&context.club, &context.viewer, &slug).await? else {
        // A partner's organizers see their own webinars and no others.
        let part = club::session::own_part(&context.club, &context.viewer, &slug).await?;
        let part = part.ok_or(PageError::NotFound)?;
        return page(&OwnPartPage::of(Layout::of(&context), &part, context.club.clock.now()));
    };
    let scope = QueueScope::Session(&slug);
    let queue = club::email_queue::summary(&context.club, &context.viewer, scope).await?;
    let queue = queue.ok_or(PageError::NotFound)?;
    let around = (Layout::of(&context), context.csrf());
    page(&DashboardPage::of(around, &dashboard, &queue, context.club.clock.now()))
}

/// `POST /organize/{session}/publish`
pub(crate) async fn publish(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    match club::session::publish(&context.club, &context.viewer, &slug).await {
        // Pressed twice, it is published all the same.
        Ok(_) | Err(PublishError::AlreadyPublished) => Ok(see_other(&format!("/organize/{slug}"))),
        Err(PublishError::NotFound) => Err(PageError::NotFound),
        Err(PublishError::Forbidden) => Err(PageError::Forbidden),
        Err(PublishError::NoWebinar) => Err(PageError::Conflict("page-organize-no-webinar")),
        Err(PublishError::Db(error)) => Err(error.into()),
    }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let head = || (Layout::sample_of_curator(lang), "sample".to_owned());
    let asked = Asked { session: data::session(lang), school: data::school(lang), host: data::school(lang) };
    let part = OwnPart {
        session: data::session(lang),
        host_school: data::school(lang),
        webinars: data::dashboard(lang).webinars,
    };
    vec![
        Sample::of(
            "session-organized",
            &OrganizedPage::of(head(), (&[data::session(lang), data::earlier_session(lang)], &[asked]), true),
        ),
        Sample::of("session-organized-empty", &OrganizedPage::of(head(), (&[], &[]), true)),
        Sample::of("session-dashboard", &DashboardPage::sample(lang)),
        Sample::of(
            "session-own-part",
            &OwnPartPage::of(Layout::sample_of_curator(lang), &part, data::before()),
        ),
        Sample::of("session-dashboard-draft", &DashboardPage::draft_sample(lang)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_step_follows_from_what_is_there() {
        let mut dashboard = data::dashboard(Lang::Ru);
        let step = |dashboard: &Dashboard, now| NextStep::of(dashboard, now);
        assert_eq!(step(&dashboard, data::before()), NextStep::WaitForWebinars);
        dashboard.webinars[1].webinar.stream_url = None;
        assert_eq!(step(&dashboard, data::before()), NextStep::AddStreamLinks);
        dashboard.emails_failed = 1;
        assert_eq!(step(&dashboard, data::before()), NextStep::MendEmails);
        dashboard.emails_failed = 0;
        let after = data::before() + chrono::TimeDelta::days(30);
        dashboard.documents_being_made = 0;
        dashboard.documents_issued = 0;
        assert_eq!(step(&dashboard, after), NextStep::IssueDocuments);
        dashboard.documents_issued = 126;
        assert_eq!(step(&dashboard, after), NextStep::ReadReport);
        dashboard.session.state = SessionState::Draft;
        assert_eq!(step(&dashboard, after), NextStep::Publish);
        dashboard.webinars.clear();
        assert_eq!(step(&dashboard, after), NextStep::AddWebinars);
    }
}
