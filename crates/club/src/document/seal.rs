//! What a document's signatures vouch for: its frozen data as a statement, signed with the key of the club.

use std::sync::Arc;

use bytes::Bytes;
use certificates::{CompiledLayout, Fields, Placeholder};
use entity::{document, session};
use serde::Deserialize as _;

use super::concern::of_render;
use super::render::Problem;
use crate::Club;
use crate::signing::{self, KeyError, SecretKey, Statement};

/// Signs the documents of one session. Cheap to clone.
#[derive(Clone)]
pub(super) struct Seal {
    key: Arc<SecretKey>,
    key_id: String,
    session: Arc<str>,
}

impl Seal {
    /// With the key that signs now: without one no file is made.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub(super) async fn of(club: &Club, session: &session::Model) -> Result<Seal, KeyError> {
        let key = signing::current(club).await?;
        Ok(Seal { key_id: key.public().id(), key: Arc::new(key), session: session.slug.as_str().into() })
    }

    /// The name of the key.
    pub(super) fn key_id(&self) -> &str {
        &self.key_id
    }

    /// Draws a document, signed and sealed.
    ///
    /// # Errors
    /// Why it cannot be drawn.
    pub(super) fn draw(&self, layout: &CompiledLayout, document: &document::Model) -> Result<Bytes, Problem> {
        let unusable = |error: serde_json::Error| ("document-concern-unusable", error.to_string());
        let fields = Fields::deserialize(&document.fields).map_err(unusable)?;
        let statement = self.statement(layout.hash(), document, &fields);
        let data = statement.canonical().map_err(|error| ("document-concern-unusable", error.to_string()))?;
        let sign = |message: &[u8]| self.key.sign(message);
        let mut bytes = vec![];
        layout.render_sealed(&fields, &data, &sign, &mut bytes).map_err(|error| of_render(&error))?;
        Ok(bytes.into())
    }

    fn statement(&self, layout: &str, document: &document::Model, fields: &Fields) -> Statement {
        let organizers = fields.value(Placeholder::OrganizerName).lines().map(str::trim);
        Statement {
            format: Statement::FORMAT.to_owned(),
            version: Statement::VERSION,
            key: self.key_id.clone(),
            number: document.number.clone(),
            code: document.code.clone(),
            kind: document.kind,
            name: document.name.clone(),
            issued_on: fields.issued_on,
            session: self.session.to_string(),
            organizers: organizers.filter(|name| !name.is_empty()).map(str::to_owned).collect(),
            verify: fields.value(Placeholder::DocumentVerifyUrl).to_owned(),
            layout: layout.to_owned(),
            printed: document.fields.clone(),
        }
    }
}
