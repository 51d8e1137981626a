//! URLs of SMTP servers.

use rstest::rstest;
use secrecy::{ExposeSecret as _, SecretString};

use crate::smtp::settings::{Encryption, Settings, read};
use crate::{Smtp, SmtpUrlError};

fn settings(url: &str) -> Settings {
    read(&SecretString::from(url)).unwrap()
}

#[rstest]
#[case("smtp://mail.example", 25, Encryption::WhenOffered)]
#[case("smtp://mail.example:2525?tls=opportunistic", 2525, Encryption::WhenOffered)]
#[case("smtp://u:p@mail.example", 587, Encryption::Required)]
#[case("smtp://u:p@mail.example?tls=opportunistic", 587, Encryption::Required)]
#[case("smtp://u:p@mail.example?tls=none", 587, Encryption::Never)]
#[case("smtp://mail.example?tls=required", 25, Encryption::Required)]
#[case("smtp://localhost:1025", 1025, Encryption::Never)]
#[case("smtp://u:p@127.0.0.1:1025", 1025, Encryption::Never)]
#[case("smtp://u:p@[::1]:1025", 1025, Encryption::Never)]
#[case("smtps://u:p@mail.example", 465, Encryption::FromTheStart)]
#[case("smtps://mail.example:4465?tls=required", 4465, Encryption::FromTheStart)]
fn port_and_encryption_follow_from_the_url(
    #[case] url: &str,
    #[case] port: u16,
    #[case] encryption: Encryption,
) {
    let settings = settings(url);
    assert_eq!((settings.port, settings.encryption), (port, encryption));
}

#[test]
fn user_password_and_host_are_decoded() {
    let settings = settings(
        "smtp://club%40club.example:%D0%BF%40%2F%23%3A+%25@почта.рф:587?connections=9&hello=club.example",
    );
    let account = settings.account.unwrap();
    assert_eq!(account.user, "club@club.example");
    assert_eq!(account.password.expose_secret(), "п@/#:+%");
    assert_eq!(settings.host, "xn--80a1acny.xn--p1ai");
    assert_eq!((settings.connections, settings.hello.as_deref()), (9, Some("club.example")));
    let plain = self::settings("smtp://[2001:db8::1]");
    assert_eq!((plain.host.as_str(), plain.connections, plain.hello), ("2001:db8::1", 4, None));
}

#[rstest]
#[case("mail.example:25", SmtpUrlError::Scheme)]
#[case("", SmtpUrlError::NotAUrl)]
#[case("smtp://u:p@mail.example:99999", SmtpUrlError::NotAUrl)]
#[case("https://u:p@mail.example", SmtpUrlError::Scheme)]
#[case("smtp://", SmtpUrlError::NoHost)]
#[case("smtp:mail.example", SmtpUrlError::Path)]
#[case("smtp://u:p@mail.example/x", SmtpUrlError::Path)]
#[case("smtp://u:p#w@mail.example", SmtpUrlError::NotAUrl)]
#[case("smtp://u@mail.example", SmtpUrlError::Account)]
#[case("smtp://:p@mail.example", SmtpUrlError::Account)]
#[case("smtp://mail.example?tls=maybe", SmtpUrlError::Option("tls".to_owned()))]
#[case("smtps://mail.example?tls=none", SmtpUrlError::Option("tls".to_owned()))]
#[case("smtp://mail.example?connections=0", SmtpUrlError::Option("connections".to_owned()))]
#[case("smtp://mail.example?connections=65", SmtpUrlError::Option("connections".to_owned()))]
#[case("smtp://mail.example?hello=a%20b", SmtpUrlError::Option("hello".to_owned()))]
#[case("smtp://mail.example?pool=3", SmtpUrlError::Option("pool".to_owned()))]
fn a_wrong_url_is_refused_with_its_reason(#[case] url: &str, #[case] error: SmtpUrlError) {
    assert_eq!(read(&SecretString::from(url)).map(|_| ()), Err(error));
}

#[test]
fn neither_errors_nor_debug_show_user_or_password() {
    let smtp = Smtp::from_url(&SecretString::from("smtp://someone:geheim@mail.example")).unwrap();
    assert_eq!(format!("{smtp:?}"), "Smtp { host: \"mail.example\", port: 587, is_signed: false, .. }");
    for url in [
        "smtp://someone:geheim@",
        "smtp://someone:geheim/x@mail.example",
        "ftp://someone:geheim@mail.example",
        "smtp://someone:geheim@mail.example?geheim=%00geheim!",
    ] {
        let error = Smtp::from_url(&SecretString::from(url)).unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("someone"), "{shown}");
        assert!(url.contains('?') || !shown.contains("geheim"), "{shown}");
    }
}
