//! Rehearsals: organizers read the e-mails of a day beforehand, and nothing that is real notices.

use std::collections::BTreeSet;

use mail::Email;
use testclub::{Browser, Page, TestClub, dump};

const FORM: &str = "form[action$='/rehearsal/2027-04-12']";
const DAY: &str = "/organize/2027-spring/rehearsal/2027-04-12";

/// Rows of a dump, each on its own.
fn rows(dump: &str) -> BTreeSet<String> {
    let row = |line: &str| match line.strip_prefix("  ") {
        Some(row) => row.to_owned(),
        None => line.split_once(": ").map_or(String::new(), |(_, row)| row.to_owned()),
    };
    dump.lines().map(row).collect()
}

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

fn to_galina(club: &TestClub) -> Vec<Email> {
    let mut emails = club.emails();
    emails.retain(|email| plain(&email.subject).starts_with("[Репетиция] "));
    emails
}

/// Sends the form as it is offered.
async fn rehearse(browser: &Browser) -> Page {
    let form = browser.get(DAY).await;
    let chosen = form.form_values(FORM);
    let fields: Vec<(&str, &str)> = chosen.iter().map(|(name, value)| (&**name, &**value)).collect();
    let sent = browser.post(DAY, &fields).await;
    assert_eq!(sent.status, 303, "{}", sent.html());
    sent
}

fn organizer_of(page: &Page) -> String {
    let chosen = page.form_values(FORM);
    chosen.into_iter().find(|(name, _)| name == "organizers").expect("whoever asks is chosen").1
}

#[tokio::test]
async fn a_rehearsed_day_reads_as_the_real_one_and_changes_nothing_else() {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01", "S02"]).await;
    let olga = club.teacher("Белова Ольга Львовна").in_zone("Asia/Novosibirsk");
    olga.registers_for(&["S01"]).await;
    club.run_jobs().await;
    let galina = club.organizer().await;
    let timeline = galina.browser.get("/organize/2027-spring/timeline").await;
    assert!(timeline.html().contains(DAY), "{}", timeline.html());
    let before = dump(&club.club).await;
    let form = galina.browser.get(DAY).await;
    assert!(form.says().contains("всех получателей (2)"), "{}", form.says());
    assert_eq!(before, dump(&club.club).await, "looking changes nothing");
    rehearse(&galina.browser).await;
    let (before, after) = (rows(&before), rows(&dump(&club.club).await));
    assert!(before.is_subset(&after), "nothing that was there has changed");
    let new: Vec<&String> = after.difference(&before).collect();
    let emails = new.iter().filter(|row| row.contains("is_rehearsal: true")).count();
    let contents = new.iter().filter(|row| row.contains("outbox_email_id: ")).count();
    assert!(emails > 2, "links and reminders: {new:?}");
    assert_eq!(new.len(), emails + contents, "nothing else is new: {new:?}");
    let first = club.emails().len();
    club.run_jobs().await;
    assert_eq!(club.emails().len(), first + emails);
    let rehearsed = to_galina(&club);
    assert_eq!(rehearsed.len(), emails, "all of them go to the organizer");
    let of_anna = rehearsed.iter().find(|email| email.text.contains("Петрова Анна Сергеевна"));
    let of_anna = of_anna.expect("an e-mail for Anna").clone();
    club.pass_time_until("2027-04-12 07:45 Asia/Yekaterinburg").await;
    let real = anna.newest_email();
    assert_eq!(plain(&of_anna.subject), format!("[Репетиция] {}", plain(&real.subject)));
    let mut expected = real.text.clone();
    for path in anna.join_paths(&real) {
        expected = expected.replace(&path, "/j/rehearsal");
    }
    let (note, text) = of_anna.text.split_once("\n\n").expect("a note and the e-mail");
    assert_eq!(text, expected, "word for word what the listener reads");
    assert!(
        plain(note).contains(&anna.address) && plain(note).contains("12 апреля 2027 г. в 07:30"),
        "{note}"
    );
    club.leave_the_rest();
}

#[tokio::test]
async fn a_rehearsal_holds_no_listeners_secret_and_its_link_says_what_it_was() {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    club.run_jobs().await;
    let galina = club.organizer().await;
    rehearse(&galina.browser).await;
    club.run_jobs().await;
    let rehearsed = to_galina(&club);
    club.pass_time_until("2027-04-12 07:45 Asia/Yekaterinburg").await;
    let secret = anna.join_paths(&anna.newest_email()).pop().expect("a join link");
    assert!(!rehearsed.is_empty());
    for email in &rehearsed {
        let files: String =
            email.attachments.iter().map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).collect();
        let files = files.replace("\r\n ", "");
        let html = email.html.clone().unwrap_or_default();
        for part in [&email.text, &html, &files] {
            assert!(!part.contains(&secret), "{part}");
        }
        assert!(html.contains("/j/rehearsal") && html.contains("Это репетиция"), "{html}");
        assert!(!files.contains("\nUID:") || files.contains("\nUID:rehearsal-"), "{files}");
    }
    let page = club.visitor().get("/j/rehearsal").await;
    assert_eq!(page.status, 200);
    assert!(page.says().contains("Это была репетиция"), "{}", page.says());
    let before = dump(&club.club).await;
    for path in ["/j/rehearsal/opened", "/j/rehearsal/cancel", "/j/rehearsal/beat"] {
        let answer = club.visitor().post(path, &[]).await;
        assert_ne!(answer.status, 200, "{path}");
    }
    assert_eq!(before, dump(&club.club).await);
    club.leave_the_rest();
}

#[tokio::test]
async fn no_list_of_real_emails_counts_a_rehearsal() {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    club.run_jobs().await;
    let galina = club.organizer().await;
    let pages = ["/organize/2027-spring", "/organize/2027-spring/emails", "/organize/2027-spring/queue"];
    let curator = club.curator().await;
    let mut before = vec![];
    for path in pages {
        before.push(galina.browser.get(path).await.says());
    }
    before.push(galina.browser.get("/organize/2027-spring/links").await.says());
    before.push(curator.browser.get("/network/queue").await.says());
    rehearse(&galina.browser).await;
    for _ in 0..2 {
        let mut after = vec![];
        for path in pages {
            after.push(galina.browser.get(path).await.says());
        }
        after.push(galina.browser.get("/organize/2027-spring/links").await.says());
        after.push(curator.browser.get("/network/queue").await.says());
        assert_eq!(before, after, "neither while it waits nor when it is sent");
        club.run_jobs().await;
    }
    let audit = galina.browser.get("/organize/2027-spring/audit").await;
    assert!(audit.says().contains("Отправлена репетиция дня"), "{}", audit.says());
    club.leave_the_rest();
}

#[tokio::test]
async fn five_readers_are_the_sample_and_an_hour_has_room_for_two_hundred_emails() {
    let club = TestClub::with_spring_session().await;
    for family in ["Ананьева", "Белова", "Волкова", "Громова", "Дёмина", "Ершова", "Жукова"]
    {
        let name = format!("{family} Анна Сергеевна");
        club.teacher(&name).registers_for(&["S01"]).await;
    }
    club.run_jobs().await;
    let galina = club.organizer().await;
    let form = galina.browser.get(DAY).await;
    assert!(form.says().contains("5 получателей"), "{}", form.says());
    let organizer = organizer_of(&form);
    let send = async |readers: &str, kinds: &[&str]| {
        let mut fields = vec![("organizers", organizer.as_str()), ("readers", readers)];
        fields.extend(kinds.iter().map(|kind| ("kinds", *kind)));
        let token = galina.browser.form_token().await;
        fields.push(("csrf", &token));
        galina.browser.post(DAY, &fields).await
    };
    assert_eq!(send("sample", &["stream_link"]).await.status, 303);
    club.run_jobs().await;
    assert_eq!(to_galina(&club).len(), 5);
    assert_eq!(send("all", &["stream_link"]).await.status, 303);
    club.run_jobs().await;
    assert_eq!(to_galina(&club).len(), 12, "it may be repeated");
    // 21 e-mails each: nine times 21 and the twelve make 201.
    for _ in 0..8 {
        assert_eq!(send("all", &["stream_link", "reminder"]).await.status, 303);
    }
    let full = send("all", &["stream_link", "reminder"]).await;
    assert_eq!(full.status, 422);
    assert!(full.says().contains("не больше 20"), "{}", full.says());
    assert!(full.html().contains("value=\"all\" checked"), "what was chosen stays");
    for (kinds, organizers, said) in [
        (&[][..], &[organizer.as_str()][..], "Отметьте хотя бы один вид писем"),
        (&["stream_link"], &[], "Отметьте, кому отправить репетицию"),
    ] {
        let token = galina.browser.form_token().await;
        let mut fields = vec![("readers", "sample"), ("csrf", token.as_str())];
        fields.extend(kinds.iter().map(|kind| ("kinds", *kind)));
        fields.extend(organizers.iter().map(|id| ("organizers", *id)));
        let refused = galina.browser.post(DAY, &fields).await;
        assert_eq!(refused.status, 422);
        assert!(refused.says().contains(said), "{}", refused.says());
    }
    club.leave_the_rest();
}
