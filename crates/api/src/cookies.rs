//! The three cookies of the club: the log-in, the token of guests' forms and the language. None holds personal data.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

/// Days after which a browser forgets a log-in; the club itself forgets it earlier.
const LOGIN_DAYS: i64 = 90;

/// A cookie of the club; under https its name binds it to the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClubCookie {
    Login,
    Form,
    Language,
}

impl ClubCookie {
    fn name(self, is_https: bool) -> &'static str {
        match (self, is_https) {
            (ClubCookie::Login, true) => "__Host-login",
            (ClubCookie::Login, false) => "login",
            (ClubCookie::Form, true) => "__Host-form",
            (ClubCookie::Form, false) => "form",
            (ClubCookie::Language, _) => "lang",
        }
    }

    fn lifetime(self) -> Option<Duration> {
        match self {
            ClubCookie::Login => Some(Duration::days(LOGIN_DAYS)),
            ClubCookie::Form => None,
            ClubCookie::Language => Some(Duration::days(365)),
        }
    }

    /// What the browser sent; nothing when it is too long to be ours.
    pub(crate) fn read(self, request: &HttpRequest, is_https: bool) -> Option<String> {
        let value = request.cookie(self.name(is_https))?.value().to_owned();
        (!value.is_empty() && value.len() <= 128).then_some(value)
    }

    /// The cookie to be sent.
    pub(crate) fn set(self, value: &str, is_https: bool) -> Cookie<'static> {
        let mut cookie = Cookie::new(self.name(is_https), value.to_owned());
        cookie.set_path("/");
        cookie.set_http_only(true);
        cookie.set_secure(is_https);
        cookie.set_same_site(SameSite::Lax);
        cookie.set_max_age(self.lifetime());
        cookie
    }

    /// The cookie that makes the browser forget.
    pub(crate) fn forget(self, is_https: bool) -> Cookie<'static> {
        let mut cookie = self.set("", is_https);
        cookie.make_removal();
        cookie
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_in_over_https_is_bound_to_its_host() {
        let cookie = ClubCookie::Login.set("abc", true).to_string();
        let expected = "__Host-login=abc; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=7776000";
        assert_eq!(cookie, expected);
    }

    #[test]
    fn a_log_in_on_a_machine_of_ones_own_works_without_https() {
        assert_eq!(
            ClubCookie::Login.set("abc", false).to_string(),
            "login=abc; HttpOnly; SameSite=Lax; Path=/; Max-Age=7776000"
        );
    }
}
