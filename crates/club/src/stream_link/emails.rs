//! The words of the stream-link e-mail.

use askama::Template;
use chrono::{Datelike as _, NaiveDate};
use chrono_tz::Tz;
use entity::{person, webinar};
use lang::{Lang, Texts};
use sea_orm::DbErr;

use super::day_of;
use crate::emails::words::{Filling, Frame, Value};
use crate::emails::{self, club_values};
use crate::person::{full_name, grammar, language};

/// The stream-link e-mail of one listener and day.
#[derive(Clone, Debug)]
pub struct StreamLinkEmail {
    t: Texts,
    subject: String,
    greeting: String,
    lead: String,
    date: String,
    session_title: String,
    club_name: String,
    webinars: Vec<StreamLinkWebinar>,
}

/// A webinar in it.
#[derive(Clone, Debug)]
pub struct StreamLinkWebinar {
    title: String,
    /// On all clocks that matter.
    times: String,
    /// On the reader's clock.
    time: String,
    join_address: String,
}

#[derive(Template)]
#[template(path = "emails/blocks/join_links.txt", escape = "none")]
struct TextLinks<'a> {
    t: Texts,
    webinars: &'a [StreamLinkWebinar],
}

#[derive(Template)]
#[template(path = "emails/blocks/join_links.html")]
struct HtmlLinks<'a> {
    t: Texts,
    webinars: &'a [StreamLinkWebinar],
}

impl StreamLinkWebinar {
    /// A webinar as its reader sees it; `city` is that of its host school.
    #[must_use]
    pub fn new(
        webinar: &webinar::Model,
        city: &str,
        person: &person::Model,
        zone: Tz,
        join_address: String,
    ) -> StreamLinkWebinar {
        let event_zone = webinar.time_zone.parse().unwrap_or(zone);
        let named = |city: &str| Some(city.to_owned()).filter(|city| !city.is_empty());
        let (event_city, reader_city) = (named(city), named(&emails::unlinked(&person.city)));
        StreamLinkWebinar {
            title: webinar.title.clone(),
            times: lang::times(
                webinar.starts_at,
                event_zone,
                event_city.as_deref(),
                zone,
                reader_city.as_deref(),
                language(person),
            ),
            time: lang::time(webinar.starts_at.with_timezone(&zone)),
            join_address,
        }
    }
}

impl StreamLinkEmail {
    /// The e-mail about a day, written on another or the same one: `(day, today)`, both the reader's.
    #[must_use]
    pub fn new(
        person: &person::Model,
        session_title: &str,
        club_name: &str,
        webinars: Vec<StreamLinkWebinar>,
        (day, today): (NaiveDate, NaiveDate),
    ) -> StreamLinkEmail {
        let t = Texts(language(person));
        let when = match day.num_days_from_ce() - today.num_days_from_ce() {
            0 => "today",
            1 => "tomorrow",
            _ => "later",
        };
        let date = lang::weekday_date(day, t.lang());
        let first = webinars.first();
        let about = [
            ("when", when.into()),
            ("n", webinars.len().into()),
            ("date", lang::date(day, t.lang()).into()),
            ("time", first.map_or("", |webinar| webinar.time.as_str()).into()),
            ("title", first.map_or("", |webinar| webinar.title.as_str()).into()),
        ];
        let many = if webinars.len() > 1 { "many" } else { "one" };
        StreamLinkEmail {
            t,
            subject: t.say_with(&format!("stream-link-email-subject-{many}"), &about),
            greeting: emails::greeting(&full_name(person), grammar(person.gender), t.lang()),
            lead: t.say_with(&format!("stream-link-email-lead-{many}"), &about),
            date: emails::capitalised(&date),
            session_title: session_title.to_owned(),
            club_name: club_name.to_owned(),
            webinars,
        }
    }

    /// What fills its words.
    ///
    /// # Errors
    /// When a template cannot be written.
    pub fn filling(&self) -> Result<Filling, DbErr> {
        let (t, webinars) = (self.t, self.webinars.as_slice());
        let mut values = club_values(&self.greeting, &self.session_title, &self.club_name);
        values.extend([
            ("headline", Value::Text(self.subject.clone())),
            ("lead", Value::Text(self.lead.clone())),
            ("date", Value::Text(self.date.clone())),
            ("time", Value::Text(webinars.first().map(|first| first.time.clone()).unwrap_or_default())),
            ("count", Value::Text(t.say_with("email-webinars", &[("n", webinars.len().into())]))),
            ("webinars", Value::block(&TextLinks { t, webinars }, &HtmlLinks { t, webinars })?),
        ]);
        let preview = webinars.iter().map(|webinar| format!("{} {}", webinar.time, webinar.title));
        let about = [("session", self.session_title.as_str().into())];
        let frame = Frame {
            t,
            club_name: self.club_name.clone(),
            preview: preview.collect::<Vec<_>>().join(" · "),
            why: t.say_with("stream-link-email-why", &about),
            unsubscribe_address: None,
        };
        Ok(Filling { values, frame })
    }

    /// An e-mail with invented data.
    #[must_use]
    pub fn sample(language: Lang) -> StreamLinkEmail {
        let person = emails::sample_person(language);
        let zone = Tz::Asia__Yekaterinburg;
        let start = chrono::DateTime::from_timestamp(1_807_608_600, 0).unwrap_or_default();
        let webinar = |hours, title: &str, secret: &str| {
            let starts_at = start + chrono::TimeDelta::hours(hours);
            StreamLinkWebinar {
                title: title.to_owned(),
                times: lang::times(
                    starts_at,
                    zone,
                    Some("Сургут"),
                    Tz::Asia__Novosibirsk,
                    Some("Новосибирск"),
                    language,
                ),
                time: lang::time(starts_at.with_timezone(&Tz::Asia__Novosibirsk)),
                join_address: format!("https://club.example/j/{secret}"),
            }
        };
        let webinars = vec![
            webinar(0, "Родительское собрание без конфликтов", "7k2qm2xhd4t9c8v1n5b3w6y0za"),
            webinar(2, "Внеурочная деятельность по ФГОС", "h4d8r2t6y0p1s5f9g3k7m2n6qv"),
        ];
        let day = day_of(start, Tz::Asia__Novosibirsk);
        StreamLinkEmail::new(&person, "Весенняя сессия Web-клуба", "Интернет-наставник", webinars, (day, day))
    }
}
