//! People of the stories: teachers who are nobody's staff, and members who are logged in.

use chrono::TimeDelta;
use entity::PersonId;
use mail::Email;

use crate::browser::{Browser, Page};
use crate::test_club::TestClub;

/// A teacher with a browser and an address.
pub struct Teacher<'a> {
    test: &'a TestClub,
    /// Family name, given name, patronymic.
    pub name: String,
    pub address: String,
    pub zone: String,
    pub browser: Browser,
}

/// Somebody who is logged in.
pub struct Member<'a> {
    pub person: PersonId,
    pub browser: Browser,
    _test: &'a TestClub,
}

/// `Петрова Анна Сергеевна` reads her e-mails at an address of her own.
pub(crate) fn address_of(name: &str) -> String {
    let letters: String = name
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| {
            let number = u32::from(letter.to_lowercase().next().unwrap_or(letter)) % 26;
            char::from(b'a' + u8::try_from(number).expect("a letter"))
        })
        .collect();
    format!("{letters}@school.example")
}

impl<'a> Teacher<'a> {
    pub(crate) fn new(test: &'a TestClub, name: &str) -> Teacher<'a> {
        Teacher {
            test,
            name: name.to_owned(),
            address: address_of(name),
            zone: "Asia/Yekaterinburg".to_owned(),
            browser: test.visitor(),
        }
    }

    /// The same teacher, living elsewhere.
    #[must_use]
    pub fn in_zone(mut self, zone: &str) -> Self {
        zone.clone_into(&mut self.zone);
        self
    }

    /// What the teacher types into the registration form, for webinars of the spring session.
    pub async fn form(&self, webinars: &[&str]) -> Vec<(String, String)> {
        let programme = self.test.spring_programme().await;
        let words: Vec<&str> = self.name.split(' ').collect();
        let mut fields: Vec<(String, String)> = [
            ("family", words[0]),
            ("given", words[1]),
            ("patronymic", words.get(2).copied().unwrap_or_default()),
            ("gender", "unknown"),
            ("position", "учитель математики"),
            ("school", "МБОУ СОШ № 2"),
            ("city", "Екатеринбург"),
            ("region", "Свердловская область"),
            ("zone", &self.zone),
            ("experience", "2"),
            ("email", &self.address),
            ("phone", ""),
            ("question", ""),
            ("consent_participation", "yes"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
        for code in webinars {
            let line = programme.webinars.iter().find(|line| line.webinar.code == *code).expect("a webinar");
            fields.push(("webinars".to_owned(), line.webinar.id.to_string()));
        }
        fields
    }

    /// Fills in the registration form and sends it.
    pub async fn registers_for(&self, webinars: &[&str]) -> Page {
        let fields = self.form(webinars).await;
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
        let form = self.browser.get("/s/2027-spring/register").await;
        let answer = self.browser.submit(&form, "/register", &fields).await;
        assert_eq!(answer.status, 303, "the registration is taken: {}", answer.html());
        answer
    }

    /// The e-mails that came to the teacher, oldest first.
    #[must_use]
    pub fn emails(&self) -> Vec<Email> {
        let mut emails = self.test.emails();
        emails.retain(|email| email.to.address.as_str() == self.address);
        emails
    }

    /// The newest e-mail.
    #[must_use]
    pub fn newest_email(&self) -> Email {
        self.emails().pop().unwrap_or_else(|| panic!("{} got no e-mail", self.name))
    }

    /// Paths of the personal join links in an e-mail, in its order.
    #[must_use]
    pub fn join_paths(&self, email: &Email) -> Vec<String> {
        self.paths(email, "/j/")
    }

    /// Paths in an e-mail's text that begin with `prefix`.
    #[must_use]
    pub fn paths(&self, email: &Email, prefix: &str) -> Vec<String> {
        let start = format!("{}{prefix}", self.test.address);
        let words = email.text.split_whitespace().filter(|word| word.starts_with(&start));
        let mut paths: Vec<String> =
            words.filter_map(|word| word.strip_prefix(&self.test.address)).map(str::to_owned).collect();
        paths.dedup();
        paths
    }

    /// Opens a join link for longer than a second, in a browser that runs the page's script.
    pub async fn looks_at(&self, path: &str) {
        let page = self.browser.get(path).await;
        assert!(page.html().contains(&format!("data-opened=\"{path}/opened\"")), "{}", page.html());
        let answer = self.browser.post(&format!("{path}/opened"), &[]).await;
        assert_eq!(answer.status, 303, "the look is taken: {}", answer.html());
    }

    /// Opens a join link once more: the page asks for nothing any more.
    pub async fn looks_at_again(&self, path: &str) {
        let page = self.browser.get(path).await;
        assert!(!page.html().contains("data-opened"), "{}", page.html());
    }

    /// Opens a join link and presses the button; the page that follows is the watch page.
    pub async fn joins_by(&self, path: &str) -> Page {
        let page = self.browser.get(path).await;
        let answer = self.browser.submit(&page, path, &[]).await;
        assert_eq!(answer.status, 303, "the button leads in: {}", answer.html());
        self.browser.open(&answer.location.expect("a watch page")).await
    }

    /// Keeps the watch page open for some minutes: the clock moves with the heartbeats.
    pub async fn watches(&self, path: &str, minutes: i64) {
        let end = self.test.club.clock.now() + TimeDelta::minutes(minutes);
        loop {
            let answer = self.browser.post(&format!("{path}/beat"), &[("page", "one")]).await;
            assert_eq!(answer.status, 200, "the heartbeat is taken: {}", answer.html());
            let now = self.test.club.clock.now();
            if now >= end {
                return;
            }
            let step = TimeDelta::seconds(i64::from(club::attendance::BEAT_SECONDS));
            self.test.club.clock.set((now + step).min(end));
        }
    }

    /// Logs in by the link of an e-mail.
    pub async fn logs_in_by(&self, email: &Email) -> Page {
        let path = self.paths(email, "/login/").pop().expect("a log-in link");
        let page = self.browser.get(&path).await;
        let answer = self.browser.submit(&page, &path, &[]).await;
        assert_eq!(answer.status, 303, "the link logs in: {}", answer.html());
        self.browser.open(&answer.location.expect("a page")).await
    }
}

impl<'a> Member<'a> {
    pub(crate) async fn log_in(test: &'a TestClub, person: PersonId) -> Member<'a> {
        let path =
            club::login::link_for(&test.club, person, None, TimeDelta::days(1)).await.expect("a log-in link");
        let browser = test.visitor();
        let page = browser.get(&path).await;
        let answer = browser.submit(&page, &path, &[]).await;
        assert_eq!(answer.status, 303, "the link logs in: {}", answer.html());
        Member { person, browser, _test: test }
    }
}
