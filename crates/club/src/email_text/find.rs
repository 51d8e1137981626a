//! Looking at the words of an owner: which kinds there are and on which level their words were written.

use entity::{EmailKind, TextLevel, email_text};
use lang::Lang;
use sea_orm::DbErr;

use super::{level, queries};
use crate::Owner;
use crate::emails::words::{KindWords, Words, of, worded_kinds};
use crate::{Club, Viewer};

/// Whose words are meant, of which kind and language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub owner: Owner,
    pub kind: EmailKind,
    pub language: Lang,
}

/// A kind with the nearest level at which its words were written, language by language; none: nobody wrote others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub kind: EmailKind,
    pub levels: Vec<(Lang, Option<TextLevel>)>,
}

/// The words of one place.
#[derive(Clone, Debug)]
pub struct Text {
    pub kind: KindWords,
    /// What the owner itself wrote.
    pub own: Option<email_text::Model>,
    /// What would hold without that.
    pub inherited: Words,
    /// Where that comes from; none: it comes with the program.
    pub inherited_from: Option<TextLevel>,
}

impl Text {
    /// The words that hold.
    #[must_use]
    pub fn words(&self) -> Words {
        self.own.as_ref().map_or_else(|| self.inherited.clone(), words)
    }

    /// What whoever saves names; 0 where the owner has written nothing.
    #[must_use]
    pub fn revision(&self) -> i32 {
        self.own.as_ref().map_or(0, |row| row.revision)
    }
}

fn words(row: &email_text::Model) -> Words {
    Words { subject: row.subject.clone(), body: row.body.clone() }
}

/// All kinds that are worded by organizers; nothing for a viewer who may not change the owner's words.
///
/// # Errors
/// When the database refuses.
pub async fn all(club: &Club, viewer: &Viewer, owner: Owner) -> Result<Option<Vec<Written>>, DbErr> {
    if !owner.may_be_changed_by(viewer) {
        return Ok(None);
    }
    let rows = queries::seen_by(club.storage.reads(), owner).await?;
    let nearest = |kind, language: Lang| {
        let of_kind = rows.iter().filter(|row| row.kind == kind && row.language == language.code());
        (language, of_kind.map(|row| row.level).max())
    };
    // Invitations to teams are no session's: only the network words them.
    let is_here = |kind| kind != EmailKind::TeamInvitation || owner == Owner::Network;
    let written = worded_kinds().filter(|words| is_here(words.kind)).map(|words| Written {
        kind: words.kind,
        levels: Lang::ALL.into_iter().map(|language| nearest(words.kind, language)).collect(),
    });
    Ok(Some(written.collect()))
}

/// The words of a place; nothing for a viewer who may not change them, and for kinds that always say the same.
///
/// # Errors
/// When the database refuses.
pub async fn find(club: &Club, viewer: &Viewer, place: Place) -> Result<Option<Text>, DbErr> {
    if !place.owner.may_be_changed_by(viewer) {
        return Ok(None);
    }
    let rows = queries::of_place(club.storage.reads(), place).await?;
    Ok(text(place, rows))
}

/// What rows make of a place; the rows stand from the highest level down.
pub(super) fn text(place: Place, rows: Vec<email_text::Model>) -> Option<Text> {
    let kind = of(place.kind)?;
    let standard = Words::default_of(place.kind, place.language)?;
    let own_level = level(place.owner);
    let (own, above): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.level == own_level);
    let nearest = above.last();
    Some(Text {
        kind,
        own: own.into_iter().next(),
        inherited: nearest.map_or(standard, words),
        inherited_from: nearest.map(|row| row.level),
    })
}
