//! Designs that follow each other, and what a design looks like when all that it inherits is put together.

use std::collections::BTreeMap;

use certificates::{Changes, Layout};
use entity::layout_design::Model;
use entity::{DocumentKind, LayoutDesignId, LayoutLevel};

use super::usable::UnusableLayout;

/// More generations than a network, a school and a session with copies of copies ever have.
const MOST_GENERATIONS: usize = 32;

/// Designs by id: all that one owner sees.
pub(super) struct Family(BTreeMap<LayoutDesignId, Model>);

impl Family {
    pub(super) fn new(designs: Vec<Model>) -> Family {
        Family(designs.into_iter().map(|design| (design.id, design)).collect())
    }

    pub(super) fn get(&self, id: LayoutDesignId) -> Option<&Model> {
        self.0.get(&id)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Model> {
        self.0.values()
    }

    /// What documents of a kind are printed with: the used design of the lowest level, none for the built-in layout.
    pub(super) fn used(&self, kind: DocumentKind) -> Option<&Model> {
        let rank = |level| match level {
            LayoutLevel::Network => 0,
            LayoutLevel::School => 1,
            LayoutLevel::Session => 2,
        };
        let used = self.0.values().filter(|design| design.is_used && design.kind == kind);
        used.max_by_key(|design| rank(design.level))
    }

    /// A design and what it follows, from the design up to the root.
    ///
    /// # Errors
    /// A parent that is not there, of another kind, or among its own children.
    pub(super) fn line(&self, design: &Model) -> Result<Vec<Model>, UnusableLayout> {
        let mut line = vec![design.clone()];
        let mut next = design.parent_id;
        while let Some(id) = next {
            if line.len() >= MOST_GENERATIONS || line.iter().any(|known| known.id == id) {
                return Err(UnusableLayout::Cycle);
            }
            let parent = self.get(id).filter(|parent| parent.kind == design.kind);
            let parent = parent.ok_or(UnusableLayout::MissingParent)?;
            next = parent.parent_id;
            line.push(parent.clone());
        }
        Ok(line)
    }

    /// What a design looks like: the built-in layout, then every difference from the root down.
    ///
    /// # Errors
    /// See [`Family::line`], or a difference that does not fit what it changes.
    pub(super) fn resolve(&self, design: &Model) -> Result<Layout, UnusableLayout> {
        let mut layout = built_in(design.kind)?;
        for design in self.line(design)?.iter().rev() {
            layout = Changes::parse(&design.changes)?.apply(&layout)?;
        }
        design.name.clone_into(&mut layout.name);
        Ok(layout)
    }

    /// What a design is measured against: its parent, or the built-in layout.
    ///
    /// # Errors
    /// See [`Family::resolve`].
    pub(super) fn parent(&self, design: &Model) -> Result<Layout, UnusableLayout> {
        match design.parent_id {
            None => built_in(design.kind),
            Some(id) => self.resolve(self.get(id).ok_or(UnusableLayout::MissingParent)?),
        }
    }

    /// Designs that follow a design directly.
    pub(super) fn children(&self, id: LayoutDesignId) -> Vec<&Model> {
        self.0.values().filter(|design| design.parent_id == Some(id)).collect()
    }
}

/// The layout that comes with the program.
///
/// # Errors
/// Never with the files the program is built from.
pub(super) fn built_in(kind: DocumentKind) -> Result<Layout, UnusableLayout> {
    let file = match kind {
        DocumentKind::ProofOfPresentation => {
            include_str!("../../../../templates/documents/proof_of_presentation.json")
        }
        DocumentKind::LetterOfThanks => include_str!("../../../../templates/documents/letter_of_thanks.json"),
        DocumentKind::AttendanceCertificate => {
            include_str!("../../../../templates/documents/attendance_certificate.json")
        }
    };
    Ok(Layout::parse(file)?)
}
