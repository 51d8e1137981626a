//! Issuing: numbers, codes and frozen data, all in one transaction.

use std::collections::{BTreeMap, BTreeSet};

use certificates::Fields;
use chrono::{DateTime, Utc};
use entity::{
    DocumentKind, DocumentState, LayoutId, SessionId, WebhookEvent, WebinarId, document, document_serial,
    layout,
};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set};

use super::concern::Concern;
use super::earned::{self, Earned};
use super::fields::{Named, fields, sign};
use super::preflight::{Prepared, prepare};
use super::queries;
use crate::audit::{self, Deed};
use crate::jobs::{self, Job, NewJob};
use crate::webhook::{self, Happening};
use crate::{Club, Viewer};

/// Rows of one statement.
const ROWS_AT_ONCE: usize = 200;

/// What documents are issued for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All that is earned and not issued yet.
    Session,
    /// What one webinar earned.
    Webinar(WebinarId),
}

/// What came of issuing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Issued {
    /// Numbers in the order in which they were given.
    pub numbers: Vec<String>,
    /// Documents that could not be issued, with reasons; nobody else had to wait for them.
    pub refused: Vec<Concern>,
}

/// Why nothing was issued.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    #[error("there is no such session")]
    NotFound,
    #[error("the viewer may not issue documents of this session")]
    Forbidden,
    #[error("there is nobody to issue a document to")]
    Nobody,
    #[error("the webinar has not been judged yet")]
    NotJudged,
    #[error("the layout cannot be used")]
    Layout(String),
    /// No numbers can be made of the session's pattern.
    #[error("the pattern of the numbers cannot be used")]
    Pattern(String),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Numbers and freezes what is earned and not issued yet, in one transaction, and leaves a job that makes the files. Proofs of presentation and
/// letters of thanks for each speaker of a webinar that took place, certificates for listeners who attended. What cannot be printed is refused
/// by name and takes no number. Doing it twice issues nothing twice. Organizers of the host school, curators and the timetable may.
///
/// # Errors
/// See [`IssueError`].
pub async fn issue(
    club: &Club,
    viewer: &Viewer,
    session: SessionId,
    scope: Scope,
) -> Result<Issued, IssueError> {
    issue_kinds(club, viewer, session, scope, DocumentKind::ALL).await
}

/// The same for documents of some kinds only.
///
/// # Errors
/// See [`IssueError`].
pub async fn issue_kinds(
    club: &Club,
    viewer: &Viewer,
    session: SessionId,
    scope: Scope,
    kinds: &[DocumentKind],
) -> Result<Issued, IssueError> {
    let mut prepared = prepare(club, viewer, session, scope).await?;
    prepared.sound.retain(|earned| kinds.contains(&earned.kind));
    prepared.refused.retain(|earned| kinds.contains(&earned.kind));
    if prepared.sound.is_empty() && prepared.refused.is_empty() {
        return Err(IssueError::Nobody);
    }
    let mut refused = std::mem::take(&mut prepared.concerns);
    refused.retain(|concern| concern.blocks && kinds.contains(&concern.kind));
    if prepared.sound.is_empty() {
        return Ok(Issued { numbers: vec![], refused });
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let refusals = refused.len();
    let work = club
        .storage
        .write(move |tx| Box::pin(async move { number_all(tx, &inside, &viewer, prepared, refusals).await }));
    let numbers = work.await?;
    // Somebody else was quicker.
    if numbers.is_empty() && refused.is_empty() {
        Err(IssueError::Nobody)
    } else {
        Ok(Issued { numbers, refused })
    }
}

async fn number_all(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    mut prepared: Prepared,
    refusals: usize,
) -> Result<Vec<String>, DbErr> {
    let fresh = fresh(tx, prepared.common.session.id, std::mem::take(&mut prepared.sound)).await?;
    let mut numbers = vec![];
    for (kind, fresh) in fresh {
        number_kind(tx, (club, viewer), &prepared, (kind, fresh), &mut numbers).await?;
    }
    if numbers.is_empty() {
        return Ok(numbers);
    }
    let session = &prepared.common.session;
    let job = Job::RenderDocuments { session: session.id };
    jobs::enqueue(tx, club, NewJob { job, run_at: club.clock.now(), unique_key: None }).await?;
    let about = serde_json::json!({ "session": session.slug, "issued": numbers.len() });
    let happening = Happening { schools: vec![session.host_school_id], about };
    webhook::announce(tx, club, WebhookEvent::DocumentsIssued, vec![happening]).await?;
    let deed = Deed {
        action: "document.issue",
        subject: format!("session {}", session.id),
        school_id: Some(session.host_school_id),
        session_id: Some(session.id),
        details: serde_json::json!({ "issued": numbers.len(), "refused": refusals }),
    };
    audit::record(tx, club, viewer, deed).await?;
    Ok(numbers)
}

/// What nobody has issued or kept back meanwhile; from here on nobody else numbers these kinds.
async fn fresh(
    tx: &DatabaseTransaction,
    session: SessionId,
    sound: Vec<Earned>,
) -> Result<BTreeMap<DocumentKind, Vec<Earned>>, DbErr> {
    let kinds: BTreeSet<DocumentKind> = sound.iter().map(|earned| earned.kind).collect();
    for kind in &kinds {
        lock_serials(tx, session, *kind).await?;
    }
    // Only now, with the serials locked: what another organizer has issued meanwhile is not issued again.
    let mut had: BTreeSet<_> = queries::subject_keys(tx, session).await?.into_iter().collect();
    had.extend(queries::holds(tx, session).await?.iter().map(earned::key));
    let mut by_kind: BTreeMap<DocumentKind, Vec<Earned>> = BTreeMap::new();
    for earned in sound {
        if !had.contains(&earned.key()) {
            by_kind.entry(earned.kind).or_default().push(earned);
        }
    }
    Ok(by_kind)
}

/// Numbers and freezes documents of one kind, piece by piece: never more than a few hundred are in memory.
async fn number_kind(
    tx: &DatabaseTransaction,
    (club, viewer): (&Club, &Viewer),
    prepared: &Prepared,
    (kind, fresh): (DocumentKind, Vec<Earned>),
    numbers: &mut Vec<String>,
) -> Result<(), DbErr> {
    let Some(usable) = prepared.layouts.get(&kind) else { return Ok(()) };
    let (common, session) = (&prepared.common, &prepared.common.session);
    let layout_id = keep_layout(tx, club, kind, usable.compiled.hash(), &usable.body).await?;
    let mut serial = take_serials(tx, session.id, kind, fresh.len()).await?;
    let mut fresh = fresh.into_iter().peekable();
    while fresh.peek().is_some() {
        let mut rows = Vec::with_capacity(ROWS_AT_ONCE);
        for earned in fresh.by_ref().take(ROWS_AT_ONCE) {
            let number = prepared.pattern.number(session.year, session.season, kind, serial);
            numbers.push(number.clone());
            let place =
                Place { session_id: session.id, layout_id, serial, number, issued_at: common.issued_at };
            let fields = fields(club, common, &earned);
            rows.push(row(club, viewer, place, earned, fields)?);
            serial += 1;
        }
        document::Entity::insert_many(rows).exec_without_returning(tx).await?;
        // Whoever reads meanwhile gets a turn.
        tokio::task::yield_now().await;
    }
    Ok(())
}

/// Whoever numbers documents of this kind next waits until this transaction ends.
pub(super) async fn lock_serials(
    tx: &DatabaseTransaction,
    session_id: SessionId,
    kind: DocumentKind,
) -> Result<(), DbErr> {
    use document_serial::Column;
    let none_yet =
        document_serial::ActiveModel { session_id: Set(session_id), kind: Set(kind), last: Set(0) };
    let locked = OnConflict::columns([Column::SessionId, Column::Kind])
        .value(Column::Last, Expr::col((document_serial::Entity, Column::Last)))
        .to_owned();
    document_serial::Entity::insert(none_yet).on_conflict(locked).exec_without_returning(tx).await?;
    Ok(())
}

/// Takes so many serials and returns the first; they go back with the transaction when it fails, so that none is ever missing.
pub(super) async fn take_serials(
    tx: &DatabaseTransaction,
    session: SessionId,
    kind: DocumentKind,
    count: usize,
) -> Result<i32, DbErr> {
    use document_serial::Column;
    let count =
        i32::try_from(count).map_err(|_too_large| DbErr::Custom("too many documents at once".to_owned()))?;
    let taken = document_serial::Entity::update_many()
        .col_expr(Column::Last, Expr::col(Column::Last).add(count))
        .filter(Column::SessionId.eq(session))
        .filter(Column::Kind.eq(kind))
        .exec_with_returning(tx)
        .await?;
    let last = taken.first().map(|serial| serial.last);
    let last = last.ok_or_else(|| DbErr::RecordNotFound("the serials of a session".to_owned()))?;
    Ok(last - count + 1)
}

/// Keeps a layout as it is now: its documents are printed with it for ever.
pub(super) async fn keep_layout(
    tx: &DatabaseTransaction,
    club: &Club,
    kind: DocumentKind,
    sha256: &str,
    body: &str,
) -> Result<LayoutId, DbErr> {
    if let Some(id) = queries::layout_of_hash(tx, sha256).await? {
        return Ok(id);
    }
    let now = club.clock.now();
    let row = layout::ActiveModel {
        id: Set(club.chance.id(now)),
        kind: Set(kind),
        sha256: Set(sha256.to_owned()),
        body: Set(body.to_owned()),
        created_at: Set(now),
    };
    let first = OnConflict::column(layout::Column::Sha256).do_nothing().to_owned();
    layout::Entity::insert(row).on_conflict(first).exec_without_returning(tx).await?;
    let kept = queries::layout_of_hash(tx, sha256).await?;
    kept.ok_or_else(|| DbErr::RecordNotFound("a layout that was just kept".to_owned()))
}

/// A document's place in the registry.
pub(super) struct Place {
    pub(super) session_id: SessionId,
    pub(super) layout_id: LayoutId,
    pub(super) serial: i32,
    pub(super) number: String,
    pub(super) issued_at: DateTime<Utc>,
}

pub(super) fn row(
    club: &Club,
    viewer: &Viewer,
    place: Place,
    earned: Earned,
    mut fields: Fields,
) -> Result<document::ActiveModel, DbErr> {
    let (id, code) = (club.chance.id(place.issued_at), club.chance.secret());
    let lines = Named::new(&earned).lines(earned.kind);
    sign(club, &mut fields, earned.kind, &lines.name, &place.number, &code);
    Ok(document::ActiveModel {
        id: Set(id),
        session_id: Set(place.session_id),
        kind: Set(earned.kind),
        person_id: Set(earned.person.id),
        webinar_id: Set(earned.webinar_id()),
        subject_key: Set(earned.subject_key),
        serial: Set(place.serial),
        number: Set(place.number),
        code: Set(code),
        state: Set(DocumentState::Numbered),
        layout_id: Set(place.layout_id),
        fields: Set(serde_json::to_value(&fields).map_err(|error| DbErr::Json(error.to_string()))?),
        search_name: Set(lang::search_key(&lines.name)),
        name: Set(lines.name),
        line: Set(lines.line),
        verb: Set(lines.verb),
        sha256: Set(None),
        size_bytes: Set(None),
        signing_key_id: Set(None),
        is_file_public: Set(false),
        issued_at: Set(place.issued_at),
        issued_by: Set(viewer.person_id()),
        replaces_id: Set(None),
        revoked_at: Set(None),
        revoked_by: Set(None),
        revoke_reason: Set(None),
        file_problem: Set(None),
    })
}
