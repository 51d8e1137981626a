//! Enhanced status codes (RFC 3463): `5.1.1` says more than `550`.

use std::fmt;

/// Class, subject and detail, such as `5.1.1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnhancedStatus {
    /// 2 done, 4 for now, 5 for good.
    pub class: u8,
    pub subject: u16,
    pub detail: u16,
}

impl EnhancedStatus {
    /// The first code in a text: servers put it anywhere, in brackets or behind a `#`.
    #[must_use]
    pub fn find(text: &str) -> Option<EnhancedStatus> {
        text.split(|letter: char| !letter.is_ascii_digit() && letter != '.').find_map(EnhancedStatus::exactly)
    }

    fn exactly(text: &str) -> Option<EnhancedStatus> {
        let mut parts = text.trim_end_matches('.').split('.');
        let (class, subject, detail) = (parts.next()?, parts.next()?, parts.next()?);
        let is_short = |part: &str| (1..=3).contains(&part.len());
        if parts.next().is_some() || !is_short(subject) || !is_short(detail) {
            return None;
        }
        let class = match class {
            "2" => 2,
            "4" => 4,
            "5" => 5,
            _ => return None,
        };
        Some(EnhancedStatus { class, subject: subject.parse().ok()?, detail: detail.parse().ok()? })
    }

    /// Whether the address is no good for ever: bad mailbox, bad domain, moved away, disabled.
    #[must_use]
    pub fn is_bad_address(self) -> bool {
        match (self.class, self.subject, self.detail) {
            // 5.1.2 is a domain that does not exist: nearly always a typing error.
            (5, 1, 0 | 1 | 2 | 3 | 6 | 10) => true,
            (5, 2, 1) | (5, 4, 4) => true,
            _ => false,
        }
    }
}

impl fmt::Display for EnhancedStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}
