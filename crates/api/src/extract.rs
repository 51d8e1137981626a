//! What a handler knows of its request: the club, who looks, in which language, and the token of forms.

use std::cell::Cell;
use std::future::{Ready, ready};
use std::net::IpAddr;
use std::ops::Deref;
use std::rc::Rc;

use actix_web::dev::Payload;
use actix_web::error::ErrorInternalServerError;
use actix_web::http::header::{ACCEPT_LANGUAGE, USER_AGENT};
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use club::consent::Origin;
use club::{Club, Viewer};
use lang::{Lang, Texts};
use tracing_actix_web::RequestId;
use url::form_urlencoded;

use crate::cookies::ClubCookie;
use crate::error::PageError;
use crate::state::State;

/// What a handler knows of its request. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Context {
    known: Rc<Known>,
    pub(crate) lang: Lang,
    pub(crate) t: Texts,
}

/// What is known of a request.
pub(crate) struct Known {
    pub(crate) club: Club,
    pub(crate) viewer: Viewer,
    /// Where the club is: path without query.
    pub(crate) path: String,
    query: String,
    pub(crate) request_id: String,
    /// `None` before the set-up.
    pub(crate) network_name: Option<String>,
    pub(crate) origin: Origin,
    pub(crate) is_demo: bool,
    pub(crate) is_https: bool,
    /// The language was chosen by this very request: the browser shall remember it.
    pub(crate) has_chosen_language: bool,
    /// The browser remembers a language, or this request names one.
    knows_language: bool,
    form_token: String,
    /// Whether the browser knows `form_token` already.
    has_form_cookie: bool,
    shows_form: Cell<bool>,
}

impl Deref for Context {
    type Target = Known;

    fn deref(&self) -> &Known {
        &self.known
    }
}

impl Context {
    /// Finds out who asks.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn of(request: &HttpRequest, state: &State) -> Result<Context, PageError> {
        let viewer = match ClubCookie::Login.read(request, state.is_https()) {
            Some(cookie) => club::login::viewer(&state.club, &cookie).await?,
            None => Viewer::Guest,
        };
        let network_name = state.network_name().await?;
        Ok(Context::build(request, state, viewer, network_name))
    }

    /// The same without asking the database: for guests' errors and for what needs nobody.
    pub(crate) fn of_guest(request: &HttpRequest, state: &State) -> Context {
        Context::build(request, state, Viewer::Guest, state.known_network_name())
    }

    /// The same for a program that acts by a token.
    pub(crate) fn of_program(request: &HttpRequest, state: &State, viewer: Viewer) -> Context {
        Context::build(request, state, viewer, state.known_network_name())
    }

    fn build(request: &HttpRequest, state: &State, viewer: Viewer, network_name: Option<String>) -> Context {
        let is_https = state.is_https();
        let chosen = query_value(request.query_string(), "lang").and_then(|code| exact_language(&code));
        let remembered = language_cookie(request, is_https);
        let lang = chosen.or(remembered).or_else(|| browsers_language(request)).unwrap_or_default();
        let form_cookie = ClubCookie::Form.read(request, is_https);
        let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
        let request_id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
        let known = Known {
            club: state.club.clone(),
            viewer,
            path: request.path().to_owned(),
            query: request.query_string().to_owned(),
            request_id,
            network_name,
            origin: Origin {
                ip: sender(request, state.options.trusted_proxies).map(|ip| ip.to_string()),
                user_agent: header(USER_AGENT).map(|agent| agent.chars().take(300).collect()),
                how: "form",
            },
            is_demo: state.options.is_demo,
            is_https,
            has_chosen_language: chosen.is_some(),
            knows_language: chosen.or(remembered).is_some(),
            has_form_cookie: form_cookie.is_some(),
            form_token: form_cookie.unwrap_or_else(|| state.club.chance.token()),
            shows_form: Cell::new(false),
        };
        Context { known: Rc::new(known), lang, t: Texts(lang) }
    }

    /// The same for a person whose language is known, unless the browser was told another.
    pub(crate) fn speaking(&self, lang: Lang) -> Context {
        if self.knows_language {
            return self.clone();
        }
        Context { known: self.known.clone(), lang, t: Texts(lang) }
    }

    /// The token that a form of this page carries. A guest's browser gets it as a cookie, too.
    pub(crate) fn csrf(&self) -> String {
        match &self.viewer {
            Viewer::Person { csrf_token, .. } => csrf_token.clone(),
            Viewer::Guest | Viewer::Club => {
                self.shows_form.set(true);
                self.form_token.clone()
            }
        }
    }

    /// The token that a form has to carry; `None`: no form was ever shown to this browser.
    pub(crate) fn expected_csrf(&self) -> Option<&str> {
        match &self.viewer {
            Viewer::Person { csrf_token, .. } => Some(csrf_token),
            Viewer::Guest | Viewer::Club => self.has_form_cookie.then_some(&self.form_token),
        }
    }

    /// The token to be remembered by the browser, when it does not know it yet.
    pub(crate) fn new_form_token(&self) -> Option<&str> {
        (self.shows_form.get() && !self.has_form_cookie).then_some(&self.form_token)
    }

    /// A value of the address's query.
    pub(crate) fn query(&self, name: &str) -> Option<String> {
        query_value(&self.query, name)
    }

    /// All values of the query that have this name.
    pub(crate) fn query_all(&self, name: &str) -> Vec<String> {
        let pairs = form_urlencoded::parse(self.query.as_bytes()).filter(|(key, _)| key == name);
        pairs.map(|(_, value)| value.into_owned()).collect()
    }

    /// The address of this page in another language.
    pub(crate) fn address_in(&self, lang: Lang) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let others = form_urlencoded::parse(self.query.as_bytes()).filter(|(key, _)| key != "lang");
        query.extend_pairs(others.take(30)).append_pair("lang", lang.code());
        format!("{}?{}", self.path, query.finish())
    }
}

impl FromRequest for Context {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let context = request.extensions().get::<Context>().cloned();
        ready(context.ok_or_else(|| ErrorInternalServerError("a handler is reached outside of the registry")))
    }
}

/// The address of who sends, as far as our own proxies can be believed.
pub(crate) fn sender(request: &HttpRequest, trusted_proxies: usize) -> Option<IpAddr> {
    let peer = request.peer_addr().map(|address| address.ip());
    if trusted_proxies == 0 {
        return peer;
    }
    let forwarded = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = forwarded.flat_map(|value| value.split(',')).map(str::trim).collect();
    hops.iter().rev().nth(trusted_proxies - 1).and_then(|hop| hop.parse().ok()).or(peer)
}

fn query_value(query: &str, name: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// `ru` or `en` and nothing else: what is typed into an address is not guessed at.
fn exact_language(code: &str) -> Option<Lang> {
    Lang::ALL.into_iter().find(|lang| lang.code() == code)
}

fn language_cookie(request: &HttpRequest, is_https: bool) -> Option<Lang> {
    ClubCookie::Language.read(request, is_https).and_then(|code| exact_language(&code))
}

/// The language in which a guest reads a page whose address names none.
pub(crate) fn guests_language(request: &HttpRequest, is_https: bool) -> Lang {
    language_cookie(request, is_https).or_else(|| browsers_language(request)).unwrap_or_default()
}

fn browsers_language(request: &HttpRequest) -> Option<Lang> {
    Lang::preferred(request.headers().get(ACCEPT_LANGUAGE)?.to_str().ok()?)
}

/// A path of ours to go to after the log-in; anything that could lead elsewhere is none.
pub(crate) fn path_of_ours(path: &str) -> Option<String> {
    let decoded =
        form_urlencoded::parse(format!("p={}", path.replace('+', "%2B")).as_bytes()).next()?.1.into_owned();
    let is_ours = |path: &str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && !path.contains('\\')
            && !path.contains(char::is_control)
            && path.len() <= 500
    };
    (is_ours(path) && is_ours(&decoded)).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn only_paths_of_ours_are_gone_to_after_the_log_in() {
        for path in ["/me", "/organize/2027-spring", "/s/2027-spring/register?w=S01"] {
            assert_eq!(path_of_ours(path).as_deref(), Some(path));
        }
        let elsewhere = [
            "//evil.tld",
            "/\\evil.tld",
            "%2f%2fevil",
            "https:evil",
            "/%2fevil.tld",
            "/%5cevil",
            "javascript:alert(1)",
            "",
            "/a\r\nX: y",
        ];
        for path in elsewhere {
            assert_eq!(path_of_ours(path), None, "{path}");
        }
    }

    #[test]
    fn a_sender_is_believed_only_as_far_as_our_proxies_go() {
        let request = TestRequest::default()
            .peer_addr("10.0.0.1:5000".parse().unwrap())
            .insert_header(("x-forwarded-for", "203.0.113.9, 198.51.100.7"))
            .to_http_request();
        assert_eq!(sender(&request, 0), Some(IpAddr::from([10, 0, 0, 1])));
        assert_eq!(sender(&request, 1), Some(IpAddr::from([198, 51, 100, 7])));
        assert_eq!(sender(&request, 2), Some(IpAddr::from([203, 0, 113, 9])));
        assert_eq!(sender(&request, 3), Some(IpAddr::from([10, 0, 0, 1])));
    }

    #[test]
    fn a_language_comes_from_the_cookie_then_the_browser_and_garbage_is_russian() {
        let of = |cookie: &str, header: &str| {
            let request = TestRequest::default()
                .insert_header(("cookie", format!("lang={cookie}")))
                .insert_header(("accept-language", header.to_owned()))
                .to_http_request();
            language_cookie(&request, false).or_else(|| browsers_language(&request)).unwrap_or_default()
        };
        assert_eq!(of("en", "ru"), Lang::En);
        assert_eq!(of("xx", "en-GB"), Lang::En);
        assert_eq!(of(&"e".repeat(8192), &"q,".repeat(2048)), Lang::Ru);
    }
}
