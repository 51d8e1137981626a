//! What other servers say of e-mails that did not arrive, as it comes.

use rstest::rstest;

use super::*;

/// As Postfix writes it.
const UNKNOWN_USER: &str = include_str!("unknown_user.eml");
/// As Exchange writes it: no original, the diagnostic folded.
const FULL_MAILBOX: &str = include_str!("full_mailbox.eml");
/// As Exim writes it without a delivery status.
const FAILED_RECIPIENTS: &str = include_str!("failed_recipients.eml");
/// A complaint with the original e-mail.
const COMPLAINT: &str = include_str!("complaint.eml");

fn read(text: &str) -> Vec<Report> {
    read_report(text.replace('\n', "\r\n").as_bytes())
}

fn address(text: &str) -> Address {
    Address::parse(text).unwrap()
}

#[test]
fn a_mailbox_that_does_not_exist_condemns_its_address() {
    let reports = read(UNKNOWN_USER);
    let expected = Report {
        recipient: address("anna@school.example"),
        fate: Fate::Failed,
        status: EnhancedStatus::find("5.1.1"),
        reason: Some("550 5.1.1 <anna@school.example>: Recipient address rejected: User unknown".to_owned()),
        message_id: Some("018f2e1a.anna@club.example".to_owned()),
    };
    assert_eq!(reports, [expected]);
    assert!(reports[0].condemns_address());
}

#[test]
fn a_full_mailbox_is_one_failure_and_condemns_nobody() {
    let reports = read(FULL_MAILBOX);
    let (one, two) = (&reports[0], &reports[1]);
    assert_eq!(reports.len(), 2);
    assert_eq!((one.recipient.clone(), one.fate), (address("petr@school.example"), Fate::Failed));
    assert_eq!(one.status.map(|status| status.to_string()).as_deref(), Some("5.2.2"));
    assert_eq!(one.reason.as_deref(), Some("552 5.2.2 The mailbox of the recipient is full"));
    assert_eq!((two.recipient.clone(), two.fate), (address("olga@school.example"), Fate::Delayed));
    assert!(!one.condemns_address() && !two.condemns_address());
    assert_eq!(one.message_id, None);
}

#[test]
fn an_old_servers_header_names_whom_it_could_not_reach() {
    let reports = read(FAILED_RECIPIENTS);
    let names: Vec<_> = reports.iter().map(|report| report.recipient.clone()).collect();
    assert_eq!(names, [address("irina@school.example"), address("oleg@school.example")]);
    assert!(reports.iter().all(|report| report.fate == Fate::Failed && report.condemns_address()));
}

#[test]
fn a_complaint_names_the_reader_of_the_original() {
    let reports = read(COMPLAINT);
    assert_eq!(reports.len(), 1);
    assert_eq!(reports[0].recipient, address("reader@school.example"));
    assert_eq!(reports[0].fate, Fate::CalledSpam);
    assert_eq!(reports[0].message_id.as_deref(), Some("018f2e1a.reader@club.example"));
    assert!(reports[0].condemns_address());
}

#[test]
fn what_is_no_report_says_nothing() {
    for text in ["", "Subject: hello\n\nAnna writes: status 5.1.1, Action: failed", "\u{0}\u{ff}"] {
        assert_eq!(read(text), [], "{text:?}");
    }
    let not_abuse = COMPLAINT.replace("Feedback-Type: abuse", "Feedback-Type: not-spam");
    assert_eq!(read(&not_abuse), []);
    let odd_action = UNKNOWN_USER.replace("Action: failed", "Action: failed-twice");
    assert_eq!(read(&odd_action), []);
}

#[test]
fn a_report_with_a_thousand_recipients_is_cut_and_a_long_reason_too() {
    let group = "Final-Recipient: rfc822; someone@school.example\nAction: failed\nStatus: 5.0.0\n\n";
    let many = UNKNOWN_USER.replace("Final-Recipient:", &format!("{}Final-Recipient:", group.repeat(1000)));
    assert_eq!(read(&many).len(), MOST_RECIPIENTS);
    let long = UNKNOWN_USER.replace("User unknown", &"unknown ".repeat(1000));
    assert_eq!(read(&long)[0].reason.as_ref().map(|reason| reason.chars().count()), Some(LONGEST_REASON));
}

#[rstest]
#[case("5.1.1", Some("5.1.1"))]
#[case("smtp; 550-5.1.1 The account does not exist", Some("5.1.1"))]
#[case("host mx.school.example[192.0.2.1] said: 552 (#5.2.2)", Some("5.2.2"))]
#[case("550 No such user", None)]
#[case("version 1.2.3", None)]
#[case("5.1", None)]
#[case("5.1.1.1", None)]
#[case("5.1111.1", None)]
fn a_status_is_found_in_any_words(#[case] text: &str, #[case] found: Option<&str>) {
    assert_eq!(EnhancedStatus::find(text).map(|status| status.to_string()).as_deref(), found);
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        let mut mail = UNKNOWN_USER.as_bytes().to_vec();
        let middle = mail.len() / 2;
        mail.splice(middle..middle, bytes.iter().copied());
        proptest::prop_assert!(read_report(&mail).len() <= 1);
        proptest::prop_assert!(read_report(&bytes).is_empty());
    }
}
