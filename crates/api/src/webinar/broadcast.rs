//! The page of a webinar's staff: its stream link, its listeners and their presence.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::webinar::{ListenerLine, StaffError, StaffView};
use lang::{Lang, Texts};

use super::forms::{ByHand, ByHandForm, StreamLink, StreamLinkForm};
use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::samples::data;
use crate::session::view::title;
use crate::times::WebinarTime;

/// The staff's page of a webinar.
#[derive(Template)]
#[template(path = "pages/webinar/broadcast.html")]
struct BroadcastPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    slug: String,
    title: String,
    time: WebinarTime,
    session_slug: String,
    session_title: String,
    may_organize: bool,
    code_word: Option<String>,
    stream_url: Option<String>,
    link_field: Field,
    listeners: Vec<Listener>,
    joined: usize,
    /// What was typed as a reason and came back.
    reason: String,
    errors: Errors,
    /// A sentence on what was just done.
    done: Option<String>,
}

/// A listener as the moderator sees one.
struct Listener {
    registration: String,
    name: String,
    from: String,
    question: Option<String>,
    has_joined: bool,
    /// «43 минуты (72,5 %)»; nothing while nobody has counted.
    watched: Option<String>,
    /// Key of the verdict's text.
    verdict: &'static str,
    evidence: Vec<String>,
}

impl Listener {
    fn of(line: &ListenerLine, t: Texts) -> Self {
        let percent = lang::decimal(f64::from(line.percent_tenths) / 10.0, 1, t.lang());
        let minutes = lang::minutes(i64::from(line.seconds / 60), t.lang());
        let from = [line.school_name.as_str(), line.city.as_str()];
        Self {
            registration: line.registration_id.to_string(),
            name: line.name.clone(),
            from: lang::typeset(
                &from.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
            ),
            question: line.question.clone(),
            has_joined: line.has_joined,
            watched: (line.seconds > 0).then(|| format!("{minutes} ({percent}\u{a0}%)")),
            verdict: match line.attended {
                Some(true) => "page-broadcast-attended",
                Some(false) => "page-broadcast-absent",
                None => "page-broadcast-not-judged",
            },
            evidence: line
                .evidence
                .split_whitespace()
                .map(|kind| t.say(&format!("page-evidence-{kind}")))
                .collect(),
        }
    }
}

impl BroadcastPage {
    fn of(layout: Layout, csrf: String, view: &StaffView, link: &StreamLinkForm, errors: Errors) -> Self {
        let t = Texts(layout.lang);
        let row = &view.webinar;
        let link_field = Field::line("stream_url", "page-broadcast-link", &link.stream_url, &errors, t)
            .of_kind("url")
            .optional(t);
        Self {
            t,
            csrf,
            slug: row.slug.clone(),
            title: lang::typeset(&row.title),
            time: WebinarTime::of(row, &view.host_school.city, layout.lang),
            session_slug: view.session.slug.clone(),
            session_title: title(&view.session),
            may_organize: view.may_organize,
            code_word: row.code_word.clone(),
            stream_url: row.stream_url.clone(),
            link_field,
            joined: view.listeners.iter().filter(|line| line.has_joined).count(),
            listeners: view.listeners.iter().map(|line| Listener::of(line, t)).collect(),
            reason: String::new(),
            errors,
            done: None,
            layout,
        }
    }

    /// The page with sample data.
    fn sample(lang: Lang) -> Self {
        let link = StreamLinkForm { stream_url: "https://stream.example/spring/01".to_owned() };
        let layout = Layout::sample_of_curator(lang);
        Self::of(layout, "sample".to_owned(), &data::staff_view(lang), &link, Errors::default())
    }
}

impl From<StaffError> for PageError {
    fn from(error: StaffError) -> Self {
        match error {
            StaffError::NotFound => PageError::NotFound,
            StaffError::Forbidden => PageError::Forbidden,
            StaffError::Db(error) => error.into(),
        }
    }
}

async fn page_of(
    context: &Context,
    slug: &str,
    link: Option<StreamLinkForm>,
    errors: Errors,
) -> Result<BroadcastPage, PageError> {
    let view = club::webinar::staff_view(&context.club, &context.viewer, slug).await?;
    let stored = || StreamLinkForm { stream_url: view.webinar.stream_url.clone().unwrap_or_default() };
    let link = link.unwrap_or_else(stored);
    Ok(BroadcastPage::of(Layout::of(context), context.csrf(), &view, &link, errors))
}

/// `GET /broadcast/{webinar}`
pub(crate) async fn show(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let mut broadcast = page_of(&context, &slug, None, Errors::default()).await?;
    broadcast.done = match context.query("done").as_deref() {
        Some("link") => Some(context.t.say("page-broadcast-link-saved")),
        Some("attendance") => Some(context.t.say("page-broadcast-marked")),
        _ => None,
    };
    page(&broadcast)
}

/// `POST /broadcast/{webinar}/stream-link`
pub(crate) async fn set_stream_link(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let form = StreamLinkForm::read(&fields)?;
    match StreamLink::try_from((&form, context.t)) {
        Ok(link) => {
            let webinar =
                club::webinar::set_stream_url(&context.club, &context.viewer, &slug, link.0).await?;
            Ok(see_other(&format!("/broadcast/{}?done=link", webinar.slug)))
        }
        Err(errors) => form_again(&page_of(&context, &slug, Some(form), errors).await?),
    }
}

/// `POST /broadcast/{webinar}/attendance`
pub(crate) async fn mark_by_hand(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    // The page is asked for first: whoever may not see it may not mark on it.
    let view = club::webinar::staff_view(&context.club, &context.viewer, &slug).await?;
    let form = ByHandForm::read(&fields)?;
    let word = match ByHand::try_from((&form, context.t)) {
        Ok(word) => word,
        Err(errors) => {
            let mut again = page_of(&context, &slug, None, errors).await?;
            again.reason = form.reason;
            return form_again(&again);
        }
    };
    if view.listeners.iter().all(|line| line.registration_id != word.registration) {
        return Err(PageError::NotFound);
    }
    club::attendance::mark_by_hand(
        &context.club,
        &context.viewer,
        word.registration,
        word.was_there,
        &word.reason,
    )
    .await?;
    Ok(see_other(&format!("/broadcast/{}?done=attendance", view.webinar.slug)))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    vec![Sample::of("webinar-broadcast", &BroadcastPage::sample(lang))]
}
