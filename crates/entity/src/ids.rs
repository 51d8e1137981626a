//! Typed ids: a webinar's id cannot be given where a person's is asked for.

use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Declares id types over [`Uuid`]. New ids come from the club's `Chance`, never from here.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
        )]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        // SeaORM asks this of every primary key; a UUID is never made from a number.
        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self(text.parse()?))
            }
        }
    )*};
}

ids! {
    /// A token of a program.
    ApiTokenId,
    /// One sentence or deed in the audit trail.
    AuditEntryId,
    /// Somebody invited to speak along.
    CoSpeakerId,
    /// By what talks are judged.
    CriterionId,
    /// A field of the application.
    FormFieldId,
    /// What a reviewer says of a talk.
    ReviewId,
    /// An answer to a field that organizers added.
    TalkAnswerId,
    /// A file that came with an application.
    TalkFileId,
    /// A consent that a person gave.
    ConsentId,
    /// A wish of its owner to have a document corrected.
    CorrectionId,
    /// A version of a consent's text.
    ConsentTextId,
    /// An issued document.
    DocumentId,
    /// What a server reported about an e-mail.
    EmailReportId,
    /// Whether a session sends a kind of e-mails.
    EmailSwitchId,
    /// What organizers wrote for a kind of e-mails.
    EmailTextId,
    /// How fast a domain takes e-mails.
    DomainLimitId,
    /// One fact that speaks for a listener's presence.
    EvidenceId,
    /// An answer that a program may ask for again.
    IdempotentAnswerId,
    /// An invitation to a role.
    InvitationId,
    /// Work to be done at a time.
    JobId,
    /// A frozen layout of a document.
    LayoutId,
    /// A layout that organizers edit.
    LayoutDesignId,
    /// A browser that is logged in.
    LoginId,
    /// A one-time link that logs a person in.
    LoginLinkId,
    /// E-mails that organizers send together.
    MailingId,
    /// The network that this installation serves.
    NetworkId,
    /// An e-mail on its way out.
    OutboxEmailId,
    /// Somebody the club knows.
    PersonId,
    /// That a person belongs to a school.
    PersonSchoolId,
    /// A listener's place at a webinar.
    RegistrationId,
    /// A published version of a programme.
    ReleaseId,
    /// A role held by a person.
    RoleGrantId,
    /// A break in a schedule.
    ScheduleBreakId,
    /// A former or other name of a school.
    SchoolAliasId,
    /// A school of the network.
    SchoolId,
    /// Who usually signs for a school.
    SchoolSignatoryId,
    /// A winter or spring session.
    SessionId,
    /// Who signs a session's documents.
    SignatoryId,
    /// An account on an SMTP server.
    SmtpAccountId,
    /// A person in a talk.
    SpeakerId,
    /// An address that nothing is sent to.
    SuppressionId,
    /// What is presented in a webinar.
    TalkId,
    /// A topic that somebody asks for.
    TopicRequestId,
    /// A place in the queue for a webinar that is full.
    WaitingPlaceId,
    /// Where a program wants to be told.
    WebhookId,
    /// One telling of a program.
    WebhookDeliveryId,
    /// One broadcast.
    WebinarId,
}
