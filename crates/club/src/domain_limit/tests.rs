use super::*;
use crate::test_club::fresh_club;

async fn limits(club: &Club) -> Vec<(String, u32, bool)> {
    let overview = overview(club, &Viewer::Club).await.unwrap().unwrap();
    overview.limits.into_iter().map(|limit| (limit.domain, limit.per_minute, limit.id.is_some())).collect()
}

fn draft(domain: &str, per_minute: u32) -> Draft {
    Draft { domain: domain.to_owned(), per_minute, connections: 2 }
}

#[tokio::test]
async fn a_limit_is_set_changed_and_taken_away_again() {
    let club = fresh_club().await;
    assert!(limits(&club).await.contains(&("mail.ru".to_owned(), 600, false)));
    save(&club, &Viewer::Club, draft(" Mail.RU ", 60)).await.unwrap();
    save(&club, &Viewer::Club, draft("anna@mail.ru", 30)).await.unwrap();
    save(&club, &Viewer::Club, draft("почта.рф", 5)).await.unwrap();
    let now = limits(&club).await;
    assert!(now.contains(&("mail.ru".to_owned(), 30, true)), "{now:?}");
    assert!(now.contains(&("xn--80a1acny.xn--p1ai".to_owned(), 5, true)), "{now:?}");
    assert_eq!(now.iter().filter(|(domain, _, _)| domain == "mail.ru").count(), 1);
    let all = overview(&club, &Viewer::Club).await.unwrap().unwrap().limits;
    let id = all.iter().find(|limit| limit.domain == "mail.ru").unwrap().id.unwrap();
    remove(&club, &Viewer::Club, id).await.unwrap();
    assert!(limits(&club).await.contains(&("mail.ru".to_owned(), 600, false)));
    assert!(matches!(remove(&club, &Viewer::Club, id).await, Err(LimitError::NotFound)));
}

#[tokio::test]
async fn what_is_no_limit_is_refused_with_every_reason() {
    let club = fresh_club().await;
    for domain in ["", "mail", "10.0.0.1", "a b.ru", "[::1]", "https://mail.ru/"] {
        let refused = save(&club, &Viewer::Club, Draft { connections: 0, ..draft(domain, 0) }).await;
        let Err(LimitError::Unusable(problems)) = refused else { panic!("{domain}: {refused:?}") };
        assert_eq!(problems, [Problem::Domain, Problem::PerMinute, Problem::Connections], "{domain}");
    }
    assert!(matches!(save(&club, &Viewer::Guest, draft("mail.ru", 1)).await, Err(LimitError::NotFound)));
    assert!(overview(&club, &Viewer::Guest).await.unwrap().is_none());
}
