//! An e-mail as the club sends it, for the tests of this crate.

use chrono::{TimeZone as _, Utc};
use icalendar::{Calendar, Component as _, Event, EventLike as _};
use lang::Lang;

use crate::{Address, Attachment, Email, Mailbox, message_id};

pub(crate) const TEXT: &str = "Здравствуйте, Анна Сергеевна!\n\nСегодня вебинар «Как удержать внимание класса».\n\n\
    Ваша ссылка: https://club.example/j/abcdefghijklmnopqrstuvwxyz\n.\n.точка в начале строки\n\nWeb-клуб\n";

pub(crate) fn address(text: &str) -> Address {
    Address::parse(text).unwrap()
}

pub(crate) fn email() -> Email {
    Email {
        from: Mailbox::new(Some("Web-клуб"), address("club@club.example")),
        reply_to: Some(Mailbox::new(Some("Белых Ирина, школа № 44"), address("belykh@school.example"))),
        to: Mailbox::new(Some("Петрова Анна Сергеевна"), address("anna@example.org")),
        subject: "Ссылка на сегодняшний вебинар".to_owned(),
        text: TEXT.to_owned(),
        html: Some(
            "<!DOCTYPE html>\n<html lang=\"ru\"><body><p>Здравствуйте, Анна Сергеевна!</p></body></html>\n"
                .to_owned(),
        ),
        attachments: vec![calendar("PUBLISH")],
        message_id: message_id("0192f0c1-5f3e-7a10-8000-000000000001", "club.example"),
        date: Utc.with_ymd_and_hms(2027, 4, 12, 4, 30, 0).unwrap(),
        language: Lang::Ru,
        unsubscribe_url: Some("https://club.example/u/abcdefghijklmnopqrstuvwxyz".to_owned()),
    }
}

pub(crate) fn ics(method: &str) -> String {
    let starts_at = Utc.with_ymd_and_hms(2027, 4, 12, 12, 0, 0).unwrap();
    let event = Event::new()
        .uid("s01@club.example")
        .timestamp(starts_at)
        .summary("Как удержать внимание класса")
        .starts(starts_at)
        .ends(starts_at + chrono::Duration::hours(1))
        .done();
    let mut calendar = Calendar::new();
    calendar.append_property(("METHOD", method));
    calendar.push(event);
    calendar.to_string()
}

pub(crate) fn calendar(method: &str) -> Attachment {
    Attachment {
        file_name: "вебинары.ics".to_owned(),
        content_type: "text/calendar".to_owned(),
        bytes: ics(method).into_bytes(),
    }
}
