//! That an import is whole and done once.

use super::*;
use crate::session_files::{queries, read};
use crate::test_club::{fixture_folder, fresh_club};
use crate::{registration, school, session};

#[tokio::test]
async fn a_second_import_changes_nothing() {
    let club = fresh_club().await;
    let files = read(&fixture_folder()).0.unwrap();
    let programme = import_programme(&club, &files).await.unwrap();
    let registrations = import_registrations(&club, &files).await.unwrap();
    club.clock.set("2027-04-20T00:00:00Z".parse().unwrap());
    let watching = import_watching(&club, &files).await.unwrap();
    // A session of two schools, two signatories, ten webinars, fourteen talks with a speaker each; sixty listeners.
    assert_eq!(
        [programme.new_rows, registrations.new_rows, watching.new_rows],
        [1 + 2 + 2 + 10 + 14 * 3, 60 + 132, files.watching.len()]
    );
    let deeds = deeds(&club).await;
    for again in [
        import_programme(&club, &files).await.unwrap(),
        import_registrations(&club, &files).await.unwrap(),
        import_watching(&club, &files).await.unwrap(),
    ] {
        assert_eq!(again, Imported { session_id: programme.session_id, new_rows: 0 });
    }
    assert_eq!(
        deeds,
        ["session.import_programme", "session.import_registrations", "session.import_watching"]
    );
    assert_eq!(self::deeds(&club).await, deeds);
}

/// What the audit trail holds of the spring session, by name.
async fn deeds(club: &Club) -> Vec<String> {
    let session = session::find_organized(club, &Viewer::Club, "2027-spring").await.unwrap().unwrap();
    let entries = audit::of_session(club, &Viewer::Club, &session, 100).await.unwrap();
    let mut actions: Vec<String> = entries.into_iter().map(|line| line.entry.action).collect();
    actions.sort();
    actions
}

#[tokio::test]
async fn a_session_that_cannot_be_taken_in_whole_leaves_nothing() {
    let club = fresh_club().await;
    let mut files = read(&fixture_folder()).0.unwrap();
    let right = files.clone();
    // The last talk of the file has the code of the first: the database refuses it after everything else was written.
    files.talks[13].code = files.talks[0].code.clone();
    assert!(import_programme(&club, &files).await.is_err());
    assert_eq!(session::find_organized(&club, &Viewer::Club, "2027-spring").await.unwrap(), None);
    assert!(school::directory(&club, &Viewer::Club, "", None).await.unwrap().schools.is_empty());
    let whole = import_programme(&club, &right).await.unwrap();
    assert_eq!(whole.new_rows, 57, "no person was left from the failed import");
}

#[tokio::test]
async fn a_place_that_was_given_up_is_not_taken_again_by_a_second_import() {
    let club = fresh_club().await;
    let files = read(&fixture_folder()).0.unwrap();
    let imported = import_programme(&club, &files).await.unwrap();
    session::publish(&club, &Viewer::Club, "2027-spring").await.unwrap();
    import_registrations(&club, &files).await.unwrap();
    let rows = queries::registrations(club.storage.reads(), imported.session_id).await.unwrap();
    let secret = rows[0].join_secret.clone();
    registration::cancel(&club, &secret).await.unwrap();
    assert_eq!(import_registrations(&club, &files).await.unwrap().new_rows, 0);
    let rows = queries::registrations(club.storage.reads(), imported.session_id).await.unwrap();
    assert_eq!(rows.iter().filter(|row| row.cancelled_at.is_some()).count(), 1);
}

#[tokio::test]
async fn registrations_keep_their_times_and_get_secrets_of_their_own() {
    let club = fresh_club().await;
    let files = read(&fixture_folder()).0.unwrap();
    let imported = import_programme(&club, &files).await.unwrap();
    import_registrations(&club, &files).await.unwrap();
    let rows = queries::registrations(club.storage.reads(), imported.session_id).await.unwrap();
    let mut times: Vec<_> = rows.iter().map(|row| row.registered_at).collect();
    times.sort_unstable();
    assert_eq!(times, files.registrations.iter().map(|line| line.registered_at).collect::<Vec<_>>());
    let secrets: std::collections::BTreeSet<_> = rows.iter().map(|row| &row.join_secret).collect();
    assert_eq!(secrets.len(), 132);
}

#[tokio::test]
async fn what_has_not_begun_was_watched_by_nobody() {
    let club = fresh_club().await;
    let files = read(&fixture_folder()).0.unwrap();
    import_programme(&club, &files).await.unwrap();
    import_registrations(&club, &files).await.unwrap();
    assert_eq!(import_watching(&club, &files).await.unwrap().new_rows, 0);
}
