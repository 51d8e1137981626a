//! Where connections may go, on fakes of the DNS.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use rstest::rstest;
use secrecy::SecretString;

use super::scripted::{Scripted, Step};
use crate::{Allowed, Encryption, Fault, Names, Reach, Server, Smtp, is_inside, plain_host, samples};

fn dns(names: &[(&str, &[&str])]) -> Names {
    let known = names.iter().map(|(name, addresses)| {
        let addresses: Vec<IpAddr> = addresses.iter().map(|address| address.parse().unwrap()).collect();
        ((*name).to_owned(), addresses)
    });
    Names::Fixed(Arc::new(known.collect::<BTreeMap<_, _>>()))
}

fn to(server: &Scripted, host: &str, allowed: &[&str], names: Names) -> Smtp {
    Smtp::to(Server {
        host: host.to_owned(),
        port: server.port,
        encryption: Encryption::Never,
        account: Some(("club".to_owned(), SecretString::from("password"))),
        connections: 1,
        reach: Reach::Outside(Allowed::parse(allowed).unwrap().resolving(names)),
    })
}

#[rstest]
#[case("0.0.0.0")]
#[case("0.1.2.3")]
#[case("10.0.0.1")]
#[case("100.64.0.1")]
#[case("100.127.255.254")]
#[case("127.0.0.1")]
#[case("127.8.9.10")]
#[case("169.254.169.254")]
#[case("172.16.0.1")]
#[case("172.31.255.255")]
#[case("192.0.0.8")]
#[case("192.0.2.1")]
#[case("192.168.1.1")]
#[case("198.18.0.1")]
#[case("198.19.255.255")]
#[case("224.0.0.1")]
#[case("239.255.255.255")]
#[case("240.0.0.1")]
#[case("255.255.255.255")]
#[case("::")]
#[case("::1")]
#[case("::127.0.0.1")]
#[case("::ffff:127.0.0.1")]
#[case("::ffff:10.0.0.1")]
#[case("64:ff9b::7f00:1")]
#[case("64:ff9b::a00:1")]
#[case("64:ff9b:1::1")]
#[case("100::1")]
#[case("2001::1")]
#[case("2001:db8::1")]
#[case("2002:7f00:1::")]
#[case("fc00::1")]
#[case("fd12:3456:789a::1")]
#[case("fe80::1")]
#[case("fec0::1")]
#[case("ff02::1")]
fn an_address_that_is_not_on_the_internet_is_inside(#[case] address: &str) {
    assert!(is_inside(address.parse().unwrap()), "{address}");
}

#[rstest]
#[case("1.1.1.1")]
#[case("77.88.21.158")]
#[case("100.63.255.255")]
#[case("100.128.0.1")]
#[case("172.15.0.1")]
#[case("172.32.0.1")]
#[case("192.167.1.1")]
#[case("223.255.255.255")]
#[case("::ffff:77.88.21.158")]
#[case("64:ff9b::4d58:159e")]
#[case("2a02:6b8::1:158")]
#[case("2606:4700:4700::1111")]
fn an_address_on_the_internet_is_not_inside(#[case] address: &str) {
    assert!(!is_inside(address.parse().unwrap()), "{address}");
}

#[rstest]
#[case("0x7f.1", Some("127.0.0.1"))]
#[case("2130706433", Some("127.0.0.1"))]
#[case("0177.0.0.1", Some("127.0.0.1"))]
#[case("127.1", Some("127.0.0.1"))]
#[case("[::1]", Some("::1"))]
#[case("::1", Some("::1"))]
#[case(" SMTP.Yandex.RU. ", Some("smtp.yandex.ru"))]
#[case("почта.рф", Some("xn--80a1acny.xn--p1ai"))]
#[case("mail.ru:25", None)]
#[case("mail ru", None)]
#[case("mail.ru/x", None)]
#[case("user@mail.ru", None)]
#[case("-mail.ru", None)]
#[case("mail..ru", None)]
#[case("", None)]
fn a_host_has_one_spelling(#[case] typed: &str, #[case] plain: Option<&str>) {
    assert_eq!(plain_host(typed).as_deref(), plain);
}

#[tokio::test]
async fn a_name_that_leads_inside_is_refused_before_anybody_connects() {
    let server = Scripted::start().await;
    let names = || dns(&[("mail.example", &["127.0.0.1"]), ("six.example", &["::ffff:127.0.0.1", "::1"])]);
    for host in ["mail.example", "six.example", "127.0.0.1"] {
        let trouble = to(&server, host, &[], names()).try_out(&samples::email()).await.unwrap_err();
        assert_eq!(trouble.fault, Fault::Inside, "{host}");
    }
    let trouble = to(&server, "other.example", &[], names()).try_out(&samples::email()).await.unwrap_err();
    assert_eq!(trouble.fault, Fault::NoSuchHost);
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn of_several_addresses_only_those_that_may_be_are_tried() {
    let server = Scripted::start().await;
    // The first would be this machine, too, if anybody tried it.
    let names = dns(&[("mail.example", &["127.0.0.2", "127.0.0.1"])]);
    let smtp = to(&server, "mail.example", &["127.0.0.1"], names);
    smtp.try_out(&samples::email()).await.unwrap();
    assert_eq!((server.connections(), server.taken().len()), (1, 1));
}

#[rstest]
#[case::by_name("mail.lan")]
#[case::by_address("127.0.0.1")]
#[case::by_network("127.0.0.0/8")]
#[tokio::test]
async fn what_the_operator_allows_inside_is_reached(#[case] allowed: &str) {
    let server = Scripted::start().await;
    let smtp = to(&server, "mail.lan", &[allowed], dns(&[("mail.lan", &["127.0.0.1"])]));
    smtp.try_out(&samples::email()).await.unwrap();
    assert_eq!(server.taken().len(), 1);
}

#[rstest]
#[case::password("AUTH", "535 5.7.8 no", Fault::LogIn)]
#[case::sender("MAIL", "553 5.7.1 not your address", Fault::Sender)]
#[case::reader("RCPT", "450 4.2.0 greylisted", Fault::Reader)]
#[case::text("TEXT", "554 5.7.1 spam", Fault::Text)]
#[case::greeting("GREETING", "554 5.7.1 go away", Fault::NoMailServer)]
#[tokio::test]
async fn a_trial_says_what_is_in_the_way(
    #[case] verb: &'static str,
    #[case] said: &'static str,
    #[case] fault: Fault,
) {
    let server = Scripted::start().await;
    server.once(verb, Step::Say(said));
    let smtp = to(&server, "127.0.0.1", &["127.0.0.1"], dns(&[]));
    let trouble = smtp.try_out(&samples::email()).await.unwrap_err();
    assert_eq!(trouble.fault, fault, "{}", trouble.said);
}

#[tokio::test]
async fn a_server_without_encryption_gets_no_password_and_one_that_is_not_there_is_unreachable() {
    let server = Scripted::start().await;
    let with = |encryption, port| {
        Smtp::to(Server {
            host: "127.0.0.1".to_owned(),
            port,
            encryption,
            account: Some(("club".to_owned(), SecretString::from("password"))),
            connections: 1,
            reach: Reach::Outside(Allowed::parse(&["127.0.0.1"]).unwrap()),
        })
    };
    for encryption in [Encryption::Required, Encryption::WhenOffered] {
        let trouble = with(encryption, server.port).try_out(&samples::email()).await.unwrap_err();
        assert_eq!(trouble.fault, Fault::NoEncryption);
    }
    assert!(!server.verbs().contains(&"AUTH".to_owned()), "{:?}", server.verbs());
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let trouble = with(Encryption::Required, free).try_out(&samples::email()).await.unwrap_err();
    assert_eq!(trouble.fault, Fault::Unreachable);
}
