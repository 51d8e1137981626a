//! Finders of documents and of what they are made from.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entity::{
    DocumentId, DocumentKind, DocumentState, LayoutId, PersonId, SessionId, TalkState, WebinarId,
    WebinarState, attendance, document, document_hold, layout, person, registration, school, session,
    signatory, speaker, talk, webinar,
};
use sea_orm::sea_query::{Expr, Func, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, FromQueryResult, Order, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, QueryTrait as _,
};

/// The planned webinars of a session by start.
pub(super) async fn webinars(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<webinar::Model>, DbErr> {
    webinar::Entity::find()
        .filter(webinar::Column::SessionId.eq(session))
        .filter(webinar::Column::State.eq(WebinarState::Planned))
        .order_by_asc(webinar::Column::StartsAt)
        .order_by_asc(webinar::Column::Code)
        .all(db)
        .await
}

/// The host school of a session.
pub(super) async fn host_school(
    db: &impl ConnectionTrait,
    session: &session::Model,
) -> Result<Option<school::Model>, DbErr> {
    school::Entity::find_by_id(session.host_school_id).one(db).await
}

/// Who signs, first to last.
pub(super) async fn signatories(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<signatory::Model>, DbErr> {
    signatory::Entity::find()
        .filter(signatory::Column::SessionId.eq(session))
        .order_by_asc(signatory::Column::Place)
        .all(db)
        .await
}

/// Talks that were presented in these webinars with each of their speakers.
pub(super) async fn presented(
    db: &impl ConnectionTrait,
    webinars: &[WebinarId],
) -> Result<Vec<(talk::Model, person::Model)>, DbErr> {
    let talks = talk::Entity::find()
        .filter(talk::Column::WebinarId.is_in(webinars.iter().copied()))
        .filter(talk::Column::State.eq(TalkState::Presented))
        .all(db)
        .await?;
    let by_id: BTreeMap<_, _> = talks.into_iter().map(|talk| (talk.id, talk)).collect();
    let speakers = speaker::Entity::find()
        .find_also_related(person::Entity)
        .filter(speaker::Column::TalkId.is_in(by_id.keys().copied()))
        .order_by_asc(speaker::Column::TalkId)
        .order_by_asc(speaker::Column::Place)
        .all(db)
        .await?;
    let found = speakers
        .into_iter()
        .filter_map(|(speaker, person)| Some((by_id.get(&speaker.talk_id)?.clone(), person?)));
    Ok(found.collect())
}

/// Standing registrations of these webinars whose listener attended.
pub(super) async fn attended(
    db: &impl ConnectionTrait,
    webinars: &[WebinarId],
) -> Result<Vec<(registration::Model, person::Model)>, DbErr> {
    let attended = attendance::Entity::find()
        .select_only()
        .column(attendance::Column::RegistrationId)
        .filter(attendance::Column::Attended.eq(true))
        .into_query();
    let found = registration::Entity::find()
        .find_also_related(person::Entity)
        .filter(registration::Column::WebinarId.is_in(webinars.iter().copied()))
        .filter(registration::Column::CancelledAt.is_null())
        .filter(registration::Column::Id.in_subquery(attended))
        .order_by_asc(registration::Column::Id)
        .all(db)
        .await?;
    Ok(found.into_iter().filter_map(|(registration, person)| Some((registration, person?))).collect())
}

/// What documents of a session were ever issued for, revoked ones included.
pub(super) async fn subject_keys(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<(DocumentKind, String)>, DbErr> {
    document::Entity::find()
        .select_only()
        .column(document::Column::Kind)
        .column(document::Column::SubjectKey)
        .filter(document::Column::SessionId.eq(session))
        .into_tuple()
        .all(db)
        .await
}

/// What organizers of a session keep back, oldest first.
pub(super) async fn holds(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<document_hold::Model>, DbErr> {
    let of_session = document_hold::Entity::find().filter(document_hold::Column::SessionId.eq(session));
    of_session.order_by_asc(document_hold::Column::HeldAt).all(db).await
}

/// Whether somebody listens, speaks or has a document in a session.
pub(super) async fn takes_part(
    db: &impl ConnectionTrait,
    session: SessionId,
    person: PersonId,
) -> Result<bool, DbErr> {
    let has_document = document::Entity::find()
        .filter(document::Column::SessionId.eq(session))
        .filter(document::Column::PersonId.eq(person));
    let speaks = speaker::Entity::find()
        .inner_join(talk::Entity)
        .filter(talk::Column::SessionId.eq(session))
        .filter(speaker::Column::PersonId.eq(person));
    let listens = registration::Entity::find()
        .inner_join(webinar::Entity)
        .filter(webinar::Column::SessionId.eq(session))
        .filter(registration::Column::PersonId.eq(person));
    Ok(has_document.count(db).await? + speaks.count(db).await? + listens.count(db).await? > 0)
}

/// The names of all schools that the club knows, as searches compare them.
pub(super) async fn school_names(db: &impl ConnectionTrait) -> Result<Vec<(String, String)>, DbErr> {
    school::Entity::find()
        .select_only()
        .column(school::Column::ShortName)
        .column(school::Column::FullName)
        .into_tuple()
        .all(db)
        .await
}

/// The id of a stored layout by its hash.
pub(super) async fn layout_of_hash(
    db: &impl ConnectionTrait,
    sha256: &str,
) -> Result<Option<LayoutId>, DbErr> {
    let layout = layout::Entity::find().filter(layout::Column::Sha256.eq(sha256)).one(db).await?;
    Ok(layout.map(|layout| layout.id))
}

/// Stored layouts.
pub(super) async fn layouts(
    db: &impl ConnectionTrait,
    ids: Vec<LayoutId>,
) -> Result<BTreeMap<LayoutId, layout::Model>, DbErr> {
    let layouts = layout::Entity::find().filter(layout::Column::Id.is_in(ids)).all(db).await?;
    Ok(layouts.into_iter().map(|layout| (layout.id, layout)).collect())
}

/// A document that has no file yet, as far as it is needed to cut a long list into pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub(super) struct Numbered {
    pub(super) id: DocumentId,
    pub(super) person_id: PersonId,
    pub(super) issued_at: DateTime<Utc>,
}

/// Documents of a session that have no file yet, in the order of their issue and, within it, person by person.
pub(super) async fn numbered(db: &impl ConnectionTrait, session: SessionId) -> Result<Vec<Numbered>, DbErr> {
    document::Entity::find()
        .select_only()
        .columns([document::Column::Id, document::Column::PersonId, document::Column::IssuedAt])
        .filter(document::Column::SessionId.eq(session))
        .filter(document::Column::State.eq(DocumentState::Numbered))
        .order_by_asc(document::Column::IssuedAt)
        .order_by_asc(document::Column::SearchName)
        .order_by_asc(document::Column::PersonId)
        .order_by_asc(document::Column::Kind)
        .order_by_asc(document::Column::Serial)
        .into_model()
        .all(db)
        .await
}

/// Those of these documents that still have no file, with their persons, in the order of issue, person, kind and serial.
pub(super) async fn with_persons(
    db: &impl ConnectionTrait,
    ids: Vec<DocumentId>,
) -> Result<Vec<(document::Model, person::Model)>, DbErr> {
    let found = document::Entity::find()
        .find_also_related(person::Entity)
        .filter(document::Column::Id.is_in(ids))
        .filter(document::Column::State.eq(DocumentState::Numbered))
        .order_by_asc(document::Column::IssuedAt)
        .order_by_asc(document::Column::SearchName)
        .order_by_asc(document::Column::PersonId)
        .order_by_asc(document::Column::Kind)
        .order_by_asc(document::Column::Serial)
        .all(db)
        .await?;
    Ok(found.into_iter().filter_map(|(document, person)| Some((document, person?))).collect())
}

/// What these issues gave these persons, by kind and serial; revoked documents are left out.
pub(super) async fn of_issues(
    db: &impl ConnectionTrait,
    session: SessionId,
    persons: Vec<PersonId>,
    issues: Vec<DateTime<Utc>>,
) -> Result<Vec<document::Model>, DbErr> {
    let mut documents = document::Entity::find()
        .filter(document::Column::PersonId.is_in(persons))
        .filter(document::Column::SessionId.eq(session))
        .filter(document::Column::IssuedAt.is_in(issues))
        .filter(document::Column::State.ne(DocumentState::Revoked))
        .all(db)
        .await?;
    documents.sort_by_key(|document| (document.kind, document.serial));
    Ok(documents)
}

/// Which of these hashes documents name.
pub(super) async fn named_files(
    db: &impl ConnectionTrait,
    hashes: Vec<String>,
) -> Result<BTreeSet<String>, DbErr> {
    let named: Vec<Option<String>> = document::Entity::find()
        .select_only()
        .column(document::Column::Sha256)
        .filter(document::Column::Sha256.is_in(hashes))
        .into_tuple()
        .all(db)
        .await?;
    Ok(named.into_iter().flatten().collect())
}

/// Of the issues of a session that still lack files: how many files are there, and how many there will be.
pub(super) async fn files_made(db: &impl ConnectionTrait, session: SessionId) -> Result<(u64, u64), DbErr> {
    use document::Column;
    let oldest: Option<Option<DateTime<Utc>>> = document::Entity::find()
        .select_only()
        .column_as(Column::IssuedAt.min(), "oldest")
        .filter(Column::SessionId.eq(session))
        .filter(Column::State.eq(DocumentState::Numbered))
        .into_tuple()
        .one(db)
        .await?;
    let Some(oldest) = oldest.flatten() else { return Ok((0, 0)) };
    let of_state = |state: DocumentState| {
        let of_session = document::Entity::find().filter(Column::SessionId.eq(session));
        of_session.filter(Column::IssuedAt.gte(oldest)).filter(Column::State.eq(state))
    };
    let done = of_state(DocumentState::Issued).count(db).await?;
    Ok((done, done + of_state(DocumentState::Numbered).count(db).await?))
}

/// Numbered documents of a session whose file could not be made, by number.
pub(super) async fn unmade(
    db: &impl ConnectionTrait,
    session: SessionId,
    most: u64,
) -> Result<Vec<document::Model>, DbErr> {
    document::Entity::find()
        .filter(document::Column::SessionId.eq(session))
        .filter(document::Column::State.eq(DocumentState::Numbered))
        .filter(document::Column::FileProblem.is_not_null())
        .order_by_asc(document::Column::Number)
        .limit(most)
        .all(db)
        .await
}

/// Webinars by id.
pub(super) async fn webinars_by_id(
    db: &impl ConnectionTrait,
    ids: Vec<WebinarId>,
) -> Result<BTreeMap<WebinarId, webinar::Model>, DbErr> {
    let webinars = webinar::Entity::find().filter(webinar::Column::Id.is_in(ids)).all(db).await?;
    Ok(webinars.into_iter().map(|webinar| (webinar.id, webinar)).collect())
}

/// A document by its id with its session; whoever asks checks what the viewer may.
pub(super) async fn by_id(
    db: &impl ConnectionTrait,
    id: DocumentId,
) -> Result<Option<(document::Model, session::Model)>, DbErr> {
    let found = document::Entity::find_by_id(id).find_also_related(session::Entity).one(db).await?;
    Ok(found.and_then(|(document, session)| Some((document, session?))))
}

/// All documents of a session with their persons, by kind and serial.
pub(super) async fn of_session(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<(document::Model, person::Model)>, DbErr> {
    let found = document::Entity::find()
        .find_also_related(person::Entity)
        .filter(document::Column::SessionId.eq(session))
        .all(db)
        .await?;
    let mut found: Vec<_> =
        found.into_iter().filter_map(|(document, person)| Some((document, person?))).collect();
    found.sort_by_key(|(document, _)| (document.kind, document.serial));
    Ok(found)
}

/// A person's documents, newest first.
pub(super) async fn of_person(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<(document::Model, person::Model)>, DbErr> {
    let found = document::Entity::find()
        .find_also_related(person::Entity)
        .filter(document::Column::PersonId.eq(person))
        .all(db)
        .await?;
    let mut found: Vec<_> =
        found.into_iter().filter_map(|(document, person)| Some((document, person?))).collect();
    found
        .sort_by_key(|(document, _)| (std::cmp::Reverse(document.issued_at), document.kind, document.serial));
    Ok(found)
}

/// The speakers of a session with a talk of theirs, the longest names first: samples for layouts.
pub(super) async fn speakers_by_length(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<(person::Model, Option<talk::Model>)>, DbErr> {
    let of_session = talk::Entity::find()
        .select_only()
        .column(talk::Column::Id)
        .filter(talk::Column::SessionId.eq(session))
        .filter(talk::Column::State.is_not_in([TalkState::Declined, TalkState::Withdrawn]))
        .into_query();
    let speakers = speaker::Entity::find()
        .find_also_related(person::Entity)
        .find_also_related(talk::Entity)
        .filter(speaker::Column::TalkId.in_subquery(of_session))
        .order_by(name_length(), Order::Desc)
        .order_by_asc(speaker::Column::Id)
        .limit(SAMPLES)
        .all(db)
        .await?;
    Ok(speakers.into_iter().filter_map(|(_, person, talk)| Some((person?, talk))).collect())
}

/// The listeners of a session, the longest names first: samples for layouts.
pub(super) async fn listeners_by_length(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<person::Model>, DbErr> {
    let webinars = webinar::Entity::find()
        .select_only()
        .column(webinar::Column::Id)
        .filter(webinar::Column::SessionId.eq(session))
        .into_query();
    let registered = registration::Entity::find()
        .select_only()
        .column(registration::Column::PersonId)
        .filter(registration::Column::WebinarId.in_subquery(webinars))
        .filter(registration::Column::CancelledAt.is_null())
        .into_query();
    person::Entity::find()
        .filter(person::Column::Id.in_subquery(registered))
        .order_by(name_length(), Order::Desc)
        .order_by_asc(person::Column::Id)
        .limit(SAMPLES)
        .all(db)
        .await
}

/// Among so many of the longest names is the one that is widest in print.
const SAMPLES: u64 = 30;

fn name_length() -> SimpleExpr {
    Func::char_length(Expr::col((person::Entity, person::Column::SearchName))).into()
}

#[cfg(test)]
pub(crate) async fn stored_emails(club: &crate::Club) -> Vec<crate::outbox::WholeEmail> {
    let mut emails = crate::outbox::written(club, sea_orm::Condition::all()).await;
    emails.sort_by(|one, other| one.to_address.cmp(&other.to_address));
    emails
}

#[cfg(test)]
pub(crate) async fn forget_file(club: &crate::Club, id: DocumentId) {
    let numbered = document::ActiveModel {
        state: sea_orm::Set(DocumentState::Numbered),
        sha256: sea_orm::Set(None),
        size_bytes: sea_orm::Set(None),
        ..Default::default()
    };
    let update = document::Entity::update_many().set(numbered).filter(document::Column::Id.eq(id));
    let work = club.storage.write(move |tx| Box::pin(async move { update.exec(tx).await }));
    work.await.unwrap();
}
