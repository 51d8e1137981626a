//! Taking the registry out of the club: what the filters show, as lines, and the files of those lines. Who took what is written down.

use std::collections::BTreeMap;

use bytes::Bytes;
use certificates::{Fields, Placeholder};
use chrono::{DateTime, NaiveDate, Utc};
use entity::{DocumentId, DocumentKind, DocumentState, WebinarId, document, webinar};
use sea_orm::DbErr;
use serde::Deserialize as _;

use super::{FOLDER, Reach, RegistryFilter, documents, plain, queries};
use crate::audit::{self, Deed};
use crate::files::FilesError;
use crate::{Club, Viewer};

/// Documents that are read at once: with their frozen data they are large.
const AT_ONCE: usize = 500;

/// What the registry is taken out as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportForm {
    Csv,
    Xlsx,
    /// All files in one archive.
    Zip,
    /// All files in one, for printing.
    Pdf,
}

impl ExportForm {
    /// Every case, in the order in which a form offers them.
    pub const ALL: [ExportForm; 4] = [ExportForm::Xlsx, ExportForm::Csv, ExportForm::Zip, ExportForm::Pdf];

    /// The word in forms and in the audit trail.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            ExportForm::Csv => "csv",
            ExportForm::Xlsx => "xlsx",
            ExportForm::Zip => "zip",
            ExportForm::Pdf => "pdf",
        }
    }
}

/// Why nothing is taken out.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("this part of the registry is not open to the viewer")]
    NotFound,
    #[error("the filters find no document")]
    Nothing,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// A document in an export: what the registry shows, without the data that only the layout needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportLine {
    pub number: String,
    pub kind: DocumentKind,
    /// Full name in the nominative.
    pub name: String,
    pub position: String,
    pub school: String,
    pub city: String,
    /// Code and title of the webinar; empty of a letter of thanks.
    pub webinar_code: String,
    pub webinar_title: String,
    pub topic: String,
    pub issued_on: NaiveDate,
    pub state: DocumentState,
    pub revoked_at: Option<DateTime<Utc>>,
    pub revoke_reason: String,
    pub code: String,
    pub sha256: Option<String>,
    /// «Иванова М. П.»
    pub initials: String,
}

impl ExportLine {
    fn of(document: document::Model, webinar: Option<&webinar::Model>) -> Result<ExportLine, DbErr> {
        let fields = Fields::deserialize(&document.fields).map_err(|error| DbErr::Json(error.to_string()))?;
        let value = |placeholder| fields.value(placeholder).to_owned();
        Ok(ExportLine {
            position: value(Placeholder::PersonPositionNominative),
            school: value(Placeholder::PersonSchool),
            city: value(Placeholder::PersonCity),
            webinar_code: webinar.map(|webinar| webinar.code.clone()).unwrap_or_default(),
            webinar_title: webinar.map(|webinar| webinar.title.clone()).unwrap_or_default(),
            topic: value(Placeholder::TalkTopic),
            initials: value(Placeholder::PersonNameInitials),
            issued_on: fields.issued_on,
            number: document.number,
            kind: document.kind,
            name: document.name,
            state: document.state,
            revoked_at: document.revoked_at,
            revoke_reason: document.revoke_reason.unwrap_or_default(),
            code: document.code,
            sha256: document.sha256,
        })
    }

    /// `ВК-2027-В-С-0042 Иванова М. П..pdf`: unique, because the number is.
    #[must_use]
    pub fn file_name(&self) -> String {
        let name = if self.initials.is_empty() { &self.name } else { &self.initials };
        let initials = name.replace(char::is_whitespace, " ");
        let initials: String = plain(&initials).chars().take(60).collect();
        format!("{} {}.pdf", plain(&self.number), initials.trim())
    }
}

/// Everything that a filter finds, in its order; that it was taken out is written into the audit trail. Organizers of the session, of the
/// network curators.
///
/// # Errors
/// See [`ExportError`].
pub async fn export(
    club: &Club,
    viewer: &Viewer,
    reach: Reach<'_>,
    filter: &RegistryFilter,
    form: ExportForm,
) -> Result<Vec<ExportLine>, ExportError> {
    if !reach.is_open_to(viewer) {
        return Err(ExportError::NotFound);
    }
    let lines = lines(club, reach, filter).await?;
    if lines.is_empty() {
        return Err(ExportError::Nothing);
    }
    let (school_id, session_id, subject) = match reach {
        Reach::Session(session) => {
            (Some(session.host_school_id), Some(session.id), format!("session {}", session.id))
        }
        Reach::Network => (None, None, "network".to_owned()),
    };
    let details = serde_json::json!({ "form": form.as_str(), "documents": lines.len() });
    let deed = Deed { action: "document.export", subject, school_id, session_id, details };
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club
        .storage
        .write(move |tx| Box::pin(async move { audit::record(tx, &inside, &viewer, deed).await }));
    work.await?;
    Ok(lines)
}

async fn lines(club: &Club, reach: Reach<'_>, filter: &RegistryFilter) -> Result<Vec<ExportLine>, DbErr> {
    let reads = club.storage.reads();
    let ids = queries::ids(reads, reach.session_id(), filter).await?;
    let mut webinars: BTreeMap<WebinarId, webinar::Model> = BTreeMap::new();
    let mut lines = Vec::with_capacity(ids.len());
    for ids in ids.chunks(AT_ONCE) {
        let found = queries::by_ids(reads, ids).await?;
        let unknown = found.iter().filter_map(|document| document.webinar_id);
        let unknown: Vec<WebinarId> = unknown.filter(|id| !webinars.contains_key(id)).collect();
        if !unknown.is_empty() {
            webinars.extend(documents::webinars_by_id(reads, unknown).await?);
        }
        let mut found: BTreeMap<DocumentId, document::Model> =
            found.into_iter().map(|document| (document.id, document)).collect();
        for document in ids.iter().filter_map(|id| found.remove(id)) {
            let webinar = document.webinar_id.and_then(|id| webinars.get(&id));
            lines.push(ExportLine::of(document, webinar)?);
        }
    }
    Ok(lines)
}

/// The file of a line; `None` while it is being made, or when the store has lost it.
///
/// # Errors
/// When the store does not answer.
pub async fn export_file(club: &Club, line: &ExportLine) -> Result<Option<Bytes>, FilesError> {
    let Some(sha256) = &line.sha256 else { return Ok(None) };
    match club.files.get(&format!("{FOLDER}/{sha256}")).await {
        Ok(bytes) => Ok(Some(bytes)),
        Err(FilesError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
