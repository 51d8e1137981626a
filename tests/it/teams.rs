//! Teams: invited by e-mail, accepted once, and gone with the next request.

use testclub::{Browser, Page, TestClub, dump};

/// The path of the invitation in the newest e-mail to an address.
fn invitation(club: &TestClub, address: &str) -> String {
    let emails = club.emails();
    let email = emails.iter().rfind(|email| email.to.address.as_str() == address).expect("an e-mail");
    let mut words = email.text.split_whitespace();
    let word = words.find(|word| word.contains("/invite/")).expect("a link");
    word.strip_prefix(&club.address).expect("a link of the club").to_owned()
}

async fn invites(browser: &Browser, team: &str, address: &str, role: &str) -> Page {
    let form = browser.get(team).await;
    let fields = [("email", address), ("role", role), ("language", "ru"), ("note", "Будем рады!")];
    browser.submit(&form, "/invite", &fields).await
}

#[tokio::test]
async fn somebody_new_is_invited_accepts_once_and_works_from_the_next_request_on() {
    let club = TestClub::with_spring_session().await;
    let host = club.spring_programme().await.host_school;
    let galina = club.organizer().await;
    let team = format!("/schools/{}/team", host.id);
    let form = galina.browser.get(&team).await;
    let before = dump(&club.club).await;
    let fields = [("email", "нет адреса"), ("role", "organizer"), ("language", "ru"), ("note", "Ждём Вас")];
    let wrong = galina.browser.submit(&form, "/invite", &fields).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.typed()["email"], "нет адреса", "what was typed stays");
    assert_eq!(wrong.text("textarea[name=note]"), "Ждём Вас");
    assert_eq!(dump(&club.club).await, before);
    let sent = invites(&galina.browser, &team, "novikova@school.example", "organizer").await;
    assert_eq!(sent.location, Some(format!("{team}?invited=1")), "{}", sent.html());
    let twice = invites(&galina.browser, &team, "novikova@school.example", "organizer").await;
    assert_eq!(twice.status, 422);
    assert!(twice.says().contains("уже отправлено приглашение"), "{}", twice.says());
    club.run_jobs().await;
    let link = invitation(&club, "novikova@school.example");
    let anna = club.visitor();
    let before = dump(&club.club).await;
    let page = anna.get(&link).await;
    assert!(page.says().contains("Воронцова Галина Андреевна"), "{}", page.says());
    assert_eq!(dump(&club.club).await, before, "looking changes nothing");
    let nameless = anna
        .submit(&page, &link, &[("family", ""), ("given", "Анна"), ("patronymic", ""), ("position", "завуч")])
        .await;
    assert_eq!(nameless.status, 422);
    assert_eq!(nameless.typed()["position"], "завуч");
    let name = [("family", "Новикова"), ("given", "Анна"), ("patronymic", ""), ("position", "завуч")];
    let accepted = anna.submit(&page, &link, &name).await;
    assert_eq!(accepted.status, 303, "{}", accepted.html());
    let login = accepted.location.unwrap();
    let greeting = anna.get(&login).await;
    let inside = anna.submit(&greeting, &login, &[]).await;
    assert_eq!(inside.location, Some(format!("{team}?joined=1")), "{}", inside.html());
    let members = anna.open(&inside.location.unwrap()).await;
    assert!(members.says().contains("Новикова Анна"), "{}", members.says());
    assert_eq!(anna.get("/organize/2027-spring").await.status, 200);
    assert_eq!(club.visitor().get(&link).await.status, 404, "the link works once");
    let again = club.visitor().submit(&page, &link, &name).await;
    assert_ne!(again.status, 303);

    let shown = galina.browser.get(&team).await;
    let own = anna.get("/me/roles").await.form_actions("/me/roles/").remove(0);
    let grant = own.trim_start_matches("/me/roles/").trim_end_matches("/leave");
    let removed = galina.browser.submit(&shown, &format!("{team}/members/{grant}/remove"), &[]).await;
    assert_eq!(removed.location, Some(format!("{team}?removed=1")), "{}", removed.html());
    assert_eq!(anna.get("/organize/2027-spring").await.status, 404, "gone with the next request");
    club.leave_the_rest();
}

#[tokio::test]
async fn a_webinar_gets_a_moderator_from_among_its_speakers_whom_a_search_finds() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let stranger = club.stranger().await;
    let programme = club.spring_programme().await;
    let line = programme.webinars.iter().find(|line| line.webinar.code == "S01").unwrap();
    let speaker = line.talks.iter().flat_map(|talk| &talk.speakers).next().unwrap();
    let family = speaker.name.split(' ').next().unwrap();
    let team = format!("/broadcast/{}/team", line.webinar.slug);
    assert_eq!(stranger.browser.get(&team).await.status, 404);
    let form = galina.browser.get(&team).await;
    let found = galina.browser.submit(&form, "/people", &[("q", &family.to_uppercase())]).await;
    assert!(found.says().contains(&speaker.name), "{}", found.says());
    assert!(!found.html().contains("@school.example"), "no address is shown");
    let chosen = galina.browser.submit(&found, "/invite", &[]).await;
    assert_eq!(chosen.status, 422, "the first form of the page is the empty one");
    let person = speaker.person_id.to_string();
    let token = galina.browser.form_token().await;
    let choose =
        [("csrf", token.as_str()), ("choose", "yes"), ("person", &person), ("person_name", &speaker.name)];
    let chosen = galina.browser.post(&format!("{team}/invite"), &choose).await;
    assert_eq!(chosen.status, 200);
    let sent = galina.browser.submit(&chosen, "/invite", &[("language", "ru"), ("note", "")]).await;
    assert_eq!(sent.location, Some(format!("{team}?invited=1")), "{}", sent.html());
    let own_team = format!("/schools/{}/team", club_of(&stranger.browser).await);
    let form = stranger.browser.get(&own_team).await;
    let nobody = stranger.browser.submit(&form, "/people", &[("q", family)]).await;
    assert!(nobody.says().contains("Никого не нашлось"), "{}", nobody.says());
    club.leave_the_rest();
}

/// The school of somebody's role.
async fn club_of(browser: &Browser) -> String {
    let own = browser.get("/me/roles").await;
    let link = own.links("a[href^='/schools/']").remove(0);
    link.trim_start_matches("/schools/").trim_end_matches("/team").to_owned()
}

#[tokio::test]
async fn the_last_curator_stays_and_others_may_leave() {
    let club = TestClub::with_spring_session().await;
    let (timur, galina) = (club.curator().await, club.organizer().await);
    let own = timur.browser.get("/me/roles").await;
    let leave = own.form_actions("/me/roles/").remove(0);
    let grant = leave.trim_start_matches("/me/roles/").trim_end_matches("/leave");
    // The set-up made another curator.
    let team = timur.browser.get("/network/team").await;
    let others = team.form_actions("/network/team/members/");
    let other = others.iter().find(|action| !action.contains(grant)).expect("another curator");
    let removed = timur.browser.submit(&team, other, &[]).await;
    assert_eq!(removed.location.as_deref(), Some("/network/team?removed=1"));
    let last = timur.browser.submit(&own, &leave, &[]).await;
    assert_eq!(last.status, 422);
    assert!(last.says().contains("Это последний куратор сети"), "{}", last.says());
    assert_eq!(timur.browser.get("/network").await.status, 200, "the last curator is still there");
    assert_eq!(galina.browser.get("/network/team").await.status, 404);
    let own = galina.browser.get("/me/roles").await;
    let leave = own.form_actions("/me/roles/").remove(0);
    let left = galina.browser.submit(&own, &leave, &[]).await;
    assert_eq!(left.location.as_deref(), Some("/me/roles?left=1"));
    assert_eq!(galina.browser.get("/organize/2027-spring").await.status, 404);
    let others = timur.browser.submit(&own, &leave, &[]).await;
    assert_ne!(others.status, 303, "nobody leaves for somebody else");
}

#[tokio::test]
async fn a_withdrawn_invitation_and_an_old_one_lead_to_a_kind_page() {
    let club = TestClub::with_spring_session().await;
    let host = club.spring_programme().await.host_school;
    let timur = club.curator().await;
    let team = format!("/schools/{}/team", host.id);
    for address in ["one@school.example", "two@school.example"] {
        invites(&timur.browser, &team, address, "reviewer").await;
    }
    club.run_jobs().await;
    let (one, two) = (invitation(&club, "one@school.example"), invitation(&club, "two@school.example"));
    let shown = timur.browser.get(&team).await;
    let withdraw = shown.form_actions(&format!("{team}/invitations/"));
    let withdraw: Vec<_> = withdraw.iter().filter(|action| action.ends_with("/withdraw")).collect();
    let taken = timur.browser.submit(&shown, withdraw[0], &[]).await;
    assert_eq!(taken.location, Some(format!("{team}?withdrawn=1")));
    let statuses = (club.visitor().get(&one).await.status, club.visitor().get(&two).await.status);
    assert!(matches!(statuses, (404, 200) | (200, 404)), "{statuses:?}");
    club.club.clock.set(club.club.clock.now() + chrono::TimeDelta::days(15));
    for link in [&one, &two] {
        let page = club.visitor().get(link).await;
        assert_eq!(page.status, 404);
        assert!(page.says().contains("Приглашение больше не действует"), "{}", page.says());
    }
    // Two weeks are longer than any log-in of staff lives.
    let timur = club.curator().await;
    let shown = timur.browser.get(&team).await;
    assert!(shown.says().contains("отправьте приглашение ещё раз"), "{}", shown.says());
    let again = shown.form_actions(&format!("{team}/invitations/")).remove(0);
    let sent = timur.browser.submit(&shown, &again, &[]).await;
    assert_eq!(sent.location, Some(format!("{team}?again=1")), "{}", sent.html());
    club.leave_the_rest();
}
