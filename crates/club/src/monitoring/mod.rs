//! Monitoring: what a session came to, in numbers whose denominators are fixed.

use entity::SessionId;
use sea_orm::DbErr;

use crate::Club;

mod queries;
#[cfg(test)]
mod tests;

use queries::Visit;

/// A figure of the report: a share with its denominator, or a bare count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// `attended_unique_of_registered`
    pub name: &'static str,
    pub numerator: u64,
    /// `None`: a bare count.
    pub denominator: Option<u64>,
}

impl Indicator {
    /// The share in percent, rounded half up to one decimal; `None` without a denominator or with 0.
    #[must_use]
    pub fn percent(&self) -> Option<String> {
        let denominator = self.denominator.filter(|denominator| *denominator > 0)?;
        let tenths = (self.numerator * 2000 + denominator) / (denominator * 2);
        Some(format!("{}.{}", tenths / 10, tenths % 10))
    }
}

/// The indicators of a session, in a fixed order. A person is counted once; the session's region is "own".
///
/// # Errors
/// When the database refuses.
pub async fn indicators(club: &Club, session: SessionId) -> Result<Vec<Indicator>, DbErr> {
    let db = club.storage.reads();
    let Some(session) = queries::session(db, session).await? else { return Ok(Vec::new()) };
    let visits = queries::visits(db, &session).await?;
    let registered = once(visits.iter());
    let attended = once(visits.iter().filter(|visit| visit.attended));
    let speakers = queries::speakers(db, &session).await?;
    let talks = queries::talks(db, &session).await?;
    let all = count(&registered, |_| true);
    let came = count(&attended, |_| true);
    let share = |name, numerator, denominator| Indicator { name, numerator, denominator: Some(denominator) };
    let mut regions: Vec<&str> = attended.iter().map(|visit| visit.region.as_str()).collect();
    regions.sort_unstable();
    regions.dedup();
    Ok(vec![
        share("registered_unique", all, all),
        share("attended_unique_of_registered", came, all),
        share("young_of_registered", count(&registered, |visit| visit.is_young), all),
        share("young_of_attended", count(&attended, |visit| visit.is_young), came),
        share("other_regions_of_registered", count(&registered, |visit| visit.is_from_elsewhere), all),
        share("other_regions_of_attended", count(&attended, |visit| visit.is_from_elsewhere), came),
        share(
            "young_from_other_regions_of_attended",
            count(&attended, |visit| visit.is_young && visit.is_from_elsewhere),
            came,
        ),
        share(
            "speakers_from_other_regions",
            whole(speakers.iter().filter(|elsewhere| **elsewhere).count()),
            whole(speakers.len()),
        ),
        share("talks_with_materials_received", talks.with_materials, talks.all),
        share(
            "attended_visits",
            whole(visits.iter().filter(|visit| visit.attended).count()),
            whole(visits.len()),
        ),
        Indicator { name: "regions_of_attended_count", numerator: whole(regions.len()), denominator: None },
    ])
}

/// Each person once.
fn once<'a>(visits: impl Iterator<Item = &'a Visit>) -> Vec<&'a Visit> {
    let mut people: Vec<&Visit> = visits.collect();
    people.sort_by_key(|visit| visit.person_id);
    people.dedup_by_key(|visit| visit.person_id);
    people
}

fn count(people: &[&Visit], is_meant: impl Fn(&Visit) -> bool) -> u64 {
    whole(people.iter().filter(|visit| is_meant(visit)).count())
}

fn whole(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
