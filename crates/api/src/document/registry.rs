//! The registry page of a session, and the one of the network: search, filters, pages, and the ways to take it out.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::document::{
    ExportForm, Reach, RegistryFilter, RegistryOrder, RegistryPage as Found, RegistryState,
};
use entity::{DocumentKind, DocumentState, WebinarId, session, webinar};
use lang::{Counted, Lang, Texts};
use url::form_urlencoded;

use crate::Sample;
use crate::error::PageError;
use crate::extract::Context;
use crate::form::{Errors, Field};
use crate::layout::{Layout, page};
use crate::samples::data;
use crate::session::organize::{SessionWays, Way, find};
use crate::times::{instant, zone};

/// Of a search no more is minded.
const LONGEST_SEARCH: usize = 200;

/// The documents of a session.
#[derive(Template)]
#[template(path = "pages/document/registry.html")]
pub(super) struct RegistryPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    ready: usize,
    ready_text: String,
    pub(super) list: RegistryList,
    pub(super) errors: Errors,
    pub(super) done: Option<String>,
}

/// The documents of all sessions.
#[derive(Template)]
#[template(path = "pages/document/network_registry.html")]
struct NetworkRegistryPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    list: RegistryList,
    errors: Errors,
}

/// What a filter finds, with the filter.
pub(super) struct RegistryList {
    /// Of the page, without query.
    path: String,
    search: Vec<Field>,
    is_filtered: bool,
    /// Address, kind and number, whether it is the one asked for.
    kinds: Vec<(String, String, u64, bool)>,
    found_text: String,
    without_file: u64,
    lines: Vec<Line>,
    /// The filter as hidden fields of the form that takes it out.
    hidden: Vec<(&'static str, String)>,
    /// Word and label.
    exports: Vec<(&'static str, String)>,
    pager: Pager,
}

/// The way through the pages of a list.
struct Pager {
    text: String,
    before: Option<String>,
    after: Option<String>,
}

/// A line of the registry.
struct Line {
    id: String,
    number: String,
    kind: String,
    name: String,
    webinar: Option<String>,
    /// Slug and title, in the registry of the network.
    session: Option<(String, String)>,
    /// Below which addresses of this document lie.
    base: String,
    /// Where the open wishes of its session stand.
    corrections: String,
    issued: String,
    state: DocumentState,
    code: String,
    has_file: bool,
    asks_for_correction: bool,
    revoke_reason: Option<String>,
}

/// The filter as the address has it.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pub(super) filter: RegistryFilter,
    page: u64,
}

impl Asked {
    /// Reads the filter of an address or of a form.
    ///
    /// # Errors
    /// When a value is none that our form offers.
    pub(super) fn read(value: impl Fn(&str) -> Option<String>) -> Result<Self, PageError> {
        let text = value("q").unwrap_or_default();
        let text =
            text.chars().filter(|letter| !letter.is_control()).take(LONGEST_SEARCH).collect::<String>();
        let chosen = |name| value(name).filter(|word| !word.is_empty());
        let page =
            chosen("page").map_or(Ok(1), |page| page.parse().map_err(|_no_number| PageError::BadRequest))?;
        let filter = RegistryFilter {
            text: text.trim().to_owned(),
            kind: one_of(chosen("kind"), DocumentKind::ALL, DocumentKind::as_str)?,
            state: one_of(chosen("state"), &RegistryState::ALL, RegistryState::as_str)?,
            webinar: chosen("webinar")
                .map(|id| id.parse::<WebinarId>().map_err(|_no_id| PageError::BadRequest))
                .transpose()?,
            order: one_of(chosen("order"), &RegistryOrder::ALL, RegistryOrder::as_str)?.unwrap_or_default(),
        };
        Ok(Self { filter, page })
    }

    /// The fields of the filter that are not as they are by themselves.
    fn fields(&self) -> Vec<(&'static str, String)> {
        let filter = &self.filter;
        let order = Some(filter.order).filter(|order| *order != RegistryOrder::default());
        let fields = [
            ("q", Some(filter.text.clone()).filter(|text| !text.is_empty())),
            ("kind", filter.kind.map(|kind| kind.as_str().to_owned())),
            ("state", filter.state.map(|state| state.as_str().to_owned())),
            ("webinar", filter.webinar.map(|webinar| webinar.to_string())),
            ("order", order.map(|order| order.as_str().to_owned())),
        ];
        fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// The address of another page, or of the same with another kind.
    fn address(&self, path: &str, page: u64) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.fields());
        if page > 1 {
            query.append_pair("page", &page.to_string());
        }
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    fn with_kind(&self, kind: Option<DocumentKind>) -> Self {
        Self { filter: RegistryFilter { kind, ..self.filter.clone() }, page: 1 }
    }
}

/// The case that a word names.
fn one_of<T: Copy>(
    word: Option<String>,
    all: &[T],
    name: fn(T) -> &'static str,
) -> Result<Option<T>, PageError> {
    let Some(word) = word else { return Ok(None) };
    let found = all.iter().copied().find(|case| name(*case) == word);
    found.map(Some).ok_or(PageError::BadRequest)
}

impl RegistryList {
    fn of(path: String, asked: &Asked, webinars: &[webinar::Model], found: &Found, t: Texts) -> Self {
        let is_network = webinars.is_empty() && path.starts_with("/network");
        let kinds = DocumentKind::ALL.iter().map(|kind| {
            let is_asked = asked.filter.kind == Some(*kind);
            let address = asked.with_kind((!is_asked).then_some(*kind)).address(&path, 1);
            let number = found.kinds.get(kind).copied().unwrap_or(0);
            (address, t.say(&format!("page-registry-kind-{kind}")), number, is_asked)
        });
        let exports = ExportForm::ALL
            .map(|form| (form.as_str(), t.say(&format!("page-registry-export-{}", form.as_str()))));
        let pages = [("page", found.page.into()), ("pages", found.pages.into())];
        Self {
            search: search(asked, webinars, t),
            is_filtered: asked.fields().iter().any(|(name, _)| *name != "order"),
            kinds: kinds.collect(),
            found_text: lang::count(
                Counted::Document,
                i64::try_from(found.found).unwrap_or(i64::MAX),
                t.lang(),
            ),
            without_file: found.without_file,
            lines: lines(found, is_network, t),
            hidden: asked.fields(),
            exports: exports.to_vec(),
            pager: Pager {
                text: t.say_with("page-registry-page", &pages),
                before: (found.page > 1).then(|| asked.address(&path, found.page - 1)),
                after: (found.page < found.pages).then(|| asked.address(&path, found.page + 1)),
            },
            path,
        }
    }
}

fn search(asked: &Asked, webinars: &[webinar::Model], t: Texts) -> Vec<Field> {
    let errors = Errors::default();
    let any = |key: &str| vec![(String::new(), t.say(key))];
    let filter = &asked.filter;
    let select = |name, key: &str, value: &str, choices| {
        Field::line(name, key, value, &errors, t).select(choices, false).optional_silently()
    };
    let mut kinds = any("page-registry-any-kind");
    kinds.extend(
        DocumentKind::ALL
            .iter()
            .map(|kind| (kind.as_str().to_owned(), t.say(&format!("page-document-kind-{kind}")))),
    );
    let mut states = any("page-registry-any-state");
    states.extend(
        RegistryState::ALL.map(|state| {
            (state.as_str().to_owned(), t.say(&format!("page-registry-state-{}", state.as_str())))
        }),
    );
    let orders = RegistryOrder::ALL
        .map(|order| (order.as_str().to_owned(), t.say(&format!("page-registry-order-{}", order.as_str()))));
    let text = Field::line("q", "page-registry-search", &filter.text, &errors, t).of_kind("search");
    let kind = filter.kind.map_or("", DocumentKind::as_str);
    let state = filter.state.map_or("", RegistryState::as_str);
    let mut fields = vec![
        text.optional_silently(),
        select("kind", "page-documents-kind", kind, kinds),
        select("state", "page-documents-revoke", state, states),
    ];
    if !webinars.is_empty() {
        let mut choices = any("page-registry-any-webinar");
        choices.extend(webinars.iter().map(|webinar| {
            (webinar.id.to_string(), format!("{} · {}", webinar.code, lang::typeset(&webinar.title)))
        }));
        let webinar = filter.webinar.map(|webinar| webinar.to_string()).unwrap_or_default();
        fields.push(select("webinar", "page-organize-webinar", &webinar, choices));
    }
    fields.push(select("order", "page-registry-order", filter.order.as_str(), orders.to_vec()));
    fields
}

fn lines(found: &Found, is_network: bool, t: Texts) -> Vec<Line> {
    let line = |line: &club::document::RegistryLine| {
        let document = &line.document;
        let session = found.sessions.get(&document.session_id);
        let slug = session.map(|session| session.slug.clone()).unwrap_or_default();
        let time_zone = session.map_or("", |session| session.time_zone.as_str());
        Line {
            id: document.id.to_string(),
            number: document.number.clone(),
            kind: t.say(&format!("page-document-kind-{}", document.kind)),
            name: document.name.clone(),
            webinar: line.webinar.as_ref().map(|webinar| webinar.code.clone()),
            base: format!("/organize/{slug}/documents/{}", document.id),
            corrections: format!("/organize/{slug}/corrections"),
            session: session
                .filter(|_| is_network)
                .map(|session| (session.slug.clone(), lang::typeset(&session.title))),
            issued: instant(document.issued_at, zone(time_zone), t.lang()),
            state: document.state,
            code: document.code.clone(),
            has_file: document.sha256.is_some(),
            asks_for_correction: found.corrections.contains(&document.id),
            revoke_reason: document.revoke_reason.clone(),
        }
    };
    found.lines.iter().map(line).collect()
}

impl RegistryPage {
    fn of(layout: Layout, csrf: String, session: &session::Model, ready: usize, list: RegistryList) -> Self {
        let t = Texts(layout.lang);
        Self {
            t,
            csrf,
            ways: SessionWays::of(session, Way::Documents, t),
            ready,
            ready_text: lang::count(Counted::Document, i64::try_from(ready).unwrap_or(i64::MAX), layout.lang),
            list,
            errors: Errors::default(),
            done: None,
            layout,
        }
    }

    /// The page for a request with what its address asks for.
    pub(super) async fn load(context: &Context, session: &session::Model) -> Result<Self, PageError> {
        let (club, viewer) = (&context.club, &context.viewer);
        let asked = Asked::read(|name| context.query(name))?;
        let ready = club::document::ready(club, viewer, session).await?;
        let found =
            club::document::search(club, viewer, Reach::Session(session), &asked.filter, asked.page).await?;
        let webinars = club::document::webinars(club, viewer, session).await?;
        let path = format!("/organize/{}/documents", session.slug);
        let list = RegistryList::of(path, &asked, &webinars, &found, context.t);
        Ok(Self::of(Layout::of(context), context.csrf(), session, ready, list))
    }
}

/// `GET /organize/{session}/documents`
pub(crate) async fn registry(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    let mut registry = RegistryPage::load(&context, &session).await?;
    let revoked = context.query("revoked").map(|_| "page-documents-revoked");
    let replaced = context.query("replaced").map(|_| "page-reissue-done");
    registry.done = revoked.or(replaced).map(|key| context.t.say(key));
    page(&registry)
}

/// `GET /network/documents`
pub(crate) async fn of_network(context: Context) -> Result<HttpResponse, PageError> {
    let asked = Asked::read(|name| context.query(name))?;
    let (club, viewer) = (&context.club, &context.viewer);
    let found = club::document::search(club, viewer, Reach::Network, &asked.filter, asked.page).await?;
    let list = RegistryList::of("/network/documents".to_owned(), &asked, &[], &found, context.t);
    let (layout, csrf, errors) = (Layout::of(&context), context.csrf(), Errors::default());
    page(&NetworkRegistryPage { layout, t: context.t, csrf, list, errors })
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let t = Texts(lang);
    let asked = Asked::default();
    let layout = || Layout::sample_of_curator(lang);
    let found = data::registry_page(lang);
    let list = |path: &str, webinars: &[webinar::Model], found: &Found| {
        RegistryList::of(path.to_owned(), &asked, webinars, found, t)
    };
    let path = "/organize/2027-spring/documents";
    let webinars = [data::webinar(lang, 1), data::webinar(lang, 2)];
    let of_session = |found: &Found| {
        let list = list(path, &webinars, found);
        RegistryPage::of(layout(), "sample".to_owned(), &data::session(lang), 126, list)
    };
    let network = NetworkRegistryPage {
        layout: layout(),
        t,
        csrf: "sample".to_owned(),
        list: list("/network/documents", &[], &found),
        errors: Errors::default(),
    };
    vec![
        Sample::of("document-registry", &of_session(&found)),
        Sample::of("document-registry-empty", &of_session(&Found { page: 1, pages: 1, ..Found::default() })),
        Sample::of("document-network-registry", &network),
    ]
}
