//! Monitoring: what a session came to, in numbers whose denominators are fixed.

use entity::SessionId;
use sea_orm::DbErr;

use crate::Club;

/// A figure of the report: a share with its denominator, or a bare count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// `attended_unique_of_registered`
    pub name: &'static str,
    pub numerator: u64,
    /// `None`: a bare count.
    pub denominator: Option<u64>,
}

impl Indicator {
    /// The share in percent, rounded half up to one decimal; `None` without a denominator or with 0.
    #[must_use]
    pub fn percent(&self) -> Option<String> {
        todo!()
    }
}

/// The indicators of a session, in a fixed order.
///
/// # Errors
/// When the database refuses.
pub async fn indicators(club: &Club, session: SessionId) -> Result<Vec<Indicator>, DbErr> {
    let _ = (club, session);
    todo!()
}
