//! Who has earned which document, and the order in which they are numbered.

use std::collections::{BTreeMap, BTreeSet};

use entity::{DocumentKind, PersonId, WebinarId, person, session, talk, webinar};
use sea_orm::{ConnectionTrait, DbErr};

use super::queries;

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

/// Everything that was earned in these judged webinars and never had a document, in the order of numbering: by kind, start of the webinar
/// and name. A revoked document is no reason to issue another one by itself.
pub(super) async fn earned(
    db: &impl ConnectionTrait,
    session: &session::Model,
    webinars: &[webinar::Model],
) -> Result<Vec<Earned>, DbErr> {
    let by_id: BTreeMap<WebinarId, &webinar::Model> =
        webinars.iter().map(|webinar| (webinar.id, webinar)).collect();
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

type Order<'a> = (DocumentKind, chrono::DateTime<chrono::Utc>, &'a str, &'a str, PersonId, i32);

fn order(earned: &Earned) -> Order<'_> {
    let place = earned.talk.as_ref().map_or(0, |talk| talk.place);
    let (webinar, person) = (&earned.webinar, &earned.person);
    (earned.kind, webinar.starts_at, &person.search_name, &webinar.code, person.id, place)
}
