//! Addresses as people type them.

use proptest::prelude::*;
use rstest::rstest;

use super::{Address, AddressError, suggestion};

fn parsed(text: &str) -> Result<String, AddressError> {
    Address::parse(text).map(|address| address.to_string())
}

fn cyrillic(suggestion: &str) -> AddressError {
    AddressError::LooksCyrillic { suggestion: suggestion.to_owned() }
}

#[rstest]
#[case(" IVAN@Mail.RU ", "ivan@mail.ru")]
#[case("ivan@mail.ru", "ivan@mail.ru")]
#[case("ivan@школа44.рф", "ivan@xn--44-6kc3bfr2e.xn--p1ai")]
#[case("ivan@ШКОЛА44.РФ", "ivan@xn--44-6kc3bfr2e.xn--p1ai")]
#[case("ivan@почта.ru", "ivan@xn--80a1acny.ru")]
#[case("mailto:Ivan@mail.ru", "ivan@mail.ru")]
#[case("<ivan@mail.ru>", "ivan@mail.ru")]
#[case("\u{feff}ivan\u{200b}@mail.ru\u{a0}\r\n", "ivan@mail.ru")]
#[case("ivan.petrov+web-club@sub.mail.ru.", "ivan.petrov+web-club@sub.mail.ru")]
#[case("o'neil_1=%@ex-ample.co", "o'neil_1=%@ex-ample.co")]
#[case("user@gmial.com", "user@gmial.com")]
#[case("webclub@localhost.localdomain", "webclub@localhost.localdomain")]
fn an_address_has_one_spelling(#[case] typed: &str, #[case] address: &str) {
    assert_eq!(parsed(typed), Ok(address.to_owned()));
}

#[rstest]
#[case("", AddressError::Empty)]
#[case(" \u{a0}\u{200b}\t", AddressError::Empty)]
#[case("a@", AddressError::NotAnAddress)]
#[case("@b.ru", AddressError::NotAnAddress)]
#[case("ivan.mail.ru", AddressError::NotAnAddress)]
#[case("a@b", AddressError::DomainNotPublic)]
#[case("a b@c.ru", AddressError::NotAnAddress)]
#[case("a@b c.ru", AddressError::NotAnAddress)]
#[case("a..b@c.ru", AddressError::NotAnAddress)]
#[case(".a@c.ru", AddressError::NotAnAddress)]
#[case("a.@c.ru", AddressError::NotAnAddress)]
#[case("a@c..ru", AddressError::NotAnAddress)]
#[case("a@-c.ru", AddressError::NotAnAddress)]
#[case("a@c_d.ru", AddressError::NotAnAddress)]
#[case("a@b@c.ru", AddressError::NotAnAddress)]
#[case("a@x.ru,b@y.ru", AddressError::SeveralAddresses)]
#[case("a@x.ru; b@y.ru", AddressError::SeveralAddresses)]
#[case("a@x.ru b@y.ru", AddressError::SeveralAddresses)]
#[case("a@x.ru,", AddressError::NotAnAddress)]
#[case("Иван <ivan@mail.ru>", AddressError::NotAnAddress)]
#[case("a@x.ru\r\nRCPT TO:<v>", AddressError::NotAnAddress)]
#[case("a@x.ru\r\nRCPT TO:<v@y.ru>", AddressError::NotAnAddress)]
#[case("a@x.ru>\r\nRCPT TO:<v@y.ru", AddressError::NotAnAddress)]
#[case("\"a\\r\\n\"@x.ru", AddressError::NotAnAddress)]
#[case("\"a\r\n\"@x.ru", AddressError::NotAnAddress)]
#[case("\"a b\"@x.ru", AddressError::NotAnAddress)]
#[case("a\0@x.ru", AddressError::NotAnAddress)]
#[case("иван@почта.рф", AddressError::LocalPartNotAscii)]
#[case("müller@example.org", AddressError::LocalPartNotAscii)]
#[case("a@127.0.0.1", AddressError::DomainNotPublic)]
#[case("a@[127.0.0.1]", AddressError::DomainNotPublic)]
#[case("a@[::1]", AddressError::DomainNotPublic)]
#[case("a@localhost", AddressError::DomainNotPublic)]
#[case("a@printer.local", AddressError::DomainNotPublic)]
fn a_text_that_is_no_address_is_refused_with_its_reason(#[case] typed: &str, #[case] error: AddressError) {
    assert_eq!(parsed(typed), Err(error));
}

#[test]
fn an_address_may_be_as_long_as_the_standard_says_and_no_longer() {
    let local = "l".repeat(64);
    let label = "d".repeat(63);
    let longest = format!("{local}@{label}.{label}.{}", "d".repeat(61));
    assert_eq!((longest.len(), parsed(&longest)), (254, Ok(longest.clone())));
    assert_eq!(parsed(&format!("{longest}d")), Err(AddressError::TooLong));
    assert_eq!(parsed(&format!("l{local}@example.org")), Err(AddressError::TooLong));
    assert_eq!(parsed(&format!("a@{label}d.ru")), Err(AddressError::TooLong));
    assert_eq!(parsed(&format!("a@{}", "школа.".repeat(60) + "рф")), Err(AddressError::TooLong));
}

#[rstest]
#[case("аnna@mail.ru", "anna@mail.ru")]
#[case("anna@mаil.ru", "anna@mail.ru")]
#[case("ANNА@MAIL.RU", "anna@mail.ru")]
#[case("anna@mail.ру", "anna@mail.ru")]
#[case("anna@gmail.сом", "anna@gmail.com")]
fn cyrillic_letters_among_latin_ones_are_named_with_what_was_meant(#[case] typed: &str, #[case] meant: &str) {
    assert_eq!(parsed(typed), Err(cyrillic(meant)));
}

#[rstest]
#[case("user@gmial.com", Some("user@gmail.com"))]
#[case("user@gmail.con", Some("user@gmail.com"))]
#[case("user@gmal.con", Some("user@gmail.com"))]
#[case("user@gmail.ru", Some("user@gmail.com"))]
#[case("user@mial.ru", Some("user@mail.ru"))]
#[case("user@maill.ru", Some("user@mail.ru"))]
#[case("user@mail.ry", Some("user@mail.ru"))]
#[case("user@yandex.ry", Some("user@yandex.ru"))]
#[case("user@yadnex.ru", Some("user@yandex.ru"))]
#[case("user@jandex.ru", Some("user@yandex.ru"))]
#[case("user@ramlber.ru", Some("user@rambler.ru"))]
#[case("user@mail.ru", None)]
#[case("user@email.com", None)]
#[case("user@mail.com", None)]
#[case("user@school44.ru", None)]
#[case("user@vk.ru", None)]
#[case("user@ok.ru", None)]
#[case("user@edu.tatar.ru", None)]
fn a_slip_in_a_well_known_domain_is_offered_mended(#[case] typed: &str, #[case] meant: Option<&str>) {
    assert_eq!(Address::parse(typed).unwrap().suggestion().as_deref(), meant);
}

#[test]
fn an_offered_domain_is_never_itself_a_slip() {
    for domain in suggestion::all_meant() {
        assert_eq!(suggestion::meant_domain(domain), None, "{domain}");
    }
}

#[test]
fn tags_share_one_base() {
    for (typed, base) in [
        ("ivan+1@mail.ru", "ivan@mail.ru"),
        ("ivan+a+b@mail.ru", "ivan@mail.ru"),
        ("ivan@mail.ru", "ivan@mail.ru"),
        ("+ivan@mail.ru", "+ivan@mail.ru"),
    ] {
        assert_eq!(Address::parse(typed).unwrap().base(), base);
    }
}

#[test]
fn addresses_of_duties_are_told_from_those_of_people() {
    let is_role = |text| Address::parse(text).unwrap().is_role();
    assert_eq!(
        [is_role("NoReply@school.example"), is_role("no-reply@x.ru"), is_role("ivan@x.ru")],
        [true, true, false]
    );
}

#[test]
fn json_holds_an_address_as_text_and_checks_it() {
    let address: Address = serde_json::from_str("\" IVAN@Mail.RU\"").unwrap();
    assert_eq!(serde_json::to_string(&address).unwrap(), "\"ivan@mail.ru\"");
    assert_eq!(
        (address.local_part(), address.domain(), address.as_ref()),
        ("ivan", "mail.ru", "ivan@mail.ru")
    );
    assert!(serde_json::from_str::<Address>("\"a@b\"").is_err());
}

#[test]
fn errors_do_not_repeat_the_address() {
    for typed in ["secret-name@", "secret-name@localhost", "sеcret-name@mail.ru", "иван@mail.ru"] {
        let shown = Address::parse(typed).unwrap_err().to_string();
        assert!(!shown.contains("name@") && !shown.contains("иван"), "{shown}");
    }
}

proptest! {
    #[test]
    fn whatever_is_typed_becomes_one_plain_spelling_or_an_error(typed in "\\PC{0,12}@?[a-zа-я0-9@.<>, \"\r\n-]{0,30}") {
        if let Ok(address) = Address::parse(&typed) {
            prop_assert!(address.as_str().chars().all(|c| c.is_ascii_graphic()));
            prop_assert_eq!(address.as_str().matches('@').count(), 1);
            prop_assert!(address.as_str().len() <= 254);
            prop_assert_eq!(Address::parse(address.as_str()), Ok(address.clone()));
            prop_assert!(lettre::Address::new(address.local_part(), address.domain()).is_ok());
            if let Some(meant) = address.suggestion() {
                prop_assert!(Address::parse(&meant).is_ok());
            }
        }
    }

    #[test]
    fn every_plain_address_is_taken(typed in "[a-z0-9!#$%&'*+=?^_`{|}~-]{1,20}(\\.[a-z0-9]{1,5}){0,2}@[a-z0-9]{1,20}(\\.[a-z0-9]{1,9}){0,2}\\.[a-z]{2,6}") {
        let outcome = parsed(&typed);
        let is_private = matches!(outcome, Err(AddressError::DomainNotPublic));
        prop_assert!(is_private || outcome == Ok(typed.clone()), "{:?}", outcome);
    }
}
