//! Review and decisions: scores by weighted criteria, comments for each other, decisions that speakers learn all together.

mod criteria;
mod decide;
mod look;
pub(crate) mod queries;
mod release;
mod write;

use entity::{CriterionId, TalkDecision, criterion, review, talk};
use std::collections::BTreeMap;

use crate::Viewer;

pub use criteria::{CriteriaError, CriterionEdit, HEAVIEST, criteria, keep_criteria};
pub use decide::{DecideError, decide};
pub use look::{ReviewLine, ReviewView, file, list, show};
pub use release::{Pending, ReleaseError, is_unconfirmed, pending, release, remind, seen_mark};
pub use write::{Reviewing, WriteError, write};

/// The best score; the worst is 1.
pub const BEST: i32 = 5;

/// Scores of a review by the ids of their criteria.
pub type Scores = BTreeMap<CriterionId, i32>;

/// What a reviewer gave.
#[must_use]
pub fn scores(review: &review::Model) -> Scores {
    serde_json::from_value(review.scores.clone()).unwrap_or_default()
}

/// The mean of reviews in tenths, each criterion by its weight; `None` where nothing was scored.
#[must_use]
pub fn mean(reviews: &[&review::Model], criteria: &[criterion::Model]) -> Option<i32> {
    let (mut sum, mut weights) = (0_i64, 0_i64);
    for review in reviews {
        let scores = scores(review);
        for criterion in criteria {
            let Some(score) = scores.get(&criterion.id) else { continue };
            sum += i64::from(*score) * i64::from(criterion.weight);
            weights += i64::from(criterion.weight);
        }
    }
    if weights == 0 { None } else { i32::try_from((sum * 10 + weights / 2) / weights).ok() }
}

/// Whether a talk waits for decisions to be released.
#[must_use]
pub fn is_pending(talk: &talk::Model) -> bool {
    talk.state == entity::TalkState::Submitted && talk.decision.is_some() && talk.released_at.is_none()
}

/// Reviewers of the host school, its organizers and curators.
fn may_review(viewer: &Viewer, session: &entity::session::Model) -> bool {
    viewer.reviews(session.host_school_id) || viewer.organizes(session.host_school_id)
}

/// Which state a decision leads to.
fn state_of(decision: TalkDecision) -> entity::TalkState {
    match decision {
        TalkDecision::Accept => entity::TalkState::Accepted,
        TalkDecision::Decline => entity::TalkState::Declined,
        TalkDecision::NeedsFix => entity::TalkState::NeedsFix,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn criteria_count_by_their_weight() {
        let criterion = |number: u128, weight| criterion::Model {
            id: uuid::Uuid::from_u128(number).into(),
            session_id: uuid::Uuid::nil().into(),
            place: 1,
            name: String::new(),
            weight,
            removed_at: None,
        };
        let review = |scores: &[(u128, i32)]| {
            let scores: BTreeMap<String, i32> =
                scores.iter().map(|(id, score)| (uuid::Uuid::from_u128(*id).to_string(), *score)).collect();
            review::Model {
                id: uuid::Uuid::nil().into(),
                talk_id: uuid::Uuid::nil().into(),
                person_id: uuid::Uuid::nil().into(),
                scores: serde_json::json!(scores),
                advice: TalkDecision::Accept,
                comment: None,
                written_at: chrono::DateTime::UNIX_EPOCH,
            }
        };
        let criteria = [criterion(1, 3), criterion(2, 1)];
        let (one, other) = (review(&[(1, 5), (2, 1)]), review(&[(1, 3), (9, 1)]));
        assert_eq!(mean(&[&one], &criteria), Some(40));
        assert_eq!(mean(&[&one, &other], &criteria), Some(36), "25 of 7, rounded");
        assert_eq!(mean(&[], &criteria), None);
        assert_eq!(mean(&[&one], &[]), None);
    }
}
