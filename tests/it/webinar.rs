//! A webinar that changes: reminders, another time, a cancellation, a new link, places and their queue; by HTTP, with the clock.

use mail::Email;
use testclub::TestClub;

fn subjects(emails: &[Email]) -> Vec<String> {
    emails.iter().map(|email| email.subject.replace('\u{a0}', " ")).collect()
}

fn calendar(email: &Email) -> String {
    String::from_utf8(email.attachments.first().expect("a calendar file").bytes.clone()).unwrap()
}

#[tokio::test]
async fn whoever_has_not_looked_at_the_join_page_is_reminded_twice_and_who_has_is_left_in_peace() {
    let club = TestClub::with_spring_session().await;
    let (anna, boris) = (club.teacher("Петрова Анна Сергеевна"), club.teacher("Ким Борис Ильич"));
    anna.registers_for(&["S01"]).await;
    boris.registers_for(&["S01"]).await;
    club.pass_time_until("2027-04-12 13:00 Asia/Yekaterinburg").await;
    let link = anna.join_paths(&anna.newest_email()).remove(0);
    // A mail scanner opens the link: that is nobody's look.
    club.visitor().get(&boris.join_paths(&boris.newest_email())[0]).await;
    anna.looks_at(&link).await;
    anna.looks_at_again(&link).await;
    club.pass_time_until("2027-04-12 14:30 Asia/Yekaterinburg").await;
    assert_eq!(anna.emails().len(), 2, "confirmation and link: {:?}", subjects(&anna.emails()));
    let title = "Аттестация молодого педагога: с чего начать";
    assert_eq!(
        subjects(&boris.emails())[2..],
        [format!("Через час — {title}"), format!("Через 10 минут — {title}")]
    );
    club.leave_the_rest();
}

#[tokio::test]
async fn without_javascript_a_button_on_the_early_page_stops_the_reminders() {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    club.pass_time_until("2027-04-12 13:00 Asia/Yekaterinburg").await;
    let link = anna.join_paths(&anna.newest_email()).remove(0);
    let page = anna.browser.get(&link).await.html();
    let (_, without_script) = page.split_once("<noscript>").unwrap();
    assert!(without_script.contains(&format!("action=\"{link}/opened\"")), "{page}");
    assert!(without_script.contains("Я помню, напоминать не нужно"), "{page}");
    let answer = anna.browser.post(&format!("{link}/opened"), &[]).await;
    assert_eq!(answer.location, Some(link.clone()));
    let page = anna.browser.get(&link).await;
    assert!(page.html().contains("напоминать о вебинаре не будем"), "{}", page.html());
    club.pass_time_until("2027-04-12 14:30 Asia/Yekaterinburg").await;
    assert_eq!(anna.emails().len(), 2);
    club.leave_the_rest();
}

#[tokio::test]
async fn a_moved_webinar_is_announced_reminded_of_and_put_into_calendars_at_its_new_time() {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    club.run_jobs().await;
    let galina = club.organizer().await;
    let page = galina.browser.get("/broadcast/2027-spring-s01/change").await;
    assert!(page.says().contains("слушателей 1,"), "{}", page.says());
    let new_time = [("day", "2027-04-20"), ("start", "16:00"), ("end", "17:00")];
    let answer = galina.browser.submit(&page, "/move", &new_time).await;
    assert_eq!(answer.location.as_deref(), Some("/broadcast/2027-spring-s01/change?done=moved"));
    club.run_jobs().await;
    let moved = anna.newest_email();
    assert_eq!(
        subjects(std::slice::from_ref(&moved)),
        ["Перенос на 20 апреля, 16:00: Аттестация молодого педагога: с чего начать"]
    );
    assert!(calendar(&moved).contains("DTSTART:20270420T110000Z"), "{}", calendar(&moved));
    club.pass_time_until("2027-04-14 12:00 Asia/Yekaterinburg").await;
    assert_eq!(anna.emails().len(), 2, "nothing comes at the old time: {:?}", subjects(&anna.emails()));
    club.pass_time_until("2027-04-20 16:00 Asia/Yekaterinburg").await;
    let late = subjects(&anna.emails()).split_off(2);
    assert_eq!(late.len(), 3, "link and two reminders: {late:?}");
    assert!(late[0].starts_with("Сегодня в 16:00"), "{late:?}");
    club.leave_the_rest();
}

#[tokio::test]
async fn what_is_wrong_with_a_new_time_is_said_at_its_field_and_what_was_typed_stays() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let page = galina.browser.get("/broadcast/2027-spring-s01/change").await;
    let wrong = [("day", "2027-04-20"), ("start", "16:00"), ("end", "15:00")];
    let again = galina.browser.submit(&page, "/move", &wrong).await;
    assert_eq!(again.status, 422);
    assert!(again.says().contains("заканчивается позже, чем начинается"), "{}", again.says());
    let typed = again.typed();
    assert_eq!(
        (typed["day"].as_str(), typed["start"].as_str(), typed["end"].as_str()),
        ("2027-04-20", "16:00", "15:00")
    );
    let past = [("day", "2027-03-20"), ("start", "16:00"), ("end", "17:00")];
    let again = galina.browser.submit(&page, "/move", &past).await;
    assert_eq!((again.status, again.says().contains("Это время уже прошло")), (422, true));
    let again = galina.browser.submit(&page, "/cancel", &[("reason", " ")]).await;
    assert_eq!(again.status, 422);
    let again = galina.browser.submit(&page, "/capacity", &[("capacity", "1.5")]).await;
    assert_eq!((again.status, again.typed()["capacity"].as_str()), (422, "1.5"));
    let page = club.visitor().get("/w/2027-spring-s01").await;
    assert!(page.says().contains("14:30"), "nothing has changed: {}", page.says());
}

#[tokio::test]
async fn a_cancelled_webinar_is_told_with_its_reason_and_calls_nobody_any_more() {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01", "S02"]).await;
    club.pass_time_until("2027-04-12 08:00 Asia/Yekaterinburg").await;
    let galina = club.organizer().await;
    let page = galina.browser.get("/broadcast/2027-spring-s01/change").await;
    let answer = galina.browser.submit(&page, "/cancel", &[("reason", "Докладчик заболел")]).await;
    assert_eq!(answer.location.as_deref(), Some("/broadcast/2027-spring-s01/change?done=cancelled"));
    club.run_jobs().await;
    let cancelled = anna.newest_email();
    assert_eq!(cancelled.subject, "Отмена: Аттестация молодого педагога: с чего начать");
    assert!(cancelled.text.contains("Докладчик заболел"), "{}", cancelled.text);
    assert!(calendar(&cancelled).contains("METHOD:CANCEL"), "{}", calendar(&cancelled));
    let before = anna.emails().len();
    club.pass_time_until("2027-04-12 15:00 Asia/Yekaterinburg").await;
    let after = subjects(&anna.emails()).split_off(before);
    assert_eq!(after, ["Через час — Портфолио учителя: структура и типичные ошибки"]);
    club.leave_the_rest();
}

#[tokio::test]
async fn a_new_stream_link_is_told_to_whoever_has_a_join_link_and_leads_there_at_once() {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    club.pass_time_until("2027-04-12 14:10 Asia/Yekaterinburg").await;
    let moderator = club.moderator("S01").await;
    let page = moderator.browser.get("/broadcast/2027-spring-s01").await;
    assert!(!page.html().contains("/change"), "moving and cancelling is not the moderator's");
    let url = "https://stream.example/other";
    moderator.browser.submit(&page, "/stream-link", &[("stream_url", url)]).await;
    club.pass_time_until("2027-04-12 14:12 Asia/Yekaterinburg").await;
    let told = anna.newest_email();
    assert!(told.subject.starts_with("Новая ссылка на трансляцию"), "{}", told.subject);
    assert!(!told.text.contains(url), "the link itself is behind the personal one");
    let watch = anna.joins_by(&anna.join_paths(&told)[0]).await;
    assert_eq!(watch.links("a[target=_blank]"), [url]);
    club.leave_the_rest();
}

#[tokio::test]
async fn a_full_webinar_has_a_queue_and_the_place_that_becomes_free_goes_to_its_first() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let page = galina.browser.get("/broadcast/2027-spring-s01/change").await;
    galina.browser.submit(&page, "/capacity", &[("capacity", "1")]).await;
    let (anna, boris) = (club.teacher("Петрова Анна Сергеевна"), club.teacher("Ким Борис Ильич"));
    anna.registers_for(&["S01"]).await;
    let form = boris.browser.get("/s/2027-spring/register").await;
    assert_eq!(form.says().matches("Мест сейчас нет").count(), 1, "the form says so beforehand");
    let answer = boris.registers_for(&["S01", "S03"]).await;
    let done = boris.browser.open(&answer.location.unwrap()).await;
    assert!(done.says().contains("Пока в очереди"), "{}", done.says());
    club.run_jobs().await;
    assert_eq!(boris.newest_email().subject, "Вы записаны: «Родительское собрание без конфликтов»");
    let queue = boris.paths(&boris.newest_email(), "/q/").remove(0);
    let page = boris.browser.get(&queue).await;
    assert!(page.says().contains("Вы первые"), "{}", page.says());

    let confirmation = anna.newest_email();
    let secret = calendar(&confirmation).replace("\r\n ", "");
    let join = secret.lines().find_map(|line| line.strip_prefix("URL:")).unwrap().to_owned();
    let page = anna.browser.get(&join).await;
    anna.browser.submit(&page, "/cancel", &[]).await;
    club.run_jobs().await;
    let offer = boris.newest_email();
    assert!(offer.subject.starts_with("Для Вас есть место"), "{}", offer.subject);
    // A scanner opens the link: nothing is taken.
    club.visitor().get(&queue).await;
    let page = boris.browser.get(&queue).await;
    let answer = boris.browser.submit(&page, &queue, &[]).await;
    let joined = boris.browser.open(&answer.location.unwrap()).await;
    assert!(joined.path.starts_with("/j/"), "{}", joined.path);
    club.run_jobs().await;
    assert_eq!(boris.newest_email().subject, "Вы записаны: «Аттестация молодого педагога: с чего начать»");
    let page = boris.browser.get(&queue).await;
    assert!(page.says().contains("Вы заняли место"), "{}", page.says());
    assert_eq!(anna.emails().len(), 1);
}

#[tokio::test]
async fn an_offer_that_nobody_answers_goes_to_the_next_by_itself() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let page = galina.browser.get("/broadcast/2027-spring-s01/change").await;
    galina.browser.submit(&page, "/capacity", &[("capacity", "1")]).await;
    let teachers = ["Петрова Анна Сергеевна", "Ким Борис Ильич", "Лю Вера Ильинична"];
    let [anna, boris, vera] = teachers.map(|name| club.teacher(name));
    for teacher in [&anna, &boris, &vera] {
        teacher.registers_for(&["S01"]).await;
    }
    let page = galina.browser.get("/broadcast/2027-spring-s01/change").await;
    galina.browser.submit(&page, "/capacity", &[("capacity", "2")]).await;
    club.run_jobs().await;
    assert_eq!((boris.emails().len(), vera.emails().len()), (2, 1));
    club.pass_time_until("2027-04-02 09:00 Asia/Yekaterinburg").await;
    assert_eq!((boris.emails().len(), vera.emails().len()), (2, 2));
    let queue = vera.paths(&vera.newest_email(), "/q/").remove(0);
    let page = vera.browser.get(&queue).await;
    let answer = vera.browser.submit(&page, "/leave", &[]).await;
    assert_eq!(answer.location, Some(queue));
    club.leave_the_rest();
}

#[tokio::test]
async fn a_webinar_without_a_stream_link_alerts_its_organizers_and_holds_links_back_until_then() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let page = galina.browser.get("/broadcast/2027-spring-s01").await;
    galina.browser.submit(&page, "/stream-link", &[("stream_url", "")]).await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    club.pass_time_until("2027-04-12 12:29 Asia/Yekaterinburg").await;
    assert_eq!(anna.emails().len(), 1, "the link waits");
    club.pass_time_until("2027-04-12 12:30 Asia/Yekaterinburg").await;
    assert_eq!(anna.emails().len(), 2, "the personal link is good without a stream, too");
    let alerts: Vec<String> = club
        .emails()
        .iter()
        .filter(|email| email.subject.starts_with("Нет ссылки на трансляцию"))
        .map(|email| email.to.name.clone().unwrap_or_default())
        .collect();
    assert_eq!(alerts, ["Белых Тимур Рашидович", "Воронцова Галина Андреевна"], "each organizer once");
    let galina = club.organizer().await;
    let page = galina.browser.get("/broadcast/2027-spring-s01").await;
    galina.browser.submit(&page, "/stream-link", &[("stream_url", "https://stream.example/1")]).await;
    club.pass_time_until("2027-04-12 13:00 Asia/Yekaterinburg").await;
    assert_eq!(anna.emails().len(), 2, "the link that comes is no change");
    club.leave_the_rest();
}

#[tokio::test]
async fn a_clock_that_jumps_two_days_ahead_and_an_hour_back_writes_nothing_twice_and_nothing_for_what_is_over()
 {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01", "S03"]).await;
    club.set_clock("2027-04-11 08:00 Asia/Yekaterinburg");
    club.run_jobs().await;
    for time in
        ["2027-04-13 08:00", "2027-04-13 07:00", "2027-04-13 08:01", "2027-04-13 13:31", "2027-04-13 12:31"]
    {
        club.set_clock(&format!("{time} Asia/Yekaterinburg"));
        club.run_jobs().await;
    }
    let got = subjects(&anna.emails());
    let title = "Родительское собрание без конфликтов";
    assert_eq!(
        got,
        [
            "Вы записаны на 2 вебинара".to_owned(),
            format!("Сегодня в 14:30 — {title}"),
            format!("Через час — {title}")
        ]
    );
    club.leave_the_rest();
}
