//! Which placeholders the words of a kind may hold.

use entity::EmailKind;

/// What organizers may write in an e-mail of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindWords {
    pub kind: EmailKind,
    pub placeholders: &'static [Placeholder],
}

/// Something that is put in for each reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// As it is written between braces.
    pub name: &'static str,
    pub shape: Shape,
    /// Without it the e-mail would not do what it is for.
    pub is_required: bool,
}

/// Where a placeholder may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Within a line, and in the subject.
    Inline,
    /// Alone in a paragraph.
    Block,
}

const fn inline(name: &'static str) -> Placeholder {
    Placeholder { name, shape: Shape::Inline, is_required: false }
}

const fn needed(name: &'static str) -> Placeholder {
    Placeholder { name, shape: Shape::Block, is_required: true }
}

const fn block(name: &'static str) -> Placeholder {
    Placeholder { name, shape: Shape::Block, is_required: false }
}

/// How the reader is greeted, what the session and the club are called: every e-mail knows them.
const GREETING: Placeholder = inline("greeting");
const SESSION: Placeholder = inline("session");
const CLUB: Placeholder = inline("club");

const STREAM_LINK: &[Placeholder] = &[
    GREETING,
    inline("headline"),
    inline("lead"),
    inline("date"),
    inline("time"),
    inline("count"),
    SESSION,
    CLUB,
    needed("webinars"),
];
const REGISTRATION_CONFIRMED: &[Placeholder] = &[
    GREETING,
    inline("headline"),
    inline("lead"),
    inline("next"),
    inline("count"),
    SESSION,
    CLUB,
    needed("webinars"),
    needed("page"),
];
const DOCUMENTS_READY: &[Placeholder] =
    &[GREETING, inline("headline"), inline("lead"), SESSION, CLUB, needed("page"), needed("documents")];
const CORRECTION_ANSWERED: &[Placeholder] =
    &[GREETING, inline("number"), SESSION, CLUB, needed("wish"), needed("answer")];

/// What e-mails about one webinar know.
macro_rules! about_webinar {
    ($($more:expr),*) => {
        &[GREETING, inline("title"), inline("date"), inline("time"), inline("times"), SESSION, CLUB, $($more),*]
    };
}

const WEBINAR: Placeholder = block("webinar");
const REMINDER: &[Placeholder] = about_webinar!(inline("headline"), inline("lead"), WEBINAR, needed("join"));
const NEW_STREAM_LINK: &[Placeholder] = about_webinar!(WEBINAR, needed("join"));
const WEBINAR_MOVED: &[Placeholder] = about_webinar!(
    inline("headline"),
    inline("lead"),
    inline("was"),
    WEBINAR,
    needed("new_time"),
    needed("join")
);
const WEBINAR_CANCELLED: &[Placeholder] =
    about_webinar!(inline("reason"), needed("webinar"), block("programme"));
const PLACE_OFFERED: &[Placeholder] =
    about_webinar!(inline("lead"), inline("until"), WEBINAR, needed("offer"));
const TALK_DEADLINE: &[Placeholder] = &[
    GREETING,
    inline("headline"),
    inline("lead"),
    inline("deadline"),
    SESSION,
    CLUB,
    needed("talks"),
    needed("page"),
];
const PROGRAMME_CHANGED: &[Placeholder] = &[
    GREETING,
    inline("headline"),
    inline("lead"),
    inline("note"),
    SESSION,
    CLUB,
    needed("changes"),
    needed("page"),
];
/// What e-mails about an application know.
macro_rules! about_application {
    ($($more:expr),*) => {
        &[GREETING, inline("headline"), inline("lead"), SESSION, CLUB, needed("page"), $($more),*]
    };
}

/// Nothing that an applicant typed goes to an address that nobody has shown to be theirs.
const APPLICATION_LINK: &[Placeholder] = about_application!(needed("applications"));
const CO_SPEAKER_INVITED: &[Placeholder] = about_application!();
const APPLICATION: &[Placeholder] = about_application!(inline("topic"));
const TALK_DECIDED: &[Placeholder] = about_application!(inline("topic"), needed("note"));
const TOPIC_COVERED: &[Placeholder] =
    &[GREETING, inline("topic"), inline("talk"), SESSION, CLUB, needed("page")];
const THANKS: &[Placeholder] = &[GREETING, SESSION, CLUB, block("page")];
const ANNOUNCEMENT: &[Placeholder] = &[GREETING, SESSION, CLUB, block("programme"), block("page")];
/// An invitation without its link would lead nowhere.
const INVITATION: &[Placeholder] = &[GREETING, SESSION, CLUB, needed("programme")];
const TEAM_INVITATION: &[Placeholder] =
    &[GREETING, inline("headline"), inline("lead"), inline("until"), CLUB, block("note"), needed("page")];
const ORGANIZER_ALERT: &[Placeholder] =
    &[GREETING, inline("headline"), inline("lead"), SESSION, CLUB, needed("page")];

/// What the words of a kind may hold; `None` for kinds that are not worded by organizers.
#[must_use]
pub fn of(kind: EmailKind) -> Option<KindWords> {
    let placeholders = match kind {
        EmailKind::StreamLink => STREAM_LINK,
        EmailKind::RegistrationConfirmed => REGISTRATION_CONFIRMED,
        EmailKind::DocumentsReady => DOCUMENTS_READY,
        EmailKind::CorrectionAnswered => CORRECTION_ANSWERED,
        EmailKind::Reminder => REMINDER,
        EmailKind::NewStreamLink => NEW_STREAM_LINK,
        EmailKind::WebinarMoved => WEBINAR_MOVED,
        EmailKind::WebinarCancelled => WEBINAR_CANCELLED,
        EmailKind::PlaceOffered => PLACE_OFFERED,
        EmailKind::ProgrammeChanged => PROGRAMME_CHANGED,
        EmailKind::TalkDeadline | EmailKind::MaterialsMissing => TALK_DEADLINE,
        EmailKind::ApplicationLink => APPLICATION_LINK,
        EmailKind::CoSpeakerInvited => CO_SPEAKER_INVITED,
        EmailKind::ApplicationReceived | EmailKind::TalkUnconfirmed => APPLICATION,
        EmailKind::TalkDecided => TALK_DECIDED,
        EmailKind::Thanks => THANKS,
        EmailKind::TopicCovered => TOPIC_COVERED,
        EmailKind::OrganizerAlert => ORGANIZER_ALERT,
        EmailKind::Announcement => ANNOUNCEMENT,
        EmailKind::Invitation => INVITATION,
        EmailKind::TeamInvitation => TEAM_INVITATION,
        EmailKind::LoginLink => return None,
    };
    Some(KindWords { kind, placeholders })
}

/// Every kind whose words organizers may change, in the order of the list of kinds.
pub fn worded_kinds() -> impl Iterator<Item = KindWords> {
    EmailKind::ALL.iter().filter_map(|kind| of(*kind))
}

impl KindWords {
    /// A placeholder by its name.
    #[must_use]
    pub fn placeholder(&self, name: &str) -> Option<Placeholder> {
        self.placeholders.iter().copied().find(|placeholder| placeholder.name == name)
    }
}
