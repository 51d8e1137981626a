//! Listeners of a session whose address takes no e-mails, and the form that corrects it.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::email_report::{self, CorrectError, Unreachable};
use club::{Address, person};
use entity::{EmailReportId, PersonId, ReportKind, ReportSource, session};
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::Errors;
use crate::layout::{Layout, form_again, page};
use crate::samples::data;
use crate::session::organize::{SessionWays, Way, find};
use crate::times::{instant, zone};

/// Listeners who cannot be written to.
#[derive(Template)]
#[template(path = "pages/email_report/addresses.html")]
struct AddressesPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    people: Vec<Line>,
    done: Option<String>,
    errors: Errors,
}

/// A listener in the list.
struct Line {
    id: String,
    name: String,
    address: String,
    phone: Option<String>,
    webinars: String,
    reason: String,
    /// In the server's words.
    said: String,
    at: Option<String>,
    /// What was typed, when it came back.
    typed: String,
}

impl Line {
    fn of(one: &Unreachable, session: &session::Model, t: Texts) -> Self {
        let report = one.report.as_ref();
        let reason = match report.map(|report| report.kind) {
            Some(ReportKind::Complaint) => "page-address-complained",
            Some(ReportKind::Bounce | ReportKind::Delay) => "page-address-bounced",
            None => "page-address-listed",
        };
        let codes: Vec<&str> = one.webinars.iter().map(|webinar| webinar.code.as_str()).collect();
        Self {
            id: one.person.id.to_string(),
            name: person::full_name(&one.person).full(),
            address: one.person.email.clone().unwrap_or_default(),
            phone: one.person.phone.clone(),
            webinars: codes.join(", "),
            reason: t.say(reason),
            said: report.map(|report| report.reason.clone()).unwrap_or_default(),
            at: report.map(|report| instant(report.received_at, zone(&session.time_zone), t.lang())),
            typed: String::new(),
        }
    }
}

impl AddressesPage {
    fn of(layout: Layout, csrf: String, session: &session::Model, people: &[Unreachable]) -> Self {
        let t = Texts(layout.lang);
        Self {
            csrf,
            ways: SessionWays::of(session, Way::Emails, t),
            people: people.iter().map(|one| Line::of(one, session, t)).collect(),
            done: None,
            errors: Errors::default(),
            t,
            layout,
        }
    }
}

async fn addresses_page(context: &Context, session: &session::Model) -> Result<AddressesPage, PageError> {
    let people = email_report::unreachable(&context.club, &context.viewer, session).await?;
    Ok(AddressesPage::of(Layout::of(context), context.csrf(), session, &people))
}

/// `GET /organize/{session}/addresses`
pub(crate) async fn list(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    let mut list = addresses_page(&context, &session).await?;
    list.done = context.query("corrected").map(|_| context.t.say("page-address-corrected"));
    page(&list)
}

/// `POST /organize/{session}/addresses/{person}`
pub(crate) async fn correct(
    context: Context,
    path: web::Path<(String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (slug, id) = path.into_inner();
    let session = find(&context, &slug).await?;
    let person: PersonId = id.parse().map_err(|_no_id| PageError::NotFound)?;
    let typed = fields.text("address")?;
    let problem = match Address::parse(&typed) {
        Err(_no_address) => "page-address-none",
        Ok(address) => {
            match email_report::correct(&context.club, &context.viewer, &session, person, address).await {
                Ok(()) => return Ok(see_other(&format!("/organize/{slug}/addresses?corrected=1"))),
                Err(CorrectError::NotFound) => return Err(PageError::NotFound),
                Err(CorrectError::NoGood) => "page-address-no-good",
                Err(CorrectError::IsTaken) => "page-address-is-taken",
                Err(CorrectError::Db(error)) => return Err(error.into()),
            }
        }
    };
    let mut again = addresses_page(&context, &session).await?;
    again.errors.add("address", context.t.say(problem));
    for line in again.people.iter_mut().filter(|line| line.id == person.to_string()) {
        line.typed.clone_from(&typed);
    }
    form_again(&again)
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let session = data::session(lang);
    let address = "maria@shcool44.example";
    let report = entity::email_report::Model {
        id: EmailReportId::from(uuid::Uuid::nil()),
        outbox_email_id: None,
        address: address.to_owned(),
        kind: ReportKind::Bounce,
        source: ReportSource::Pipe,
        status: Some("5.1.2".to_owned()),
        reason: "550 5.1.2 Domain not found".to_owned(),
        sha256: String::new(),
        received_at: data::before(),
    };
    let person = entity::person::Model { email: Some(address.to_owned()), ..data::person(lang) };
    let webinars = vec![data::webinar(lang, 1), data::webinar(lang, 2)];
    let people = [Unreachable { person, webinars, report: Some(report) }];
    let of = |people: &[Unreachable]| {
        AddressesPage::of(Layout::sample_of_curator(lang), "sample".to_owned(), &session, people)
    };
    vec![
        Sample::of("email_report-addresses", &of(&people)),
        Sample::of("email_report-addresses-empty", &of(&[])),
    ]
}
