//! The e-mail that confirms a registration.

use std::collections::BTreeSet;

use askama::Template;
use chrono::TimeDelta;
use chrono_tz::Tz;
use entity::{EmailKind, OutboxEmailId, SchoolId, person, school, session, webinar};
use lang::{Lang, Texts};
use mail::{Address, Attachment};
use sea_orm::{DatabaseTransaction, DbErr};

use super::register::Registered;
use crate::emails::words::{Filling, Frame, Value, Wordings, wordings};
use crate::emails::{club_values, greeting, unlinked};
use crate::outbox::{self, Limit, NewEmail};
use crate::person::{full_name, grammar, language, zone};
use crate::school::queries as schools;
use crate::webinar::{CalendarEntry, calendar};
use crate::{Club, login};

/// How long the link to the personal page is good.
const PAGE_LINK_VALID: TimeDelta = TimeDelta::days(30);

/// How a registration came about that is to be confirmed.
pub(super) struct Way {
    limit: Limit,
    /// The address is not a stranger's, whoever registers: a school's, or that of somebody who has answered an e-mail.
    is_vouched: bool,
}

const fn at_most(most: u8) -> Limit {
    Limit { kind: EmailKind::RegistrationConfirmed, most, each: TimeDelta::days(1) }
}

/// Anybody may type any address into the form. Further registrations are kept, too; their join links come in the morning.
pub(super) const BY_FORM: Way = Way { limit: at_most(3), is_vouched: false };

/// A school vouches for its addresses: all its teachers may read e-mails in one mailbox.
pub(super) const BY_LIST: Way = Way { limit: at_most(200), is_vouched: true };

/// Whoever takes an offered place was written to before.
pub(super) const BY_QUEUE: Way = Way { limit: at_most(3), is_vouched: true };

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
    /// Somebody has shown to read at the address.
    is_known: bool,
}

/// What confirmations of a session share.
struct About<'a> {
    session: &'a session::Model,
    words: &'a Wordings,
    club_name: &'a str,
    /// Otherwise nobody has shown to read at the address yet: nothing of what the form says of its sender stands in the e-mail.
    is_known: bool,
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
        about: &About<'_>,
        webinars: &[(webinar::Model, String, Stand)],
        page_address: String,
    ) -> RegistrationConfirmedEmail {
        let About { session, club_name, .. } = about;
        let t = Texts(language(person));
        let home = zone(person, session.time_zone.parse().unwrap_or(Tz::Europe__Moscow));
        let reader_city = if about.is_known { unlinked(&person.city) } else { String::new() };
        let webinars: Vec<ConfirmedWebinar> =
            webinars.iter().map(|one| confirmed(one, (t, home), &reader_city)).collect();
        let greeting = if about.is_known {
            greeting(&full_name(person), grammar(person.gender), t.lang())
        } else {
            t.say("email-hello")
        };
        let title = webinars.first().map(|webinar| webinar.title.clone()).unwrap_or_default();
        let subject = subject(t, &webinars, &title);
        RegistrationConfirmedEmail {
            t,
            subject,
            greeting,
            session_title: session.title.clone(),
            club_name: (*club_name).to_owned(),
            webinars,
            page_address,
            is_known: about.is_known,
        }
    }

    /// What fills its words.
    ///
    /// # Errors
    /// When a template cannot be written.
    pub fn filling(&self) -> Result<Filling, DbErr> {
        let (t, webinars) = (self.t, self.webinars.as_slice());
        let (label, next) = if self.is_known {
            ("registration-email-page", "registration-email-next")
        } else {
            ("registration-email-confirm", "registration-email-next-confirm")
        };
        let page = Value::Button { label: t.say(label), address: self.page_address.clone() };
        let mut values = club_values(&self.greeting, &self.session_title, &self.club_name);
        let about = [("has", has(webinars).into()), ("session", self.session_title.as_str().into())];
        values.extend([
            ("headline", Value::Text(self.subject.clone())),
            ("lead", Value::Text(t.say_with("registration-email-lead", &about))),
            ("next", Value::Text(t.say_with(next, &about))),
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
            is_known: false,
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
    (t, home): (Texts, Tz),
    reader_city: &str,
) -> ConfirmedWebinar {
    let event_zone = webinar.time_zone.parse().unwrap_or(home);
    let named = |city| Some(city).filter(|city: &&str| !city.is_empty());
    let (event, reader) = (named(city.as_str()), named(reader_city));
    ConfirmedWebinar {
        title: webinar.title.clone(),
        date: lang::weekday_date(webinar.starts_at.with_timezone(&home).date_naive(), t.lang()),
        times: lang::times(webinar.starts_at, event_zone, event, home, reader, t.lang()),
        note: stand.note(t),
    }
}

/// Host schools of webinars.
async fn hosts(
    tx: &DatabaseTransaction,
    webinars: impl Iterator<Item = &webinar::Model>,
) -> Result<Vec<school::Model>, DbErr> {
    let ids: BTreeSet<SchoolId> = webinars.map(|webinar| webinar.host_school_id).collect();
    schools::by_ids(tx, ids.into_iter().collect()).await
}

/// Webinars with the towns of their host schools, those with a place before those with a place in the queue.
fn with_towns(
    club: &Club,
    registered: &Registered,
    [new, queued]: [&[webinar::Model]; 2],
    hosts: &[school::Model],
) -> Vec<(webinar::Model, String, Stand)> {
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
    new.iter().chain(queued).map(|webinar| (webinar.clone(), town(webinar), stand(webinar))).collect()
}

fn address(person: &person::Model) -> Option<Address> {
    person.email.as_ref().and_then(|address| Address::parse(address).ok())
}

/// Writes the confirmation of new registrations, unless the address had too many of them today: whoever fills in a stranger's address shall
/// not flood the stranger.
pub(super) async fn confirm(
    tx: &DatabaseTransaction,
    club: &Club,
    registered: &Registered,
    (session, [webinars, queued], club_name): (&session::Model, [&[webinar::Model]; 2], &str),
    way: &Way,
) -> Result<(), DbErr> {
    let Some(address) = address(&registered.person) else { return Ok(()) };
    let share = way.limit.share(tx, &address, club.clock.now()).await?;
    if share.keys.is_empty() {
        return Ok(());
    }
    let person = registered.person.id;
    let page = login::new_link(tx, club, Some(person), Some("/me".to_owned()), PAGE_LINK_VALID).await?;
    let hosts = hosts(tx, webinars.iter().chain(queued)).await?;
    let words = wordings(tx, EmailKind::RegistrationConfirmed, Some(session)).await?;
    let about = About { session, words: &words, club_name, is_known: way.is_vouched || share.is_read };
    let email = written(club, (registered, [webinars, queued]), &about, (&hosts, &page))?;
    outbox::enqueue_under(tx, club, share.keys, email).await?;
    Ok(())
}

/// Confirms registrations of people whose mailboxes the club has never heard of, in one statement.
pub(super) async fn confirm_first(
    tx: &DatabaseTransaction,
    club: &Club,
    listeners: &[(&Registered, &[webinar::Model])],
    (session, club_name): (&session::Model, &str),
) -> Result<(), DbErr> {
    let reachable =
        listeners.iter().filter_map(|(one, webinars)| Some((address(&one.person)?, (*one, *webinars))));
    let (addresses, listeners): (Vec<Address>, Vec<_>) = reachable.unzip();
    let keys = outbox::first_keys(tx, &addresses, club.clock.now()).await?;
    let open = keys.into_iter().zip(listeners).filter_map(|(key, listener)| Some((key?, listener)));
    let (keys, listeners): (Vec<String>, Vec<_>) = open.unzip();
    let people = listeners.iter().map(|(one, _)| one.person.id).collect();
    let pages = login::new_links(tx, club, people, "/me", PAGE_LINK_VALID).await?;
    let hosts = hosts(tx, listeners.iter().flat_map(|(_, webinars)| webinars.iter())).await?;
    let words = wordings(tx, EmailKind::RegistrationConfirmed, Some(session)).await?;
    let about = About { session, words: &words, club_name, is_known: false };
    let mut emails: Vec<(OutboxEmailId, NewEmail)> = vec![];
    for ((dedup_key, (one, webinars)), page) in keys.into_iter().zip(listeners).zip(pages) {
        let email = written(club, (one, [webinars, &[]]), &about, (&hosts, &page))?;
        emails.push((club.chance.id(club.clock.now()), NewEmail { dedup_key, ..email }));
    }
    let all = emails.len();
    // Somebody took a key meanwhile: each one is tried alone then.
    if outbox::enqueue_new(tx, club, emails).await? == all { Ok(()) } else { Err(DbErr::RecordNotInserted) }
}

/// The confirmation, as yet without a key.
fn written(
    club: &Club,
    (registered, [webinars, queued]): (&Registered, [&[webinar::Model]; 2]),
    about: &About<'_>,
    (hosts, page): (&[school::Model], &str),
) -> Result<NewEmail, DbErr> {
    let person = &registered.person;
    let with_towns = with_towns(club, registered, [webinars, queued], hosts);
    let email = RegistrationConfirmedEmail::new(person, about, &with_towns, club.settings.address(page));
    let content = about.words.compose(&email.filling()?)?;
    let both = || webinars.iter().chain(queued);
    let attachments = match webinars {
        [] => vec![],
        webinars => vec![calendar_file(club, registered, about.session, webinars)],
    };
    Ok(NewEmail {
        session_id: Some(about.session.id),
        // A name is a text of whoever filled the form in.
        to_name: about.is_known.then(|| full_name(person).full()),
        attachments,
        webinars: both().map(|webinar| webinar.code.clone()).collect(),
        not_after: both().map(|webinar| webinar.ends_at).max(),
        ..NewEmail::to(person, EmailKind::RegistrationConfirmed, String::new(), content)
            .ok_or_else(|| DbErr::RecordNotFound(format!("the address of person {}", person.id)))?
    })
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
