//! Who runs the demonstration: a curator, an organizer and a moderator, all invented.

use anyhow::Context as _;
use club::entity::{Gender, PersonId, Role};
use club::lang::{FullName, Lang};
use club::person::Profile;
use club::role::{self, Appointment};
use club::school::SchoolProfile;
use club::session_files::SessionFiles;
use club::{Club, Viewer, network, session};
use mail::Address;

use crate::play::Player;

/// The address of the demonstration's curator.
const CURATOR: &str = "belykh.curator@school.example";

/// Who runs the demonstration.
pub(super) struct Staff {
    curator: PersonId,
    organizer: PersonId,
    moderator: PersonId,
}

/// Sets the installation up through its one-time link, as a curator would.
///
/// # Errors
/// When the database refuses or is in use.
pub(super) async fn set_up(club: &Club, files: &SessionFiles) -> anyhow::Result<()> {
    let secret = network::offer_set_up(club).await?.context("the installation is set up already")?;
    let school = SchoolProfile {
        full_name: files.session.host_school.clone(),
        short_name: files.session.host_school.clone(),
        city: "Сургут".to_owned(),
        region: files.session.region.clone(),
        zone: files.session.zone,
    };
    let form = network::SetUp {
        network_name: "Web-клуб «Интернет-наставник»".to_owned(),
        school,
        curator: FullName::parse("Белых", "Тимур", "Рашидович")?,
        email: Address::parse(CURATOR)?,
    };
    network::set_up(club, &secret, form).await?;
    Ok(())
}

/// Gives the host school its organizer and the first webinar its moderator.
///
/// # Errors
/// When the database refuses.
pub(super) async fn give_roles(club: &Club, files: &SessionFiles) -> anyhow::Result<Staff> {
    let programme =
        session::programme(club, &Viewer::Club, &files.session.slug).await?.context("no session")?;
    let school = programme.host_school.id;
    let webinar = programme.webinars.first().context("no webinar")?.webinar.id;
    let curator = profile(files, ["Белых", "Тимур", "Рашидович"], "куратор Web-клуба", CURATOR)?;
    let organizer =
        profile(files, ["Воронцова", "Галина", "Андреевна"], "директор", "vorontsova@school.example")?;
    let moderator = profile(files, ["Ларина", "Ольга", "Сергеевна"], "методист", "larina@school.example")?;
    let appoint = |profile, role, school_id, webinar_id| {
        role::appoint(club, &Viewer::Club, Appointment { profile, role, school_id, webinar_id })
    };
    Ok(Staff {
        curator: appoint(curator, Role::Curator, None, None).await?,
        organizer: appoint(organizer, Role::Organizer, Some(school), None).await?,
        moderator: appoint(moderator, Role::Moderator, None, Some(webinar)).await?,
    })
}

fn profile(files: &SessionFiles, name: [&str; 3], position: &str, email: &str) -> anyhow::Result<Profile> {
    let [family, given, patronymic] = name;
    Ok(Profile {
        name: FullName::parse(family, given, patronymic)?,
        gender: Gender::Unknown,
        position: position.to_owned(),
        school_name: files.session.host_school.clone(),
        city: "Сургут".to_owned(),
        region: files.session.region.clone(),
        zone: files.session.zone,
        experience_years: None,
        email: Some(Address::parse(email)?),
        phone: None,
        language: Lang::Ru,
    })
}

/// A person for each role: staff, the first speaker, and a listener who watches the first webinar.
pub(super) fn roles(staff: &Staff, player: &Player) -> Vec<(&'static str, PersonId)> {
    let mut roles =
        vec![("curator", staff.curator), ("organizer", staff.organizer), ("moderator", staff.moderator)];
    roles.extend(player.person("S001").map(|person| ("speaker", person)));
    roles.extend(player.person("L010").map(|person| ("listener", person)));
    roles
}
