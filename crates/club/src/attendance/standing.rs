//! How a registration stands before its verdict.

use entity::{EvidenceKind, registration, webinar};
use sea_orm::DbErr;

use super::queries;
use super::rule::Window;
use crate::Club;

/// What speaks for a listener's presence so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub watched_seconds: i32,
    /// Whether the right code word was given.
    pub code_word_given: bool,
}

/// How a registration stands so far.
///
/// # Errors
/// When the database refuses.
pub async fn standing(
    club: &Club,
    registration: &registration::Model,
    webinar: &webinar::Model,
) -> Result<Standing, DbErr> {
    let facts = queries::evidence(club.storage.reads(), registration.id).await?;
    let holding = |kind: EvidenceKind| facts.iter().filter(move |fact| fact.kind == kind && fact.holds);
    let spans = holding(EvidenceKind::WatchTime).map(|fact| (fact.starts_at, fact.ends_at));
    let watched = Window::of(webinar).watched(spans);
    Ok(Standing {
        watched_seconds: i32::try_from(watched).unwrap_or(i32::MAX),
        code_word_given: holding(EvidenceKind::CodeWord).next().is_some(),
    })
}
