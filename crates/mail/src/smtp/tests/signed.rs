//! Signatures, checked by the rules of RFC 6376 as a receiving server checks them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::signature::{ED25519, RSA_PKCS1_2048_8192_SHA256, RsaKeyPair, UnparsedPublicKey};
use rstest::rstest;
use secrecy::SecretString;
use sha2::{Digest as _, Sha256};

use super::scripted::Scripted;
use crate::{Dkim, DkimError, DkimKey, Email, Outlet, samples};

enum PublicKey {
    Rsa(Vec<u8>),
    Ed25519(Vec<u8>),
}

fn pem(body: &str) -> SecretString {
    labelled(&["PRIVATE", "KEY"].join(" "), body)
}

fn labelled(label: &str, body: &str) -> SecretString {
    SecretString::from(format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", body.trim()))
}

fn rsa() -> (SecretString, PublicKey) {
    let body = include_str!("rsa_2048.base64");
    let der = STANDARD.decode(body.replace('\n', "")).unwrap();
    let public = RsaKeyPair::from_pkcs8(&der).unwrap().public().as_ref().to_vec();
    (pem(body), PublicKey::Rsa(public))
}

/// The same key as older tools write it.
fn rsa_pkcs1() -> (SecretString, PublicKey) {
    let der = STANDARD.decode(include_str!("rsa_2048.base64").replace('\n', "")).unwrap();
    let inner = pkcs8::PrivateKeyInfo::try_from(der.as_slice()).unwrap().private_key;
    (labelled(&["RSA", "PRIVATE", "KEY"].join(" "), &STANDARD.encode(inner)), rsa().1)
}

fn ed25519() -> (SecretString, PublicKey) {
    let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap();
    (SecretString::from(pair.serialize_pem()), PublicKey::Ed25519(pair.public_key_raw().to_vec()))
}

/// What the server gets of a signed e-mail.
async fn sent(email: &Email, key: &SecretString) -> String {
    let server = Scripted::start().await;
    let dkim = Dkim::new("spring2027", "клуб.example", key).unwrap();
    Outlet::Smtp(server.smtp().signed_by(dkim)).send(email).await.unwrap();
    String::from_utf8(server.taken().pop().unwrap().bytes).unwrap()
}

/// Headers with their folding, in their order, and the body.
fn split(email: &str) -> (Vec<(String, String)>, &str) {
    let (head, body) = email.split_once("\r\n\r\n").unwrap();
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in head.split("\r\n") {
        if line.starts_with([' ', '\t']) {
            headers.last_mut().unwrap().1.push_str(line);
        } else {
            let (name, value) = line.split_once(':').unwrap();
            headers.push((name.to_lowercase(), value.to_owned()));
        }
    }
    (headers, body)
}

fn relaxed(text: &str) -> String {
    text.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn relaxed_body(body: &str) -> String {
    let lines = body.split("\r\n").map(|line| {
        let starts_with_space = line.starts_with([' ', '\t']) && !relaxed(line).is_empty();
        format!("{}{}", if starts_with_space { " " } else { "" }, relaxed(line))
    });
    let text = lines.collect::<Vec<_>>().join("\r\n");
    format!("{}\r\n", text.trim_end_matches("\r\n"))
}

fn is_valid(email: &str, key: &PublicKey) -> bool {
    let (headers, body) = split(email);
    let signature = &headers.iter().find(|(name, _)| name == "dkim-signature").unwrap().1;
    let tag = |wanted: &str| {
        let found = signature
            .split(';')
            .filter_map(|tag| tag.split_once('='))
            .find(|(name, _)| name.trim() == wanted);
        found.unwrap().1.split_whitespace().collect::<String>()
    };
    let body_hash = STANDARD.encode(Sha256::digest(relaxed_body(body).as_bytes()));
    let mut signed = String::new();
    for name in tag("h").split(':') {
        if let Some((name, value)) = headers.iter().find(|(other, _)| other == name) {
            signed.push_str(&format!("{name}:{}\r\n", relaxed(value)));
        }
    }
    let (before, _) = signature.rsplit_once("b=").unwrap();
    signed.push_str(&format!("dkim-signature:{}", relaxed(&format!("{before}b="))));
    let value = STANDARD.decode(tag("b")).unwrap();
    let is_signed = match key {
        PublicKey::Rsa(key) => {
            UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key).verify(signed.as_bytes(), &value)
        }
        PublicKey::Ed25519(key) => {
            UnparsedPublicKey::new(&ED25519, key).verify(&Sha256::digest(signed.as_bytes()), &value)
        }
    };
    body_hash == tag("bh") && is_signed.is_ok()
}

#[rstest]
#[case::rsa(rsa())]
#[case::rsa_pkcs1(rsa_pkcs1())]
#[case::ed25519(ed25519())]
#[tokio::test]
async fn a_signed_email_is_believed_and_a_changed_one_is_not(#[case] key: (SecretString, PublicKey)) {
    let (private, public) = key;
    let mut plain = samples::email();
    plain.unsubscribe_url = None;
    plain.attachments.clear();
    for email in [samples::email(), plain] {
        let wire = sent(&email, &private).await;

        assert!(is_valid(&wire, &public));
        // Servers on the way fold headers anew and drop spaces at line ends.
        assert!(is_valid(
            &wire.replace("Subject: ", "SUBJECT:\r\n   ").replace("==\r\n", "==  \r\n"),
            &public
        ));
        assert!(!is_valid(&wire.replace("anna@example.org", "anne@example.org"), &public));
        assert!(!is_valid(
            &wire.replace("charset=utf-8\r\nContent-Transfer", "charset=utf-7\r\nContent-Transfer"),
            &public
        ));
        assert!(!is_valid(&wire.replace("12 Apr 2027", "13 Apr 2027"), &public));
    }
}

#[tokio::test]
async fn a_signature_names_selector_domain_and_what_it_covers() {
    let wire = sent(&samples::email(), &rsa().0).await;
    let (headers, _) = split(&wire);
    let (_, signature) = headers.iter().find(|(name, _)| name == "dkim-signature").unwrap();
    let tags: Vec<String> = signature.split(';').map(|tag| tag.split_whitespace().collect()).collect();
    for tag in [
        "a=rsa-sha256",
        "c=relaxed/relaxed",
        "d=xn--90ard6a.example",
        "s=spring2027",
        "h=from:to:subject:date:message-id:mime-version:list-unsubscribe:list-unsubscribe-post",
    ] {
        assert!(tags.contains(&tag.to_owned()), "{tag} is not in {tags:?}");
    }
}

#[test]
fn only_keys_that_receivers_take_can_sign() {
    let cut = "MIIB5gIBADANBgkqhkiG9w0BAQEFAASCAdAwggHMAgEAAmEA";
    let refused =
        |selector: &str, domain: &str, key: &SecretString| Dkim::new(selector, domain, key).unwrap_err();
    let elliptic = SecretString::from(rcgen::KeyPair::generate().unwrap().serialize_pem());
    assert_eq!(refused("s", "club.example", &elliptic), DkimError::Unsuitable);
    assert_eq!(refused("s", "club.example", &pem(cut)), DkimError::NotAKey);
    assert_eq!(refused("s", "club.example", &SecretString::from("geheim")), DkimError::NotAKey);
    assert_eq!(refused("s", "club.example", &pem(include_str!("rsa_768.base64"))), DkimError::Unsuitable);
    assert_eq!(refused("s;x", "club.example", &rsa().0), DkimError::Name);
    assert_eq!(refused("s", "", &rsa().0), DkimError::Name);
}

#[test]
fn a_key_is_not_shown() {
    let dkim = Dkim::new("s", "club.example", &rsa().0).unwrap();
    assert_eq!(format!("{dkim:?}"), "Dkim { selector: \"s\", domain: \"club.example\", .. }");
}

#[test]
fn the_record_of_a_key_holds_its_public_half() {
    let (private, public) = rsa();
    let PublicKey::Rsa(public) = public else { panic!("an RSA key") };
    let key = DkimKey::read(private).unwrap();
    let encoded = key.record().strip_prefix("v=DKIM1; k=rsa; p=").unwrap();
    let der = STANDARD.decode(encoded).unwrap();
    assert!(der.ends_with(&public), "{encoded}");
    assert!(!format!("{key:?}").contains("PRIVATE"));
}

#[test]
fn a_key_that_is_made_here_is_read_again_and_can_sign() {
    let mut next = 1_u64;
    let chance = |bytes: &mut [u8]| {
        for byte in bytes {
            next = next.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = next.to_le_bytes()[6];
        }
    };
    let key = DkimKey::make(chance).unwrap();
    assert_eq!(DkimKey::read(key.private().clone()).unwrap().record(), key.record());
    Dkim::new("club", "school.example", key.private()).unwrap();
    assert!(key.record().len() > 390, "2048 bits: {}", key.record());
}
