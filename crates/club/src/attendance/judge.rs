//! Judging a webinar: a verdict for every standing registration, at once.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::{RegistrationId, TalkState, WebinarId, attendance, evidence, session, talk, webinar};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set};

use super::queries;
use super::rule::{Rule, Window, verdict};
use crate::audit::{self, Deed};
use crate::registration::queries::Place;
use crate::{Club, Viewer};

/// Rows of one statement: both stores take many more parameters than these need.
const ROWS_AT_ONCE: usize = 500;

/// Why attendance was not judged.
#[derive(Debug, thiserror::Error)]
pub enum JudgeError {
    #[error("there is no such webinar")]
    NotFound,
    #[error("the webinar has not ended yet")]
    NotOver,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Judges every standing registration of a webinar that is over by its session's rule; its talks count as presented from then on.
/// May be done again: the newest evidence counts. Returns how many attended.
///
/// # Errors
/// See [`JudgeError`].
pub async fn judge(club: &Club, webinar: WebinarId) -> Result<usize, JudgeError> {
    let inside = club.clone();
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (webinar, session) = queries::planned(tx, webinar).await?.ok_or(JudgeError::NotFound)?;
            if inside.clock.now() < webinar.ends_at {
                return Err(JudgeError::NotOver);
            }
            Ok(judge_all(tx, &inside, &webinar, &session).await?)
        })
    });
    work.await
}

async fn judge_all(
    tx: &DatabaseTransaction,
    club: &Club,
    webinar: &webinar::Model,
    session: &session::Model,
) -> Result<usize, DbErr> {
    let now = club.clock.now();
    let mut facts: BTreeMap<RegistrationId, Vec<evidence::Model>> = BTreeMap::new();
    for fact in queries::evidence_of_webinar(tx, webinar.id).await? {
        facts.entry(fact.registration_id).or_default().push(fact);
    }
    let registrations = queries::registrations(tx, webinar.id).await?;
    let rows: Vec<_> = registrations
        .iter()
        .map(|id| {
            row(*id, Rule::of(session), Window::of(webinar), facts.get(id).map_or(&[], Vec::as_slice), now)
        })
        .collect();
    for rows in rows.chunks(ROWS_AT_ONCE) {
        write(tx, rows.to_vec()).await?;
    }
    close(tx, webinar, now).await?;
    let attended = rows.iter().filter(|row| row.attended).count();
    let deed = Deed {
        action: "attendance.judge",
        subject: format!("webinar {}", webinar.id),
        school_id: Some(webinar.host_school_id),
        session_id: Some(session.id),
        details: serde_json::json!({ "registrations": rows.len(), "attended": attended }),
    };
    audit::record(tx, club, &Viewer::Club, deed).await?;
    Ok(attended)
}

/// Judges one registration of a webinar that was judged before.
pub(super) async fn judge_again(
    tx: &DatabaseTransaction,
    place: &Place,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let facts = queries::evidence(tx, place.registration.id).await?;
    let (rule, window) = (Rule::of(&place.session), Window::of(&place.webinar));
    write(tx, vec![row(place.registration.id, rule, window, &facts, now)]).await
}

fn row(
    registration_id: RegistrationId,
    rule: Rule,
    window: Window,
    facts: &[evidence::Model],
    judged_at: DateTime<Utc>,
) -> attendance::Model {
    let verdict = verdict(rule, window, facts);
    attendance::Model {
        registration_id,
        seconds: verdict.seconds,
        percent_tenths: verdict.percent_tenths,
        attended: verdict.attended,
        evidence: verdict.evidence,
        judged_at,
    }
}

async fn write(tx: &DatabaseTransaction, rows: Vec<attendance::Model>) -> Result<(), DbErr> {
    use attendance::Column;
    let rows = rows.into_iter().map(|row| attendance::ActiveModel {
        registration_id: Set(row.registration_id),
        seconds: Set(row.seconds),
        percent_tenths: Set(row.percent_tenths),
        attended: Set(row.attended),
        evidence: Set(row.evidence),
        judged_at: Set(row.judged_at),
    });
    let newest = OnConflict::column(Column::RegistrationId)
        .update_columns([
            Column::Seconds,
            Column::PercentTenths,
            Column::Attended,
            Column::Evidence,
            Column::JudgedAt,
        ])
        .to_owned();
    attendance::Entity::insert_many(rows).on_conflict(newest).exec_without_returning(tx).await?;
    Ok(())
}

/// The webinar is judged, and what was on its programme was presented.
async fn close(tx: &DatabaseTransaction, webinar: &webinar::Model, now: DateTime<Utc>) -> Result<(), DbErr> {
    webinar::Entity::update_many()
        .set(webinar::ActiveModel { attendance_judged_at: Set(Some(now)), ..Default::default() })
        .filter(webinar::Column::Id.eq(webinar.id))
        .exec(tx)
        .await?;
    talk::Entity::update_many()
        .set(talk::ActiveModel { state: Set(TalkState::Presented), ..Default::default() })
        .filter(talk::Column::WebinarId.eq(webinar.id))
        .filter(talk::Column::State.is_in([TalkState::Accepted, TalkState::Confirmed, TalkState::Scheduled]))
        .exec(tx)
        .await?;
    Ok(())
}
