//! The words that an e-mail has where nobody has written others: a file for each kind and language.

use entity::EmailKind;
use lang::Lang;

use super::Words;

/// The file of a name in a language.
macro_rules! file {
    ($language:ident, $name:literal) => {
        Some(match $language {
            Lang::Ru => include_str!(concat!("../../../../../templates/emails/ru/", $name, ".md")),
            Lang::En => include_str!(concat!("../../../../../templates/emails/en/", $name, ".md")),
        })
    };
}

/// The file with the words of a kind; `None` for kinds that are not worded by organizers.
pub(super) fn of(kind: EmailKind, language: Lang) -> Option<&'static str> {
    match kind {
        EmailKind::StreamLink => file!(language, "stream_link"),
        EmailKind::RegistrationConfirmed => file!(language, "registration_confirmed"),
        EmailKind::DocumentsReady => file!(language, "documents_ready"),
        EmailKind::CorrectionAnswered => file!(language, "correction_answered"),
        // A log-in says the same to everybody, so that nobody is talked into trusting a false one.
        EmailKind::LoginLink => None,
        EmailKind::Reminder => file!(language, "reminder"),
        EmailKind::NewStreamLink => file!(language, "new_stream_link"),
        EmailKind::WebinarMoved => file!(language, "webinar_moved"),
        EmailKind::WebinarCancelled => file!(language, "webinar_cancelled"),
        EmailKind::PlaceOffered => file!(language, "place_offered"),
        EmailKind::ProgrammeChanged => file!(language, "programme_changed"),
        EmailKind::TalkDeadline => file!(language, "talk_deadline"),
        EmailKind::MaterialsMissing => file!(language, "materials_missing"),
        EmailKind::ApplicationLink => file!(language, "application_link"),
        EmailKind::ApplicationReceived => file!(language, "application_received"),
        EmailKind::CoSpeakerInvited => file!(language, "co_speaker_invited"),
        EmailKind::TalkDecided => file!(language, "talk_decided"),
        EmailKind::TalkUnconfirmed => file!(language, "talk_unconfirmed"),
        EmailKind::TopicCovered => file!(language, "topic_covered"),
        EmailKind::Thanks => file!(language, "thanks"),
        EmailKind::OrganizerAlert => file!(language, "organizer_alert"),
        EmailKind::Announcement => file!(language, "announcement"),
        EmailKind::Invitation => file!(language, "invitation"),
        EmailKind::TeamInvitation => file!(language, "team_invitation"),
    }
}

/// A file: `# subject`, then the body.
pub(super) fn read(file: &str) -> Words {
    let (subject, body) = file.split_once('\n').unwrap_or((file, ""));
    Words { subject: subject.trim_start_matches('#').trim().to_owned(), body: body.trim().to_owned() }
}
