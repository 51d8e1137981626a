//! The words of the e-mail that brings a log-in link.

use askama::Template;
use lang::{Lang, Texts};
use sea_orm::DbErr;

use crate::emails::Content;

/// The e-mail with log-in links, one for each person who reads at the address.
#[derive(Clone, Debug)]
pub struct LoginLinkEmail {
    pub(super) language: Lang,
    pub(super) club_name: String,
    pub(super) links: Vec<PersonLink>,
}

/// A person's link.
#[derive(Clone, Debug)]
pub(super) struct PersonLink {
    pub(super) name: String,
    pub(super) address: String,
}

#[derive(Template)]
#[template(path = "emails/login_link.txt", escape = "none")]
struct TextForm<'a> {
    email: &'a LoginLinkEmail,
    t: Texts,
}

#[derive(Template)]
#[template(path = "emails/login_link.html")]
struct HtmlForm<'a> {
    email: &'a LoginLinkEmail,
    t: Texts,
    subject: &'a str,
    club_name: &'a str,
}

impl LoginLinkEmail {
    /// Subject, text and HTML.
    ///
    /// # Errors
    /// When a template cannot be written.
    pub fn content(&self) -> Result<Content, DbErr> {
        let t = Texts(self.language);
        let subject = t.say("login-email-subject");
        let html = HtmlForm { email: self, t, subject: &subject, club_name: &self.club_name };
        Content::render(subject.clone(), &TextForm { email: self, t }, &html)
    }

    /// An e-mail with invented data.
    #[must_use]
    pub fn sample(language: Lang) -> LoginLinkEmail {
        let link = |name: &str, secret: &str| PersonLink {
            name: name.to_owned(),
            address: format!("https://club.example/login/{secret}"),
        };
        LoginLinkEmail {
            language,
            club_name: "Интернет-наставник".to_owned(),
            links: vec![
                link("Иванова Мария Петровна", "7k2qm2xhd4t9c8v1n5b3w6y0za"),
                link("Ким Олег", "h4d8r2t6y0p1s5f9g3k7m2n6qv"),
            ],
        }
    }
}
