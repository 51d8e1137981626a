//! The page of a school for everybody, its logo, and names to choose from while somebody types one.

use actix_web::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};
use club::school::SchoolPage;
use entity::school;
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::samples::data;
use crate::session::view::{Phase, SpeakerLine, WebinarCard};

/// Of what is typed no more is minded.
const LONGEST_SEARCH: usize = 100;

/// The page of a school for everybody.
#[derive(Template)]
#[template(path = "pages/school/show.html")]
struct ShowPage {
    layout: Layout,
    t: Texts,
    key: String,
    name: String,
    full_name: String,
    kind: String,
    place: String,
    has_logo: bool,
    /// Label and words.
    facts: Vec<(String, String)>,
    site: Option<String>,
    email: Option<String>,
    ahead: Vec<WebinarCard>,
    over: Vec<WebinarCard>,
    speakers: Vec<SpeakerLine>,
    may_change: bool,
}

/// The word of a school's address, or its id.
pub(crate) fn key_of(school: &school::Model) -> String {
    school.slug.clone().unwrap_or_else(|| school.id.to_string())
}

/// «Сургут, Ханты-Мансийский автономный округ — Югра»; a city that is a region of its own once.
pub(crate) fn place_of(school: &school::Model) -> String {
    if school.region == school.city || school.region.is_empty() {
        return school.city.clone();
    }
    format!("{}, {}", school.city, school.region)
}

impl ShowPage {
    fn of(layout: Layout, public: &SchoolPage, now: DateTime<Utc>, may_change: bool) -> Self {
        let (school, t) = (&public.school, Texts(layout.lang));
        let cards = public.webinars.iter().map(|webinar| WebinarCard::of(webinar, now, layout.lang));
        let (mut ahead, over): (Vec<_>, Vec<_>) =
            cards.partition(|card| matches!(card.phase, Phase::Ahead | Phase::Live));
        ahead.reverse();
        let facts = [("school-address", &school.address), ("school-phone", &school.phone)];
        let said = |(key, words): (&str, &Option<String>)| Some((t.say(key), words.clone()?));
        Self {
            key: key_of(school),
            name: lang::typeset(&school.short_name),
            full_name: lang::typeset(&school.full_name),
            kind: t.say(&format!("school-kind-{}", school.kind)),
            place: place_of(school),
            has_logo: school.logo.is_some(),
            facts: facts.into_iter().filter_map(said).collect(),
            site: school.site.clone(),
            email: school.email.clone(),
            ahead,
            over,
            speakers: public.speakers.iter().map(SpeakerLine::of).collect(),
            may_change,
            t,
            layout,
        }
    }

    fn sample(lang: Lang, may_change: bool) -> Self {
        let programme = data::programme(lang);
        let speakers = programme.webinars.iter().flat_map(|webinar| &webinar.talks);
        let speakers = speakers.flat_map(|talk| talk.speakers.clone()).collect();
        let school = school::Model {
            site: Some("https://school44.example".to_owned()),
            email: Some("office@school44.example".to_owned()),
            phone: Some("+7 3462 00-00-00".to_owned()),
            ..data::school(lang)
        };
        let public = SchoolPage { school, webinars: programme.webinars, speakers };
        Self::of(Layout::sample(lang), &public, data::during(), may_change)
    }
}

/// `GET /schools/{school}`: a school that turned out to be another one leads there.
pub(crate) async fn show(context: Context, key: web::Path<String>) -> Result<HttpResponse, PageError> {
    let found = club::school::find(&context.club, &key).await?.ok_or(PageError::NotFound)?;
    let asked = found.id;
    let school = club::school::standing(&context.club, found).await?.ok_or(PageError::NotFound)?;
    if school.id != asked {
        return Ok(see_other(&format!("/schools/{}", key_of(&school))));
    }
    let may_change = club::school::may_change(&context.viewer, &school);
    let public = club::school::public(&context.club, school).await?;
    page(&ShowPage::of(Layout::of(&context), &public, context.club.clock.now(), may_change))
}

/// `GET /schools/{school}/logo.png`
pub(crate) async fn logo(
    context: Context,
    request: HttpRequest,
    key: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let school = club::school::find(&context.club, &key).await?.ok_or(PageError::NotFound)?;
    let tag = format!("\"{}\"", school.logo.as_deref().ok_or(PageError::NotFound)?);
    let known = request.headers().get(IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    let keep = (CACHE_CONTROL, "public, max-age=300");
    if known.is_some_and(|known| known.contains(&tag)) {
        return Ok(HttpResponse::NotModified().insert_header(keep).insert_header((ETAG, tag)).finish());
    }
    let png = club::school::logo(&context.club, &school).await.map_err(PageError::broken)?;
    Ok(HttpResponse::Ok().content_type("image/png").insert_header(keep).insert_header((ETAG, tag)).body(png))
}

/// `GET /schools/suggest?q=…`: a few public names, as JSON for a script of ours.
pub(crate) async fn suggest(context: Context) -> Result<HttpResponse, PageError> {
    let typed: String = context.query("q").unwrap_or_default().chars().take(LONGEST_SEARCH).collect();
    let found = club::school::suggest(&context.club, &typed).await?;
    let schools: Vec<_> = found
        .iter()
        .map(|school| {
            serde_json::json!({
                "name": school.short_name,
                "city": school.city,
                "region": school.region,
                "zone": school.time_zone,
            })
        })
        .collect();
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, "public, max-age=60")).json(schools))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    vec![
        Sample::of("school-show", &ShowPage::sample(lang, false)),
        Sample::of("school-show-own", &ShowPage::sample(lang, true)),
    ]
}
