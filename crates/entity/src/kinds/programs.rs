//! Closed lists about programs: what their tokens are for, and what they are told.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::UnknownWord;

word_enum! {
    /// What programs are told of.
    WebhookEvent {
        /// Somebody is registered for a webinar.
        RegistrationMade = "registration_made",
        /// A registration was taken back.
        RegistrationCancelled = "registration_cancelled",
        /// A new version of a programme is published.
        ReleasePublished = "release_published",
        /// A talk was handed in, for the first time or after changes were asked for.
        TalkSubmitted = "talk_submitted",
        /// Documents were issued; the PDF files may take a while.
        DocumentsIssued = "documents_issued",
        /// Somebody pressed the button that tries it out.
        Trial = "trial",
    }
}
word_enum! {
    /// What became of one telling.
    DeliveryState { Due = "due", Delivered = "delivered", Failed = "failed" }
}
word_enum! {
    /// Why a telling did not arrive, where nobody answered.
    DeliveryProblem {
        NoSuchHost = "no_such_host",
        /// The address is inside the network of the server.
        Inside = "inside",
        /// Nobody takes the connection, or it is not safe.
        NoConnection = "no_connection",
        /// No answer in time.
        Silence = "silence",
        /// The secret cannot be opened with the key of the installation.
        Secret = "secret",
        /// The webhook was switched off meanwhile.
        SwitchedOff = "switched_off",
    }
}
word_enum! {
    /// What a program may do with its token.
    ApiScope {
        /// Sessions: making them, their settings, stages, schools, form of applications and criteria.
        SessionsWrite = "sessions_write",
        /// The working version of a programme, with links of broadcasts.
        ProgrammeRead = "programme_read",
        /// Webinars and releases.
        ProgrammeWrite = "programme_write",
        /// Topics that young teachers ask for: answers and decisions.
        TopicsWrite = "topics_write",
        /// Applications to speak and their states.
        TalksRead = "talks_read",
        /// Entering applications for teachers, and decisions about them, whose e-mails wait until a person sends them.
        TalksWrite = "talks_write",
        /// Who is registered, with addresses.
        ListenersRead = "listeners_read",
        /// Registering teachers of the school.
        ListenersWrite = "listeners_write",
        /// Issued documents and their numbers.
        DocumentsRead = "documents_read",
        /// The directory of schools; only a token of the network finds others than its own.
        SchoolsRead = "schools_read",
        /// What the directory says of the school; by a token of the network, of every school, and new ones.
        SchoolsWrite = "schools_write",
        /// Who holds which role, and who is invited.
        TeamRead = "team_read",
        /// Inviting people into teams and taking roles away.
        TeamWrite = "team_write",
    }
}
