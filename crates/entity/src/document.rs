//! An issued document: numbered, frozen, revocable, never deleted.

use sea_orm::entity::prelude::*;

use crate::{DocumentId, DocumentKind, DocumentState, LayoutId, PersonId, SessionId, WebinarId};

/// An issued document: numbered, frozen, revocable, never deleted.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DocumentId,
    pub session_id: SessionId,
    pub kind: DocumentKind,
    pub person_id: PersonId,
    pub webinar_id: Option<WebinarId>,
    /// What it is for: one standing document a subject and kind.
    pub subject_key: String,
    /// Unique and without gaps per session and kind.
    pub serial: i32,
    #[sea_orm(unique)]
    pub number: String,
    /// Of the verification address: 128 random bits.
    #[sea_orm(unique)]
    pub code: String,
    pub state: DocumentState,
    pub layout_id: LayoutId,
    /// The frozen data that the layout prints.
    #[sea_orm(column_type = "JsonBinary")]
    pub fields: Json,
    /// Full name in the nominative, as printed.
    pub name: String,
    /// Name line: dative, or the salutation of a letter of thanks.
    pub line: String,
    /// Gendered verb, or the accusative name of a letter of thanks.
    pub verb: String,
    pub search_name: String,
    /// Of the PDF file, hexadecimal; the file is stored under it.
    pub sha256: Option<String>,
    pub size_bytes: Option<i32>,
    /// Why the file of a numbered document could not be made: the key of a sentence, a line break, what the sentence names.
    #[sea_orm(column_type = "Text", nullable)]
    pub file_problem: Option<String>,
    /// Who signed the file.
    pub signing_key_id: Option<String>,
    /// Whether its owner lets whoever verifies it see the file.
    pub is_file_public: bool,
    pub issued_at: DateTimeUtc,
    /// Nobody: the timetable did it.
    pub issued_by: Option<PersonId>,
    pub replaces_id: Option<DocumentId>,
    pub revoked_at: Option<DateTimeUtc>,
    pub revoked_by: Option<PersonId>,
    #[sea_orm(column_type = "Text", nullable)]
    pub revoke_reason: Option<String>,
    #[sea_orm(belongs_to, from = "session_id", to = "id")]
    pub session: BelongsTo<super::session::Entity>,
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
    #[sea_orm(belongs_to, from = "webinar_id", to = "id")]
    pub webinar: BelongsTo<Option<super::webinar::Entity>>,
    #[sea_orm(belongs_to, from = "layout_id", to = "id")]
    pub layout: BelongsTo<super::layout::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
