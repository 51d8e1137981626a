//! Re-issue: a document with a mistake is replaced by a new one, which has a new number and names the old one.

#[cfg(test)]
mod tests;

use certificates::{Fields, Placeholder, Rendered, Signatory};
use entity::{DocumentId, DocumentState, document, session};
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set};

use super::concern::Concern;
use super::earned::{self, Earned};
use super::fields::{Common, LANGUAGE, Named, fields, sign};
use super::issue::{IssueError, Place, keep_layout, lock_serials, row, take_serials};
use super::number::NumberPattern;
use super::preflight::{WIDE_CODE, WIDE_SERIAL, common};
use super::queries;
use super::revoke::cleaned_reason;
use crate::audit::{self, Deed};
use crate::jobs::{self, Job, NewJob};
use crate::layout::{self, Usable};
use crate::{Club, Viewer, correction};

/// Why a document was not replaced.
#[derive(Debug, thiserror::Error)]
pub enum ReissueError {
    #[error("there is no such document")]
    NotFound,
    #[error("the viewer may not replace this document")]
    Forbidden,
    #[error("a reason is missing")]
    NoReason,
    /// Revoked, or replaced already.
    #[error("the document does not stand any more")]
    NotStanding,
    /// Its talk or webinar is gone: such a document can only be revoked.
    #[error("the document is not earned any more")]
    NotEarned,
    /// The new one cannot be printed; the old one stays.
    #[error("the new document cannot be made")]
    Blocked(Box<Concern>),
    /// The layout, or the pattern of the numbers.
    #[error("the layout cannot be used")]
    Layout(String),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

impl From<IssueError> for ReissueError {
    fn from(error: IssueError) -> Self {
        match error {
            IssueError::Layout(reason) | IssueError::Pattern(reason) => ReissueError::Layout(reason),
            IssueError::Db(error) => ReissueError::Db(error),
            _ => ReissueError::NotFound,
        }
    }
}

/// A document beside the one that would take its place.
#[derive(Clone, Debug)]
pub struct Replacement {
    pub document: document::Model,
    pub session: session::Model,
    /// What is printed, before and after, in the order in which forms offer it; only what a layout of its kind prints.
    pub lines: Vec<ReplacedLine>,
    /// Who signs, before and after.
    pub signatories: [Vec<Signatory>; 2],
    /// What looks odd in the new one.
    pub concern: Option<Concern>,
}

/// A printed value, before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplacedLine {
    pub placeholder: Placeholder,
    pub before: String,
    pub after: String,
}

impl ReplacedLine {
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.before != self.after
    }
}

/// The new document, ready to be numbered.
struct Draft {
    old: document::Model,
    common: Common,
    earned: Earned,
    fields: Fields,
    usable: Usable,
    pattern: NumberPattern,
    rendered: Rendered,
}

/// Shows what would be printed in place of a document, from what the club knows today; writes nothing. Organizers of the session's host
/// school and curators may.
///
/// # Errors
/// See [`ReissueError`].
pub async fn replacement(club: &Club, viewer: &Viewer, id: DocumentId) -> Result<Replacement, ReissueError> {
    let draft = draft(club, viewer, id).await?;
    let before = frozen(&draft.old)?;
    let layout = certificates::Layout::parse(&draft.usable.body);
    let printed = layout.map_err(|error| ReissueError::Layout(error.to_string()))?.placeholders();
    let lines = printed.into_iter().filter(|placeholder| !is_of_one_copy(*placeholder));
    let line = |placeholder| ReplacedLine {
        placeholder,
        before: before.value(placeholder).to_owned(),
        after: draft.fields.value(placeholder).to_owned(),
    };
    let name = Named::new(&draft.earned).lines(draft.old.kind).name;
    Ok(Replacement {
        lines: lines.map(line).collect(),
        signatories: [before.signatories.clone(), draft.fields.signatories.clone()],
        concern: Concern::of_shrinking(&draft.earned, &name, &draft.rendered),
        session: draft.common.session,
        document: draft.old,
    })
}

/// What differs between any two documents.
fn is_of_one_copy(placeholder: Placeholder) -> bool {
    matches!(
        placeholder,
        Placeholder::DocumentNumber
            | Placeholder::DocumentCode
            | Placeholder::DocumentDate
            | Placeholder::DocumentVerifyUrl
            | Placeholder::DocumentVerifySite
            | Placeholder::Replaces
    )
}

/// Revokes a document and numbers the one that takes its place, in one transaction; its file and the e-mail to its owner follow by a job, an
/// open wish for a correction is done. Organizers of the session's host school and curators may.
///
/// # Errors
/// See [`ReissueError`].
pub async fn reissue(
    club: &Club,
    viewer: &Viewer,
    id: DocumentId,
    reason: &str,
) -> Result<document::Model, ReissueError> {
    let draft = draft(club, viewer, id).await?;
    let reason = cleaned_reason(reason).ok_or(ReissueError::NoReason)?;
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club
        .storage
        .write(move |tx| Box::pin(async move { replace(tx, &inside, &viewer, draft, reason).await }));
    work.await
}

async fn draft(club: &Club, viewer: &Viewer, id: DocumentId) -> Result<Draft, ReissueError> {
    let reads = club.storage.reads();
    let (old, session) = queries::by_id(reads, id).await?.ok_or(ReissueError::NotFound)?;
    if !viewer.organizes(session.host_school_id) {
        let is_own = viewer.person_id() == Some(old.person_id);
        return Err(if is_own { ReissueError::Forbidden } else { ReissueError::NotFound });
    }
    if old.state == DocumentState::Revoked {
        return Err(ReissueError::NotStanding);
    }
    let pattern = NumberPattern::parse(&session.number_pattern);
    let pattern = pattern.map_err(|error| ReissueError::Layout(error.to_string()))?;
    let webinars = queries::webinars(reads, session.id).await?;
    let earned = earned::of_document(reads, &webinars, &old).await?.ok_or(ReissueError::NotEarned)?;
    let common = common(club, session, &webinars).await?;
    let usable = layout::of_session(club, &common.session, old.kind).await;
    let usable = usable.map_err(|error| ReissueError::Layout(error.to_string()))?;
    let mut fields = fields(club, &common, &earned);
    fields.values.insert(Placeholder::Replaces, replaces(&old)?);
    let rendered = tried(club, &common, &earned, &usable, (&pattern, fields.clone()))?;
    Ok(Draft { old, common, earned, fields, usable, pattern, rendered })
}

/// Tries the new document before the old one is touched.
fn tried(
    club: &Club,
    common: &Common,
    earned: &Earned,
    usable: &Usable,
    (pattern, mut fields): (&NumberPattern, Fields),
) -> Result<Rendered, ReissueError> {
    let name = Named::new(earned).lines(earned.kind).name;
    let number = pattern.number(common.session.year, common.session.season, earned.kind, WIDE_SERIAL);
    sign(club, &mut fields, earned.kind, &name, &number, WIDE_CODE);
    let blocked = |error| ReissueError::Blocked(Box::new(Concern::of_error(earned, &name, &error)));
    usable.compiled.check(&fields).map_err(blocked)
}

/// «Взамен свидетельства № … от 20 апреля 2027 г.»
fn replaces(old: &document::Model) -> Result<String, ReissueError> {
    let issued_on = lang::date(frozen(old)?.issued_on, LANGUAGE);
    let about = [("number", old.number.as_str().into()), ("date", issued_on.into())];
    let text = lang::Texts(LANGUAGE).say_with(&format!("document-word-replaces-{}", old.kind), &about);
    Ok(lang::typeset(&text))
}

fn frozen(document: &document::Model) -> Result<Fields, DbErr> {
    serde_json::from_value(document.fields.clone()).map_err(|error| DbErr::Json(error.to_string()))
}

async fn replace(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    draft: Draft,
    reason: String,
) -> Result<document::Model, ReissueError> {
    let (session, kind) = (&draft.common.session, draft.old.kind);
    lock_serials(tx, session.id, kind).await?;
    take_out_of_force(tx, club, viewer, draft.old.id, reason).await?;
    let layout_id = keep_layout(tx, club, kind, draft.usable.compiled.hash(), &draft.usable.body).await?;
    let serial = take_serials(tx, session.id, kind, 1).await?;
    let number = draft.pattern.number(session.year, session.season, kind, serial);
    let issued_at = draft.common.issued_at;
    let place = Place { session_id: session.id, layout_id, serial, number, issued_at };
    let mut new = row(club, viewer, place, draft.earned, draft.fields)?;
    new.replaces_id = Set(Some(draft.old.id));
    // Who shows the old file shows the new one.
    new.is_file_public = Set(draft.old.is_file_public);
    let new = document::Entity::insert(new).exec_with_returning(tx).await?;
    correction::close_done(tx, club, viewer, draft.old.id).await?;
    let job = Job::RenderDocuments { session: session.id };
    jobs::enqueue(tx, club, NewJob { job, run_at: club.clock.now(), unique_key: None }).await?;
    let deed = Deed {
        action: "document.reissue",
        subject: format!("document {}", new.id),
        school_id: Some(session.host_school_id),
        session_id: Some(session.id),
        details: serde_json::json!({ "number": new.number, "replaces": draft.old.number }),
    };
    audit::record(tx, club, viewer, deed).await?;
    Ok(new)
}

async fn take_out_of_force(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    id: DocumentId,
    reason: String,
) -> Result<(), ReissueError> {
    let revoked = document::Entity::update_many()
        .set(document::ActiveModel {
            state: Set(DocumentState::Revoked),
            revoked_at: Set(Some(club.clock.now())),
            revoked_by: Set(viewer.person_id()),
            revoke_reason: Set(Some(reason)),
            ..Default::default()
        })
        .filter(document::Column::Id.eq(id))
        .filter(document::Column::State.ne(DocumentState::Revoked))
        .exec(tx)
        .await?;
    if revoked.rows_affected == 0 { Err(ReissueError::NotStanding) } else { Ok(()) }
}
