//! How schools are found again, and who sees them.

use super::*;
use crate::test_club::fresh_club;

fn profile(short_name: &str, city: &str) -> SchoolProfile {
    SchoolProfile {
        full_name: format!("Муниципальное бюджетное учреждение {short_name}"),
        short_name: short_name.to_owned(),
        city: city.to_owned(),
        region: "Курганская область".to_owned(),
        zone: Tz::Asia__Yekaterinburg,
    }
}

async fn add(club: &Club, profile: SchoolProfile) -> school::Model {
    let inside = club.clone();
    let work =
        club.storage.write(move |tx| Box::pin(async move { find_or_add(tx, &inside, &profile).await }));
    work.await.unwrap()
}

#[tokio::test]
async fn schools_of_one_name_in_two_cities_are_two() {
    let club = fresh_club().await;
    let kurgan = add(&club, profile("МБОУ СОШ № 2", "Курган")).await;
    let tyumen = add(&club, profile("МБОУ СОШ № 2", "Тюмень")).await;
    assert_ne!(kurgan.id, tyumen.id);
    let again = SchoolProfile {
        region: "другой".to_owned(), ..profile("МБОУ СОШ № 2", "Курган")
    };
    assert_eq!(add(&club, again).await, kurgan, "what is stored stays");
}

#[tokio::test]
async fn the_list_is_for_curators_and_in_the_order_of_names() {
    let club = fresh_club().await;
    for name in ["МБОУ СОШ № 44", "ГБОУ лицей № 1", "Ёлкинская школа", "Дальняя школа"]
    {
        add(&club, profile(name, "Курган")).await;
    }
    let schools = directory(&club, &Viewer::Club, "", None).await.unwrap().schools;
    let names: Vec<&str> = schools.iter().map(|school| school.short_name.as_str()).collect();
    assert_eq!(names, ["ГБОУ лицей № 1", "Дальняя школа", "Ёлкинская школа", "МБОУ СОШ № 44"]);
    assert!(directory(&club, &Viewer::Guest, "", None).await.unwrap().schools.is_empty());
}

fn details(name: &str, city: &str) -> SchoolDetails {
    SchoolDetails {
        profile: profile(name, city),
        kind: SchoolKind::General,
        slug: None,
        logo: None,
        address: None,
        site: None,
        email: None,
        phone: None,
    }
}

async fn names(club: &Club, search: &str) -> Vec<String> {
    let found = directory(club, &Viewer::Club, search, None).await.unwrap().schools;
    found.into_iter().map(|school| school.short_name).collect()
}

#[tokio::test]
async fn every_page_of_the_directory_begins_where_the_last_one_ended() {
    let club = fresh_club().await;
    for number in 0..SCHOOLS_A_PAGE + 7 {
        super::add(&club, &Viewer::Club, details(&format!("Школа {number:03}"), "Курган")).await.unwrap();
    }
    let first = directory(&club, &Viewer::Club, "", None).await.unwrap();
    let second = directory(&club, &Viewer::Club, "", first.next).await.unwrap();
    let all: Vec<String> =
        first.schools.into_iter().chain(second.schools).map(|school| school.short_name).collect();
    let expected: Vec<String> = (0..SCHOOLS_A_PAGE + 7).map(|number| format!("Школа {number:03}")).collect();
    assert_eq!(all, expected);
    assert_eq!(second.next, None);
}

#[tokio::test]
async fn a_search_minds_words_in_any_order_and_no_letter_stands_for_others() {
    let club = fresh_club().await;
    super::add(&club, &Viewer::Club, details("МБОУ «Ёлкинская школа»", "Берёзовый")).await.unwrap();
    super::add(&club, &Viewer::Club, details("ГБОУ лицей № 1", "Курган")).await.unwrap();
    assert_eq!(names(&club, "березовый елкинская").await, ["МБОУ «Ёлкинская школа»"]);
    assert_eq!(names(&club, "%").await, Vec::<String>::new());
    assert_eq!(names(&club, "ли_ей").await, Vec::<String>::new());
    assert_eq!(suggest(&club, "ЛИЦ").await.unwrap().len(), 1);
    assert_eq!(suggest(&club, "л").await.unwrap(), []);
}

#[tokio::test]
async fn of_two_editors_the_second_is_told_and_a_former_name_still_leads_to_the_school() {
    let club = fresh_club().await;
    let school = super::add(&club, &Viewer::Club, details("Школа 2", "Курган")).await.unwrap();
    let renamed = details("Гимназия 2", "Курган");
    let now = change(&club, &Viewer::Club, (school.id, 1), renamed.clone()).await.unwrap();
    assert_eq!((now.revision, now.short_name.as_str()), (2, "Гимназия 2"));
    let late = change(&club, &Viewer::Club, (school.id, 1), details("Лицей 2", "Курган")).await;
    assert!(matches!(late, Err(SaveError::Conflict(theirs)) if *theirs == now));
    assert_eq!(add(&club, profile("Школа 2", "Курган")).await.id, school.id, "an import finds it");
    assert_eq!(names(&club, "школа 2").await, ["Гимназия 2"]);
    let taken = super::add(&club, &Viewer::Club, renamed).await;
    assert!(matches!(taken, Err(SaveError::NameTaken(other)) if other.id == school.id));
    let guest = change(&club, &Viewer::Guest, (school.id, 2), details("Лицей 2", "Курган")).await;
    assert!(matches!(guest, Err(SaveError::NotFound)));
}

#[tokio::test]
async fn odd_words_are_no_address() {
    let club = fresh_club().await;
    for odd in ["new", "suggest", "a", "Школа", "a/b", "a b", "01890a5d-ac96-774b-bcce-b302099a8057"] {
        let new = SchoolDetails { slug: Some(odd.to_owned()), ..details(odd, "Курган") };
        assert!(matches!(super::add(&club, &Viewer::Club, new).await, Err(SaveError::Slug)), "{odd}");
    }
    let slug =
        |name: &str| SchoolDetails { slug: Some("school-44".to_owned()), ..details(name, "Курган") };
    super::add(&club, &Viewer::Club, slug("Школа 44")).await.unwrap();
    let second = super::add(&club, &Viewer::Club, slug("Лицей 44")).await;
    assert!(matches!(second, Err(SaveError::SlugTaken)));
}

/// Columns of the database whose name says that they hold a school.
async fn columns_of_schools(club: &Club) -> std::collections::BTreeSet<(String, String)> {
    use sea_orm::{ConnectionTrait as _, Statement};
    let db = club.storage.reads();
    let sql = if club.storage.is_postgres() {
        "SELECT table_name::text AS t, column_name::text AS c FROM information_schema.columns \
         WHERE table_schema = 'public' AND column_name LIKE '%school_id'"
    } else {
        "SELECT m.name AS t, c.name AS c FROM sqlite_master m, pragma_table_info(m.name) c \
         WHERE m.type = 'table' AND c.name LIKE '%school_id'"
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| (row.try_get("", "t").unwrap(), row.try_get("", "c").unwrap())).collect()
}

#[tokio::test]
async fn a_merge_minds_every_column_that_names_a_school() {
    let club = fresh_club().await;
    let known = merge::links();
    let missing: Vec<_> =
        columns_of_schools(&club).await.into_iter().filter(|column| !known.contains(column)).collect();
    assert_eq!(missing, [], "say in merge.rs what becomes of them");
    assert!(known.len() >= 12);
}

#[tokio::test]
async fn what_was_of_one_school_is_of_the_other_after_the_merge() {
    let small = crate::test_session::SmallSession::new().await;
    let club = &small.club;
    let kept = super::add(club, &Viewer::Club, details("СОШ 44", "Сургут")).await.unwrap();
    let with_site = SchoolDetails {
        site: Some("https://school44.example".to_owned()),
        ..SchoolDetails { profile: profile("МБОУ СОШ № 44", "Сургут"), ..details("", "") }
    };
    let from = change(club, &Viewer::Club, (small.school.id, 1), with_site).await.unwrap();
    let before = preview(club, &Viewer::Club, from.id, kept.id).await.unwrap().unwrap();
    let tables: Vec<_> = before.moved.iter().map(|moved| (moved.table, moved.count, moved.twins)).collect();
    assert_eq!(tables, [("session", 1, 0), ("webinar", 3, 0), ("audit_entry", 1, 0)]);
    let merging = Merging { from: from.id, from_revision: 2, into: kept.id, into_revision: 1 };
    let early = Merging { from_revision: 1, ..merging };
    assert!(matches!(merge(club, &Viewer::Club, early).await, Err(MergeError::Conflict)));
    assert!(matches!(merge(club, &small.organizer(), merging).await, Err(MergeError::NotFound)));
    let now = merge(club, &Viewer::Club, merging).await.unwrap();
    assert_eq!(now.site.as_deref(), Some("https://school44.example"), "what was empty is filled");
    assert!(matches!(merge(club, &Viewer::Club, merging).await, Err(MergeError::NotFound)), "once");
    let session = crate::session::find_organized(club, &Viewer::Club, "2027-spring").await.unwrap().unwrap();
    assert_eq!(session.host_school_id, kept.id);
    assert_eq!(add(club, profile("МБОУ СОШ № 44", "Сургут")).await.id, kept.id, "an import finds it");
    assert_eq!(names(club, "мбоу 44").await, ["СОШ 44"]);
    let old = find(club, &from.id.to_string()).await.unwrap().unwrap();
    assert_eq!(standing(club, old).await.unwrap().unwrap().id, kept.id, "the old address leads there");
    assert_eq!(preview(club, &Viewer::Club, from.id, kept.id).await.unwrap(), None);
}

#[tokio::test]
async fn merged_twice_both_former_schools_lead_to_the_last_one() {
    let club = fresh_club().await;
    let mut schools = vec![];
    for name in ["Школа 1", "Школа 1 (1)", "Школа № 1"] {
        schools.push(super::add(&club, &Viewer::Club, details(name, "Курган")).await.unwrap());
    }
    let [one, two, three] = [&schools[0], &schools[1], &schools[2]];
    let merging = Merging { from: one.id, from_revision: 1, into: two.id, into_revision: 1 };
    merge(&club, &Viewer::Club, merging).await.unwrap();
    let merging = Merging { from: two.id, from_revision: 2, into: three.id, into_revision: 1 };
    merge(&club, &Viewer::Club, merging).await.unwrap();
    for former in [one, two] {
        let row = find(&club, &former.id.to_string()).await.unwrap().unwrap();
        assert_eq!(row.merged_into, Some(three.id));
        assert_eq!(add(&club, profile(&former.short_name, "Курган")).await.id, three.id);
    }
    let taken = change(&club, &Viewer::Club, (three.id, 2), details("Школа 1", "Курган")).await.unwrap();
    assert_eq!(taken.short_name, "Школа 1", "the name of a former school is free");
}
