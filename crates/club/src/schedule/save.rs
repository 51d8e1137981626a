//! Adding a webinar to the working version, and changing one.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::{
    PersonId, Role, SchoolId, TalkId, TalkState, WebinarForm, WebinarId, WebinarState, role_grant, session,
    talk, webinar,
};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _,
};
use url::Url;

use super::place::{MOST_TRACKS, found, plan, record};
use super::remove::free_talks;
use super::{WorkingWebinar, queries};
use crate::role::{NewGrant, grant};
use crate::session::queries as sessions;
use crate::webinar::{StaffError, Times, change_stream_url, is_possible_length};
use crate::{Club, Viewer, waiting};

/// More places than any stream has listeners.
const MOST_PLACES: i32 = 100_000;

/// Registration ends four weeks before the start at the earliest.
const MOST_HOURS: i32 = 672;

/// What a form says of a webinar, already read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebinarDraft {
    pub title: String,
    pub form: WebinarForm,
    pub track: i32,
    pub host_school: SchoolId,
    pub moderators: Vec<PersonId>,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub zone: Tz,
    pub platform: Option<String>,
    pub stream_url: Option<Url>,
    pub capacity: Option<i32>,
    /// Before the start; registration stays open to the end of the webinar when `None`.
    pub registration_ends_hours: Option<i32>,
    /// ISO 639 code.
    pub language: String,
    /// In the order in which they are presented.
    pub talks: Vec<TalkId>,
}

/// Why a webinar was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    #[error("there is no such session or webinar")]
    NotFound,
    /// Over or cancelled.
    #[error("the webinar is over or cancelled")]
    Over,
    /// Somebody changed it meanwhile.
    #[error("the webinar was changed meanwhile")]
    Changed,
    #[error("the webinar would begin in the past")]
    Past,
    #[error("the webinar has no possible length")]
    Length,
    #[error("there is no such track")]
    Track,
    #[error("this is no number of places")]
    Capacity,
    #[error("registration would end too early or after the start")]
    RegistrationEnd,
    #[error("the school takes no part in the session")]
    Host,
    #[error("the moderator is not among the people of the session")]
    Moderator,
    /// It is in another webinar, was turned down, or is of another session.
    #[error("a talk cannot be placed here")]
    Talk,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Adds a webinar to a session, or changes one of it by its address and the version that was looked at. The working version changes; what people
/// were told of stays until a release. A stream link and the number of places hold at once. Organizers of the session or of the webinar's school may.
///
/// # Errors
/// See [`SaveError`].
pub async fn save(
    club: &Club,
    viewer: &Viewer,
    (session_slug, which): (&str, Option<(&str, &str)>),
    draft: WebinarDraft,
) -> Result<webinar::Model, SaveError> {
    let working = super::working(club, viewer, session_slug).await?.ok_or(SaveError::NotFound)?;
    if working.schools.iter().all(|school| school.id != draft.host_school) {
        return Err(SaveError::Host);
    }
    let is_known = |id: &PersonId| working.moderators.iter().any(|(known, _)| known == id);
    if !draft.moderators.iter().all(is_known) {
        return Err(SaveError::Moderator);
    }
    check(&draft)?;
    let which = which.map(|(slug, revision)| (slug.to_owned(), revision.to_owned()));
    let (inside, viewer, session) = (club.clone(), viewer.clone(), working.session);
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            match which {
                None => add(tx, &inside, &viewer, (&session, &draft)).await,
                Some((slug, revision)) => {
                    change(tx, &inside, &viewer, (&slug, &revision), (&session, &draft)).await
                }
            }
        })
    });
    work.await
}

fn check(draft: &WebinarDraft) -> Result<(), SaveError> {
    if !is_possible_length(Times { starts_at: draft.starts_at, ends_at: draft.ends_at }) {
        return Err(SaveError::Length);
    }
    if !(1..=MOST_TRACKS).contains(&draft.track) {
        return Err(SaveError::Track);
    }
    if draft.capacity.is_some_and(|places| !(1..=MOST_PLACES).contains(&places)) {
        return Err(SaveError::Capacity);
    }
    if draft.registration_ends_hours.is_some_and(|hours| !(0..=MOST_HOURS).contains(&hours)) {
        return Err(SaveError::RegistrationEnd);
    }
    Ok(())
}

async fn add(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    (session, draft): (&session::Model, &WebinarDraft),
) -> Result<webinar::Model, SaveError> {
    let now = club.clock.now();
    if draft.starts_at <= now {
        return Err(SaveError::Past);
    }
    let session = sessions::locked(tx, session.id).await?.ok_or(SaveError::NotFound)?;
    let code = next_code(&queries::codes(tx, session.id).await?);
    let row = webinar::Model {
        id: club.chance.id(now),
        session_id: session.id,
        slug: format!("{}-{}", session.slug, code.to_lowercase()),
        code,
        title: draft.title.clone(),
        form: draft.form,
        track: draft.track,
        host_school_id: draft.host_school,
        starts_at: draft.starts_at,
        ends_at: draft.ends_at,
        time_zone: draft.zone.name().to_owned(),
        stream_url: draft.stream_url.clone().map(String::from),
        stream_platform: draft.platform.clone(),
        code_word: None,
        capacity: draft.capacity,
        state: WebinarState::Planned,
        sequence: 0,
        language: draft.language.clone(),
        planned_starts_at: None,
        planned_ends_at: None,
        registration_ends_hours: draft.registration_ends_hours,
        changed_at: None,
        attendance_judged_at: None,
        created_at: now,
    };
    let row = row.into_active_model().insert(tx).await?;
    set_talks(tx, &row, &draft.talks).await?;
    set_moderators(tx, club, viewer, (&row, &draft.moderators)).await?;
    let details = serde_json::json!({ "code": row.code });
    record(tx, club, viewer, ("schedule.add", &row, details)).await?;
    Ok(row)
}

/// `S07` after `S06`; numbers of webinars that were taken out are not given again while later ones stand.
fn next_code(codes: &[String]) -> String {
    let numbers = codes.iter().filter_map(|code| code.strip_prefix('S')?.parse::<u32>().ok());
    format!("S{:02}", numbers.max().unwrap_or(0) + 1)
}

async fn change(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    (slug, revision): (&str, &str),
    (session, draft): (&session::Model, &WebinarDraft),
) -> Result<webinar::Model, SaveError> {
    let (own, line) = found(tx, viewer, slug).await?.ok_or(SaveError::NotFound)?;
    if own.id != session.id || !line.is_own {
        return Err(SaveError::NotFound);
    }
    check_change(club, &line, revision, draft)?;
    let row = &line.webinar;
    let times = Times { starts_at: draft.starts_at, ends_at: draft.ends_at };
    if (line.starts_at, line.ends_at) != (times.starts_at, times.ends_at) {
        plan(tx, &own, row, times).await?;
    }
    let url = draft.stream_url.clone().map(String::from);
    if url != row.stream_url {
        change_stream_url(tx, club, viewer, (&own, row, url)).await.map_err(of_link)?;
    }
    let changed = set_fields(tx, row.id, draft).await?;
    if row.capacity != draft.capacity {
        waiting::offer_soon(tx, club, row.id, club.clock.now()).await?;
    }
    set_talks(tx, row, &draft.talks).await?;
    set_moderators(tx, club, viewer, (row, &draft.moderators)).await?;
    record(tx, club, viewer, ("schedule.change", &changed, serde_json::json!({}))).await?;
    Ok(changed)
}

fn check_change(
    club: &Club,
    line: &WorkingWebinar,
    revision: &str,
    draft: &WebinarDraft,
) -> Result<(), SaveError> {
    let now = club.clock.now();
    if line.webinar.state == WebinarState::Cancelled || line.webinar.ends_at <= now {
        return Err(SaveError::Over);
    }
    if line.revision != revision {
        return Err(SaveError::Changed);
    }
    if line.starts_at != draft.starts_at && draft.starts_at <= now {
        return Err(SaveError::Past);
    }
    Ok(())
}

fn of_link(error: StaffError) -> SaveError {
    match error {
        StaffError::Db(error) => SaveError::Db(error),
        StaffError::NotFound | StaffError::Forbidden => SaveError::NotFound,
    }
}

async fn set_fields(
    tx: &DatabaseTransaction,
    id: WebinarId,
    draft: &WebinarDraft,
) -> Result<webinar::Model, SaveError> {
    let change = webinar::Entity::update_many()
        .col_expr(webinar::Column::Title, Expr::value(draft.title.clone()))
        .col_expr(webinar::Column::Form, Expr::value(draft.form.as_str()))
        .col_expr(webinar::Column::Track, Expr::value(draft.track))
        .col_expr(webinar::Column::HostSchoolId, Expr::value(draft.host_school.0))
        .col_expr(webinar::Column::TimeZone, Expr::value(draft.zone.name()))
        .col_expr(webinar::Column::StreamPlatform, Expr::value(draft.platform.clone()))
        .col_expr(webinar::Column::Capacity, Expr::value(draft.capacity))
        .col_expr(webinar::Column::RegistrationEndsHours, Expr::value(draft.registration_ends_hours))
        .col_expr(webinar::Column::Language, Expr::value(draft.language.clone()))
        .filter(webinar::Column::Id.eq(id));
    change.exec_with_returning(tx).await?.pop().ok_or(SaveError::NotFound)
}

/// Puts talks into a webinar in their order; those that are left out wait for a place again.
async fn set_talks(
    tx: &DatabaseTransaction,
    row: &webinar::Model,
    wanted: &[TalkId],
) -> Result<(), SaveError> {
    let found = queries::talks(tx, row.session_id, wanted).await?;
    let fits = |talk: &talk::Model| match talk.webinar_id {
        Some(webinar) => webinar == row.id,
        None => matches!(talk.state, TalkState::Accepted | TalkState::Confirmed),
    };
    if found.len() != wanted.len() || !found.iter().all(fits) {
        return Err(SaveError::Talk);
    }
    free_talks(tx, row.id, wanted).await?;
    for (place, id) in (1_i32..).zip(wanted) {
        let talk = talk::Entity::update_many().filter(talk::Column::Id.eq(*id));
        let talk = talk
            .col_expr(talk::Column::WebinarId, Expr::value(row.id.0))
            .col_expr(talk::Column::Place, Expr::value(place));
        talk.exec(tx).await?;
    }
    // A confirmed talk with a place is scheduled; an unconfirmed one is still waited for.
    let scheduled = talk::Entity::update_many()
        .col_expr(talk::Column::State, Expr::value(TalkState::Scheduled.as_str()))
        .filter(talk::Column::WebinarId.eq(row.id))
        .filter(talk::Column::State.eq(TalkState::Confirmed));
    scheduled.exec(tx).await?;
    Ok(())
}

async fn set_moderators(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    (row, wanted): (&webinar::Model, &[PersonId]),
) -> Result<(), SaveError> {
    let now = queries::moderator_ids(tx, row.id).await?;
    let gone: Vec<PersonId> = now.iter().filter(|id| !wanted.contains(id)).copied().collect();
    if !gone.is_empty() {
        let grants = role_grant::Entity::delete_many().filter(queries::moderator_of(row.id));
        grants.filter(role_grant::Column::PersonId.is_in(gone.iter().copied())).exec(tx).await?;
        let details = serde_json::json!({ "people": gone });
        record(tx, club, viewer, ("schedule.release_moderators", row, details)).await?;
    }
    for person in wanted.iter().filter(|id| !now.contains(id)) {
        let new =
            NewGrant { person_id: *person, role: Role::Moderator, school_id: None, webinar_id: Some(row.id) };
        grant(tx, club, viewer, new).await?;
    }
    Ok(())
}

#[cfg(test)]
mod code_tests {
    use super::*;

    #[test]
    fn codes_go_on_after_the_highest() {
        let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
        assert_eq!(next_code(&[]), "S01");
        assert_eq!(next_code(&codes(&["S02", "S09", "X40", "S"])), "S10");
        assert_eq!(next_code(&codes(&["S99"])), "S100");
    }
}
