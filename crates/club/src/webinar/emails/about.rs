//! A webinar with everything that e-mails about it need, read once for many readers.

use chrono_tz::Tz;
use entity::{EmailKind, SessionState, WebinarId, person, session, webinar};
use mail::Attachment;
use sea_orm::{ConnectionTrait, DbErr};

use super::{Event, Reader};
use crate::Club;
use crate::emails::club_name;
use crate::emails::words::{Filling, Wordings, wordings};
use crate::outbox::NewEmail;
use crate::registration::queries as registrations;
use crate::school::queries as schools;
use crate::webinar::{CalendarEntry, Method, calendar_of};

/// A webinar of a published session, and the words of one kind.
#[derive(Clone, Debug)]
pub(crate) struct About {
    pub(crate) kind: EmailKind,
    pub(crate) session: session::Model,
    pub(crate) webinar: webinar::Model,
    pub(crate) zone: Tz,
    city: String,
    club_name: String,
    words: Wordings,
}

impl About {
    /// Reads a webinar; `None` when there is none, or its session is not published.
    pub(crate) async fn load(
        tx: &impl ConnectionTrait,
        club: &Club,
        kind: EmailKind,
        webinar: WebinarId,
    ) -> Result<Option<About>, DbErr> {
        let found = registrations::webinars(tx, vec![webinar]).await?.pop();
        let Some((webinar, session)) = found else { return Ok(None) };
        if session.state != SessionState::Published {
            return Ok(None);
        }
        let host = schools::by_ids(tx, vec![webinar.host_school_id]).await?.pop();
        Ok(Some(About {
            kind,
            zone: webinar.time_zone.parse().unwrap_or(Tz::Europe__Moscow),
            city: host.map(|school| school.city).unwrap_or_default(),
            club_name: club_name(club).await?,
            words: wordings(tx, kind, Some(&session)).await?,
            session,
            webinar,
        }))
    }

    /// The webinar as e-mails name it.
    pub(crate) fn event(&self) -> Event<'_> {
        Event {
            title: &self.webinar.title,
            starts_at: self.webinar.starts_at,
            zone: self.zone,
            city: &self.city,
            session_title: &self.session.title,
            club_name: &self.club_name,
        }
    }

    /// A person as reader.
    pub(crate) fn reader(&self, person: &person::Model) -> Reader {
        Reader::of(person, self.zone)
    }

    /// The e-mail to a person; `None` for whoever has no address.
    pub(crate) fn email(
        &self,
        person: &person::Model,
        dedup_key: String,
        filling: &Filling,
    ) -> Result<Option<NewEmail>, DbErr> {
        let content = self.words.compose(filling)?;
        let email = NewEmail::to(person, self.kind, dedup_key, content);
        Ok(email.map(|email| NewEmail {
            session_id: Some(self.session.id),
            webinars: vec![self.webinar.code.clone()],
            ..email
        }))
    }

    /// The webinar for the reader's calendar; `url` is what the entry leads to.
    pub(crate) fn calendar_file(&self, club: &Club, url: String, method: Method) -> Attachment {
        let session_title = self.session.title.clone();
        let entry = CalendarEntry { webinar: self.webinar.clone().into(), session_title, url };
        Attachment {
            file_name: "webinar.ics".to_owned(),
            content_type: format!("text/calendar; charset=utf-8; method={method}"),
            bytes: calendar_of(club, method, &[entry]).into_bytes(),
        }
    }

    /// The address of a join link.
    pub(crate) fn join_address(club: &Club, secret: &str) -> String {
        club.settings.address(&format!("/j/{secret}"))
    }

    /// The address of the webinar's public page.
    pub(crate) fn page_address(&self, club: &Club) -> String {
        club.settings.address(&format!("/w/{}", self.webinar.slug))
    }
}
