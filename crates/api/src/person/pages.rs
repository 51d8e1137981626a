//! Everything that is somebody's own: webinars, talks, documents, consents, log-ins.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Europe::Moscow;
use club::document::RegistryLine;
use club::registration::OwnRegistration;
use club::talk::OwnTalk;
use entity::{
    ConsentPurpose, CorrectionState, DocumentId, DocumentState, LoginId, TalkState, consent, consent_text,
    correction, login, waiting_place, webinar,
};
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::samples::data;
use crate::times::{WebinarTime, instant};

/// Somebody's own page.
#[derive(Template)]
#[template(path = "pages/person/me.html")]
struct MePage {
    layout: Layout,
    t: Texts,
    csrf: String,
    name: String,
    ahead: Vec<Webinar>,
    over: Vec<Webinar>,
    queued: Vec<Queued>,
    talks: Vec<Talk>,
    documents: Vec<Document>,
    consents: Vec<Consent>,
    logins: Vec<Login>,
    done: Option<String>,
}

/// A webinar that the person is registered for.
struct Webinar {
    title: String,
    time: WebinarTime,
    /// Of the join link, while the webinar is not over.
    join_secret: String,
    /// Key of the verdict's text; nothing before it.
    verdict: Option<&'static str>,
}

/// A webinar that is full: the person waits for a place.
struct Queued {
    title: String,
    time: WebinarTime,
    secret: String,
}

/// A talk of the person's own.
struct Talk {
    topic: String,
    state: String,
    webinar: Option<(String, WebinarTime)>,
    /// Of the application, where the person made it.
    secret: Option<String>,
}

/// A document of the person's own.
struct Document {
    id: String,
    kind: String,
    number: String,
    code: String,
    webinar: Option<String>,
    state: DocumentState,
    has_file: bool,
    is_file_public: bool,
    /// What became of the newest wish to have it corrected.
    correction: Option<String>,
    /// No wish waits for an answer.
    may_ask: bool,
}

/// A consent that stands or was withdrawn.
struct Consent {
    purpose: ConsentPurpose,
    title: String,
    given: String,
    withdrawn: Option<String>,
    body: String,
    /// A newer row of this purpose speaks for it.
    is_newest: bool,
}

/// A browser in which the person is logged in.
struct Login {
    id: String,
    browser: String,
    since: String,
    is_present: bool,
}

/// What the club knows of the person.
struct Own {
    registrations: Vec<OwnRegistration>,
    queued: Vec<(waiting_place::Model, webinar::Model)>,
    talks: Vec<OwnTalk>,
    documents: Vec<RegistryLine>,
    wishes: Vec<(DocumentId, correction::Model)>,
    consents: Vec<(consent::Model, consent_text::Model)>,
    logins: Vec<login::Model>,
}

impl MePage {
    fn of(
        layout: Layout,
        csrf: String,
        name: String,
        own: &Own,
        present: Option<LoginId>,
        now: DateTime<Utc>,
    ) -> Self {
        let (lang, t) = (layout.lang, Texts(layout.lang));
        let (over, ahead): (Vec<_>, Vec<_>) =
            own.registrations.iter().partition(|own| own.webinar.ends_at <= now);
        Self {
            t,
            csrf,
            name,
            ahead: ahead.into_iter().map(|own| Webinar::of(own, lang)).collect(),
            over: over.into_iter().rev().map(|own| Webinar::of(own, lang)).collect(),
            queued: own.queued.iter().map(|(place, webinar)| Queued::of(place, webinar, lang)).collect(),
            talks: own.talks.iter().map(|own| Talk::of(own, lang)).collect(),
            documents: own.documents.iter().map(|line| Document::of(line, &own.wishes, t)).collect(),
            done: None,
            consents: consents(&own.consents, t),
            logins: own.logins.iter().map(|login| Login::of(login, present, t)).collect(),
            layout,
        }
    }

    /// The page with sample data.
    fn sample(lang: Lang) -> Self {
        let layout = Layout::sample_of_curator(lang);
        let name = club::person::full_name(&data::person(lang)).full();
        let own = Own {
            registrations: data::own_registrations(lang),
            queued: vec![(data::waiting_view(lang).place, data::waiting_view(lang).webinar)],
            talks: data::own_talks(lang),
            documents: data::registry(lang),
            wishes: vec![(data::id(121), data::open_wish(lang).correction)],
            consents: data::consents(lang),
            logins: vec![data::login()],
        };
        Self::of(layout, "sample".to_owned(), name, &own, Some(data::id(200)), data::between())
    }

    /// The page of somebody who has nothing yet.
    fn empty_sample(lang: Lang) -> Self {
        let own = Own {
            registrations: vec![],
            queued: vec![],
            talks: vec![],
            documents: vec![],
            wishes: vec![],
            consents: vec![],
            logins: vec![],
        };
        let name = club::person::full_name(&data::person(lang)).full();
        Self::of(Layout::sample_of_curator(lang), "sample".to_owned(), name, &own, None, data::before())
    }
}

impl Webinar {
    fn of(own: &OwnRegistration, lang: Lang) -> Self {
        Self {
            title: lang::typeset(&own.webinar.title),
            time: WebinarTime::of(&own.webinar, "", lang),
            join_secret: own.registration.join_secret.clone(),
            verdict: own.attendance.as_ref().map(|attendance| {
                if attendance.attended { "page-me-attended" } else { "page-me-not-attended" }
            }),
        }
    }
}

impl Queued {
    fn of(place: &waiting_place::Model, webinar: &webinar::Model, lang: Lang) -> Self {
        Self {
            title: lang::typeset(&webinar.title),
            time: WebinarTime::of(webinar, "", lang),
            secret: place.secret.clone(),
        }
    }
}

impl Talk {
    fn of(own: &OwnTalk, lang: Lang) -> Self {
        let webinar = own.webinar.as_ref();
        Self {
            topic: if own.talk.topic.is_empty() {
                Texts(lang).say("talk-email-untitled")
            } else {
                lang::typeset(&own.talk.topic)
            },
            secret: own.talk.secret.clone().filter(|_| own.is_first),
            state: Texts(lang).say(&format!("page-talk-state-{}", shown_state(own.talk.state))),
            webinar: webinar.map(|webinar| (webinar.slug.clone(), WebinarTime::of(webinar, "", lang))),
        }
    }
}

/// A confirmed talk is as good as accepted for who reads about it.
fn shown_state(state: TalkState) -> TalkState {
    if state == TalkState::Confirmed { TalkState::Accepted } else { state }
}

impl Document {
    fn of(line: &RegistryLine, wishes: &[(DocumentId, correction::Model)], t: Texts) -> Self {
        let document = &line.document;
        let wish = wishes.iter().find(|(of, _)| *of == document.id).map(|(_, wish)| wish);
        let is_open = wish.is_some_and(|wish| wish.state == CorrectionState::Open);
        Self {
            id: document.id.to_string(),
            kind: t.say(&format!("page-document-kind-{}", document.kind)),
            number: document.number.clone(),
            code: document.code.clone(),
            webinar: line.webinar.as_ref().map(|webinar| lang::typeset(&webinar.title)),
            state: document.state,
            has_file: document.sha256.is_some(),
            is_file_public: document.is_file_public,
            correction: wish.map(|wish| correction_text(wish, t)),
            may_ask: document.state != DocumentState::Revoked && !is_open,
        }
    }
}

fn correction_text(wish: &correction::Model, t: Texts) -> String {
    let answer = wish.answer.as_deref().unwrap_or_default();
    t.say_with(&format!("page-correction-state-{}", wish.state), &[("answer", answer.into())])
}

/// Newest first; of each purpose only the newest can be withdrawn.
fn consents(rows: &[(consent::Model, consent_text::Model)], t: Texts) -> Vec<Consent> {
    let mut seen = Vec::new();
    let mut consents = Vec::new();
    for (consent, text) in rows {
        let is_newest = !seen.contains(&consent.purpose);
        seen.push(consent.purpose);
        consents.push(Consent {
            purpose: consent.purpose,
            title: t.say(&format!("page-consent-{}", consent.purpose)),
            given: instant(consent.given_at, Moscow, t.lang()),
            withdrawn: consent.withdrawn_at.map(|at| instant(at, Moscow, t.lang())),
            body: text.body.clone(),
            is_newest,
        });
    }
    consents
}

impl Login {
    fn of(login: &login::Model, present: Option<LoginId>, t: Texts) -> Self {
        Self {
            id: login.id.to_string(),
            browser: login.user_agent.as_deref().map_or_else(|| t.say("page-me-unknown-browser"), browser),
            since: instant(login.created_at, Moscow, t.lang()),
            is_present: present == Some(login.id),
        }
    }
}

/// A browser and a system that people know by name, out of what the browser says of itself.
fn browser(agent: &str) -> String {
    let find = |names: &[(&'static str, &'static str)]| {
        names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
    };
    let browsers = [
        ("YaBrowser", "Яндекс Браузер"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    let systems = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    let named: Vec<&str> = find(&browsers).into_iter().chain(find(&systems)).collect();
    if named.is_empty() { agent.chars().take(60).collect() } else { named.join(" · ") }
}

/// `GET /me`
pub(crate) async fn show(context: Context) -> Result<HttpResponse, PageError> {
    let (club, viewer) = (&context.club, &context.viewer);
    let own = Own {
        registrations: club::registration::of_viewer(club, viewer).await?,
        queued: club::waiting::of_viewer(club, viewer).await?,
        talks: club::talk::of_viewer(club, viewer).await?,
        documents: club::document::of_viewer(club, viewer).await?,
        wishes: club::correction::of_viewer(club, viewer).await?,
        consents: club::consent::of_viewer(club, viewer).await?,
        logins: club::login::of_viewer(club, viewer).await?,
    };
    let club::Viewer::Person { name, login_id, .. } = viewer else { return Err(PageError::NotFound) };
    let (layout, csrf) = (Layout::of(&context), context.csrf());
    let mut me = MePage::of(layout, csrf, name.clone(), &own, Some(*login_id), club.clock.now());
    me.done = context.query("asked").map(|_| context.t.say("page-correction-sent"));
    page(&me)
}

/// `POST /me/consents/{purpose}/withdraw`
pub(crate) async fn withdraw_consent(
    context: Context,
    purpose: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let Ok(purpose) = purpose.parse() else { return Err(PageError::NotFound) };
    club::consent::withdraw(&context.club, &context.viewer, purpose).await?;
    Ok(see_other("/me#consents"))
}

/// `POST /me/logins/{id}/end`
pub(crate) async fn end_login(context: Context, id: web::Path<String>) -> Result<HttpResponse, PageError> {
    let Ok(id) = id.parse() else { return Err(PageError::NotFound) };
    club::login::end(&context.club, &context.viewer, Some(id)).await?;
    Ok(see_other("/me#logins"))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    vec![
        Sample::of("person-me", &MePage::sample(lang)),
        Sample::of("person-me-empty", &MePage::empty_sample(lang)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_called_by_the_name_that_people_know() {
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
        assert_eq!(browser(chrome), "Chrome · Windows");
        assert_eq!(browser(&format!("{chrome} YaBrowser/24.6")), "Яндекс Браузер · Windows");
        assert_eq!(browser("curl/8"), "curl/8");
    }
}
