//! By what talks are judged, and how much each criterion counts.

use entity::{CriterionId, criterion};
use sea_orm::{ActiveModelTrait as _, DbErr, IntoActiveModel as _};

use super::{may_review, queries};
use crate::audit::{self, Deed};
use crate::session::queries as sessions;
use crate::{Club, Viewer};

/// How many criteria a session has at most.
const MOST: usize = 10;

/// The heaviest weight.
pub const HEAVIEST: i32 = 10;

/// A criterion as organizers want it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionEdit {
    /// `None`: a new one.
    pub id: Option<CriterionId>,
    pub name: String,
    pub weight: i32,
}

/// Why criteria stay as they are.
#[derive(Debug, thiserror::Error)]
pub enum CriteriaError {
    #[error("there is no such session")]
    NotFound,
    #[error("there are too many criteria")]
    Full,
    #[error("a weight is no number from 1 to 10")]
    Weight,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// The criteria of a session in their order, for whoever reviews it.
///
/// # Errors
/// When the database refuses.
pub async fn criteria(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
) -> Result<Option<Vec<criterion::Model>>, DbErr> {
    let db = club.storage.reads();
    let session = sessions::by_slug(db, slug).await?.filter(|session| may_review(viewer, session));
    match session {
        Some(session) => queries::criteria(db, session.id).await.map(Some),
        None => Ok(None),
    }
}

/// Makes these the criteria of a session, in this order; scores for those that are gone count no more. Organizers of the host school may.
///
/// # Errors
/// See [`CriteriaError`].
pub async fn keep_criteria(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    wanted: Vec<CriterionEdit>,
) -> Result<(), CriteriaError> {
    if wanted.len() > MOST {
        return Err(CriteriaError::Full);
    }
    if wanted.iter().any(|edit| !(1..=HEAVIEST).contains(&edit.weight)) {
        return Err(CriteriaError::Weight);
    }
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let session = sessions::by_slug(tx, &slug).await?;
            let session = session.filter(|session| viewer.organizes(session.host_school_id));
            let session = session.ok_or(CriteriaError::NotFound)?;
            crate::call::queries::lock_session(tx, session.id).await?;
            let known = queries::criteria(tx, session.id).await?;
            let now = inside.clock.now();
            for row in known.iter().filter(|row| wanted.iter().all(|edit| edit.id != Some(row.id))) {
                let gone = criterion::Model { removed_at: Some(now), ..row.clone() };
                gone.into_active_model().reset_all().update(tx).await?;
            }
            for (place, edit) in (1..).zip(wanted) {
                let standing = known.iter().find(|row| Some(row.id) == edit.id);
                let row = criterion::Model {
                    id: standing.map_or_else(|| inside.chance.id(now), |row| row.id),
                    session_id: session.id,
                    place,
                    name: edit.name,
                    weight: edit.weight,
                    removed_at: None,
                };
                let row = row.into_active_model();
                if standing.is_some() {
                    row.reset_all().update(tx).await?;
                } else {
                    row.insert(tx).await?;
                }
            }
            let deed = Deed {
                action: "review.criteria",
                subject: format!("session {}", session.id),
                school_id: Some(session.host_school_id),
                session_id: Some(session.id),
                details: serde_json::json!({}),
            };
            Ok(audit::record(tx, &inside, &viewer, deed).await?)
        })
    });
    work.await
}
