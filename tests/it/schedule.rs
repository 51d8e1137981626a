//! A programme that is worked on: the grid, the form, two editors at once, releases, and what everybody sees and keeps.

use testclub::{Browser, Member, Page, TestClub};

const SCHEDULE: &str = "/organize/2027-spring/schedule";
const RELEASES: &str = "/organize/2027-spring/releases";

/// The first webinar as the form of the grid offers it: its address and the version that was looked at.
fn which(page: &Page, slug: &str) -> String {
    let html = page.html();
    let start = html.find(&format!("value=\"{slug} ")).expect("the webinar is offered") + 7;
    html.get(start..).unwrap().split('"').next().unwrap().to_owned()
}

async fn moves(member: &Member<'_>, slug: &str, (day, start, track): (&str, &str, &str)) -> Page {
    let page = member.browser.get(SCHEDULE).await;
    let which = which(&page, slug);
    let fields = [("which", which.as_str()), ("day", day), ("start", start), ("track", track)];
    member.browser.submit(&page, "/schedule/place", &fields).await
}

async fn publishes(member: &Member<'_>, note: &str) -> Page {
    let page = member.browser.get(RELEASES).await;
    member.browser.submit(&page, "/releases", &[("note", note)]).await
}

fn changed(values: &[(String, String)], changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let value = |(name, value): &(String, String)| {
        let change = changes.iter().find(|(changed, _)| changed == name);
        (name.clone(), change.map_or_else(|| value.clone(), |(_, value)| (*value).to_owned()))
    };
    values.iter().map(value).collect()
}

async fn posts(browser: &Browser, path: &str, values: &[(String, String)]) -> Page {
    let values: Vec<(&str, &str)> =
        values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(path, &values).await
}

#[tokio::test]
async fn a_move_is_seen_by_organizers_at_once_and_by_everybody_with_the_release_that_tells_it() {
    let club = TestClub::with_spring_session().await;
    let (anna, boris) = (club.teacher("Петрова Анна Сергеевна"), club.teacher("Ким Борис Ильич"));
    anna.registers_for(&["S01"]).await;
    boris.registers_for(&["S02"]).await;
    club.run_jobs().await;
    let (annas, boriss) = (anna.emails().len(), boris.emails().len());
    let galina = club.organizer().await;

    let moved = moves(&galina, "2027-spring-s01", ("2027-04-13", "15:00", "2")).await;
    assert_eq!(moved.location.as_deref(), Some("/organize/2027-spring/schedule?done=moved#S01"));
    club.run_jobs().await;
    let public = club.visitor().get("/s/2027-spring/schedule.csv").await.html();
    assert!(public.contains("\"S01\",\"2027-04-12T09:30:00Z\""), "{public}");
    assert_eq!(anna.emails().len(), annas, "nobody is told before the release");

    let page = galina.browser.get(RELEASES).await;
    let says = page.says().replace('\u{a0}', " ");
    let sentence = "«Аттестация молодого педагога: с чего начать» перенесён с 12 апреля, 14:30 на 13 апреля, 15:00 (Сургут, МСК+2)";
    assert!(says.contains(sentence), "{says}");
    let done = publishes(&galina, "Перенесли один вебинар.").await;
    assert_eq!(done.location.as_deref(), Some("/organize/2027-spring/releases?done=1"));
    club.run_jobs().await;
    let public = club.visitor().get("/s/2027-spring/schedule.csv").await.html();
    assert!(public.contains("\"S01\",\"2027-04-13T10:00:00Z\""), "{public}");
    assert_eq!(anna.emails().len(), annas + 1, "one e-mail about one move");
    assert!(anna.newest_email().subject.replace('\u{a0}', " ").starts_with("Перенос на 13 апреля, 15:00"));
    assert_eq!(boris.emails().len(), boriss, "another webinar's listener is left in peace");
    let rss = club.visitor().get("/s/2027-spring/changes.rss").await.html();
    assert!(rss.contains("Перенесли один вебинар."), "{rss}");
    assert!(rss.replace('\u{a0}', " ").contains("перенесён с 12 апреля, 14:30"), "{rss}");
    let ics = club.visitor().get("/s/2027-spring/schedule.ics").await.html();
    assert!(ics.contains("SEQUENCE:1") && ics.contains("REFRESH-INTERVAL;VALUE=DURATION:PT1H"), "{ics}");
    club.leave_the_rest();
}

#[tokio::test]
async fn whoever_is_concerned_by_a_new_title_gets_one_email_and_nobody_else_does() {
    let club = TestClub::with_spring_session().await;
    let (anna, boris) = (club.teacher("Петрова Анна Сергеевна"), club.teacher("Ким Борис Ильич"));
    anna.registers_for(&["S01"]).await;
    boris.registers_for(&["S02"]).await;
    club.run_jobs().await;
    let (annas, boriss) = (anna.emails().len(), boris.emails().len());
    let galina = club.organizer().await;
    let path = format!("{SCHEDULE}/webinars/2027-spring-s01");
    let form = galina.browser.get(&path).await;
    let values = changed(&form.form_values("form.form"), &[("title", "Аттестация: с чего начать")]);
    let saved = posts(&galina.browser, &path, &values).await;
    assert_eq!(saved.location.as_deref(), Some("/organize/2027-spring/schedule?done=saved#S01"));
    assert!(!club.visitor().get("/s/2027-spring").await.says().contains("Аттестация: с чего начать"));
    publishes(&galina, "").await;
    club.run_jobs().await;
    assert!(club.visitor().get("/s/2027-spring").await.says().contains("Аттестация: с чего начать"));
    assert_eq!(anna.emails().len(), annas + 1);
    let email = anna.newest_email();
    assert_eq!(email.subject, "Программа уточнена: Ваш вебинар");
    assert!(email.text.contains("прежнее — «Аттестация молодого педагога: с чего начать»"), "{}", email.text);
    assert_eq!(boris.emails().len(), boriss);
    club.run_jobs().await;
    assert_eq!(anna.emails().len(), annas + 1, "once is enough");
    club.leave_the_rest();
}

#[tokio::test]
async fn of_two_editors_the_second_sees_what_the_first_one_saved_and_loses_nothing() {
    let club = TestClub::with_spring_session().await;
    let (galina, timur) = (club.organizer().await, club.curator().await);
    let path = format!("{SCHEDULE}/webinars/2027-spring-s02");
    let (first, second) = (galina.browser.get(&path).await, timur.browser.get(&path).await);
    let grid = timur.browser.get(SCHEDULE).await;
    let values = changed(&first.form_values("form.form"), &[("title", "Портфолио за час")]);
    assert_eq!(posts(&galina.browser, &path, &values).await.status, 303);

    let values = changed(&second.form_values("form.form"), &[("track", "3")]);
    let refused = posts(&timur.browser, &path, &values).await;
    assert_eq!(refused.status, 409);
    assert!(refused.says().contains("Портфолио за час"), "what is stored: {}", refused.says());
    assert_eq!(refused.typed()["track"], "3", "what was typed stays");
    let stored = galina.browser.get(&path).await.typed();
    assert_eq!((stored["title"].as_str(), stored["track"].as_str()), ("Портфолио за час", "1"));
    // Knowing of it, the second one may.
    let values = refused.form_values("form.form");
    assert_eq!(posts(&timur.browser, &path, &values).await.status, 303);

    let which = which(&grid, "2027-spring-s02");
    let fields = [("which", which.as_str()), ("day", "2027-04-20"), ("start", "10:00"), ("track", "1")];
    let refused = timur.browser.submit(&grid, "/schedule/place", &fields).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says().contains("кто-то изменил этот вебинар"), "{}", refused.says());
    club.leave_the_rest();
}

#[tokio::test]
async fn a_webinar_is_added_published_registered_for_and_then_no_longer_removed() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let path = format!("{SCHEDULE}/webinars/new");
    let form = galina.browser.get(&path).await;
    let values = form.form_values("form.form");
    let wrong =
        changed(&values, &[("title", " "), ("start", "25:00"), ("end", "11:00"), ("capacity", "1.5")]);
    let refused = posts(&galina.browser, &path, &wrong).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.typed()["capacity"], "1.5");
    let right = [("title", "Круглый стол"), ("day", "2027-04-16"), ("start", "10:00"), ("end", "11:00")];
    let added = posts(&galina.browser, &path, &changed(&values, &right)).await;
    let code = added.location.unwrap().split('#').nth(1).unwrap().to_owned();
    let slug = format!("2027-spring-{}", code.to_lowercase());
    assert_eq!(club.visitor().get(&format!("/w/{slug}")).await.status, 404, "not released yet");
    publishes(&galina, "").await;
    assert_eq!(club.visitor().get(&format!("/w/{slug}")).await.status, 200);

    let path = format!("{SCHEDULE}/webinars/{slug}");
    let before = galina.browser.get(&path).await;
    club.teacher("Петрова Анна Сергеевна").registers_for(&[&code]).await;
    let refused = galina.browser.submit(&before, "/remove", &[]).await;
    assert_eq!(refused.status, 409);
    assert_eq!(club.visitor().get(&format!("/w/{slug}")).await.status, 200);
    club.leave_the_rest();
}

#[tokio::test]
async fn a_webinar_that_nobody_wants_goes_and_its_talk_waits_for_a_place() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let before = galina.browser.get(&format!("{SCHEDULE}/webinars/2027-spring-s03")).await;
    let topic = before.typed()["title"].clone();
    let gone = galina.browser.submit(&before, "/remove", &[]).await;
    assert_eq!(gone.location.as_deref(), Some("/organize/2027-spring/schedule?done=removed"));
    let grid = galina.browser.get(SCHEDULE).await;
    assert!(grid.says().contains("1 выступление"), "{}", grid.says());
    assert!(!club.visitor().get("/s/2027-spring").await.says().contains(&topic), "a release took it out");
    club.leave_the_rest();
}

#[tokio::test]
async fn others_than_organizers_do_not_learn_of_the_working_version() {
    let club = TestClub::with_spring_session().await;
    let (stranger, moderator) = (club.stranger().await, club.moderator("S01").await);
    for path in [SCHEDULE, RELEASES, "/organize/2027-spring/schedule/webinars/new"] {
        assert_eq!(stranger.browser.get(path).await.status, 404, "{path}");
        assert_eq!(moderator.browser.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn what_everybody_sees_is_kept_known_again_by_its_tag_and_thrown_away_by_a_change() {
    let club = TestClub::with_spring_session().await;
    let client = reqwest::Client::new();
    let url = format!("{}/s/2027-spring", club.address);
    let ask = async |coding: &str, tag: &str| {
        let request = client.get(&url).header("accept-encoding", coding).header("if-none-match", tag);
        let answer = request.send().await.unwrap();
        let header = |name: &str| {
            answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
        };
        let said = (header("etag"), header("content-encoding"), header("vary"));
        (answer.status().as_u16(), said, answer.bytes().await.unwrap())
    };
    let queries = || club.club.storage.queries();
    let (status, (plain, ..), page) = ask("identity", "\"none\"").await;
    assert_eq!(status, 200);
    let before = queries();
    for (coding, ending) in
        [("br", "-br\""), ("gzip", "-gzip\""), ("gzip;q=0, identity", "\""), ("gzip, br", "-br\"")]
    {
        let (status, (tag, said, vary), body) = ask(coding, "\"none\"").await;
        assert_eq!((status, vary.contains("accept-encoding")), (200, true));
        assert!(tag.ends_with(ending), "{coding}: {tag}");
        assert_eq!(said.is_empty(), ending == "\"", "{coding}");
        assert!(said.is_empty() || body.len() * 3 < page.len(), "{coding}: {} of {}", body.len(), page.len());
        let (status, (again, ..), body) = ask(coding, &format!("\"x\", W/{tag}")).await;
        assert_eq!((status, again, body.len()), (304, tag, 0));
    }
    assert_eq!(queries(), before, "what is kept asks the database nothing");

    let galina = club.organizer().await;
    let path = format!("{SCHEDULE}/webinars/2027-spring-s01");
    let form = galina.browser.get(&path).await;
    let values = changed(&form.form_values("form.form"), &[("title", "Совсем другое название")]);
    posts(&galina.browser, &path, &values).await;
    assert_eq!(ask("identity", &plain).await.0, 304, "a change that is not published changes nothing");
    publishes(&galina, "").await;
    let (status, (fresh, ..), page) = ask("identity", &plain).await;
    assert_eq!(status, 200);
    assert_ne!(fresh, plain);
    assert!(String::from_utf8_lossy(&page).contains("Совсем другое название"));
    club.leave_the_rest();
}

#[tokio::test]
async fn the_schedule_goes_out_as_frab_json_and_xml_for_a_frame_and_for_search_engines() {
    let club = TestClub::with_spring_session().await;
    let visitor = club.visitor();
    let json = visitor.get("/s/2027-spring/schedule.json").await.json();
    let conference = &json["schedule"]["conference"];
    assert_eq!(conference["acronym"], "2027_spring");
    assert_eq!(conference["time_zone_name"], "Asia/Yekaterinburg");
    let days = conference["days"].as_array().unwrap();
    assert_eq!(conference["daysCount"], days.len());
    let event = &days[0]["rooms"]["Площадка 1"][0];
    assert_eq!(
        (event["code"].as_str(), event["date"].as_str()),
        (Some("S01"), Some("2027-04-12T14:30:00+05:00"))
    );
    assert_eq!(event["duration"], "01:00");
    let xml = visitor.get("/s/2027-spring/schedule.xml").await;
    assert_eq!(xml.content_type, "application/xml; charset=utf-8");
    assert_eq!(xml.html().matches("<event ").count(), club.spring_programme().await.webinars.len());
    let page = visitor.get("/s/2027-spring").await.html();
    let (_, data) = page.split_once("application/ld+json\">").unwrap();
    let data: serde_json::Value = serde_json::from_str(data.split("</script>").next().unwrap()).unwrap();
    assert_eq!(data["subEvent"][0]["@type"], "EducationEvent");
    let answer = reqwest::get(format!("{}/s/2027-spring/widget", club.address)).await.unwrap();
    let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.ends_with("frame-ancestors *"), "{policy}");
    assert!(!answer.headers().contains_key("x-frame-options"));
    assert!(!answer.text().await.unwrap().contains("<script"));
}

#[tokio::test]
async fn a_calendar_of_ones_own_follows_a_move_and_another_address_ends_the_first() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01", "S02"]).await;
    club.run_jobs().await;
    let form = anna.browser.get("/login").await;
    anna.browser.submit(&form, "/login", &[("email", &anna.address)]).await;
    club.run_jobs().await;
    anna.logs_in_by(&anna.newest_email()).await;
    let page = anna.browser.get("/me/calendar").await;
    anna.browser.submit(&page, "/me/calendar", &[]).await;
    let address = |page: &Page| {
        let html = page.html();
        let start = html.find("/c/").unwrap();
        html.get(start..).unwrap().split('"').next().unwrap().to_owned()
    };
    let page = anna.browser.get("/me/calendar").await;
    let own = address(&page);
    let calendar = club.visitor().get(&own).await.html();
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 2);
    assert!(calendar.contains("DTSTART:20270412T093000Z"), "{calendar}");
    moves(&galina, "2027-spring-s01", ("2027-04-20", "16:00", "1")).await;
    publishes(&galina, "").await;
    let calendar = club.visitor().get(&own).await.html();
    assert!(calendar.contains("DTSTART:20270420T110000Z") && calendar.contains("SEQUENCE:1"), "{calendar}");
    assert!(calendar.contains("LAST-MODIFIED:2027"), "{calendar}");
    anna.browser.submit(&page, "/me/calendar", &[]).await;
    assert_eq!(club.visitor().get(&own).await.status, 404);
    let other = address(&anna.browser.get("/me/calendar").await);
    assert_eq!(club.visitor().get(&other).await.html().matches("BEGIN:VEVENT").count(), 2);
    club.leave_the_rest();
}

#[tokio::test]
async fn the_printed_programme_has_every_webinar_and_is_the_same_every_time() {
    let club = TestClub::with_spring_session().await;
    let first = club.visitor().get("/s/2027-spring/schedule.pdf").await;
    assert_eq!((first.status, first.content_type.as_str()), (200, "application/pdf"));
    assert!(first.bytes.starts_with(b"%PDF-1.7"));
    // Another language is rendered apart, and the first one stays what it was.
    let english = club.visitor().get("/s/2027-spring/schedule.pdf?lang=en").await;
    assert_ne!(english.bytes, first.bytes);
    assert_eq!(club.visitor().get("/s/2027-spring/schedule.pdf").await.bytes, first.bytes);
    let galina = club.organizer().await;
    assert_eq!(
        galina.browser.get("/s/2027-spring/schedule.pdf").await.bytes,
        first.bytes,
        "not only the kept one"
    );
}
