//! The e-mail that confirms a registration.

use askama::Template;
use chrono::TimeDelta;
use chrono_tz::Tz;
use entity::{EmailKind, person, session, webinar};
use lang::{Lang, Texts};
use mail::{Address, Attachment};
use sea_orm::{DatabaseTransaction, DbErr};

use super::register::Registered;
use crate::emails::words::{Filling, Frame, Value, wordings};
use crate::emails::{club_values, greeting, unlinked};
use crate::outbox::{self, Limit, NewEmail};
use crate::person::{full_name, grammar, language, zone};
use crate::school::queries as schools;
use crate::webinar::{CalendarEntry, calendar};
use crate::{Club, login};

/// How long the link to the personal page is good.
const PAGE_LINK_VALID: TimeDelta = TimeDelta::days(30);

/// Further registrations are kept, too; their join links come in the morning.
pub(super) const CONFIRMATIONS: Limit =
    Limit { kind: EmailKind::RegistrationConfirmed, most: 3, each: TimeDelta::days(1) };

/// Of lists, whose school vouches for its addresses: all its teachers may read e-mails in one mailbox.
pub(super) const OF_LISTS: Limit =
    Limit { kind: EmailKind::RegistrationConfirmed, most: 200, each: TimeDelta::days(1) };

/// What somebody registered for.
#[derive(Clone, Debug)]
pub struct RegistrationConfirmedEmail {
    t: Texts,
    subject: String,
    greeting: String,
    session_title: String,
    club_name: String,
    webinars: Vec<ConfirmedWebinar>,
    page_address: String,
}

/// A webinar in it.
#[derive(Clone, Debug)]
struct ConfirmedWebinar {
    title: String,
    date: String,
    times: String,
    note: Option<Note>,
}

impl ConfirmedWebinar {
    fn is_queued(&self) -> bool {
        self.note.as_ref().is_some_and(|note| note.is_queue)
    }
}

/// Beside a webinar that is full, for which the reader waits, or that is on the air already.
#[derive(Clone, Debug)]
struct Note {
    is_queue: bool,
    text: String,
    label: String,
    address: String,
}

/// Where a webinar stands for whoever registers now.
enum Stand {
    ToCome,
    /// It has begun; the personal join link is here, because no other e-mail brings it any more.
    OnTheAir(String),
    /// It is full; the address of the place in the queue.
    Full(String),
}

impl Stand {
    fn note(&self, t: Texts) -> Option<Note> {
        let (is_queue, text, label, address) = match self {
            Stand::ToCome => return None,
            Stand::OnTheAir(address) => {
                (false, "registration-email-on-the-air", "registration-email-join", address)
            }
            Stand::Full(address) => {
                (true, "registration-email-queued", "registration-email-queue-page", address)
            }
        };
        Some(Note { is_queue, text: t.say(text), label: t.say(label), address: address.clone() })
    }
}

#[derive(Template)]
#[template(path = "emails/blocks/registered.txt", escape = "none")]
struct TextWebinars<'a> {
    webinars: &'a [ConfirmedWebinar],
}

#[derive(Template)]
#[template(path = "emails/blocks/registered.html")]
struct HtmlWebinars<'a> {
    webinars: &'a [ConfirmedWebinar],
}

impl RegistrationConfirmedEmail {
    fn new(
        person: &person::Model,
        session: &session::Model,
        webinars: &[(webinar::Model, String, Stand)],
        (club_name, page_address): (&str, String),
    ) -> RegistrationConfirmedEmail {
        let t = Texts(language(person));
        let home = zone(person, session.time_zone.parse().unwrap_or(Tz::Europe__Moscow));
        let webinars: Vec<ConfirmedWebinar> =
            webinars.iter().map(|one| confirmed(one, person, home)).collect();
        let title = webinars.first().map(|webinar| webinar.title.clone()).unwrap_or_default();
        let subject = subject(t, &webinars, &title);
        RegistrationConfirmedEmail {
            t,
            subject,
            greeting: greeting(&full_name(person), grammar(person.gender), t.lang()),
            session_title: session.title.clone(),
            club_name: club_name.to_owned(),
            webinars,
            page_address,
        }
    }

    /// What fills its words.
    ///
    /// # Errors
    /// When a template cannot be written.
    pub fn filling(&self) -> Result<Filling, DbErr> {
        let (t, webinars) = (self.t, self.webinars.as_slice());
        let page =
            Value::Button { label: t.say("registration-email-page"), address: self.page_address.clone() };
        let mut values = club_values(&self.greeting, &self.session_title, &self.club_name);
        let about = [("has", has(webinars).into()), ("session", self.session_title.as_str().into())];
        values.extend([
            ("headline", Value::Text(self.subject.clone())),
            ("lead", Value::Text(t.say_with("registration-email-lead", &about))),
            ("next", Value::Text(t.say_with("registration-email-next", &about))),
            ("count", Value::Text(t.say_with("email-webinars", &[("n", webinars.len().into())]))),
            ("webinars", Value::block(&TextWebinars { webinars }, &HtmlWebinars { webinars })?),
            ("page", page),
        ]);
        let preview = webinars.iter().map(|webinar| format!("{} {}", webinar.date, webinar.title));
        let about = [("session", self.session_title.as_str().into())];
        let frame = Frame {
            t,
            club_name: self.club_name.clone(),
            preview: preview.collect::<Vec<_>>().join(" · "),
            why: t.say_with("registration-email-why", &about),
            unsubscribe_address: None,
        };
        Ok(Filling { values, frame })
    }

    /// An e-mail with invented data.
    #[must_use]
    pub fn sample(language: Lang) -> RegistrationConfirmedEmail {
        let t = Texts(language);
        let start = chrono::DateTime::from_timestamp(1_807_608_600, 0).unwrap_or_default();
        let webinar = |days, title: &str| {
            let at = start + TimeDelta::days(days);
            let home = Tz::Asia__Novosibirsk;
            ConfirmedWebinar {
                title: title.to_owned(),
                date: lang::weekday_date(at.with_timezone(&home).date_naive(), language),
                times: lang::times(
                    at,
                    Tz::Asia__Yekaterinburg,
                    Some("Сургут"),
                    home,
                    Some("Новосибирск"),
                    language,
                ),
                note: None,
            }
        };
        let webinars = vec![
            webinar(0, "Родительское собрание без конфликтов"),
            webinar(2, "Внеурочная деятельность по ФГОС"),
        ];
        RegistrationConfirmedEmail {
            t,
            subject: subject(t, &webinars, ""),
            greeting: t.say("email-hello"),
            session_title: "Весенняя сессия Web-клуба".to_owned(),
            club_name: "Интернет-наставник".to_owned(),
            webinars,
            page_address: "https://club.example/login/7k2qm2xhd4t9c8v1n5b3w6y0za".to_owned(),
        }
    }
}

/// What the e-mail tells of: places, a place in a queue, or both.
fn has(webinars: &[ConfirmedWebinar]) -> &'static str {
    let waiting = webinars.iter().filter(|webinar| webinar.is_queued()).count();
    match waiting {
        0 => "places",
        waiting if waiting == webinars.len() => "queue",
        _ => "both",
    }
}

fn subject(t: Texts, webinars: &[ConfirmedWebinar], title: &str) -> String {
    let registered = webinars.iter().filter(|webinar| !webinar.is_queued()).count();
    let about = [("n", registered.into()), ("title", title.into())];
    let key = if registered == 0 { "registration-email-subject-queue" } else { "registration-email-subject" };
    t.say_with(key, &about)
}

/// A webinar as its listener sees it, with the town of its host school.
fn confirmed(
    (webinar, city, stand): &(webinar::Model, String, Stand),
    person: &person::Model,
    home: Tz,
) -> ConfirmedWebinar {
    let event_zone = webinar.time_zone.parse().unwrap_or(home);
    let reader_city = unlinked(&person.city);
    let named = |city| Some(city).filter(|city: &&str| !city.is_empty());
    let (event, reader) = (named(city.as_str()), named(reader_city.as_str()));
    let t = Texts(language(person));
    ConfirmedWebinar {
        title: webinar.title.clone(),
        date: lang::weekday_date(webinar.starts_at.with_timezone(&home).date_naive(), t.lang()),
        times: lang::times(webinar.starts_at, event_zone, event, home, reader, t.lang()),
        note: stand.note(t),
    }
}

/// Webinars with the towns of their host schools, those with a place before those with a place in the queue.
async fn with_towns(
    tx: &DatabaseTransaction,
    club: &Club,
    registered: &Registered,
    [new, queued]: [&[webinar::Model]; 2],
) -> Result<Vec<(webinar::Model, String, Stand)>, DbErr> {
    let both = || new.iter().chain(queued);
    let hosts = schools::by_ids(tx, both().map(|webinar| webinar.host_school_id).collect()).await?;
    let town = |webinar: &webinar::Model| {
        let host = hosts.iter().find(|school| school.id == webinar.host_school_id);
        host.map(|school| school.city.clone()).unwrap_or_default()
    };
    let now = club.clock.now();
    let stand = |webinar: &webinar::Model| {
        let place = registered.queued.iter().find(|place| place.webinar_id == webinar.id);
        let row = registered.new.iter().find(|row| row.webinar_id == webinar.id);
        match (place, row) {
            (Some(place), _) => Stand::Full(club.settings.address(&format!("/q/{}", place.secret))),
            (None, Some(row)) if webinar.starts_at <= now => {
                Stand::OnTheAir(club.settings.address(&format!("/j/{}", row.join_secret)))
            }
            _ => Stand::ToCome,
        }
    };
    Ok(both().map(|webinar| (webinar.clone(), town(webinar), stand(webinar))).collect())
}

/// Writes the confirmation of new registrations, unless the address had too many of them today: whoever fills in a stranger's address shall
/// not flood the stranger.
pub(super) async fn confirm(
    tx: &DatabaseTransaction,
    club: &Club,
    registered: &Registered,
    (session, [webinars, queued], club_name): (&session::Model, [&[webinar::Model]; 2], &str),
    limit: &Limit,
) -> Result<(), DbErr> {
    let person = &registered.person;
    let address = person.email.as_ref().and_then(|address| Address::parse(address).ok());
    let Some(address) = address else { return Ok(()) };
    let keys = limit.open_keys(tx, &address, club.clock.now()).await?;
    if keys.is_empty() {
        return Ok(());
    }
    let page = login::new_link(tx, club, Some(person.id), Some("/me".to_owned()), PAGE_LINK_VALID).await?;
    let page = club.settings.address(&page);
    let with_towns = with_towns(tx, club, registered, [webinars, queued]).await?;
    let words = wordings(tx, EmailKind::RegistrationConfirmed, Some(session)).await?;
    let email = RegistrationConfirmedEmail::new(person, session, &with_towns, (club_name, page));
    let content = words.compose(&email.filling()?)?;
    let both = || webinars.iter().chain(queued);
    let last = both().map(|webinar| webinar.ends_at).max();
    let email = NewEmail {
        kind: EmailKind::RegistrationConfirmed,
        dedup_key: String::new(),
        session_id: Some(session.id),
        person_id: Some(person.id),
        to_name: Some(full_name(person).full()),
        to_address: address.as_str().to_owned(),
        language: language(person),
        subject: content.subject,
        text: content.text,
        html: content.html,
        unsubscribe_url: None,
        attachments: if webinars.is_empty() {
            vec![]
        } else {
            vec![calendar_file(club, registered, session, webinars)]
        },
        webinars: both().map(|webinar| webinar.code.clone()).collect(),
        due_at: None,
        not_after: last,
    };
    outbox::enqueue_under(tx, club, keys, email).await?;
    Ok(())
}

/// The new webinars for the listener's own calendar; its entries lead to the personal join links.
fn calendar_file(
    club: &Club,
    registered: &Registered,
    session: &session::Model,
    webinars: &[webinar::Model],
) -> Attachment {
    let entries: Vec<CalendarEntry> = webinars
        .iter()
        .filter_map(|webinar| {
            let row = registered.new.iter().find(|row| row.webinar_id == webinar.id)?;
            let url = club.settings.address(&format!("/j/{}", row.join_secret));
            Some(CalendarEntry { webinar: webinar.clone().into(), session_title: session.title.clone(), url })
        })
        .collect();
    Attachment {
        file_name: "webinars.ics".to_owned(),
        content_type: "text/calendar; charset=utf-8; method=PUBLISH".to_owned(),
        bytes: calendar(club, &entries).into_bytes(),
    }
}
