//! E-mails over a real line: what a listener's mail server is given.

use mail::Smtp;
use mail_parser::{MessageParser, MimeHeaders as _};
use testclub::{MailServer, TestClub};

#[tokio::test]
async fn the_morning_email_arrives_by_smtp_with_text_html_and_calendar() {
    let server = MailServer::start().await;
    let smtp = Smtp::from_url(&server.url.clone().into()).unwrap();
    let club = TestClub::with_spring_session().await.sending_by(smtp);
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    club.pass_time_until("2027-04-12 08:00 Asia/Yekaterinburg").await;

    let kept = server.kept();
    assert_eq!(kept.iter().map(|email| email.to.as_str()).collect::<Vec<_>>(), [anna.address.as_str(); 2]);
    let morning = MessageParser::default().parse(&kept[1].bytes).unwrap();
    let subject = morning.subject().map(|subject| subject.replace('\u{a0}', " "));
    assert_eq!(subject.as_deref(), Some("Сегодня в 14:30 — Аттестация молодого педагога: с чего начать"));
    let text = morning.body_text(0).unwrap();
    assert!(text.contains(&format!("{}/j/", club.address)), "{text}");
    assert!(morning.body_html(0).unwrap().contains("/j/"));
    let calendar = morning.attachments().find(|part| part.attachment_name() == Some("webinar.ics"));
    let calendar = calendar.or_else(|| morning.attachments().next()).unwrap();
    assert!(calendar.text_contents().unwrap().contains("DTSTART:20270412T093000Z"));
    let sent = String::from_utf8_lossy(&kept[1].bytes).into_owned();
    assert!(!sent.contains("stream.example"), "the stream link stays behind the personal one");
    club.leave_the_rest();
}
