//! The server: options, the application of one worker, and the start.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::{App, Error, HttpServer, web};
use club::Club;
use metrics_exporter_prometheus::PrometheusHandle;
use tracing_actix_web::TracingLogger;

use crate::headers::headers;
use crate::published::first;
use crate::routes::configure;
use crate::state::State;
use crate::tracing_span::RequestSpan;

/// Seconds that running requests get to finish when the server is told to stop.
const FINISH_SECONDS: u64 = 30;

/// How the server behaves.
#[derive(Clone)]
pub struct ServerOptions {
    /// Port 0 takes a free one.
    pub listen: SocketAddr,
    /// The demonstration's mailbox is shown to anybody.
    pub is_demo: bool,
    /// Log-ins, registrations and look-ups are limited per sender.
    pub has_limits: bool,
    /// Requests for other hosts than the public address are refused.
    pub checks_host: bool,
    /// What `/metrics` shows; nothing when absent.
    pub metrics: Option<PrometheusHandle>,
    /// `/metrics` answers others than this machine, too.
    pub has_public_metrics: bool,
    /// How many proxies of ours stand in front and add to `X-Forwarded-For`.
    pub trusted_proxies: usize,
    /// Threads that answer; `None`: one a processor core.
    pub workers: Option<usize>,
    /// The bearer secret with which programs report about e-mails; nobody can when absent.
    pub report_secret: Option<String>,
    /// Signals to the process stop the server.
    pub obeys_signals: bool,
}

impl ServerOptions {
    /// What suits a school: limits are on, nothing is shown that need not be.
    #[must_use]
    pub fn new(listen: SocketAddr) -> Self {
        Self {
            listen,
            is_demo: false,
            has_limits: true,
            checks_host: false,
            metrics: None,
            has_public_metrics: false,
            trusted_proxies: 0,
            workers: None,
            report_secret: None,
            obeys_signals: true,
        }
    }
}

/// What one worker runs, for tests that need no network.
pub fn application(
    club: Club,
    options: ServerOptions,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    worker(web::Data::new(State::new(club, options)))
}

fn worker(
    state: web::Data<State>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    App::new()
        .app_data(state)
        .configure(configure)
        .wrap(from_fn(headers))
        .wrap(TracingLogger::<RequestSpan>::new())
        .wrap(from_fn(first))
}

/// Starts to listen and answer. The address tells the port that was taken.
///
/// # Errors
/// When the address is taken or may not be listened on.
pub fn start(club: Club, options: ServerOptions) -> std::io::Result<(Server, SocketAddr)> {
    let listener = TcpListener::bind(options.listen)?;
    let address = listener.local_addr()?;
    let workers = options.workers;
    let obeys_signals = options.obeys_signals;
    let state = web::Data::new(State::new(club, options));
    let mut server = HttpServer::new(move || worker(state.clone()))
        .client_request_timeout(Duration::from_secs(10))
        .client_disconnect_timeout(Duration::from_secs(5))
        .keep_alive(Duration::from_secs(75))
        .shutdown_timeout(FINISH_SECONDS)
        .max_connections(10_000);
    if let Some(workers) = workers {
        server = server.workers(workers);
    }
    if !obeys_signals {
        server = server.disable_signals();
    }
    // Nagle's algorithm would hold small answers back for 40 ms.
    let server = server.tcp_nodelay(true).listen(listener)?.run();
    Ok((server, address))
}
