//! Who has earned which document, and the order in which they are numbered.

use std::collections::{BTreeMap, BTreeSet};

use entity::{DocumentKind, PersonId, WebinarId, document, document_hold, person, session, talk, webinar};
use sea_orm::{ConnectionTrait, DbErr};

use super::queries;
use crate::person::queries as people;

/// A document that somebody has earned.
#[derive(Clone, Debug)]
pub(super) struct Earned {
    pub(super) kind: DocumentKind,
    pub(super) person: person::Model,
    /// What it was earned in; of a letter of thanks the first webinar of the speaker.
    pub(super) webinar: webinar::Model,
    /// What was presented.
    pub(super) talk: Option<talk::Model>,
    pub(super) subject_key: String,
}

impl Earned {
    /// The webinar that the document belongs to: a letter of thanks is for the whole session.
    pub(super) fn webinar_id(&self) -> Option<WebinarId> {
        (self.kind != DocumentKind::LetterOfThanks).then_some(self.webinar.id)
    }

    /// What no second document stands for.
    pub(super) fn key(&self) -> (DocumentKind, String) {
        (self.kind, self.subject_key.clone())
    }
}

/// Everything that was earned in these judged webinars, never had a document and is not kept back, in the order of numbering: by kind, start
/// of the webinar and name. A revoked document is no reason to issue another one by itself.
pub(super) async fn earned(
    db: &impl ConnectionTrait,
    session: &session::Model,
    webinars: &[webinar::Model],
) -> Result<Vec<Earned>, DbErr> {
    let mut all = earned_or_held(db, session, webinars).await?;
    let held: BTreeSet<_> =
        queries::holds(db, session.id).await?.into_iter().map(|hold| key(&hold)).collect();
    all.retain(|earned| !held.contains(&earned.key()));
    Ok(all)
}

/// The key of what is kept back.
pub(super) fn key(hold: &document_hold::Model) -> (DocumentKind, String) {
    (hold.kind, hold.subject_key.clone())
}

/// The same with what organizers keep back; webinars that are not judged yet earn nothing.
pub(super) async fn earned_or_held(
    db: &impl ConnectionTrait,
    session: &session::Model,
    webinars: &[webinar::Model],
) -> Result<Vec<Earned>, DbErr> {
    let webinars = webinars.iter().filter(|webinar| webinar.attendance_judged_at.is_some());
    let by_id: BTreeMap<WebinarId, &webinar::Model> = webinars.map(|webinar| (webinar.id, webinar)).collect();
    let ids: Vec<WebinarId> = by_id.keys().copied().collect();
    let mut all = vec![];
    for (talk, person) in queries::presented(db, &ids).await? {
        let Some(webinar) = talk.webinar_id.and_then(|id| by_id.get(&id).copied()) else { continue };
        let key = |kind: DocumentKind| match kind {
            DocumentKind::LetterOfThanks => format!("{}:{}", session.id, person.id),
            _ => format!("{}:{}", talk.id, person.id),
        };
        for kind in [DocumentKind::ProofOfPresentation, DocumentKind::LetterOfThanks] {
            let (person, talk, subject_key) = (person.clone(), Some(talk.clone()), key(kind));
            all.push(Earned { kind, person, webinar: webinar.clone(), talk, subject_key });
        }
    }
    for (registration, person) in queries::attended(db, &ids).await? {
        let Some(webinar) = by_id.get(&registration.webinar_id).copied() else { continue };
        let (kind, subject_key) = (DocumentKind::AttendanceCertificate, registration.id.to_string());
        all.push(Earned { kind, person, webinar: webinar.clone(), talk: None, subject_key });
    }
    all.sort_by(|one, other| order(one).cmp(&order(other)));
    let mut had: BTreeSet<_> = queries::subject_keys(db, session.id).await?.into_iter().collect();
    all.retain(|earned| had.insert(earned.key()));
    Ok(all)
}

/// What a document was issued for, as the club knows it today; `None` when its talk was not presented after all or its webinar is gone.
pub(super) async fn of_document(
    db: &impl ConnectionTrait,
    webinars: &[webinar::Model],
    document: &document::Model,
) -> Result<Option<Earned>, DbErr> {
    let (kind, subject_key) = (document.kind, document.subject_key.clone());
    if kind == DocumentKind::AttendanceCertificate {
        let webinar = webinars.iter().find(|webinar| Some(webinar.id) == document.webinar_id);
        let person = people::by_id(db, document.person_id).await?;
        let found = webinar.cloned().zip(person);
        return Ok(found.map(|(webinar, person)| Earned { kind, person, webinar, talk: None, subject_key }));
    }
    let ids: Vec<WebinarId> = webinars.iter().map(|webinar| webinar.id).collect();
    let presented = queries::presented(db, &ids).await?;
    let of_person = presented.into_iter().filter(|(_, person)| person.id == document.person_id);
    let mut all: Vec<Earned> = of_person
        .filter_map(|(talk, person)| {
            let webinar = webinars.iter().find(|webinar| Some(webinar.id) == talk.webinar_id)?.clone();
            Some(Earned { kind, person, webinar, talk: Some(talk), subject_key: subject_key.clone() })
        })
        .collect();
    // A proof is for one talk; a letter of thanks stands with the first one.
    if kind == DocumentKind::ProofOfPresentation {
        all.retain(|earned| {
            let talk = earned.talk.as_ref().map(|talk| talk.id.to_string());
            talk.is_some_and(|talk| subject_key.starts_with(&talk))
        });
    }
    all.sort_by(|one, other| order(one).cmp(&order(other)));
    Ok(all.into_iter().next())
}

type Order<'a> = (DocumentKind, chrono::DateTime<chrono::Utc>, &'a str, &'a str, PersonId, i32);

fn order(earned: &Earned) -> Order<'_> {
    let place = earned.talk.as_ref().map_or(0, |talk| talk.place);
    let (webinar, person) = (&earned.webinar, &earned.person);
    (earned.kind, webinar.starts_at, &person.search_name, &webinar.code, person.id, place)
}
