//! Column enums: the closed lists that rows are made of.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Declares an enum that is stored, serialised and shown as the snake-case word of each case.
macro_rules! word_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$case_doc:meta])* $case:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
        )]
        #[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))")]
        pub enum $name {
            $(
                $(#[$case_doc])*
                #[sea_orm(string_value = $word)]
                #[serde(rename = $word)]
                $case,
            )*
        }

        impl $name {
            /// Every case, in the order of the declaration.
            pub const ALL: &'static [$name] = &[$($name::$case),*];

            /// The stored word.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $($name::$case => $word,)*
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownWord;

            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                match text {
                    $($word => Ok($name::$case),)*
                    _ => Err(UnknownWord),
                }
            }
        }
    };
}

// After the macro, so that it can use it.
mod programs;

pub use programs::*;

/// A word that is none of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownWord;

impl std::fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a word that is not of the list")
    }
}

impl std::error::Error for UnknownWord {}

word_enum! {
    /// Grammatical gender: it chooses a form of words and nothing else.
    Gender { Female = "female", Male = "male", Unknown = "unknown" }
}
word_enum! {
    /// What a person may do for the club.
    Role {
        /// Куратор сети: sees every school of the network.
        Curator = "curator",
        /// Организатор: runs the sessions of a school.
        Organizer = "organizer",
        /// Эксперт: reviews talks of a school's sessions.
        Reviewer = "reviewer",
        /// Ведущий: runs one webinar.
        Moderator = "moderator",
    }
}
word_enum! {
    /// Winter or spring.
    Season { Winter = "winter", Spring = "spring" }
}
word_enum! {
    /// What kind of organization a school is.
    SchoolKind {
        /// Школа, гимназия, лицей.
        General = "general",
        /// Детский сад.
        Preschool = "preschool",
        /// Дополнительное образование.
        Supplementary = "supplementary",
        /// Колледж, техникум.
        Vocational = "vocational",
        /// Вуз, институт развития образования.
        University = "university",
        /// Методический центр, управление образования.
        MethodCentre = "method_centre",
        Other = "other",
    }
}
word_enum! {
    /// The level at which experience is presented.
    Level { Municipal = "municipal", Regional = "regional", Interregional = "interregional", National = "national" }
}
word_enum! {
    /// How far a session has come.
    SessionState { Draft = "draft", Published = "published", Archived = "archived" }
}
word_enum! {
    /// What a code word does for attendance.
    CodeWordRule {
        /// Either the minutes or the code word is enough.
        Counts = "counts",
        /// The minutes alone are not enough.
        Required = "required",
        /// Only the minutes count.
        Ignored = "ignored",
    }
}
word_enum! {
    /// When documents are issued.
    IssueMode {
        /// By themselves, after each webinar.
        AfterEachWebinar = "after_each_webinar",
        /// When an organizer presses the button.
        ByHand = "by_hand",
    }
}
word_enum! {
    /// Form of a webinar.
    WebinarForm {
        Webinar = "webinar",
        MasterClass = "master_class",
        PedagogicalWorkshop = "pedagogical_workshop",
        FromExperience = "from_experience",
        RoundTable = "round_table",
        OpenLesson = "open_lesson",
    }
}
word_enum! {
    /// Whether a webinar takes place.
    WebinarState { Planned = "planned", Cancelled = "cancelled" }
}
word_enum! {
    /// The way of a talk from a draft to a presented one.
    TalkState {
        Draft = "draft",
        Submitted = "submitted",
        NeedsFix = "needs_fix",
        Accepted = "accepted",
        Confirmed = "confirmed",
        Scheduled = "scheduled",
        Presented = "presented",
        Declined = "declined",
        Withdrawn = "withdrawn",
    }
}
word_enum! {
    /// What organizers decide of a talk.
    TalkDecision {
        Accept = "accept",
        Decline = "decline",
        /// Доработать.
        NeedsFix = "needs_fix",
    }
}
word_enum! {
    /// Квалификационная категория of a teacher.
    TeacherCategory {
        None = "none",
        First = "first",
        Highest = "highest",
        Methodist = "methodist",
        Mentor = "mentor",
    }
}
word_enum! {
    /// How a field of the application is filled in.
    FieldType {
        Text = "text",
        LongText = "long_text",
        Number = "number",
        Choice = "choice",
        Date = "date",
        File = "file",
        /// A field of the club's own, with its own way.
        BuiltIn = "built_in",
    }
}
word_enum! {
    /// Who sees the answer to a field, besides the speaker: each sees what those before see.
    SeenBy {
        /// Organizers alone.
        Organizers = "organizers",
        /// Reviewers, too.
        Reviewers = "reviewers",
        /// Everybody, once the talk is in the programme.
        Public = "public",
    }
}
word_enum! {
    /// Whether a talk's materials are here.
    MaterialState { Missing = "missing", Received = "received", NeedsFix = "needs_fix" }
}
word_enum! {
    /// What a person agreed to; one consent a purpose (152-ФЗ, article 9).
    ConsentPurpose {
        /// Taking part and getting documents: without it there is no registration.
        Participation = "participation",
        /// Publication of name, photo and materials.
        Publication = "publication",
        /// E-mails about future sessions.
        Invitations = "invitations",
    }
}
word_enum! {
    /// What speaks for a listener's presence.
    EvidenceKind {
        /// The personal link was used.
        JoinClick = "join_click",
        /// The watch page was open.
        WatchTime = "watch_time",
        /// The code word was given.
        CodeWord = "code_word",
        /// A presence check was answered.
        PresenceCheck = "presence_check",
        /// The platform's report names the listener.
        PlatformReport = "platform_report",
        /// An organizer or the moderator says so.
        ByHand = "by_hand",
    }
}
word_enum! {
    /// Which document it is.
    DocumentKind {
        /// Свидетельство о представлении педагогического опыта.
        ProofOfPresentation = "proof_of_presentation",
        /// Благодарственное письмо.
        LetterOfThanks = "letter_of_thanks",
        /// Сертификат слушателя.
        AttendanceCertificate = "attendance_certificate",
    }
}
word_enum! {
    /// Whether a document stands.
    DocumentState {
        /// Numbered and frozen; its file is still being made.
        Numbered = "numbered",
        /// The file is there.
        Issued = "issued",
        /// Аннулирован: it stays in the registry with its reason.
        Revoked = "revoked",
    }
}
word_enum! {
    /// What became of a wish for a correction.
    CorrectionState { Open = "open", Done = "done", Declined = "declined" }
}
word_enum! {
    /// For whom a layout is: a lower level inherits what it does not change.
    LayoutLevel { Network = "network", School = "school", Session = "session" }
}
word_enum! {
    /// Why an e-mail is sent.
    EmailKind {
        /// The one-time link that logs a person in.
        LoginLink = "login_link",
        /// What a listener registered for.
        RegistrationConfirmed = "registration_confirmed",
        /// Письмо со ссылкой в день вебинара.
        StreamLink = "stream_link",
        /// The documents are ready.
        DocumentsReady = "documents_ready",
        /// What came of the wish to have a document corrected.
        CorrectionAnswered = "correction_answered",
        /// A webinar begins in an hour, or in ten minutes.
        Reminder = "reminder",
        /// The stream link has changed after it was sent.
        NewStreamLink = "new_stream_link",
        /// Перенос: a webinar takes place at another time.
        WebinarMoved = "webinar_moved",
        /// Отмена: a webinar does not take place.
        WebinarCancelled = "webinar_cancelled",
        /// A release of the programme changed something for its reader.
        ProgrammeChanged = "programme_changed",
        /// A place has become free for somebody who waits.
        PlaceOffered = "place_offered",
        /// The call for speakers ends soon.
        TalkDeadline = "talk_deadline",
        /// The personal link of an application: it shows that the address is the applicant's.
        ApplicationLink = "application_link",
        /// The application was handed in.
        ApplicationReceived = "application_received",
        /// Invitation to speak along.
        CoSpeakerInvited = "co_speaker_invited",
        /// What was decided of a talk.
        TalkDecided = "talk_decided",
        /// An accepted talk is not confirmed yet.
        TalkUnconfirmed = "talk_unconfirmed",
        /// A speaker's materials are not here yet.
        MaterialsMissing = "materials_missing",
        /// Thanks after the session.
        Thanks = "thanks",
        /// Invitation to a session, for whoever agreed to be invited.
        Invitation = "invitation",
        /// What organizers write in their own words.
        Announcement = "announcement",
        /// A topic that somebody wanted is in the programme.
        TopicCovered = "topic_covered",
        /// Something that organizers should see to.
        OrganizerAlert = "organizer_alert",
        /// Invitation to be organizer, reviewer, moderator or curator.
        TeamInvitation = "team_invitation",
    }
}
word_enum! {
    /// Where an outgoing e-mail is.
    OutboxState {
        /// Written for organizers to look at; it goes out when they say so.
        Draft = "draft",
        /// Waits for its time.
        Due = "due",
        /// A worker holds it.
        Leased = "leased",
        /// The server took it.
        Sent = "sent",
        /// It will not be sent; the reason stands beside it.
        Failed = "failed",
        /// Organizers decided against it, or its cause is gone.
        Discarded = "discarded",
    }
}
word_enum! {
    /// Where a job is.
    JobState { Ready = "ready", Leased = "leased", Done = "done", Parked = "parked" }
}
word_enum! {
    /// Whose words an e-mail is written in: a lower level inherits what it does not change.
    TextLevel { Network = "network", School = "school", Session = "session" }
}
word_enum! {
    /// How far a mailing has come.
    MailingState { Draft = "draft", Sent = "sent", Discarded = "discarded" }
}
word_enum! {
    /// Why nothing is sent to an address.
    SuppressionReason {
        /// Its server says that there is no such mailbox.
        Bounced = "bounced",
        /// Its reader called an e-mail spam.
        Complained = "complained",
        /// An organizer says so.
        ByHand = "by_hand",
    }
}
word_enum! {
    /// What a server reports about an e-mail.
    ReportKind {
        /// It will not arrive.
        Bounce = "bounce",
        /// It has not arrived yet.
        Delay = "delay",
        /// Its reader called it spam.
        Complaint = "complaint",
    }
}
word_enum! {
    /// The way by which a report came.
    ReportSource { Pipe = "pipe", Folder = "folder", Lmtp = "lmtp", Webhook = "webhook", Answer = "answer" }
}
word_enum! {
    /// How the line to an SMTP server is protected.
    SmtpEncryption {
        /// From the first byte, usually on port 465.
        Implicit = "implicit",
        /// After STARTTLS, or not at all.
        Required = "required",
        /// After STARTTLS where the server offers it.
        Opportunistic = "opportunistic",
        /// Not: for a server on the same machine.
        Plain = "plain",
    }
}
word_enum! {
    /// A part of a session's way from the first wish to the archive.
    Stage {
        /// Young teachers propose topics and vote.
        Topics = "topics",
        /// Приём заявок докладчиков.
        Call = "call",
        /// Talks are read, scored and decided about.
        Review = "review",
        /// The schedule is made and published.
        Programme = "programme",
        /// Listeners register.
        Registration = "registration",
        /// Webinars are broadcast.
        Live = "live",
        /// Documents are issued.
        Documents = "documents",
        /// The report is written.
        Report = "report",
        /// The session stands in the archive.
        Archive = "archive",
    }
}
word_enum! {
    /// What an organizer decided about a stage, whatever its dates say.
    StageForce { Open = "open", Closed = "closed" }
}
word_enum! {
    /// Whether a school takes part in making a session.
    PartnerState { Invited = "invited", Accepted = "accepted", Declined = "declined" }
}
word_enum! {
    /// What became of a topic that somebody asked for.
    TopicState {
        /// Waits for an organizer; nobody else sees it.
        Proposed = "proposed",
        /// Anybody sees it and votes.
        Published = "published",
        /// It is going to be in the programme.
        Taken = "taken",
        /// Not this time; the answer says why.
        Declined = "declined",
        /// It says the same as another one, which has its votes now.
        Merged = "merged",
        /// Its asker has thought better of it.
        Withdrawn = "withdrawn",
    }
}
