//! What organizers choose of a rehearsal, and what is wrong with it.

use chrono::NaiveDate;
use club::rehearsal::{Asked, RehearsalDay, RehearsalError};
use entity::{EmailKind, PersonId};
use lang::Texts;

use crate::error::PageError;
use crate::fields::Fields;
use crate::form::Errors;

/// A rehearsal as it was chosen.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    pub(super) kinds: Vec<EmailKind>,
    pub(super) is_sample: bool,
    pub(super) organizers: Vec<PersonId>,
}

impl Chosen {
    /// Everything of the day, of a few readers, for whoever asks.
    pub(super) fn first(day: &RehearsalDay, asking: Option<PersonId>) -> Self {
        let kinds = day.kinds.iter().map(|(kind, _)| *kind).collect();
        let organizers = asking.filter(|asking| day.is_in_team(*asking)).into_iter().collect();
        Self { kinds, is_sample: true, organizers }
    }

    pub(super) fn read(fields: &Fields) -> Result<Self, PageError> {
        let kinds = fields.all("kinds").iter().map(|kind| kind.parse()).collect::<Result<_, _>>();
        let organizers = fields.all("organizers").iter().map(|id| id.parse()).collect::<Result<_, _>>();
        Ok(Self {
            kinds: kinds.map_err(|_no_kind| PageError::BadRequest)?,
            is_sample: fields.text("readers")? != "all",
            organizers: organizers.map_err(|_no_id| PageError::BadRequest)?,
        })
    }

    pub(super) fn asked(&self, day: NaiveDate) -> Asked {
        Asked {
            day,
            kinds: self.kinds.clone(),
            is_sample: self.is_sample,
            organizers: self.organizers.clone(),
        }
    }
}

/// What stands beside the fields when nothing was written.
pub(super) fn problem(error: RehearsalError, t: Texts) -> Result<Errors, PageError> {
    let mut errors = Errors::default();
    match error {
        RehearsalError::NotFound => return Err(PageError::NotFound),
        RehearsalError::Db(error) => return Err(error.into()),
        RehearsalError::NoOrganizer => errors.add("organizers", t.say("page-rehearsal-no-organizer")),
        RehearsalError::Nothing => errors.add("kinds", t.say("page-rehearsal-no-kind")),
        RehearsalError::TooMany { wanted, left } => {
            let about = [("wanted", wanted.into()), ("left", left.into())];
            errors.add("readers", t.say_with("page-rehearsal-too-many", &about));
        }
    }
    Ok(errors)
}
