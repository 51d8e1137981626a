//! The one registry of everything that can be reached: it builds the program's resources, the list of paths in the OpenAPI file and
//! the access test. A function that is not listed here cannot be reached.

use std::fmt;

use actix_web::guard::{self, Guard};
use actix_web::http::Method;
use actix_web::{Handler, Responder, web};

use entity::ApiScope;

use crate::fields::Room;
use crate::limits::Limit;
use crate::{
    access, audit, correction, document, email_report, email_text, layout_design, login, monitoring, network,
    openapi, operations, outbox, person, session, suppression, unsubscribe, webinar,
};

/// Who may come in, before `club` decides about the object itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Anybody.
    Public,
    /// Anybody may send this form: same site, token and limit are asked for.
    PublicPost,
    /// Whoever holds the secret in the address.
    Secret,
    /// Somebody who is logged in, for what is his or her own.
    SelfOnly,
    /// Organizers, moderators and curators.
    Staff,
    /// Organizers of the session and curators.
    Organizer,
    /// Curators; others do not learn that the page exists.
    Curator,
    /// Operators on this machine.
    Operations,
    /// Anybody, in a demonstration only.
    Demo,
    /// Programs: no cookie is read, errors are problem documents (RFC 9457).
    Api,
    /// The same for whoever sends a token along that is for the purpose of the row.
    Token,
    /// The same for whoever sends the secret of the installation along.
    Bearer,
}

impl Policy {
    /// Whether somebody has to be logged in.
    #[must_use]
    pub fn asks_for_login(self) -> bool {
        matches!(self, Policy::SelfOnly | Policy::Staff | Policy::Organizer | Policy::Curator)
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// One row of the registry.
#[derive(Clone)]
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub policy: Policy,
    pub(crate) limit: Option<Limit>,
    /// What a token has to be for.
    pub(crate) scope: Option<ApiScope>,
    /// What its form may take.
    pub(crate) room: Room,
    /// Mail programs send it without a page of ours having been seen (RFC 8058).
    pub(crate) is_one_click: bool,
    make: fn() -> actix_web::Route,
}

impl Route {
    /// The path with every parameter replaced by what `value` gives for its name.
    #[must_use]
    pub fn path_with(&self, value: impl Fn(&str) -> String) -> String {
        let mut path = String::new();
        let mut rest = self.path;
        while let Some((before, after)) = rest.split_once('{') {
            let (parameter, after) = after.split_once('}').unwrap_or((after, ""));
            path.push_str(before);
            path.push_str(&value(parameter.split(':').next().unwrap_or(parameter)));
            rest = after;
        }
        path.push_str(rest);
        path
    }

    /// The path with a likely value for each parameter.
    #[must_use]
    pub fn sample_path(&self) -> String {
        self.path_with(|parameter| sample_parameter(parameter).to_owned())
    }

    fn for_scope(mut self, scope: ApiScope) -> Self {
        self.scope = Some(scope);
        self
    }

    fn limited(mut self, limit: Limit) -> Self {
        self.limit = Some(limit);
        self
    }

    /// A form that mail programs may send by themselves: the secret in its address is all that it needs.
    fn open_to_mail_programs(mut self) -> Self {
        self.is_one_click = true;
        // They may send it as `multipart/form-data`.
        self.room.upload_bytes = 4 * 1024;
        self
    }

    /// A form that files come with.
    fn with_files(mut self, megabytes: usize) -> Self {
        self.room.upload_bytes = megabytes * 1024 * 1024;
        self
    }

    /// A form as long as a page of everything that stands on a sheet.
    fn with_many_fields(mut self) -> Self {
        self.room = Room { text_bytes: 1024 * 1024, fields: 6_000, ..self.room };
        self
    }

    /// A form with a table that comes as a file first and travels along as a text from step to step.
    fn with_a_table(mut self, megabytes: usize) -> Self {
        let bytes = megabytes * 1024 * 1024;
        self.room = Room { text_bytes: 2 * bytes, fields: 6_000, upload_bytes: bytes };
        self
    }

    fn service(&self) -> actix_web::Route {
        let method = self.method.clone();
        // What may be fetched may be asked about: HEAD goes where GET goes.
        if method == Method::GET {
            (self.make)().guard(guard::Any(guard::Get()).or(guard::Head()))
        } else {
            (self.make)().guard(guard::fn_guard(move |context| guard::Method(method.clone()).check(context)))
        }
    }
}

/// A value that a parameter of a path may have.
fn sample_parameter(name: &str) -> &'static str {
    match name {
        "session" => "2027-spring",
        "webinar" => "2027-spring-s01",
        "secret" => "0123456789abcdefghjkmnpqrs",
        "code" => "0123456789abcdefghjkmnpqrs",
        "purpose" => "invitations",
        "file" => "app.css",
        "kind" => "attendance_certificate",
        "email_kind" => "stream_link",
        "level" => "school",
        "field" => "annotation",
        "stage" => "call",
        "language" => "ru",
        "day" => "2027-04-12",
        _ => "01890a5d-ac96-774b-bcce-b302099a8057",
    }
}

macro_rules! get {
    ($path:literal, $policy:ident, $function:path) => {
        row(Method::GET, $path, Policy::$policy, || to($function))
    };
}

macro_rules! post {
    ($path:literal, $policy:ident, $function:path) => {
        row(Method::POST, $path, Policy::$policy, || to($function))
    };
}

macro_rules! put {
    ($path:literal, $policy:ident, $function:path) => {
        row(Method::PUT, $path, Policy::$policy, || to($function))
    };
}

macro_rules! delete {
    ($path:literal, $policy:ident, $function:path) => {
        row(Method::DELETE, $path, Policy::$policy, || to($function))
    };
}

// After the macros, so that it can use them.
mod accounts;

mod emails;
mod listeners;
mod programme;
mod programs;
mod schools;
mod sessions;
mod talks;
mod tokens;

fn to<F, Arguments>(function: F) -> actix_web::Route
where
    F: Handler<Arguments>,
    Arguments: actix_web::FromRequest + 'static,
    F::Output: Responder + 'static,
{
    web::to(function)
}

fn row(method: Method, path: &'static str, policy: Policy, make: fn() -> actix_web::Route) -> Route {
    Route { method, path, policy, limit: None, scope: None, room: Room::USUAL, is_one_click: false, make }
}

/// Everything that can be reached.
#[must_use]
pub fn registry() -> Vec<Route> {
    [
        public_pages(),
        tokens::tokens(),
        tokens::webhooks(),
        programs::rows(),
        own_pages(),
        organizers_pages(),
        talks::call_for_speakers(),
        sessions::sessions_made(),
        sessions::topics(),
        programme::programme(),
        listeners::listeners(),
        talks::reviews(),
        emails::emails_of_sessions(),
        emails::ways_of_emails(),
        layouts_of_sessions(),
        curators_pages(),
        accounts::accounts_and_limits(),
        schools::directory_and_pages(),
        schools::teams(),
        open_to_programs(),
    ]
    .concat()
}

fn public_pages() -> Vec<Route> {
    vec![
        get!("/", Public, session::pages::home),
        get!("/s/{session}", Public, session::pages::schedule),
        get!("/s/{session}/schedule.ics", Public, session::feeds::calendar),
        get!("/s/{session}/schedule.json", Public, session::feeds::json),
        get!("/s/{session}/schedule.csv", Public, session::feeds::csv),
        get!("/archive", Public, session::archive::list),
        get!("/w/{webinar}", Public, webinar::pages::show),
        get!("/w/{webinar}/webinar.ics", Public, webinar::pages::calendar),
        get!("/u/{secret}", Secret, unsubscribe::pages::show),
        post!("/u/{secret}", Secret, unsubscribe::pages::withdraw).open_to_mail_programs(),
        post!("/u/{secret}/undo", Secret, unsubscribe::pages::undo),
        get!("/login", Public, login::pages::form),
        post!("/login", PublicPost, login::pages::send).limited(Limit::Login),
        get!("/login/{secret}", Secret, login::pages::greet),
        post!("/login/{secret}", Secret, login::pages::redeem).limited(Limit::Login),
        get!("/verify", Public, document::verify::form),
        post!("/verify", PublicPost, document::verify::look_up).limited(Limit::Verify).with_files(5),
        get!("/verify/{code}", Public, document::verify::show).limited(Limit::Verify),
        get!("/verify/{code}/document.pdf", Public, document::verify::file).limited(Limit::Verify),
        get!("/.well-known/webclub-keys.json", Api, document::keys::show),
        get!("/setup/{secret}", Secret, network::set_up::form),
        post!("/setup/{secret}", Secret, network::set_up::set_up).limited(Limit::Login),
        get!("/mailbox", Demo, outbox::mailbox::list),
        get!("/mailbox/{id}", Demo, outbox::mailbox::show),
        get!("/mailbox/{id}/body", Demo, outbox::mailbox::body),
    ]
}

fn own_pages() -> Vec<Route> {
    vec![
        post!("/logout", SelfOnly, login::pages::log_out),
        get!("/me", SelfOnly, person::pages::show),
        get!("/me/emails", SelfOnly, outbox::history::own),
        get!("/me/emails/{id}", SelfOnly, outbox::history::own_email),
        get!("/me/name", SelfOnly, person::name::show),
        post!("/me/name", SelfOnly, person::name::keep),
        get!("/me/documents/{id}.pdf", SelfOnly, document::pages::own_file),
        get!("/me/documents/{id}/correction", SelfOnly, correction::own::form),
        post!("/me/documents/{id}/correction", SelfOnly, correction::own::ask),
        post!("/me/documents/{id}/file", SelfOnly, correction::own::show_file),
        post!("/me/consents/{purpose}/withdraw", SelfOnly, person::pages::withdraw_consent),
        post!("/me/logins/{id}/end", SelfOnly, person::pages::end_login),
    ]
}

fn organizers_pages() -> Vec<Route> {
    vec![
        get!("/organize", Staff, session::organize::list),
        // Before the pages of sessions: it is none of them.
        get!("/organize/new", Staff, session::settings::pages::new),
        post!("/organize/new", Staff, session::settings::pages::make),
        get!("/organize/{session}", Organizer, session::organize::dashboard),
        post!("/organize/{session}/publish", Organizer, session::organize::publish),
        get!("/organize/{session}/documents", Organizer, document::registry::registry),
        post!("/organize/{session}/documents/export", Organizer, document::export::of_session),
        get!("/organize/{session}/documents/issue", Organizer, document::issue::show),
        post!("/organize/{session}/documents/issue", Organizer, document::issue::issue),
        post!("/organize/{session}/documents/files", Organizer, document::issue::retry),
        get!("/organize/{session}/documents/people/{person}", Organizer, document::recipient::show),
        post!("/organize/{session}/documents/people/{person}", Organizer, document::recipient::mend),
        post!(
            "/organize/{session}/documents/people/{person}/spelling",
            Organizer,
            document::recipient::spell
        ),
        post!("/organize/{session}/documents/people/{person}/hold", Organizer, document::recipient::hold),
        post!(
            "/organize/{session}/documents/people/{person}/release",
            Organizer,
            document::recipient::release
        ),
        post!("/organize/{session}/documents/{id}/revoke", Organizer, document::pages::revoke),
        get!("/organize/{session}/documents/{id}.pdf", Organizer, document::pages::organizers_file),
        get!("/organize/{session}/documents/{id}/reissue", Organizer, document::reissue::show),
        post!("/organize/{session}/documents/{id}/reissue", Organizer, document::reissue::reissue),
        get!("/organize/{session}/corrections", Organizer, correction::pages::list),
        post!("/organize/{session}/corrections/{id}/decline", Organizer, correction::pages::decline),
        get!("/organize/{session}/emails", Organizer, outbox::pages::of_session),
        get!("/organize/{session}/addresses", Organizer, email_report::pages::list),
        post!("/organize/{session}/addresses/{person}", Organizer, email_report::pages::correct),
        get!("/organize/{session}/audit", Organizer, audit::pages::of_session),
        get!("/organize/{session}/report", Organizer, monitoring::pages::report),
        get!("/broadcast/{webinar}", Staff, webinar::broadcast::show),
        post!("/broadcast/{webinar}/stream-link", Staff, webinar::broadcast::set_stream_link),
        post!("/broadcast/{webinar}/attendance", Staff, webinar::broadcast::mark_by_hand),
        get!("/broadcast/{webinar}/change", Staff, webinar::change::show),
        post!("/broadcast/{webinar}/move", Staff, webinar::change::reschedule),
        post!("/broadcast/{webinar}/cancel", Staff, webinar::change::cancel),
        post!("/broadcast/{webinar}/capacity", Staff, webinar::change::limit),
    ]
}

fn layouts_of_sessions() -> Vec<Route> {
    vec![
        get!("/organize/{session}/layouts", Organizer, layout_design::list::list),
        post!("/organize/{session}/layouts/copy", Organizer, layout_design::list::copy),
        post!("/organize/{session}/layouts/import", Organizer, layout_design::exchange::import)
            .with_files(20),
        post!("/organize/{session}/layouts/signatories", Organizer, layout_design::signatories::set)
            .with_files(50),
        get!("/organize/{session}/layouts/pictures/{kind}.png", Organizer, layout_design::pictures::current),
        get!("/organize/{session}/layouts/{id}", Organizer, layout_design::edit::show),
        post!("/organize/{session}/layouts/{id}", Organizer, layout_design::edit::edit)
            .with_files(40)
            .with_many_fields(),
        post!("/organize/{session}/layouts/{id}/preview", Organizer, layout_design::pictures::of_form)
            .with_files(40)
            .with_many_fields(),
        get!("/organize/{session}/layouts/{id}/picture.png", Organizer, layout_design::pictures::of_design),
        get!("/organize/{session}/layouts/{id}/export", Organizer, layout_design::exchange::export),
        post!("/organize/{session}/layouts/{id}/use", Organizer, layout_design::list::set_used),
        post!("/organize/{session}/layouts/{id}/rename", Organizer, layout_design::list::rename),
        post!("/organize/{session}/layouts/{id}/delete", Organizer, layout_design::list::delete),
    ]
}

fn curators_pages() -> Vec<Route> {
    vec![
        get!("/network", Curator, network::pages::show),
        get!("/network/documents", Curator, document::registry::of_network),
        post!("/network/documents/export", Curator, document::export::of_network),
        post!("/network/emails/release", Curator, network::pages::release_emails),
        get!("/network/people/{person}/emails", Curator, outbox::history::of_network),
        post!("/network/people/{person}/emails/{id}", Curator, outbox::history::read_of_network),
        get!("/network/email-texts", Curator, email_text::list::list),
        get!("/network/email-texts/{email_kind}/{level}/{language}", Curator, email_text::edit::show),
        post!("/network/email-texts/{email_kind}/{level}/{language}", Curator, email_text::edit::save),
        get!(
            "/network/email-texts/{email_kind}/{level}/{language}/preview",
            Curator,
            email_text::edit::stored_preview
        ),
        post!(
            "/network/email-texts/{email_kind}/{level}/{language}/preview",
            Curator,
            email_text::edit::preview
        ),
        post!("/network/email-texts/{email_kind}/{level}/{language}/reset", Curator, email_text::edit::reset),
        get!("/network/suppressions", Curator, suppression::pages::list),
        post!("/network/suppressions", Curator, suppression::pages::add),
        post!("/network/suppressions/{id}/lift", Curator, suppression::pages::lift),
        get!("/network/layouts", Curator, layout_design::list::list),
        post!("/network/layouts/copy", Curator, layout_design::list::copy),
        post!("/network/layouts/import", Curator, layout_design::exchange::import).with_files(20),
        get!("/network/layouts/pictures/{kind}.png", Curator, layout_design::pictures::current),
        get!("/network/layouts/{id}", Curator, layout_design::edit::show),
        post!("/network/layouts/{id}", Curator, layout_design::edit::edit).with_files(40).with_many_fields(),
        post!("/network/layouts/{id}/preview", Curator, layout_design::pictures::of_form)
            .with_files(40)
            .with_many_fields(),
        get!("/network/layouts/{id}/picture.png", Curator, layout_design::pictures::of_design),
        get!("/network/layouts/{id}/export", Curator, layout_design::exchange::export),
        post!("/network/layouts/{id}/use", Curator, layout_design::list::set_used),
        post!("/network/layouts/{id}/rename", Curator, layout_design::list::rename),
        post!("/network/layouts/{id}/delete", Curator, layout_design::list::delete),
    ]
}

fn open_to_programs() -> Vec<Route> {
    vec![
        get!("/api/v1/sessions", Api, session::json::list),
        get!("/api/v1/sessions/{session}", Api, session::json::show),
        get!("/api/v1/verify/{code}", Api, document::json::verify).limited(Limit::Verify),
        post!("/api/v1/email-reports", Bearer, email_report::webhook::receive),
        get!("/api/v1/openapi.json", Api, openapi::file),
        get!("/api/v1/layout.schema.json", Api, layout_design::exchange::schema),
        get!("/api/docs", Api, openapi::documentation),
        get!("/api/docs/{file:.*}", Api, openapi::documentation_file),
        get!("/static/{file}", Api, crate::assets::file),
        get!("/favicon.ico", Api, crate::assets::icon),
        get!("/robots.txt", Api, operations::robots),
        get!("/healthz", Api, operations::health),
        get!("/readyz", Api, operations::ready),
        get!("/metrics", Operations, operations::metrics),
    ]
}

/// Puts every row of the registry into the program: one resource a path, each behind the check of its policy.
pub(crate) fn configure(config: &mut web::ServiceConfig) {
    let rows = registry();
    let mut paths: Vec<&str> = Vec::new();
    for row in &rows {
        if !paths.contains(&row.path) {
            paths.push(row.path);
        }
    }
    for path in paths {
        let mut resource = web::resource(path);
        for row in rows.iter().filter(|row| row.path == path) {
            resource = resource.route(row.service());
        }
        let resource = resource.default_service(web::to(crate::error::method_not_allowed));
        config.service(resource.wrap(actix_web::middleware::from_fn(access::access)));
    }
    let nothing = web::resource("/{path:.*}").default_service(web::to(crate::error::nothing_here));
    config.service(nothing.wrap(actix_web::middleware::from_fn(access::access)));
}

/// Policy, method and path of every row, separated by tabs: kept as a snapshot, so that nobody changes it unawares.
#[must_use]
pub fn matrix() -> String {
    let lines =
        registry().into_iter().map(|route| format!("{}\t{}\t{}\n", route.policy, route.method, route.path));
    lines.collect()
}
