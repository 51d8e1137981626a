//! What anybody may see of a programme: no stream link, no code word, no address. Releases keep it as it is written here.

use chrono::{DateTime, Utc};
use entity::{
    SchoolId, SessionId, TalkId, WebinarForm, WebinarId, WebinarState, schedule_break, school, talk, webinar,
};
use serde::{Deserialize, Serialize};

/// A webinar as anybody may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicWebinar {
    pub id: WebinarId,
    pub session_id: SessionId,
    pub code: String,
    pub slug: String,
    pub title: String,
    pub form: WebinarForm,
    pub track: i32,
    pub host_school_id: SchoolId,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// IANA name.
    pub time_zone: String,
    pub stream_platform: Option<String>,
    /// ISO 639 code.
    pub language: String,
    pub state: WebinarState,
    pub sequence: i32,
    pub changed_at: DateTime<Utc>,
}

/// A school as anybody may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicSchool {
    pub id: SchoolId,
    pub full_name: String,
    pub short_name: String,
    pub city: String,
    pub region: String,
}

/// A talk as anybody may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicTalk {
    pub id: TalkId,
    pub webinar_id: Option<WebinarId>,
    /// Of the files it came from.
    pub code: Option<String>,
    pub topic: String,
    pub minutes: i32,
    pub place: i32,
}

/// A break between webinars.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicBreak {
    pub title: String,
    /// Of all tracks when `None`.
    pub track: Option<i32>,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

impl From<webinar::Model> for PublicWebinar {
    fn from(row: webinar::Model) -> Self {
        Self {
            id: row.id,
            session_id: row.session_id,
            code: row.code,
            slug: row.slug,
            title: row.title,
            form: row.form,
            track: row.track,
            host_school_id: row.host_school_id,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            time_zone: row.time_zone,
            stream_platform: row.stream_platform,
            language: row.language,
            state: row.state,
            sequence: row.sequence,
            changed_at: row.changed_at.unwrap_or(row.created_at),
        }
    }
}

impl From<school::Model> for PublicSchool {
    fn from(row: school::Model) -> Self {
        Self {
            id: row.id,
            full_name: row.full_name,
            short_name: row.short_name,
            city: row.city,
            region: row.region,
        }
    }
}

impl From<talk::Model> for PublicTalk {
    fn from(row: talk::Model) -> Self {
        Self {
            id: row.id,
            webinar_id: row.webinar_id,
            code: row.code,
            topic: row.topic,
            minutes: row.minutes,
            place: row.place,
        }
    }
}

impl From<schedule_break::Model> for PublicBreak {
    fn from(row: schedule_break::Model) -> Self {
        Self { title: row.title, track: row.track, starts_at: row.starts_at, ends_at: row.ends_at }
    }
}
