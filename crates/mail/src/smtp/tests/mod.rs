//! What servers do to e-mails, and what becomes of the e-mail then.

mod encryption;
mod reach;
mod received;
mod scripted;
mod signed;
mod url;

use std::time::Duration;

use rstest::rstest;
use scripted::{Scripted, Step};

use crate::{Outlet, Receipt, SendError, Smtp, TimeLimits, samples};

fn temporary(reason: &str, code: Option<u16>) -> SendError {
    SendError::Temporary { reason: reason.to_owned(), code }
}

fn permanent(reason: &str, code: u16) -> SendError {
    SendError::Permanent { reason: reason.to_owned(), code: Some(code) }
}

fn hasty(smtp: Smtp) -> Outlet {
    let limits = TimeLimits {
        connect: Duration::from_secs(5),
        command: Duration::from_millis(300),
        email: Duration::from_secs(5),
    };
    Outlet::Smtp(smtp.with_time_limits(limits))
}

#[tokio::test]
async fn an_accepted_email_arrives_byte_for_byte_at_one_reader() {
    let server = Scripted::start().await;
    let email = samples::email();

    let receipt = Outlet::Smtp(server.smtp()).send(&email).await;

    assert_eq!(receipt, Ok(Receipt { reply: "250 2.0.0 ok: queued as 4711".to_owned() }));
    let expected = scripted::Taken {
        sender: "club@club.example".to_owned(),
        readers: vec!["anna@example.org".to_owned()],
        bytes: email.to_mime().unwrap(),
    };
    assert_eq!(server.taken(), [expected]);
}

#[rstest]
#[case::greylisted(
    "RCPT",
    "450 4.2.0 <anna@example.org>: Greylisted",
    "the reader: 450 4.2.0 … Greylisted",
    450
)]
#[case::later("TEXT", "451 4.3.0 try again", "the text: 451 4.3.0 try again", 451)]
#[case::full("RCPT", "452 4.2.2 mailbox full", "the reader: 452 4.2.2 mailbox full", 452)]
#[case::not_now("DATA", "451 4.7.1 later", "the start of the text: 451 4.7.1 later", 451)]
#[case::many_lines("RCPT", "450-4.7.1 first\r\n450 4.7.1 second", "the reader: 450 4.7.1 first second", 450)]
#[tokio::test]
async fn a_4xx_reply_is_temporary_and_the_connection_goes_on(
    #[case] verb: &'static str,
    #[case] said: &'static str,
    #[case] reason: &str,
    #[case] code: u16,
) {
    let server = Scripted::start().await;
    server.once(verb, Step::Say(said));
    let outlet = Outlet::Smtp(server.smtp());

    assert_eq!(outlet.send(&samples::email()).await, Err(temporary(reason, Some(code))));
    assert_eq!(server.taken(), []);
    outlet.send(&samples::email()).await.unwrap();

    assert_eq!((server.taken().len(), server.connections()), (1, 1));
    assert!(server.verbs().contains(&"RSET".to_owned()), "{:?}", server.verbs());
}

#[rstest]
#[case::unknown(
    "RCPT",
    "550 5.1.1 <anna@example.org> unknown, see mailto:x@y.example",
    "the reader: 550 5.1.1 … unknown, see …",
    550
)]
#[case::content("TEXT", "554 5.7.1 looks like spam", "the text: 554 5.7.1 looks like spam", 554)]
#[tokio::test]
async fn a_5xx_reply_is_permanent_and_the_next_email_goes_over_the_same_connection(
    #[case] verb: &'static str,
    #[case] said: &'static str,
    #[case] reason: &str,
    #[case] code: u16,
) {
    let server = Scripted::start().await;
    server.once(verb, Step::Say(said));
    let outlet = Outlet::Smtp(server.smtp());

    assert_eq!(outlet.send(&samples::email()).await, Err(permanent(reason, code)));
    assert_eq!(server.taken(), []);
    outlet.send(&samples::email()).await.unwrap();

    assert_eq!((server.taken().len(), server.connections()), (1, 1));
}

#[rstest]
#[case::no_service(
    "GREETING",
    "554 5.7.1 no service for you",
    "the greeting: 554 5.7.1 no service for you",
    554
)]
#[case::closed("GREETING", "421 4.3.2 shutting down", "the greeting: 421 4.3.2 shutting down", 421)]
#[case::sender("MAIL", "553 5.7.1 sender not owned", "the sender: 553 5.7.1 sender not owned", 553)]
#[case::log_in_first("RCPT", "530 5.7.0 log in first", "the reader: 530 5.7.0 log in first", 530)]
#[tokio::test]
async fn a_refusal_of_ourselves_gives_no_email_up(
    #[case] verb: &'static str,
    #[case] said: &'static str,
    #[case] reason: &str,
    #[case] code: u16,
) {
    let server = Scripted::start().await;
    server.once(verb, Step::Say(said));
    let outlet = Outlet::Smtp(server.smtp());

    assert_eq!(outlet.send(&samples::email()).await, Err(temporary(reason, Some(code))));
    outlet.send(&samples::email()).await.unwrap();

    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn a_wrong_password_keeps_emails_waiting_and_is_named_by_the_check() {
    let server = Scripted::start().await;
    let url = format!("smtp://club%40club.example:p%40ss%2Fw%20rd@127.0.0.1:{}", server.port);
    let outlet = Outlet::Smtp(Smtp::from_url(&url.into()).unwrap());
    let said = "535 5.7.8 wrong password for club@club.example";
    server.once("AUTH", Step::Say(said)).once("AUTH", Step::Say(said));
    let reason = "the log-in: 535 5.7.8 wrong password for …";

    assert_eq!(outlet.send(&samples::email()).await, Err(temporary(reason, Some(535))));
    assert_eq!(outlet.check().await, Err(permanent(reason, 535)));
    assert_eq!(outlet.check().await, Ok(()));

    let log_in = server.commands().into_iter().find(|command| command.starts_with("AUTH")).unwrap();
    // "\0club@club.example\0p@ss/w rd"
    assert_eq!(log_in, "AUTH PLAIN AGNsdWJAY2x1Yi5leGFtcGxlAHBAc3MvdyByZA==");
}

#[rstest]
#[case("GREETING", "the greeting: no answer within 0.3 s")]
#[case("RCPT", "the reader: no answer within 0.3 s")]
#[case("TEXT", "the text: no answer within 0.3 s; the e-mail may have arrived all the same")]
#[tokio::test]
async fn a_server_that_falls_silent_is_left_and_another_connection_opened(
    #[case] verb: &'static str,
    #[case] reason: &str,
) {
    let server = Scripted::start().await;
    server.once(verb, Step::Stall);
    let outlet = hasty(server.smtp());

    assert_eq!(outlet.send(&samples::email()).await, Err(temporary(reason, None)));
    outlet.send(&samples::email()).await.unwrap();

    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn an_email_has_one_time_limit_over_all_commands() {
    let server = Scripted::start().await;
    server.once("RCPT", Step::Stall);
    let limits = TimeLimits { email: Duration::from_millis(60), ..TimeLimits::default() };
    let outlet = Outlet::Smtp(server.smtp().with_time_limits(limits));

    let sent = outlet.send(&samples::email()).await;

    assert_eq!(sent, Err(temporary("the whole e-mail: no answer within 0.06 s", None)));
}

#[rstest]
#[case::at_the_reader("RCPT", 0)]
#[case::amid_the_text("MIDTEXT", 0)]
#[case::after_keeping_it("TEXT", 1)]
#[tokio::test]
async fn a_cut_connection_is_temporary(#[case] verb: &'static str, #[case] kept: usize) {
    let server = Scripted::start().await;
    server.once(verb, Step::Cut);
    let outlet = Outlet::Smtp(server.smtp());

    let failure = outlet.send(&samples::email()).await.unwrap_err();

    assert_eq!((failure.is_temporary(), failure.code()), (true, None), "{failure:?}");
    assert_eq!(
        failure.reason().ends_with("may have arrived all the same"),
        verb.ends_with("TEXT"),
        "{failure:?}"
    );
    assert_eq!(server.taken().len(), kept);
    outlet.send(&samples::email()).await.unwrap();
    assert_eq!(server.taken().len(), kept + 1);
}

#[tokio::test]
async fn a_connection_closed_while_it_was_kept_costs_no_attempt() {
    let server = Scripted::start().await;
    let outlet = Outlet::Smtp(server.smtp());
    outlet.send(&samples::email()).await.unwrap();
    server.once("MAIL", Step::Say("421 4.4.2 too long silent"));
    outlet.send(&samples::email()).await.unwrap();
    server.once("MAIL", Step::Cut);
    outlet.send(&samples::email()).await.unwrap();

    assert_eq!((server.taken().len(), server.connections()), (3, 3));
}

#[tokio::test]
async fn no_server_is_temporary() {
    let port = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let outlet = Outlet::Smtp(Smtp::from_url(&format!("smtp://127.0.0.1:{port}").into()).unwrap());

    for failure in [outlet.send(&samples::email()).await.map(|_| ()), outlet.check().await] {
        let failure = failure.unwrap_err();
        assert!(failure.is_temporary(), "{failure:?}");
        assert!(failure.reason().starts_with("the connection: "), "{failure:?}");
    }
}

#[tokio::test]
async fn one_connection_carries_a_hundred_emails_and_says_goodbye() {
    let server = Scripted::start().await;
    let smtp = server.smtp_with("?connections=1");
    let outlet = Outlet::Smtp(smtp.clone());
    for _ in 0..100 {
        outlet.send(&samples::email()).await.unwrap();
    }
    assert_eq!(server.connections(), 1);
    outlet.send(&samples::email()).await.unwrap();
    assert_eq!(server.connections(), 2);
    smtp.close().await;

    let goodbyes = || server.verbs().iter().filter(|verb| *verb == "QUIT").count();
    let both_said = async {
        // The full connection says goodbye beside the next e-mail.
        while goodbyes() < 2 {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), both_said).await.unwrap();
    assert_eq!((server.taken().len(), goodbyes()), (101, 2));
}

#[tokio::test]
async fn no_more_connections_are_opened_than_allowed() {
    let server = Scripted::start().await;
    let outlet = Outlet::Smtp(server.smtp_with("?connections=3"));
    let sending = (0..30).map(|_| {
        let outlet = outlet.clone();
        tokio::spawn(async move { outlet.send(&samples::email()).await })
    });
    for sent in sending.collect::<Vec<_>>() {
        sent.await.unwrap().unwrap();
    }

    assert_eq!(server.taken().len(), 30);
    assert!(server.connections() <= 3, "{} connections", server.connections());
}

#[tokio::test]
async fn the_check_sends_nothing() {
    let server = Scripted::start().await;

    assert_eq!(Outlet::Smtp(server.smtp()).check().await, Ok(()));

    assert_eq!(server.verbs(), ["EHLO", "QUIT"]);
}

#[tokio::test]
async fn a_personal_link_that_the_server_repeats_is_not_kept() {
    let server = Scripted::start().await;
    server.once(
        "TEXT",
        Step::Say(
            "554 bad URL <https://club.example/j/abcdefghijklmnopqrstuvwxyz>, see https://list.example/why",
        ),
    );

    let failure = Outlet::Smtp(server.smtp()).send(&samples::email()).await;

    assert_eq!(failure, Err(permanent("the text: 554 bad URL … see https://list.example/why", 554)));
}

#[rstest]
#[case("DATA", "250 ok", "the server answers out of step")]
#[case("TEXT", "354 go on", "the server answers out of step; the e-mail may have arrived all the same")]
#[tokio::test]
async fn a_reply_to_another_command_accepts_nothing(
    #[case] verb: &'static str,
    #[case] said: &'static str,
    #[case] reason: &str,
) {
    let server = Scripted::start().await;
    server.once(verb, Step::Say(said));
    let outlet = Outlet::Smtp(server.smtp());

    assert_eq!(outlet.send(&samples::email()).await, Err(temporary(reason, None)));
    outlet.send(&samples::email()).await.unwrap();

    assert_eq!((server.taken().len(), server.connections()), (1, 2));
}
