//! What people type, wrongly or in bad faith, and what arrives at the far end of the line.

use std::collections::BTreeMap;

use mail::Smtp;
use mail_parser::{Address, MessageParser};
use testclub::{Browser, Kept, MailServer, TestClub};

/// Every end of a line is CR LF, and neither stands alone.
fn has_whole_line_ends(email: &Kept) -> bool {
    let bytes = &email.bytes;
    let is_whole = |(place, byte): (usize, &u8)| match byte {
        b'\n' => place > 0 && bytes[place - 1] == b'\r',
        b'\r' => bytes.get(place + 1) == Some(&b'\n'),
        _ => true,
    };
    bytes.iter().enumerate().all(is_whole)
}

async fn post(browser: &Browser, fields: &[(String, String)]) -> u16 {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    browser.post("/s/2027-spring/register", &fields).await.status
}

fn set(fields: &mut [(String, String)], name: &str, value: &str) {
    let field = fields.iter_mut().find(|(field, _)| field == name).expect("a field");
    value.clone_into(&mut field.1);
}

#[tokio::test]
async fn whatever_is_typed_into_a_form_stays_text_and_adds_no_header() {
    let server = MailServer::start().await;
    let club = TestClub::with_spring_session().await;
    let club = club.sending_by(Smtp::from_url(&server.url.clone().into()).unwrap());
    let anna = club.teacher("Петрова Анна Сергеевна").in_zone("Asia/Novosibirsk");
    let mut fields = anna.form(&["S01"]).await;
    set(&mut fields, "family", "Петрова\r\nBcc: all@evil.example");
    set(&mut fields, "given", "Анна\u{202e}\u{200b} {join}");
    set(&mut fields, "city", "<b>Сургут</b>\r\nX-Evil: 1");
    set(&mut fields, "school", "МБОУ <script>alert(1)</script> «СОШ № 2»\r\nTo: all@evil.example");
    set(&mut fields, "question", "раз\rдва\n.\nтри {webinars}");
    fields.push(("csrf".to_owned(), anna.browser.form_token().await));
    assert_eq!(post(&anna.browser, &fields).await, 303);
    club.pass_time_until("2027-04-12 08:00 Asia/Yekaterinburg").await;
    let kept = server.kept();
    assert_eq!(kept.len(), 2, "the confirmation and the link");
    for (email, is_known) in kept.iter().zip([false, true]) {
        assert_eq!(email.to, anna.address);
        assert!(has_whole_line_ends(email));
        let parsed = MessageParser::default().parse(&email.bytes).expect("an e-mail");
        assert!(parsed.bcc().is_none() && parsed.header("X-Evil").is_none(), "{:?}", parsed.headers());
        let Some(Address::List(to)) = parsed.to() else { panic!("{:?}", parsed.to()) };
        assert_eq!(to.len(), 1);
        let name = to[0].name.as_deref().unwrap_or_default();
        assert_eq!(name.contains("Bcc: All@evil. Example"), is_known, "it is a part of the name: {name}");
        assert!(!name.contains(['\r', '\n', '\u{202e}', '\u{200b}']), "{name}");
        let (text, html) = (parsed.body_text(0).unwrap(), parsed.body_html(0).unwrap());
        assert!(!html.contains("<script>") && !html.contains("<b>Сургут"), "{html}");
        assert!(!text.contains("X-Evil: 1\n"), "{text}");
        for marks in ['\u{202e}', '\u{200b}'] {
            assert!(!text.contains(marks) && !html.contains(marks));
        }
    }
    let morning = MessageParser::default().parse(&kept[1].bytes).expect("an e-mail");
    let (text, html) = (morning.body_text(0).unwrap(), morning.body_html(0).unwrap());
    assert!(text.contains("<b>Сургут</\u{a0}b> X-Evil: 1"), "{text}");
    assert!(html.contains("&lt;b&gt;Сургут") || html.contains("&#60;b&#62;Сургут"), "{html}");
    assert_eq!(text.matches("/j/").count(), 1, "a placeholder in a name brings no second link: {text}");
    club.leave_the_rest();
}

#[tokio::test]
async fn an_address_with_a_line_break_is_refused_and_what_was_typed_stays() {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    let mut fields = anna.form(&["S01"]).await;
    set(&mut fields, "email", "anna@school.example\r\nRCPT TO:<all@evil.example>");
    fields.push(("csrf".to_owned(), anna.browser.form_token().await));
    assert_eq!(post(&anna.browser, &fields).await, 422);
    club.run_jobs().await;
    assert_eq!(club.emails().len(), 0);
}

#[tokio::test]
async fn a_wrong_password_of_the_account_is_said_in_plain_words_and_loses_nothing() {
    let server = MailServer::start_asking_for("club", "right-word").await;
    let smtp = |password: &str| {
        let url = server.url.replace("smtp://", &format!("smtp://club:{password}@")) + "?tls=none";
        Smtp::from_url(&url.into()).unwrap()
    };
    let club = TestClub::with_spring_session().await.sending_by(smtp("s3cret-word"));
    club.teacher("Петрова Анна Сергеевна").registers_for(&["S01"]).await;
    club.run_jobs().await;
    assert_eq!(server.kept().len(), 0);
    let galina = club.organizer().await.browser;
    let queue = galina.get("/organize/2027-spring/queue").await;
    assert!(queue.says().contains("проверьте имя и пароль отправителя"), "{}", queue.says());
    let front = galina.get("/organize/2027-spring").await;
    assert!(front.says().contains("будут повторены: 1"), "{}", front.says());
    assert!(!queue.html().contains("s3cret-word"), "the password is shown nowhere");
    let club = club.sending_by(smtp("right-word"));
    club.pass_time_until("2027-04-01 10:00 Asia/Yekaterinburg").await;
    assert_eq!(server.kept().len(), 1, "it went out by itself");
    club.leave_the_rest();
}

/// Cyrillic letters that differ for each number.
fn family(number: usize) -> String {
    let syllables = ["ба", "ве", "ги", "до", "жу", "за", "ке", "ли", "мо", "ну"];
    let part = |place: u32| syllables[number / 10_usize.pow(place) % 10];
    format!("П{}{}{}ва", part(2), part(1), part(0))
}

#[tokio::test]
async fn a_thousand_registrations_for_one_address_bring_it_three_emails_a_day() {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    let stranger = club.teacher("Чужая Анна Сергеевна");
    let mut fields = stranger.form(&["S01"]).await;
    for house in 0..10_u8 {
        let browser = Browser::from_house(&club.address, house + 2);
        fields.retain(|(name, _)| name != "csrf");
        fields.push(("csrf".to_owned(), browser.form_token().await));
        for number in usize::from(house) * 100..usize::from(house + 1) * 100 {
            set(&mut fields, "family", &family(number));
            let tag = if number % 2 == 0 { String::new() } else { format!("+{number}") };
            set(&mut fields, "email", &format!("victim{tag}@school.example"));
            assert_eq!(post(&browser, &fields).await, 303);
        }
    }
    let visitor = club.visitor();
    let form = visitor.get("/login").await;
    for _ in 0..5 {
        visitor.submit(&form, "/login", &[("email", "victim@school.example")]).await;
    }
    let by_day = || {
        let mut days: BTreeMap<String, usize> = BTreeMap::new();
        for email in club.emails() {
            if email.to.address.as_str().starts_with("victim") {
                *days.entry(email.date.date_naive().to_string()).or_default() += 1;
            }
        }
        days.into_iter().collect::<Vec<_>>()
    };
    club.run_jobs().await;
    assert_eq!(by_day(), [("2027-04-01".to_owned(), 3)]);
    club.pass_time_until("2027-04-12 14:28 Asia/Yekaterinburg").await;
    assert_eq!(by_day(), [("2027-04-01".to_owned(), 3), ("2027-04-12".to_owned(), 3)]);
    assert_eq!(anna.emails().len(), 4, "others get their link and reminders all the same");
    let galina = club.organizer().await;
    let queue = galina.browser.get("/organize/2027-spring/queue").await;
    assert!(queue.says().contains("Похоже, адрес вписал кто-то чужой"), "{}", queue.says());
    club.leave_the_rest();
}
