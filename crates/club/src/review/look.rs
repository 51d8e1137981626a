//! Talks under review, as reviewers and organizers see them; nobody reviews a talk of their own, or reads what others wrote of it.

use bytes::Bytes;
use entity::{SeenBy, TalkFileId, TalkId, criterion, person, review, session, talk, talk_file};
use sea_orm::DbErr;

use super::{may_review, mean, queries};
use crate::call::{self, ApplicationView, KeepFileError};
use crate::session::queries as sessions;
use crate::{Club, Viewer};

/// A talk in the list.
#[derive(Clone, Debug)]
pub struct ReviewLine {
    pub talk: talk::Model,
    pub speakers: Vec<person::Model>,
    pub reviews: usize,
    /// In tenths.
    pub mean: Option<i32>,
    /// Whether the viewer has written a review.
    pub is_reviewed: bool,
    /// Whether the viewer speaks in it.
    pub is_own: bool,
}

/// A talk with all that reviewers say.
#[derive(Clone, Debug)]
pub struct ReviewView {
    pub application: ApplicationView,
    pub criteria: Vec<criterion::Model>,
    /// Empty for the speakers of the talk.
    pub reviews: Vec<(review::Model, person::Model)>,
    pub own: Option<review::Model>,
    pub mean: Option<i32>,
    /// Whether the viewer speaks in it.
    pub is_own: bool,
    pub may_decide: bool,
}

/// Talks of a session that were handed in, how many drafts there are, and whether the viewer may decide; `None` for whoever may not review.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
) -> Result<Option<(session::Model, Vec<ReviewLine>, u64)>, DbErr> {
    let db = club.storage.reads();
    let session = sessions::by_slug(db, slug).await?.filter(|session| may_review(viewer, session));
    let Some(session) = session else { return Ok(None) };
    let talks = queries::talks(db, session.id).await?;
    let ids: Vec<TalkId> = talks.iter().map(|talk| talk.id).collect();
    let criteria = queries::criteria(db, session.id).await?;
    let reviews = queries::reviews(db, ids.clone()).await?;
    let speakers = call::queries::speakers(db, ids).await?;
    let drafts = queries::count_drafts(db, session.id).await?;
    let viewer = viewer.person_id();
    let line = |talk: talk::Model| {
        let own: Vec<&review::Model> =
            reviews.iter().map(|(review, _)| review).filter(|review| review.talk_id == talk.id).collect();
        let speakers: Vec<person::Model> = speakers
            .iter()
            .filter(|(row, _)| row.talk_id == talk.id)
            .map(|(_, person)| person.clone())
            .collect();
        let is_own = speakers.iter().any(|person| Some(person.id) == viewer);
        ReviewLine {
            reviews: own.len(),
            mean: if is_own { None } else { mean(&own, &criteria) },
            is_reviewed: own.iter().any(|review| Some(review.person_id) == viewer),
            is_own,
            speakers,
            talk,
        }
    };
    Ok(Some((session, talks.into_iter().map(line).collect(), drafts)))
}

/// A talk under review; `None` for whoever may not review it.
///
/// # Errors
/// When the database refuses.
pub async fn show(club: &Club, viewer: &Viewer, slug: &str, id: TalkId) -> Result<Option<ReviewView>, DbErr> {
    let db = club.storage.reads();
    let session = sessions::by_slug(db, slug).await?.filter(|session| may_review(viewer, session));
    let Some(session) = session else { return Ok(None) };
    let may_decide = viewer.organizes(session.host_school_id);
    let Some(talk) = call::queries::of_session(db, session.id, id).await? else { return Ok(None) };
    if talk.submitted_at.is_none() && !may_decide {
        return Ok(None);
    }
    let criteria = queries::criteria(db, session.id).await?;
    let session = call::by_stage(db, session, club.clock.now()).await?;
    let mut application = call::with_all(club, talk, session).await?;
    if !may_decide {
        // What a field asked that is switched off now stays hidden, too.
        let all = call::fields(club, application.session.id).await?;
        let hidden: Vec<_> = all.iter().filter(|field| field.seen_by == SeenBy::Organizers).collect();
        let is_seen = |id| hidden.iter().all(|field| field.id != Some(id));
        application.files.retain(|file| is_seen(file.form_field_id));
        application.answers.retain(|answer| answer.seen_by != SeenBy::Organizers);
    }
    let is_own = application.speakers.iter().any(|(row, _)| Some(row.person_id) == viewer.person_id());
    let reviews = if is_own { vec![] } else { queries::reviews(db, vec![id]).await? };
    let all: Vec<&review::Model> = reviews.iter().map(|(review, _)| review).collect();
    Ok(Some(ReviewView {
        mean: mean(&all, &criteria),
        own: reviews
            .iter()
            .map(|(review, _)| review)
            .find(|review| Some(review.person_id) == viewer.person_id())
            .cloned(),
        criteria,
        reviews,
        is_own,
        may_decide,
        application,
    }))
}

/// A file of a talk under review.
///
/// # Errors
/// See [`KeepFileError`].
pub async fn file(
    club: &Club,
    viewer: &Viewer,
    (slug, talk): (&str, TalkId),
    id: TalkFileId,
) -> Result<(talk_file::Model, Bytes), KeepFileError> {
    let view = show(club, viewer, slug, talk).await?.ok_or(KeepFileError::NotFound)?;
    if view.application.files.iter().all(|file| file.id != id) {
        return Err(KeepFileError::NotFound);
    }
    call::read_file(club, talk, id).await
}
