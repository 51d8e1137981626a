//! What people were told stays until a release; before that, everything moves at once.

use chrono::TimeDelta;
use entity::SessionState;

use super::*;
use crate::test_session::SmallSession;

async fn planned(small: &SmallSession) -> WorkingWebinar {
    let found = working(&small.club, &small.organizer(), &small.session.slug).await.unwrap().unwrap();
    found.webinar(small.webinars[0].id).unwrap().clone()
}

#[tokio::test]
async fn times_that_people_were_told_are_only_planned_and_those_of_a_draft_move() {
    for (state, is_told) in [(SessionState::Published, true), (SessionState::Draft, false)] {
        let mut small = SmallSession::new().await;
        small.change(|session| session.state = state).await;
        let organizer = small.known_organizer().await;
        let line = planned(&small).await;
        let to = line.starts_at + TimeDelta::hours(3);
        let wanted = Place { starts_at: to, track: 2, revision: line.revision.clone() };
        let slug = &line.webinar.slug;
        let refused = place(&small.club, &small.stranger(), slug, wanted.clone()).await;
        assert!(matches!(refused, Err(PlaceError::NotFound)));
        let row = place(&small.club, &organizer, slug, wanted.clone()).await.unwrap();
        assert_eq!((row.starts_at == to, row.planned_starts_at.is_some(), row.track), (!is_told, is_told, 2));
        assert_eq!(planned(&small).await.starts_at, to);
        let again = place(&small.club, &organizer, slug, wanted).await;
        assert!(matches!(again, Err(PlaceError::Changed)), "the version that was looked at is gone");
        let back = Place { starts_at: line.starts_at, track: 1, revision: planned(&small).await.revision };
        let row = place(&small.club, &organizer, slug, back).await.unwrap();
        assert_eq!((row.starts_at, row.planned_starts_at), (line.starts_at, None));
    }
}
