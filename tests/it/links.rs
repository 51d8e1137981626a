//! Who will not get the link: organizers see it by name on the webinar's morning and mend it with a click.

use testclub::TestClub;

#[tokio::test]
async fn an_organizer_sends_a_link_again_and_mends_an_address() {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    let path = "/organize/2027-spring/links";
    club.pass_time_until("2027-04-12 07:00 Asia/Yekaterinburg").await;
    let galina = club.organizer().await;
    let early = galina.browser.get(path).await;
    assert!(early.says().contains("Письмо придёт позже: 1"), "{}", early.says());
    assert!(early.says().contains("Всё в порядке"), "{}", early.says());

    club.pass_time_until("2027-04-12 08:30 Asia/Yekaterinburg").await;
    let galina = club.organizer().await;
    let links = galina.browser.get(path).await;
    assert!(links.says().contains("ссылку не открывали: 1"), "{}", links.says());
    assert!(
        links.says().contains("Обновить страницу"),
        "it can be read anew on the morning: {}",
        links.says()
    );
    let sent = galina.browser.submit(&links, "/again", &[]).await;
    assert_eq!(sent.location.as_deref(), Some("/organize/2027-spring/links?done=sent"));
    club.run_jobs().await;
    let morning = anna.emails();
    assert_eq!(morning.len(), 3, "confirmation, link, link again");
    assert_eq!(anna.join_paths(&morning[1]), anna.join_paths(&morning[2]), "the same personal link");
    let soon = galina.browser.submit(&links, "/again", &[]).await;
    assert_eq!(soon.location.as_deref(), Some("/organize/2027-spring/links?refused=soon"));
    assert!(galina.browser.get(&soon.location.unwrap()).await.says().contains("через пять минут"));

    let mend = galina.browser.get(&links.links("a[href$='/address']").remove(0)).await;
    let wrong = galina.browser.submit(&mend, "/address", &[("email", "анна@школа"), ("step", "send")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.html().contains("анна@школа"), "what was typed stays");
    let new = [("email", "petrova@lyceum.example"), ("step", "send")];
    let mended = galina.browser.submit(&mend, "/address", &new).await;
    assert_eq!(mended.location.as_deref(), Some("/organize/2027-spring/links?done=mended-and-sent"));
    club.run_jobs().await;
    let newest = club.emails().pop().unwrap();
    assert_eq!(newest.to.address.as_str(), "petrova@lyceum.example");
    assert_eq!(anna.join_paths(&newest), anna.join_paths(&morning[1]));
    club.leave_the_rest();
}

#[tokio::test]
async fn a_link_is_shown_on_demand_only_leads_in_and_stands_in_the_journal() {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    club.pass_time_until("2027-04-12 14:20 Asia/Yekaterinburg").await;
    let galina = club.organizer().await;
    let links = galina.browser.get("/organize/2027-spring/links").await;
    assert!(!links.html().contains("/j/"), "no secret stands on the page");
    let link = galina.browser.submit(&links, "/show", &[]).await;
    let address = link.typed().get("address").cloned().unwrap_or_default();
    let own = anna.join_paths(&anna.newest_email()).remove(0);
    assert!(address.ends_with(&own), "{}", link.html());
    let journal = galina.browser.get("/organize/2027-spring/audit").await;
    assert!(journal.says().contains("Показана личная ссылка слушателя"), "{}", journal.says());

    let moderator = club.moderator("S01").await;
    let seen = moderator.browser.get("/organize/2027-spring/links").await;
    assert_eq!(seen.status, 200);
    assert!(seen.says().contains("Петрова Анна Сергеевна") && !seen.html().contains(&anna.address));
    assert_eq!(seen.links("form[action$='/show']").len(), 0);

    anna.joins_by(&own).await;
    let after = galina.browser.get("/organize/2027-spring/links").await;
    assert!(after.says().contains("открыли ссылку: 1"), "{}", after.says());
    club.leave_the_rest();
}
