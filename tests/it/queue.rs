//! The queue and the timeline: organizers hold e-mails up, let them go, cancel one, and switch kinds off.

use testclub::TestClub;

#[tokio::test]
async fn what_an_organizer_pauses_waits_and_goes_out_when_it_is_resumed() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let path = "/organize/2027-spring/queue";
    let queue = galina.browser.get(path).await;
    galina.browser.submit(&queue, "/queue/pause", &[]).await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    club.run_jobs().await;
    assert_eq!(anna.emails().len(), 0, "nothing leaves while the session is paused");
    let paused = galina.browser.get(path).await;
    assert!(paused.says().contains("Отправка писем приостановлена"), "{}", paused.says());
    assert!(paused.says().contains("Вы записаны"), "the waiting e-mail is listed: {}", paused.says());
    galina.browser.submit(&paused, "/queue/resume", &[]).await;
    club.run_jobs().await;
    assert_eq!(anna.emails().len(), 1);
    let sent = galina.browser.get("/organize/2027-spring/queue?state=sent").await;
    assert!(sent.says().contains("Петрова Анна Сергеевна"), "{}", sent.says());
    club.leave_the_rest();
}

#[tokio::test]
async fn a_cancelled_email_never_leaves_and_curators_see_all_queues() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let path = "/organize/2027-spring/queue";
    galina.browser.submit(&galina.browser.get(path).await, "/queue/pause", &[]).await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    let curator = club.curator().await;
    let all = curator.browser.get("/network/queue").await;
    assert!(all.says().contains("Петрова Анна Сергеевна"), "{}", all.says());
    let queue = galina.browser.get(path).await;
    let gone = galina.browser.submit(&queue, "/discard", &[]).await;
    assert_eq!(gone.location.as_deref(), Some("/organize/2027-spring/queue?done=discarded"));
    let twice = galina.browser.submit(&queue, "/discard", &[]).await;
    assert_eq!(twice.status, 409);
    galina.browser.submit(&galina.browser.get(path).await, "/queue/resume", &[]).await;
    club.run_jobs().await;
    assert_eq!(anna.emails().len(), 0);
    club.leave_the_rest();
}

#[tokio::test]
async fn a_kind_that_is_switched_off_is_not_sent_and_the_timeline_says_so() {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    let galina = club.organizer().await;
    let timeline = galina.browser.get("/organize/2027-spring/timeline").await;
    assert!(timeline.says().contains("по расписанию"), "{}", timeline.says());
    let off = galina.browser.submit(&timeline, "/timeline/stream_link", &[]).await;
    assert_eq!(off.location.as_deref(), Some("/organize/2027-spring/timeline"));
    club.pass_time_until("2027-04-12 08:30 Asia/Yekaterinburg").await;
    assert_eq!(anna.emails().len(), 1, "the confirmation and no link");
    let galina = club.organizer().await;
    let preview = galina.browser.get("/organize/2027-spring/timeline/stream_link").await;
    assert!(preview.says().contains("Родительское собрание без конфликтов"), "{}", preview.says());
    club.leave_the_rest();
}

#[tokio::test]
async fn the_front_page_of_a_session_says_what_waits_what_failed_and_what_comes_too_late() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let calm = galina.browser.get("/organize/2027-spring").await;
    assert!(calm.says().contains("ждут отправки: 0"), "{}", calm.says());
    assert!(!calm.says().contains("Не успеем"), "{}", calm.says());
    for name in ["Петрова Анна Сергеевна", "Белова Ольга Львовна", "Громова Дарья Игоревна"]
    {
        club.teacher(name).registers_for(&["S01"]).await;
    }
    testclub::limit_domain(&club.club, "school.example", 1).await;
    club.set_clock("2027-04-12 14:28 Asia/Yekaterinburg");
    let galina = club.organizer().await;
    let busy = galina.browser.get("/organize/2027-spring").await;
    assert!(busy.says().contains("ждут отправки: 3"), "{}", busy.says());
    assert!(busy.says().replace('\u{a0}', " ").contains("Не успеем: 1 письмо"), "{}", busy.says());
    assert!(
        busy.links("main a").iter().any(|link| link == "/organize/2027-spring/queue?state=failed#emails")
    );
    let queue = galina.browser.get("/organize/2027-spring/queue").await;
    assert!(queue.says().contains("school.example: уходит не больше 1 в минуту"), "{}", queue.says());
    galina.browser.submit(&queue, "/queue/pause", &[]).await;
    let paused = galina.browser.get("/organize/2027-spring").await;
    assert!(paused.says().contains("Отправка писем приостановлена"), "{}", paused.says());
    let network = club.curator().await.browser.get("/network").await;
    assert!(network.says().contains("ждут отправки: 3"), "{}", network.says());
    assert!(network.says().replace('\u{a0}', " ").contains("Не успеем: 1 письмо"), "{}", network.says());
    club.leave_the_rest();
}

#[tokio::test]
async fn a_name_is_found_in_the_queue_however_its_letters_are_typed() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    for name in ["Щёлокова Анна Сергеевна", "Петрова Мария Игоревна"]
    {
        club.teacher(name).registers_for(&["S01"]).await;
    }
    club.run_jobs().await;
    for typed in ["щелокова", "ЩЁЛОКОВА"] {
        let path = format!("/organize/2027-spring/queue?state=sent&q={typed}");
        let said = galina.browser.get(&path).await.says();
        assert!(said.contains("Щёлокова Анна") && !said.contains("Петрова Мария"), "{typed}: {said}");
    }
    club.leave_the_rest();
}
