//! What staff type about a webinar, checked.

use entity::RegistrationId;
use lang::Texts;
use url::Url;

use crate::error::PageError;
use crate::fields::Fields;
use crate::form::Errors;

/// The longest stream link that is taken.
const LONGEST_LINK: usize = 2000;

/// The form for the stream link, as typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct StreamLinkForm {
    pub(crate) stream_url: String,
}

/// A checked stream link; nothing clears it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StreamLink(pub(crate) Option<Url>);

impl StreamLinkForm {
    /// Reads what was typed.
    ///
    /// # Errors
    /// When the form is not ours.
    pub(crate) fn read(fields: &Fields) -> Result<Self, PageError> {
        Ok(Self { stream_url: fields.text("stream_url")? })
    }
}

impl TryFrom<(&StreamLinkForm, Texts)> for StreamLink {
    type Error = Errors;

    fn try_from((form, t): (&StreamLinkForm, Texts)) -> Result<Self, Errors> {
        let typed = form.stream_url.trim();
        if typed.is_empty() {
            return Ok(StreamLink(None));
        }
        let mut errors = Errors::default();
        match safe_url(typed) {
            Some(url) => return Ok(StreamLink(Some(url))),
            None => errors.add("stream_url", t.say("page-broadcast-link-wrong")),
        }
        Err(errors)
    }
}

/// A web address that a browser may be sent to: no script, no file, no password inside.
pub(crate) fn safe_url(typed: &str) -> Option<Url> {
    if typed.len() > LONGEST_LINK || typed.contains(char::is_whitespace) || typed.contains(char::is_control) {
        return None;
    }
    let url = Url::parse(typed).ok()?;
    let is_web =
        matches!(url.scheme(), "https" | "http") && url.host_str().is_some_and(|host| host.contains('.'));
    (is_web && url.username().is_empty() && url.password().is_none()).then_some(url)
}

/// The form by which staff say that a listener was there, as typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct ByHandForm {
    registration: String,
    was_there: String,
    pub(crate) reason: String,
}

/// A checked word of the staff on a listener's presence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ByHand {
    pub(crate) registration: RegistrationId,
    pub(crate) was_there: bool,
    pub(crate) reason: String,
}

impl ByHandForm {
    /// Reads what was typed.
    ///
    /// # Errors
    /// When the form is not ours.
    pub(crate) fn read(fields: &Fields) -> Result<Self, PageError> {
        Ok(Self {
            registration: fields.text("registration")?,
            was_there: fields.text("was_there")?,
            reason: fields.text("reason")?,
        })
    }
}

impl TryFrom<(&ByHandForm, Texts)> for ByHand {
    type Error = Errors;

    fn try_from((form, t): (&ByHandForm, Texts)) -> Result<Self, Errors> {
        let mut errors = Errors::default();
        let reason = errors.line("reason", &form.reason, 300, t);
        let was_there = match form.was_there.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        match (form.registration.parse(), was_there) {
            (Ok(registration), Some(was_there)) if errors.is_empty() => {
                Ok(ByHand { registration, was_there, reason })
            }
            (Ok(_), Some(_)) => Err(errors),
            _ => {
                errors.add("listeners", t.say("page-broadcast-choose"));
                Err(errors)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use lang::Lang;

    use super::*;

    fn link(typed: &str) -> Option<StreamLink> {
        StreamLink::try_from((&StreamLinkForm { stream_url: typed.to_owned() }, Texts(Lang::Ru))).ok()
    }

    #[test]
    fn a_stream_link_is_a_web_address() {
        let expected = StreamLink(Some(Url::parse("https://stream.example/spring/01?a=b").unwrap()));
        assert_eq!(link(" https://stream.example/spring/01?a=b "), Some(expected));
        assert_eq!(link("  "), Some(StreamLink(None)));
        let punycode =
            link("https://трансляция.рф/1").and_then(|link| link.0).map(|url| url.as_str().is_ascii());
        assert_eq!(punycode, Some(true));
    }

    #[test]
    fn what_could_run_or_hide_something_is_no_stream_link() {
        let long = format!("https://stream.example/{}", "a".repeat(3000));
        for typed in [
            "javascript:alert(1)",
            "data:text/html,<script>",
            "file:///etc/passwd",
            "ftp://stream.example/",
            "https://user:pw@stream.example/",
            "//evil.tld",
            "https://stream example/",
            "stream.example/01",
            "http://localhost/",
            &long,
        ] {
            assert_eq!(link(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_word_on_presence_needs_a_reason() {
        let t = Texts(Lang::Ru);
        let form = ByHandForm {
            registration: uuid::Uuid::nil().to_string(),
            was_there: "yes".into(),
            reason: " ".into(),
        };
        assert_eq!(ByHand::try_from((&form, t)).unwrap_err().of("reason"), Some(t.say("page-empty-reason")));
        let form = ByHandForm { reason: "был на связи\r\nпо телефону".into(), ..form };
        let expected = ByHand {
            registration: uuid::Uuid::nil().into(),
            was_there: true,
            reason: "был на связи по телефону".into(),
        };
        assert_eq!(ByHand::try_from((&form, t)).unwrap(), expected);
        let form = ByHandForm { registration: "1 OR 1=1".into(), ..form };
        assert!(ByHand::try_from((&form, t)).is_err());
    }
}
