//! Pages ask the database as often for three rows as for one.

use testclub::{Browser, TestClub};

/// A club in which so many teachers attended the first webinar and hold their certificates.
async fn after_the_first_day(teachers: usize) -> TestClub {
    let club = TestClub::with_spring_session().await;
    let names = ["Петрова Анна Сергеевна", "Орлова Дарья Игоревна", "Белова Ирина Львовна"];
    let mut people = vec![];
    for name in names.iter().take(teachers) {
        let teacher = club.teacher(name);
        teacher.registers_for(&["S01"]).await;
        people.push(teacher);
    }
    club.pass_time_until("2027-04-12 14:29 Asia/Yekaterinburg").await;
    for teacher in &people {
        club.set_clock("2027-04-12 14:30 Asia/Yekaterinburg");
        let link = teacher.join_paths(&teacher.newest_email()).remove(0);
        teacher.joins_by(&link).await;
        teacher.watches(&link, 40).await;
    }
    club.pass_time_until("2027-04-12 18:00 Asia/Yekaterinburg").await;
    club.leave_the_rest();
    club
}

async fn queries(club: &TestClub, browser: &Browser, path: &str) -> u64 {
    let before = club.club.storage.queries();
    assert_eq!(browser.get(path).await.status, 200, "{path}");
    club.club.storage.queries() - before
}

/// Pages that show lists.
const LIST_PAGES: &[&str] = &[
    "/",
    "/s/2027-spring",
    "/s/2027-spring/register",
    "/organize",
    "/organize/2027-spring",
    "/organize/2027-spring/settings",
    "/organize/2027-spring/stages",
    "/organize/2027-spring/partners?q=%D0%A1%D1%83%D1%80%D0%B3%D1%83%D1%82",
    "/organize/2027-spring/topics",
    "/organize/new",
    "/archive",
    "/organize/2027-spring/schedule",
    "/organize/2027-spring/schedule/webinars/2027-spring-s02",
    "/organize/2027-spring/releases",
    "/me/calendar",
    "/s/2027-spring/changes.rss",
    "/organize/2027-spring/documents",
    "/organize/2027-spring/documents/issue",
    "/organize/2027-spring/documents?q=%D0%B0&state=ready&order=newest",
    "/network/documents",
    "/organize/2027-spring/corrections",
    "/organize/2027-spring/layouts",
    "/organize/2027-spring/listeners?webinar=S01",
    "/organize/2027-spring/listeners/import",
    "/network/layouts",
    "/organize/2027-spring/emails",
    "/organize/2027-spring/email-texts",
    "/network/email-texts",
    "/organize/2027-spring/links?day=2027-04-12",
    "/organize/2027-spring/timeline",
    "/organize/2027-spring/rehearsal/2027-04-12",
    "/organize/2027-spring/queue?state=sent",
    "/network/queue",
    "/organize/2027-spring/links?day=2027-04-12&problem=not-opened&page=2",
    "/organize/2027-spring/mailings",
    "/organize/2027-spring/mailings/new",
    "/me/emails",
    "/organize/2027-spring/addresses",
    "/network/suppressions",
    "/organize/2027-spring/smtp-accounts",
    "/network/smtp-accounts",
    "/network/domain-limits",
    "/organize/2027-spring/audit",
    "/organize/2027-spring/form",
    "/organize/2027-spring/talks",
    "/organize/2027-spring/talks/decisions",
    "/organize/2027-spring/report",
    "/broadcast/2027-spring-s01",
    "/network",
    "/network/schools",
    "/network/team",
    "/network/tokens",
    "/network/webhooks",
    "/api/v1/sessions/2027-spring/topics",
    "/me/roles",
    "/broadcast/2027-spring-s01/team",
    "/network/schools/duplicates",
    "/api/v1/sessions",
    "/api/v1/sessions/2027-spring",
];

#[tokio::test]
async fn list_pages_ask_as_often_for_three_rows_as_for_one() {
    let (one, three) = (after_the_first_day(1).await, after_the_first_day(3).await);
    let (of_one, of_three) = (one.curator().await, three.curator().await);
    for path in LIST_PAGES {
        let asked = queries(&one, &of_one.browser, path).await;
        assert_eq!(queries(&three, &of_three.browser, path).await, asked, "{path}");
        assert!((1..=25).contains(&asked), "{path} asks {asked} times");
    }
}
