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
    let schools = list(&club, &Viewer::Club).await.unwrap();
    let names: Vec<&str> = schools.iter().map(|school| school.short_name.as_str()).collect();
    assert_eq!(names, ["ГБОУ лицей № 1", "Дальняя школа", "Ёлкинская школа", "МБОУ СОШ № 44"]);
    assert!(list(&club, &Viewer::Guest).await.unwrap().is_empty());
}
