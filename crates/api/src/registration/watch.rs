//! The watch page: the way to the stream, the code word, and how much has been watched.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::attendance::{BEAT_SECONDS, CodeWordAnswer};
use club::person;
use club::registration::{JoinError, JoinPhase, JoinView};
use entity::CodeWordRule;
use lang::{Lang, Texts};

use super::join::JoinedWebinar;
use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::samples::data;

/// The longest name of a watch page that a beat may carry.
const LONGEST_PAGE_NAME: usize = 64;

/// However fast the club's clock runs, a page says no more often that it is open.
const SHORTEST_BEAT_SECONDS: f64 = 0.25;

/// The watch page.
#[derive(Template)]
#[template(path = "pages/registration/watch.html")]
struct WatchPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    secret: String,
    webinar: JoinedWebinar,
    /// Only while the stream may be watched.
    stream_url: Option<String>,
    /// The random name of this open page.
    page: String,
    /// Of the browser's clock: the club's may run faster.
    beat_seconds: f64,
    watched_seconds: i32,
    needed_seconds: i64,
    watched: String,
    code_word: CodeWordPart,
}

/// A watch page as it is opened.
struct Opened {
    csrf: String,
    secret: String,
    /// A random name.
    page: String,
    /// Of the club's clock.
    speed: f64,
}

/// Where a listener stands with the code word.
enum CodeWordPart {
    NotAsked,
    Given,
    Asked(Box<Field>),
}

impl WatchPage {
    fn of(layout: Layout, opened: Opened, view: &JoinView, word: &str, errors: &Errors) -> Self {
        let t = Texts(layout.lang);
        let length = (view.webinar.ends_at - view.webinar.starts_at).num_seconds();
        let minutes = (view.watched_seconds / 60).to_string();
        Self {
            t,
            csrf: opened.csrf,
            secret: opened.secret,
            webinar: JoinedWebinar::of(view, layout.lang),
            stream_url: view.webinar.stream_url.clone().filter(|_| view.phase == JoinPhase::Open),
            page: opened.page,
            beat_seconds: (f64::from(BEAT_SECONDS) / opened.speed.max(1.0)).max(SHORTEST_BEAT_SECONDS),
            watched_seconds: view.watched_seconds,
            needed_seconds: length * i64::from(view.session.watch_percent) / 100,
            watched: t.say_with("page-watch-counted", &[("minutes", minutes.into())]),
            code_word: code_word_part(view, word, errors, t),
            layout,
        }
    }

    /// The page with sample data.
    fn sample(lang: Lang) -> Self {
        let view = data::join_view(lang);
        let sample = || "0123456789abcdefghjkmnpqrs".to_owned();
        let opened = Opened { csrf: sample(), secret: sample(), page: sample(), speed: 1.0 };
        Self::of(Layout::sample(lang), opened, &view, "", &Errors::default())
    }
}

fn code_word_part(view: &JoinView, word: &str, errors: &Errors, t: Texts) -> CodeWordPart {
    if view.session.code_word_rule == CodeWordRule::Ignored {
        CodeWordPart::NotAsked
    } else if view.code_word_given {
        CodeWordPart::Given
    } else {
        CodeWordPart::Asked(Box::new(Field::line("word", "page-watch-code-word", word, errors, t)))
    }
}

async fn watch_page(
    context: &Context,
    secret: &str,
    word: &str,
    errors: &Errors,
) -> Result<WatchPage, PageError> {
    let view = club::registration::join_view(&context.club, secret).await?;
    let context = context.speaking(person::language(&view.person));
    let opened = Opened {
        csrf: context.csrf(),
        secret: secret.to_owned(),
        page: context.club.chance.secret(),
        speed: context.club.clock.speed(),
    };
    Ok(WatchPage::of(Layout::of(&context), opened, &view, word, errors))
}

/// `GET /j/{secret}/watch`
pub(crate) async fn show(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    let view = club::registration::join_view(&context.club, &secret).await?;
    if !matches!(view.phase, JoinPhase::Open | JoinPhase::OpenWithoutStream | JoinPhase::Over) {
        return Ok(see_other(&format!("/j/{secret}")));
    }
    page(&watch_page(&context, &secret, "", &Errors::default()).await?)
}

/// `POST /j/{secret}/beat`
pub(crate) async fn beat(
    context: Context,
    secret: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let page = fields.text("page")?;
    if page.is_empty() || page.len() > LONGEST_PAGE_NAME || !page.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Err(PageError::BadRequest);
    }
    let beat = club::attendance::beat(&context.club, &secret, &page).await?;
    let answer =
        serde_json::json!({ "watched_seconds": beat.watched_seconds, "needed_seconds": beat.needed_seconds });
    Ok(HttpResponse::Ok().json(answer))
}

/// `POST /j/{secret}/code-word`
pub(crate) async fn code_word(
    context: Context,
    secret: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let word = fields.text("word")?;
    let mut errors = Errors::default();
    let cleaned = errors.line("word", &word, 100, context.t);
    if errors.is_empty() {
        let key = match club::attendance::give_code_word(&context.club, &secret, &cleaned).await {
            Ok(CodeWordAnswer::Right) => return Ok(see_other(&format!("/j/{secret}/watch"))),
            Ok(CodeWordAnswer::Wrong) => "page-watch-word-wrong",
            Ok(CodeWordAnswer::TooMany) => "page-watch-word-too-many",
            Ok(CodeWordAnswer::NotNow) | Err(JoinError::NotOpen(_)) => "page-watch-word-not-now",
            Err(error) => return Err(error.into()),
        };
        errors.add("word", context.t.say(key));
    }
    form_again(&watch_page(&context, &secret, &word, &errors).await?)
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    vec![Sample::of("registration-watch", &WatchPage::sample(lang))]
}
