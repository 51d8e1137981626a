//! Headers that the MIME library does not know, and the cleaning of everything that becomes one.

use std::error::Error;

use lettre::message::header::{Header, HeaderName, HeaderValue};
use url::Url;

use super::BuildError;

/// One clean line of at most `max` characters, or `None` when nothing visible is left.
///
/// What is too long is cut, not refused: a long subject must not cost anybody the e-mail.
pub(super) fn one_line(text: &str, max: usize) -> Option<String> {
    // The cleaning measures last, so that a limit above every length leaves the cutting to us.
    let line = lang::one_line(text, usize::MAX).ok()?;
    if line.chars().count() <= max {
        return Some(line);
    }
    let kept: String = line.chars().take(max.saturating_sub(1)).collect();
    Some(format!("{}…", kept.trim_end()))
}

/// The link to unsubscribe in the only characters that a header takes.
pub(super) fn unsubscribe_url(text: &str) -> Result<String, BuildError> {
    let url = Url::parse(text).map_err(|_invalid| BuildError::UnsubscribeUrl)?;
    let is_web = matches!(url.scheme(), "http" | "https");
    let is_plain = url.as_str().chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | ','));
    if is_web && is_plain && url.as_str().len() <= 900 {
        Ok(url.into())
    } else {
        Err(BuildError::UnsubscribeUrl)
    }
}

/// Makes a header whose value goes out as it stands.
macro_rules! plain_header {
    ($(#[$doc:meta])* $type:ident, $name:literal) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub(super) struct $type(pub(super) String);

        impl Header for $type {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(text: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
                Ok(Self(text.to_owned()))
            }

            fn display(&self) -> HeaderValue {
                HeaderValue::new(Self::name(), self.0.clone())
            }
        }
    };
}

plain_header!(
    /// The language of the texts (RFC 3282).
    ContentLanguage,
    "Content-Language"
);
plain_header!(
    /// Tells answering machines not to answer (RFC 3834).
    AutoSubmitted,
    "Auto-Submitted"
);
plain_header!(
    /// Where to unsubscribe (RFC 2369).
    ListUnsubscribe,
    "List-Unsubscribe"
);
plain_header!(
    /// One POST unsubscribes (RFC 8058).
    ListUnsubscribePost,
    "List-Unsubscribe-Post"
);
