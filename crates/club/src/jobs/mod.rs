//! Jobs: work written in the transaction of its cause, leased by workers with a fence, retried and at last parked in sight.

mod lease;
mod queries;
mod write;

#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::{MailingId, ReleaseId, SessionId, WebhookDeliveryId, WebinarId};
use serde::{Deserialize, Serialize};

pub(crate) use lease::lease_end;
pub use lease::{Lease, complete, fail, heartbeat, lease};
pub use queries::{Backlog, backlog, next_run_at, subject};
pub(crate) use queries::{is_waiting, newest};
pub use write::{MOST_ATTEMPTS, enqueue, enqueue_all, purge_done};
pub(crate) use write::{MOST_TELLINGS, enqueue_together};

/// What there is to do. The scheduler has one file for each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// Write the stream-link e-mails of a day to listeners of a zone.
    SendStreamLinks { session: SessionId, zone: Tz, day: NaiveDate },
    /// Judge who attended a webinar.
    JudgeAttendance { webinar: WebinarId },
    /// Issue what a webinar earned.
    IssueDocuments { session: SessionId, webinar: WebinarId },
    /// Make the files of numbered documents.
    RenderDocuments { session: SessionId },
    /// Remind listeners of a webinar at this time who have not opened their join page, so many minutes before.
    SendReminders { webinar: WebinarId, starts_at: DateTime<Utc>, minutes: u32 },
    /// Tell listeners that the stream link has changed; `before` is the fingerprint of the link that held until `held_until`.
    SendNewStreamLink {
        webinar: WebinarId,
        before: String,
        held_until: DateTime<Utc>,
        changed_at: DateTime<Utc>,
    },
    /// Tell listeners and speakers that a webinar was moved away from a time.
    TellMoved { webinar: WebinarId, sequence: i32, was_at: DateTime<Utc> },
    /// Tell listeners, speakers and whoever waits for a place that a webinar was cancelled.
    TellCancelled { webinar: WebinarId, reason: String },
    /// Tell speakers and listeners what a release changed for them.
    TellRelease { release: ReleaseId },
    /// Offer free places to those who wait.
    OfferPlaces { webinar: WebinarId },
    /// Remind speakers of a zone on a day that the call for talks ends.
    RemindOfTalks { session: SessionId, zone: Tz, day: NaiveDate },
    /// Remind speakers of a zone on a day of materials that are missing: of a webinar that is over, or of the whole session beforehand.
    RemindOfMaterials { session: SessionId, webinar: Option<WebinarId>, zone: Tz, day: NaiveDate },
    /// Thank everybody who took part.
    SendThanks { session: SessionId },
    /// Write the drafts of a mailing.
    WriteMailing { mailing: MailingId },
    /// Tell organizers that a webinar of today has no stream link.
    AlertWithoutLink { webinar: WebinarId, starts_at: DateTime<Utc> },
    /// Put a session into the archive, now that this stage is open.
    ArchiveSession { session: SessionId },
    /// Tell those who wanted topics that talks about them are in the published programme.
    TellOfTopics { session: SessionId },
    /// Tell organizers whose address takes no e-mails, by names gathered on a day of the session.
    WarnOfBounces { session: SessionId, day: NaiveDate },
    /// Tell a program what happened.
    DeliverWebhook { delivery: WebhookDeliveryId },
}

impl Job {
    /// The stored word of its kind.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Job::SendStreamLinks { .. } => "send_stream_links",
            Job::JudgeAttendance { .. } => "judge_attendance",
            Job::IssueDocuments { .. } => "issue_documents",
            Job::RenderDocuments { .. } => "render_documents",
            Job::SendReminders { .. } => "send_reminders",
            Job::SendNewStreamLink { .. } => "send_new_stream_link",
            Job::TellMoved { .. } => "tell_moved",
            Job::TellCancelled { .. } => "tell_cancelled",
            Job::TellRelease { .. } => "tell_release",
            Job::OfferPlaces { .. } => "offer_places",
            Job::RemindOfTalks { .. } => "remind_of_talks",
            Job::RemindOfMaterials { .. } => "remind_of_materials",
            Job::SendThanks { .. } => "send_thanks",
            Job::WriteMailing { .. } => "write_mailing",
            Job::AlertWithoutLink { .. } => "alert_without_link",
            Job::WarnOfBounces { .. } => "warn_of_bounces",
            Job::ArchiveSession { .. } => "archive_session",
            Job::TellOfTopics { .. } => "tell_of_topics",
            Job::DeliverWebhook { .. } => "deliver_webhook",
        }
    }
}

/// A job to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    pub job: Job,
    pub run_at: DateTime<Utc>,
    /// A second job of the same kind and key is not written, even when the first one is done.
    pub unique_key: Option<String>,
}
