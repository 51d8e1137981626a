//! The e-mail that invites somebody to a team.

use chrono::TimeDelta;
use chrono_tz::Europe::Moscow;
use entity::{Role, invitation};
use lang::{Lang, Texts};
use mail::Address;
use sea_orm::{DatabaseTransaction, DbErr};

use super::Team;
use super::queries::KIND;
use crate::Club;
use crate::emails::words::{Filling, Frame, Value, Values, wordings};
use crate::emails::{self, sample_person, unlinked};
use crate::outbox::{self, Limit, NewEmail};
use crate::person::{full_name, grammar, queries as people};

/// Whoever types a stranger's address shall not flood the stranger.
const INVITATIONS: Limit = Limit { kind: KIND, most: 5, each: TimeDelta::days(1) };

/// What an invitation says, in one language.
struct Said<'a> {
    t: Texts,
    greeting: String,
    club_name: &'a str,
    role: Role,
    /// School or webinar; the network has its own name.
    place: &'a str,
    inviter: &'a str,
    note: Option<&'a str>,
    until: chrono::NaiveDate,
    address: String,
}

impl Said<'_> {
    fn filling(&self) -> Filling {
        let t = self.t;
        let place = if self.role == Role::Curator { self.club_name } else { self.place };
        let inviter =
            if self.inviter.is_empty() { self.club_name.to_owned() } else { unlinked(self.inviter) };
        let about = [("place", unlinked(place).into()), ("inviter", inviter.into())];
        let headline = t.say_with(&format!("team-email-headline-{}", self.role), &about);
        let lead = t.say_with(&format!("team-email-lead-{}", self.role), &about);
        let note = match self.note {
            Some(note) => Value::typed_lines(note),
            None => Value::Block { text: String::new(), html: String::new() },
        };
        let button = Value::Button { label: t.say("team-email-button"), address: self.address.clone() };
        let values = Values::from([
            ("greeting", Value::Text(self.greeting.clone())),
            ("club", Value::Text(self.club_name.to_owned())),
            ("headline", Value::Text(headline)),
            ("lead", Value::Text(lead.clone())),
            ("until", Value::Text(lang::date(self.until, t.lang()))),
            ("note", note),
            ("page", button),
        ]);
        let frame = Frame {
            t,
            club_name: self.club_name.to_owned(),
            preview: lead,
            why: t.say("team-email-why"),
            unsubscribe_address: None,
        };
        Filling { values, frame }
    }
}

/// Writes the e-mail of an invitation; false when its address got its share of today.
pub(super) async fn send(
    tx: &DatabaseTransaction,
    club: &Club,
    (row, address): (&invitation::Model, &Address),
    (team, secret): (&Team, &str),
) -> Result<bool, DbErr> {
    let language: Lang = row.language.parse().unwrap_or_default();
    let club_name = emails::club_name(club).await?;
    let inviter = match row.invited_by {
        Some(id) => people::by_id(tx, id).await?.map(|person| full_name(&person).full()),
        None => None,
    };
    let readers = people::of_address(tx, address).await?;
    let meant = match (row.person_id, readers.as_slice()) {
        (Some(id), readers) => readers.iter().find(|person| person.id == id),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    let greeting = match meant {
        Some(person) => emails::greeting(&full_name(person), grammar(person.gender), language),
        None => Texts(language).say("email-hello"),
    };
    let said = Said {
        t: Texts(language),
        greeting,
        club_name: &club_name,
        role: row.role,
        place: &place(team),
        inviter: &inviter.unwrap_or_default(),
        note: row.note.as_deref(),
        until: row.expires_at.with_timezone(&Moscow).date_naive(),
        address: club.settings.address(&format!("/invite/{secret}")),
    };
    let content = wordings(tx, KIND, None).await?.compose(&said.filling())?;
    let email = NewEmail {
        kind: KIND,
        dedup_key: String::new(),
        session_id: None,
        person_id: meant.map(|person| person.id),
        to_name: meant.map(|person| full_name(person).full()),
        to_address: address.as_str().to_owned(),
        language,
        subject: content.subject,
        text: content.text,
        html: content.html,
        attachments: vec![],
        webinars: vec![],
        due_at: None,
        not_after: Some(row.expires_at),
        unsubscribe_url: None,
    };
    let keys = INVITATIONS.open_keys(tx, address, club.clock.now()).await?;
    Ok(outbox::enqueue_under(tx, club, keys, email).await?.is_some())
}

/// School or webinar as people call it.
fn place(team: &Team) -> String {
    match team {
        Team::Network => String::new(),
        Team::School(school) => school.short_name.clone(),
        Team::Webinar { webinar, .. } => webinar.title.clone(),
    }
}

/// What fills the words, with invented data.
pub(crate) fn sample(language: Lang) -> Filling {
    let person = sample_person(language);
    let (place, note, inviter) = match language {
        Lang::Ru => {
            ("МБОУ СОШ № 44", "Мария Петровна, будем рады работать вместе!", "Воронцова Галина Андреевна")
        }
        Lang::En => ("School No. 44", "We would be glad to work together!", "Galina Vorontsova"),
    };
    let said = Said {
        t: Texts(language),
        greeting: emails::greeting(&full_name(&person), grammar(person.gender), language),
        club_name: "Интернет-наставник",
        role: Role::Organizer,
        place,
        inviter,
        note: Some(note),
        until: chrono::NaiveDate::from_ymd_opt(2027, 4, 15).unwrap_or_default(),
        address: "https://club.example/invite/7k2qm2xhd4t9c8v1n5b3w6y0za".to_owned(),
    };
    said.filling()
}
