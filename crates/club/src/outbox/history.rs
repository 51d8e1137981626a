//! Every e-mail to one person: for the person, for organizers of a session, for curators. Personal links are for the person's own eyes.

use entity::{OutboxEmailId, OutboxState, PersonId, outbox_email, person, session};
use sea_orm::DbErr;

use super::{WholeEmail, queries, with_contents};
use crate::audit::{self, Deed};
use crate::person::queries as people;
use crate::{Club, Viewer, mailing};

/// E-mails of one page.
const SHOWN: u64 = 300;

/// Characters from which on a piece of an address is a secret.
const SHORTEST_SECRET: usize = 20;

/// Whose e-mails are looked at, and from where.
#[derive(Clone, Copy, Debug)]
pub enum Shelf<'a> {
    /// The viewer's own.
    Own,
    /// A person's e-mails about a session, for its organizers.
    OfSession(&'a session::Model, PersonId),
    /// A person's e-mails of the whole network, for curators.
    OfNetwork(PersonId),
}

/// The e-mails to a person, newest first; nothing for viewers who may not see them. Drafts are no e-mails yet for their reader.
///
/// # Errors
/// When the database refuses.
pub async fn history(
    club: &Club,
    viewer: &Viewer,
    shelf: Shelf<'_>,
) -> Result<Option<(person::Model, Vec<outbox_email::Model>)>, DbErr> {
    let reads = club.storage.reads();
    let (id, session) = match shelf {
        Shelf::Own => (viewer.person_id(), None),
        Shelf::OfSession(session, person) => {
            (viewer.organizes(session.host_school_id).then_some(person), Some(session))
        }
        Shelf::OfNetwork(person) => (viewer.is_curator().then_some(person), None),
    };
    let Some(id) = id else { return Ok(None) };
    let Some(person) = people::by_id(reads, id).await? else { return Ok(None) };
    let mut emails = queries::of_person(reads, id, session.map(|session| session.id), SHOWN).await?;
    if let Some(session) = session {
        let takes_part = !mailing::people(club, viewer, session, &[id]).await?.is_empty();
        if emails.is_empty() && !takes_part {
            return Ok(None);
        }
    }
    if matches!(shelf, Shelf::Own) {
        emails.retain(|email| !matches!(email.state, OutboxState::Draft | OutboxState::Discarded));
    }
    Ok(Some((person, emails)))
}

/// What an e-mail to a person says. When somebody else reads it, personal links are left out and the audit trail names the reader.
///
/// # Errors
/// When the database refuses.
pub async fn read(
    club: &Club,
    viewer: &Viewer,
    shelf: Shelf<'_>,
    id: OutboxEmailId,
) -> Result<Option<WholeEmail>, DbErr> {
    let Some((person, emails)) = history(club, viewer, shelf).await? else { return Ok(None) };
    let found = emails.into_iter().filter(|email| email.id == id).collect();
    let Some(mut email) = with_contents(club.storage.reads(), found).await?.pop() else { return Ok(None) };
    if matches!(shelf, Shelf::Own) {
        return Ok(Some(email));
    }
    email.text = masked(&email.text, club.settings.address("/").trim_end_matches('/'));
    let session = if let Shelf::OfSession(session, _) = shelf { Some(session) } else { None };
    let deed = Deed {
        action: "email.read",
        subject: format!("outbox_email {id}"),
        school_id: session.map(|session| session.host_school_id),
        session_id: session.map(|session| session.id),
        details: serde_json::json!({ "person": person.id }),
    };
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club
        .storage
        .write(move |tx| Box::pin(async move { audit::record(tx, &inside, &viewer, deed).await }));
    work.await?;
    Ok(Some(email))
}

/// A text whose links of this club have no secrets: `https://club.example/j/…`.
fn masked(text: &str, base: &str) -> String {
    let mut pieces = text.split(base);
    let mut masked = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        masked.push_str(base);
        let end = piece.find(|letter: char| letter.is_whitespace() || letter == ')').unwrap_or(piece.len());
        let (path, rest) = piece.split_at(end);
        let is_public = path.starts_with("/verify/");
        let is_secret = |part: &str| {
            !is_public && part.len() >= SHORTEST_SECRET && part.chars().all(char::is_alphanumeric)
        };
        let parts: Vec<&str> = path.split('/').map(|part| if is_secret(part) { "…" } else { part }).collect();
        masked.push_str(&parts.join("/"));
        masked.push_str(rest);
    }
    masked
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn secrets_in_links_are_left_out_and_everything_else_stays() {
        let text = "Войти:\nhttps://club.example/j/7k2qm2xhd4t9c8v1n5b3w6y0za\n(https://club.example/login/7k2qm2xhd4t9c8v1n5b3w6y0za) и https://club.example/s/2027-spring, https://club.example/verify/7k2qm2xhd4t9c8v1n5b3w6y0za";
        let shown = "Войти:\nhttps://club.example/j/…\n(https://club.example/login/…) и https://club.example/s/2027-spring, https://club.example/verify/7k2qm2xhd4t9c8v1n5b3w6y0za";
        assert_eq!(masked(text, "https://club.example"), shown);
    }
}
