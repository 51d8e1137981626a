//! The words that an e-mail has where nobody has written others: a file for each kind and language.

use entity::EmailKind;
use lang::Lang;

use super::Words;

/// The file of a kind in a language, Russian and English.
macro_rules! in_both {
    ($language:ident, $ru:literal, $en:literal) => {
        Some(match $language {
            Lang::Ru => include_str!(concat!("../../../../../templates/", $ru)),
            Lang::En => include_str!(concat!("../../../../../templates/", $en)),
        })
    };
}

/// The file with the words of a kind; `None` for kinds that are not worded by organizers.
#[expect(clippy::too_many_lines, reason = "a table: one line a file")]
pub(super) fn of(kind: EmailKind, language: Lang) -> Option<&'static str> {
    match kind {
        EmailKind::StreamLink => in_both!(language, "emails/ru/stream_link.md", "emails/en/stream_link.md"),
        EmailKind::RegistrationConfirmed => {
            in_both!(language, "emails/ru/registration_confirmed.md", "emails/en/registration_confirmed.md")
        }
        EmailKind::DocumentsReady => {
            in_both!(language, "emails/ru/documents_ready.md", "emails/en/documents_ready.md")
        }
        EmailKind::CorrectionAnswered => {
            in_both!(language, "emails/ru/correction_answered.md", "emails/en/correction_answered.md")
        }
        // A log-in says the same to everybody, so that nobody is talked into trusting a false one.
        EmailKind::LoginLink => None,
        EmailKind::Reminder => in_both!(language, "emails/ru/reminder.md", "emails/en/reminder.md"),
        EmailKind::NewStreamLink => {
            in_both!(language, "emails/ru/new_stream_link.md", "emails/en/new_stream_link.md")
        }
        EmailKind::WebinarMoved => {
            in_both!(language, "emails/ru/webinar_moved.md", "emails/en/webinar_moved.md")
        }
        EmailKind::WebinarCancelled => {
            in_both!(language, "emails/ru/webinar_cancelled.md", "emails/en/webinar_cancelled.md")
        }
        EmailKind::PlaceOffered => {
            in_both!(language, "emails/ru/place_offered.md", "emails/en/place_offered.md")
        }
        EmailKind::ProgrammeChanged => {
            in_both!(language, "emails/ru/programme_changed.md", "emails/en/programme_changed.md")
        }
        EmailKind::TalkDeadline => {
            in_both!(language, "emails/ru/talk_deadline.md", "emails/en/talk_deadline.md")
        }
        EmailKind::MaterialsMissing => {
            in_both!(language, "emails/ru/materials_missing.md", "emails/en/materials_missing.md")
        }
        EmailKind::ApplicationLink => {
            in_both!(language, "emails/ru/application_link.md", "emails/en/application_link.md")
        }
        EmailKind::ApplicationReceived => {
            in_both!(language, "emails/ru/application_received.md", "emails/en/application_received.md")
        }
        EmailKind::CoSpeakerInvited => {
            in_both!(language, "emails/ru/co_speaker_invited.md", "emails/en/co_speaker_invited.md")
        }
        EmailKind::TalkDecided => {
            in_both!(language, "emails/ru/talk_decided.md", "emails/en/talk_decided.md")
        }
        EmailKind::TalkUnconfirmed => {
            in_both!(language, "emails/ru/talk_unconfirmed.md", "emails/en/talk_unconfirmed.md")
        }
        EmailKind::TopicCovered => {
            in_both!(language, "emails/ru/topic_covered.md", "emails/en/topic_covered.md")
        }
        EmailKind::Thanks => in_both!(language, "emails/ru/thanks.md", "emails/en/thanks.md"),
        EmailKind::OrganizerAlert => {
            in_both!(language, "emails/ru/organizer_alert.md", "emails/en/organizer_alert.md")
        }
        EmailKind::Announcement => {
            in_both!(language, "emails/ru/announcement.md", "emails/en/announcement.md")
        }
        EmailKind::Invitation => in_both!(language, "emails/ru/invitation.md", "emails/en/invitation.md"),
        EmailKind::TeamInvitation => {
            in_both!(language, "emails/ru/team_invitation.md", "emails/en/team_invitation.md")
        }
    }
}

/// A file: `# subject`, then the body.
pub(super) fn read(file: &str) -> Words {
    let (subject, body) = file.split_once('\n').unwrap_or((file, ""));
    Words { subject: subject.trim_start_matches('#').trim().to_owned(), body: body.trim().to_owned() }
}
