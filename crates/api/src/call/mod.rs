//! The call for speakers: beginning an application, filling it in, answering to invitations, and the form that organizers make.

mod application;
pub(crate) mod apply;
pub(crate) mod co_speaker;
pub(crate) mod fields;
mod form;
pub(crate) mod json;
mod pieces;
pub(crate) mod samples;
mod status;

pub(crate) use application::{act, attach_co_speaker, claim, confirm, drop_co_speaker, file, show};
pub(crate) use application::{organizers_edit, organizers_file, organizers_form};
pub(crate) use form::{hints, said};
pub(crate) use status::{withdraw, withdrawal};

use club::call::{AnswerError, CoSpeakerError, EnterError, KeepFileError, SaveError};

use crate::error::PageError;

impl From<SaveError> for PageError {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::NotFound => PageError::NotFound,
            SaveError::Closed => PageError::Conflict("page-call-closed"),
            SaveError::TooLong => PageError::TooLarge,
            SaveError::Db(error) => error.into(),
        }
    }
}

impl From<AnswerError> for PageError {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::NotFound => PageError::NotFound,
            AnswerError::State => PageError::Conflict("page-call-other-state"),
            AnswerError::Db(error) => error.into(),
        }
    }
}

impl From<KeepFileError> for PageError {
    fn from(error: KeepFileError) -> Self {
        match error {
            KeepFileError::NotFound | KeepFileError::Problem(_) => PageError::NotFound,
            KeepFileError::Closed => PageError::Conflict("page-call-closed"),
            KeepFileError::Store(error) => PageError::broken(error),
            KeepFileError::Db(error) => error.into(),
        }
    }
}

impl From<CoSpeakerError> for PageError {
    fn from(error: CoSpeakerError) -> Self {
        match error {
            CoSpeakerError::NotFound => PageError::NotFound,
            CoSpeakerError::Closed => PageError::Conflict("page-call-co-speakers-closed"),
            CoSpeakerError::Full { .. } => PageError::Conflict("page-call-co-speakers-full"),
            CoSpeakerError::Twice => PageError::Conflict("page-call-co-speakers-twice"),
            CoSpeakerError::Answered => PageError::Conflict("page-call-invitation-answered"),
            CoSpeakerError::NoConsent => PageError::BadRequest,
            CoSpeakerError::Db(error) => error.into(),
        }
    }
}

impl From<EnterError> for PageError {
    fn from(error: EnterError) -> Self {
        match error {
            EnterError::NotFound => PageError::NotFound,
            EnterError::Past => PageError::Conflict("page-call-late-past"),
            EnterError::Closed => PageError::Conflict("page-call-other-state"),
            EnterError::Db(error) => error.into(),
        }
    }
}
