//! Lines that are encrypted, and lines that should have been.

use std::sync::Arc;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rstest::rstest;
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use secrecy::SecretString;

use super::scripted::Scripted;
use crate::{Outlet, SendError, Smtp, samples};

/// A certificate for this machine that only those trust who were told to.
fn certificate() -> (Arc<ServerConfig>, String) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    (Arc::new(config), cert.pem())
}

fn smtp(url: String) -> Smtp {
    Smtp::from_url(&SecretString::from(url)).unwrap()
}

#[rstest]
#[case::from_the_start(false)]
#[case::by_starttls(true)]
#[tokio::test]
async fn an_encrypted_line_carries_password_and_email(#[case] by_starttls: bool) {
    let (tls, pem) = certificate();
    let server = Scripted::start_encrypted(tls, by_starttls).await;
    let url =
        if by_starttls { "smtp://u:p@127.0.0.1:PORT?tls=required" } else { "smtps://u:p@127.0.0.1:PORT" };
    let outlet = Outlet::Smtp(smtp(url.replace("PORT", &server.port.to_string())).trusting(&pem).unwrap());

    outlet.send(&samples::email()).await.unwrap();
    outlet.send(&samples::email()).await.unwrap();

    let bytes: Vec<Vec<u8>> = server.taken().into_iter().map(|taken| taken.bytes).collect();
    let mime = samples::email().to_mime().unwrap();
    assert_eq!(bytes, [mime.clone(), mime]);
    assert_eq!(server.connections(), 1);
    let before_auth: Vec<String> = server.verbs().into_iter().take_while(|verb| verb != "AUTH").collect();
    let expected: &[&str] = if by_starttls { &["EHLO", "STARTTLS", "EHLO"] } else { &["EHLO"] };
    assert_eq!(before_auth, expected);
}

#[rstest]
#[case::from_the_start(false)]
#[case::by_starttls(true)]
#[tokio::test]
async fn a_certificate_of_an_unknown_authority_gets_neither_password_nor_email(#[case] by_starttls: bool) {
    let (tls, _) = certificate();
    let server = Scripted::start_encrypted(tls, by_starttls).await;
    let url =
        if by_starttls { "smtp://u:p@127.0.0.1:PORT?tls=required" } else { "smtps://u:p@127.0.0.1:PORT" };
    let outlet = Outlet::Smtp(smtp(url.replace("PORT", &server.port.to_string())));

    let failure = outlet.send(&samples::email()).await.unwrap_err();

    assert!(failure.is_temporary(), "{failure:?}");
    assert!(failure.reason().contains("certificate"), "{failure:?}");
    let verbs = server.verbs();
    assert!(!verbs.contains(&"AUTH".to_owned()) && !verbs.contains(&"MAIL".to_owned()), "{verbs:?}");
}

#[tokio::test]
async fn a_server_that_offers_no_encryption_where_it_is_required_gets_nothing() {
    let server = Scripted::start().await;
    let outlet = Outlet::Smtp(smtp(format!("smtp://u:p@127.0.0.1:{}?tls=required", server.port)));

    let sent = outlet.send(&samples::email()).await;

    let reason = "the server offers no encryption; neither password nor e-mail was sent".to_owned();
    assert_eq!(sent, Err(SendError::Temporary { reason, code: None }));
    assert_eq!(server.verbs(), ["EHLO"]);
}

#[test]
fn only_certificates_can_be_trusted() {
    let smtp = smtp("smtps://mail.example".to_owned());
    assert!(smtp.clone().trusting("").is_err());
    assert!(smtp.trusting("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----").is_err());
}
