//! Whom a mailing is for, counted exactly before anything is written.

use std::collections::{BTreeMap, BTreeSet};

use entity::{EmailKind, PersonId, WebinarId, person, session};
use sea_orm::{ConnectionTrait, DbErr};
use serde::{Deserialize, Serialize};

use super::queries;
use crate::person::full_name;
use crate::{Club, Viewer};

/// Whom a mailing is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Audience {
    /// Everyone registered for any webinar of the session.
    Listeners,
    /// Everyone registered for a webinar.
    Webinar { webinar: WebinarId },
    /// Those who attended a webinar, or any.
    Attended { webinar: Option<WebinarId> },
    /// Those who were registered and did not come.
    Absent { webinar: Option<WebinarId> },
    /// Speakers whose talks were accepted.
    Speakers,
    /// Those of them whose materials are not here.
    SpeakersWithoutMaterials,
    /// Whom an organizer picked.
    Picked { people: Vec<PersonId> },
    /// Whoever agreed to be invited and does not take part yet: people of earlier sessions of the host school, or of the whole network.
    Invited { everywhere: bool },
}

impl Audience {
    /// Whether it may get e-mails of a kind: invitations go to those who agreed to them, and nothing else goes to them.
    #[must_use]
    pub fn suits(&self, kind: EmailKind) -> bool {
        matches!(self, Audience::Invited { .. }) == (kind == EmailKind::Invitation)
    }

    /// Whether a viewer who organizes the session may write to it: everyone of the network is the curators' to invite.
    pub(super) fn is_open_to(&self, viewer: &Viewer) -> bool {
        *self != Audience::Invited { everywhere: true } || viewer.is_curator()
    }
}

/// How many people a mailing would reach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Everyone it is for.
    pub people: u64,
    /// Those who get an e-mail.
    pub emails: u64,
    /// Names of those without an address.
    pub without_address: Vec<String>,
    /// Names of those to whose address nothing is sent: it bounced, or is on the list.
    pub suppressed: Vec<String>,
    /// Mailboxes that several people share, with their names: each gets an own e-mail.
    pub shared: Vec<(String, Vec<String>)>,
}

/// Counts an audience; nothing for viewers who do not organize the session.
///
/// # Errors
/// When the database refuses.
pub async fn count(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    audience: &Audience,
) -> Result<Count, DbErr> {
    if !viewer.organizes(session.host_school_id) || !audience.is_open_to(viewer) {
        return Ok(Count::default());
    }
    Ok(reach(club.storage.reads(), session, audience).await?.1)
}

/// These people of a session, by name; none for viewers who do not organize it.
///
/// # Errors
/// When the database refuses.
pub async fn people(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    ids: &[PersonId],
) -> Result<Vec<person::Model>, DbErr> {
    if !viewer.organizes(session.host_school_id) || ids.is_empty() {
        return Ok(vec![]);
    }
    let picked = Audience::Picked { people: ids.to_vec() };
    queries::people(club.storage.reads(), session.id, &picked).await
}

/// People of a session with these words in their names, for picking.
///
/// # Errors
/// When the database refuses.
pub async fn people_like(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    typed: &str,
    most: u64,
) -> Result<Vec<person::Model>, DbErr> {
    if !viewer.organizes(session.host_school_id) || typed.trim().is_empty() {
        return Ok(vec![]);
    }
    queries::people_like(club.storage.reads(), session.id, &lang::search_key(typed), most).await
}

/// Those who get an e-mail, by name, and how many do not.
pub(super) async fn reach(
    db: &impl ConnectionTrait,
    session: &session::Model,
    audience: &Audience,
) -> Result<(Vec<person::Model>, Count), DbErr> {
    let people = queries::people(db, session.id, audience).await?;
    let addresses = people.iter().filter_map(|person| person.email.clone()).collect();
    let suppressed = queries::suppressed(db, addresses).await?;
    Ok(sorted_out(people, &suppressed))
}

fn sorted_out(people: Vec<person::Model>, suppressed: &BTreeSet<String>) -> (Vec<person::Model>, Count) {
    let mut count = Count { people: people.len() as u64, ..Count::default() };
    let mut reached = vec![];
    let mut mailboxes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for person in people {
        let name = full_name(&person).full();
        match &person.email {
            None => count.without_address.push(name),
            Some(address) if person.email_bounced_at.is_some() || suppressed.contains(address) => {
                count.suppressed.push(name);
            }
            Some(address) => {
                mailboxes.entry(address.clone()).or_default().push(name);
                reached.push(person);
            }
        }
    }
    count.emails = reached.len() as u64;
    count.shared = mailboxes.into_iter().filter(|(_, names)| names.len() > 1).collect();
    (reached, count)
}
