//! Before documents are numbered an organizer sees what looks odd, mends it at once, and then it is printed so.

use testclub::TestClub;

const ISSUE: &str = "/organize/2027-spring/documents/issue";

#[tokio::test]
async fn what_an_organizer_mends_before_the_issue_is_what_is_printed() {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна");
    anna.registers_for(&["S01"]).await;
    club.pass_time_until("2027-04-12 14:28 Asia/Yekaterinburg").await;
    let link = anna.join_paths(&anna.newest_email()).remove(0);
    anna.joins_by(&link).await;
    anna.watches(&link, 45).await;
    club.pass_time_until("2027-04-12 15:45 Asia/Yekaterinburg").await;

    let galina = club.organizer().await;
    let page = galina.browser.get(ISSUE).await;
    assert!(page.says().contains("Петрова Анна"), "without a patronymic: {}", page.says());
    let person =
        page.links("a[href*='/documents/people/']").into_iter().find(|link| link.contains("people")).unwrap();
    let person = person.split(['?', '#']).next().unwrap().to_owned();
    let mending = galina.browser.get(&person).await;
    let broken = galina.browser.submit(&mending, &person, &[("family", "Пeтрова"), ("step", "keep")]).await;
    assert_eq!(broken.status, 422, "a Latin letter among Cyrillic ones");
    assert!(broken.form_values("form.form").contains(&("family".to_owned(), "Пeтрова".to_owned())));
    let changes =
        [("family", "Петрова-Ли"), ("given", "Анна"), ("patronymic", "Сергеевна"), ("step", "keep")];
    let kept = galina.browser.submit(&mending, &person, &changes).await;
    assert_eq!(kept.status, 303, "{}", kept.says());

    let page = galina.browser.get(ISSUE).await;
    assert!(!page.says().contains("Петрова Анна"), "{}", page.says());
    let issued = galina.browser.submit(&page, ISSUE, &[]).await;
    assert_eq!(issued.status, 303, "{}", issued.says());
    club.run_jobs().await;
    let own = anna.logs_in_by(&anna.newest_email()).await;
    let pdf = anna.browser.get(&own.links("a[href$='.pdf']").remove(0)).await;
    assert_eq!(pdf.content_type, "application/pdf");
    let document = lopdf::Document::load_mem(&pdf.bytes).unwrap();
    let printed = document.extract_text(&[1]).unwrap().replace('\u{a0}', " ");
    let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(printed.contains("Петрова-Ли Анна Сергеевна"), "{printed}");

    let again = galina.browser.submit(&page, ISSUE, &[]).await;
    assert_eq!(again.status, 409, "nothing is left to issue: {}", again.says());
    let registry = galina.browser.get("/organize/2027-spring/documents").await;
    assert_eq!(registry.links("a[href$='.pdf']").len(), 5, "a certificate, and two of each speaker");
    club.leave_the_rest();
}
