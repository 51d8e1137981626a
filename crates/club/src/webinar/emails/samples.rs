//! E-mails about an invented webinar.

use chrono::{DateTime, TimeDelta};
use chrono_tz::Tz;
use entity::EmailKind;
use lang::Lang;
use sea_orm::DbErr;

use super::fillings::{self, Bidden, Event, Reader, Way};
use crate::emails::sample_person;
use crate::emails::words::Filling;

const JOIN: &str = "https://club.example/j/7k2qm2xhd4t9c8v1n5b3w6y0za";

/// Invented data for a kind of this folder; `None` for others.
pub(crate) fn sample(kind: EmailKind, language: Lang) -> Result<Option<Filling>, DbErr> {
    let starts_at = DateTime::from_timestamp(1_807_608_600, 0).unwrap_or_default();
    let event = Event {
        title: "Родительское собрание без конфликтов",
        starts_at,
        zone: Tz::Asia__Yekaterinburg,
        city: "Сургут",
        session_title: "Весенняя сессия Web-клуба",
        club_name: "Интернет-наставник",
    };
    let reader = Reader::of(&sample_person(language), Tz::Asia__Novosibirsk);
    let hours = TimeDelta::hours;
    Ok(Some(match kind {
        EmailKind::Reminder => fillings::reminder(&event, &reader, hours(1), JOIN)?,
        EmailKind::NewStreamLink => fillings::new_stream_link(&event, &reader, JOIN)?,
        EmailKind::WebinarMoved => {
            fillings::moved(&event, &reader, starts_at - hours(26), &Way::Join(JOIN.to_owned()))?
        }
        EmailKind::WebinarCancelled => {
            let about = ("докладчик заболел", "https://club.example/s/2027-spring");
            fillings::cancelled(&event, &reader, about, Bidden::Listener)?
        }
        EmailKind::PlaceOffered => {
            let offer = "https://club.example/q/h4d8r2t6y0p1s5f9g3k7m2n6qv";
            fillings::place_offered(&event, &reader, Some(starts_at - hours(30)), offer)?
        }
        _ => return Ok(None),
    }))
}
