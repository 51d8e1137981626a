//! A new mailing: what it says, whom it is for, and exactly how many that are, before anything is written.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::Owner;
use club::email_text::Place;
use club::emails::sample_filling;
use club::emails::words::{Words, of};
use club::mailing::{Audience, Count, KINDS, MailingError, NewMailing, Texts as MailingTexts};
use club::session::PublicWebinar;
use entity::{EmailKind, PersonId, person, session};
use lang::{Lang, Texts};

use super::telling;
use crate::email_text::telling::{Listed, placeholders};
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::Errors;
use crate::layout::{Layout, form_again, page};
use crate::session::organize::{SessionWays, Way, find};

/// People that a search shows.
const FOUND: u64 = 30;

/// The form.
#[derive(Template)]
#[template(path = "pages/mailing/new.html")]
pub(crate) struct NewPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    kind: EmailKind,
    /// Value and name.
    kinds: Vec<(String, String)>,
    /// Value, name, whether it is chosen.
    audiences: Vec<(String, String, bool)>,
    webinars: Vec<(String, String, bool)>,
    search: String,
    /// Id, name, address, whether picked.
    people: Vec<(String, String, String, bool)>,
    texts: MailingTexts,
    english: Words,
    placeholders: Vec<Listed>,
    count: Option<Count>,
    errors: Errors,
}

/// What an organizer has typed so far.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) kind: EmailKind,
    /// Nothing chosen yet, or something that needs a webinar.
    pub(super) audience: Option<Audience>,
    pub(super) word: String,
    /// Whether a curator types.
    pub(super) is_curators: bool,
    pub(super) search: String,
    pub(super) texts: MailingTexts,
}

impl NewPage {
    pub(super) fn of(
        (layout, csrf): (Layout, String),
        session: &session::Model,
        typed: &Typed,
        webinars: &[PublicWebinar],
        people: &[person::Model],
    ) -> Result<Self, PageError> {
        let t = Texts(layout.lang);
        let chosen = match &typed.audience {
            Some(Audience::Webinar { webinar }) => Some(*webinar),
            Some(Audience::Attended { webinar } | Audience::Absent { webinar }) => *webinar,
            _ => None,
        };
        let picked = typed.picked();
        let person = |person: &person::Model| {
            let name = [&person.family, &person.given].map(String::as_str).join(" ");
            let name = match &person.patronymic {
                Some(patronymic) => format!("{name} {patronymic}"),
                None => name,
            };
            let address = person.email.clone().unwrap_or_else(|| t.say("mailing-no-address"));
            (person.id.to_string(), name, address, picked.contains(&person.id))
        };
        let values = sample_filling(typed.kind, layout.lang)?;
        let kind = of(typed.kind).ok_or(PageError::NotFound)?;
        Ok(Self {
            csrf,
            ways: SessionWays::of(session, Way::Mailings, t),
            kind: typed.kind,
            kinds: KINDS
                .iter()
                .map(|kind| (kind.to_string(), t.say(&format!("page-email-kind-{kind}"))))
                .collect(),
            audiences: telling::audiences(typed.kind, typed.is_curators)
                .iter()
                .map(|word| {
                    let name = t.say(&format!("mailing-audience-{word}"));
                    ((*word).to_owned(), name, *word == typed.word)
                })
                .collect(),
            webinars: webinars
                .iter()
                .map(|row| {
                    (row.id.to_string(), format!("{} {}", row.code, row.title), Some(row.id) == chosen)
                })
                .collect(),
            search: typed.search.clone(),
            people: people.iter().map(person).collect(),
            english: typed
                .texts
                .en
                .clone()
                .unwrap_or_else(|| Words { subject: String::new(), body: String::new() }),
            texts: typed.texts.clone(),
            placeholders: placeholders(kind, values.as_ref().map(|one| &one.values), t),
            count: None,
            errors: Errors::default(),
            t,
            layout,
        })
    }

    /// Without invented people, who are Russian in every language.
    pub(super) fn forget_people(&mut self, lang: Lang) {
        if lang == Lang::En {
            self.placeholders.iter_mut().for_each(|placeholder| placeholder.sample.clear());
        }
    }

    pub(super) fn tell(&mut self, count: Option<Count>, errors: Errors) {
        self.count = count;
        self.errors = errors;
    }
}

impl Typed {
    fn picked(&self) -> &[PersonId] {
        match &self.audience {
            Some(Audience::Picked { people }) => people,
            _ => &[],
        }
    }
}

async fn shown(context: &Context, session: &session::Model, typed: &Typed) -> Result<NewPage, PageError> {
    let (club, viewer) = (&context.club, &context.viewer);
    let programme = club::session::programme(club, viewer, &session.slug).await?;
    let webinars = programme.map(|programme| programme.webinars).unwrap_or_default();
    let webinars: Vec<_> = webinars.into_iter().map(|line| line.webinar).collect();
    let mut people = club::mailing::people(club, viewer, session, typed.picked()).await?;
    for found in club::mailing::people_like(club, viewer, session, &typed.search, FOUND).await? {
        if people.iter().all(|known| known.id != found.id) {
            people.push(found);
        }
    }
    NewPage::of((Layout::of(context), context.csrf()), session, typed, &webinars, &people)
}

/// The words that hold for a kind now: where a new mailing begins.
async fn beginning(context: &Context, session: &session::Model, kind: EmailKind) -> Result<Typed, PageError> {
    let words = async |language: Lang| {
        let place = Place::new(Owner::of_session(session), kind, language);
        let found = club::email_text::find(&context.club, &context.viewer, place).await?;
        found.map(|text| text.words()).ok_or(PageError::NotFound)
    };
    let en = if kind == EmailKind::Announcement { None } else { Some(words(Lang::En).await?) };
    let texts = MailingTexts { ru: words(Lang::Ru).await?, en };
    let (word, audience) = match kind {
        EmailKind::Invitation => ("invited".to_owned(), Some(Audience::Invited { everywhere: false })),
        _ => (String::new(), None),
    };
    let is_curators = context.viewer.is_curator();
    Ok(Typed { kind, audience, word, is_curators, search: String::new(), texts })
}

/// `GET /organize/{session}/mailings/new`
pub(crate) async fn form(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    let kind = context.query("kind").and_then(|kind| kind.parse().ok());
    let kind = kind.filter(|kind| KINDS.contains(kind)).unwrap_or(EmailKind::Announcement);
    let typed = beginning(&context, &session, kind).await?;
    page(&shown(&context, &session, &typed).await?)
}

fn read(context: &Context, fields: &Fields) -> Result<Typed, PageError> {
    let kind = fields.text("kind")?.parse().map_err(|_no_kind| PageError::BadRequest)?;
    Ok(Typed {
        kind,
        audience: telling::read_audience(fields)?,
        word: fields.text("audience")?,
        is_curators: context.viewer.is_curator(),
        search: fields.text("q")?,
        texts: telling::read_texts(fields)?,
    })
}

/// `POST /organize/{session}/mailings/new`: searches, counts, or keeps the draft.
pub(crate) async fn create(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    let typed = read(&context, &fields)?;
    let step = fields.text("do")?;
    if step == "find" {
        return page(&shown(&context, &session, &typed).await?);
    }
    let mut errors = telling::text_errors(typed.kind, &typed.texts, context.t);
    let (club, viewer) = (&context.club, &context.viewer);
    let Some(audience) = typed.audience.clone() else {
        let key = if typed.word == "webinar" { "mailing-which-webinar" } else { "mailing-to-whom" };
        errors.add("audience", context.t.say(key));
        let mut again = shown(&context, &session, &typed).await?;
        again.tell(None, errors);
        return form_again(&again);
    };
    let count = club::mailing::count(club, viewer, &session, &audience).await?;
    if step != "create" {
        let mut counted = shown(&context, &session, &typed).await?;
        counted.tell(Some(count), Errors::default());
        return page(&counted);
    }
    if errors.is_empty() {
        let new = NewMailing { kind: typed.kind, audience, texts: typed.texts.clone() };
        match club::mailing::create(club, viewer, &session, new).await {
            Ok(id) => return Ok(see_other(&format!("/organize/{}/mailings/{id}", session.slug))),
            Err(MailingError::Nobody) => errors.add("audience", context.t.say("mailing-problem-nobody")),
            Err(error) => return Err(error.into()),
        }
    }
    let mut again = shown(&context, &session, &typed).await?;
    again.tell(Some(count), errors);
    form_again(&again)
}
