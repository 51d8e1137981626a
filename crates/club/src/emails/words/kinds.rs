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
const REGISTRATION_CONFIRMED: &[Placeholder] =
    &[GREETING, inline("headline"), inline("count"), SESSION, CLUB, needed("webinars"), needed("page")];
const DOCUMENTS_READY: &[Placeholder] =
    &[GREETING, inline("headline"), inline("lead"), SESSION, CLUB, needed("page"), needed("documents")];
const CORRECTION_ANSWERED: &[Placeholder] =
    &[GREETING, inline("number"), SESSION, CLUB, needed("wish"), needed("answer")];

/// What the words of a kind may hold; `None` for kinds that are not worded by organizers.
#[must_use]
pub fn of(kind: EmailKind) -> Option<KindWords> {
    let placeholders = match kind {
        EmailKind::StreamLink => STREAM_LINK,
        EmailKind::RegistrationConfirmed => REGISTRATION_CONFIRMED,
        EmailKind::DocumentsReady => DOCUMENTS_READY,
        EmailKind::CorrectionAnswered => CORRECTION_ANSWERED,
        EmailKind::LoginLink
        | EmailKind::Reminder
        | EmailKind::NewStreamLink
        | EmailKind::WebinarMoved
        | EmailKind::WebinarCancelled
        | EmailKind::PlaceOffered
        | EmailKind::TalkDeadline
        | EmailKind::MaterialsMissing
        | EmailKind::Thanks
        | EmailKind::Invitation
        | EmailKind::Announcement
        | EmailKind::OrganizerAlert => return None,
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
