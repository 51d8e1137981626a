//! Samples of these pages, for the tests that look at every page.

use club::sealing::SealError;
use club::smtp_account::{Account, Check, DnsRecord, Problem};
use entity::{SmtpEncryption, smtp_account};
use lang::{Lang, Texts};

use super::edit::{EditPage, Frame};
use super::form::{self, Typed};
use super::list::{self, ListPage};
use super::place::Room;
use crate::Sample;
use crate::form::Errors;
use crate::layout::Layout;
use crate::samples::data::{self, before, during, id, say};

fn account(lang: Lang, number: u128) -> Account {
    let row = smtp_account::Model {
        id: id(900 + number),
        school_id: None,
        name: say(lang, "Почта школы", "School mail").to_owned(),
        host: "smtp.school.example".to_owned(),
        port: 465,
        encryption: SmtpEncryption::Implicit,
        username: Some("club@school.example".to_owned()),
        password_sealed: Some("1.2.3".to_owned()),
        from_name: say(lang, "Школа № 44", "School 44").to_owned(),
        from_address: "club@school.example".to_owned(),
        connections: 4,
        per_minute: Some(120),
        dkim_domain: None,
        dkim_selector: None,
        dkim_key_sealed: None,
        is_used: number == 1,
        revision: 1,
        checked_at: (number != 3).then(before),
        check_error: None,
        created_at: before(),
    };
    Account { row, seal: None, trouble: None }
}

fn broken(lang: Lang, number: u128, error: &str) -> Account {
    let mut broken = account(lang, number);
    broken.row.check_error = Some(error.to_owned());
    broken.trouble = Some(Check::read(error));
    broken
}

fn signed(lang: Lang) -> (Account, DnsRecord) {
    let mut signed = account(lang, 1);
    signed.row.dkim_key_sealed = Some("1.2.3".to_owned());
    signed.row.dkim_selector = Some("club1807608600".to_owned());
    signed.row.dkim_domain = Some("old.example".to_owned());
    let record = DnsRecord {
        name: "club1807608600._domainkey.old.example".to_owned(),
        value: format!("v=DKIM1; k=rsa; p={}", "MIIBIjANBgkqhkiG9w0B".repeat(19)),
        domain: "old.example".to_owned(),
    };
    (signed, record)
}

fn edit(lang: Lang, room: &Room, account: Option<(&Account, Option<DnsRecord>)>, errors: Errors) -> EditPage {
    let frame = Frame {
        layout: Layout::sample_of_curator(lang),
        csrf: "sample".to_owned(),
        room,
        now: during(),
        my_address: Some("belykh@school.example".to_owned()),
    };
    let typed = account.as_ref().map_or_else(Typed::new, |(account, _)| Typed::of_row(&account.row));
    EditPage::of(frame, account, &typed, errors)
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let (school, network) = (Room::of_session(data::session(lang)), Room::of_network());
    let list = |room: &Room, accounts: &[Account]| {
        let layout = Layout::sample_of_curator(lang);
        let frame = list::Frame { layout, csrf: "sample".to_owned(), room, now: during() };
        ListPage::of(frame, accounts)
    };
    let refused = broken(lang, 1, "log_in: 535 5.7.8 authentication failed");
    let mut sealed = account(lang, 2);
    sealed.seal = Some(SealError::OtherKey("0badcafe".to_owned()));
    let several = [refused.clone(), sealed, broken(lang, 2, "no_such_host: no such host"), account(lang, 3)];
    let problems = [Problem::HostInside, Problem::Port, Problem::PasswordAnew, Problem::InTheClear];
    let wrong = form::errors(&problems, &[25, 465, 587, 2525], Texts(lang));
    let (signed, record) = signed(lang);
    let mut conflict = edit(lang, &network, Some((&signed, Some(record))), Errors::default());
    conflict.show_conflict();
    vec![
        Sample::of("smtp_account-list", &list(&school, &several)),
        Sample::of("smtp_account-list-network", &list(&network, &[account(lang, 1)])),
        Sample::of("smtp_account-list-empty", &list(&school, &[])),
        Sample::of("smtp_account-new", &edit(lang, &school, None, Errors::default())),
        Sample::of("smtp_account-wrong", &edit(lang, &network, Some((&refused, None)), wrong)),
        Sample::of(
            "smtp_account-edit",
            &edit(lang, &school, Some((&account(lang, 2), None)), Errors::default()),
        ),
        Sample::of("smtp_account-conflict", &conflict),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_has_a_sentence_in_both_languages() {
        for lang in Lang::ALL {
            for word in Check::words() {
                let said = Texts(lang).say(&format!("smtp-account-fault-{word}"));
                assert!(!said.contains('⟦'), "{word} in {lang}: {said}");
            }
        }
    }
}
