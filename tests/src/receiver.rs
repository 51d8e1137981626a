//! A program of somebody else that is told what happens: it keeps what came and answers as it is asked to.

use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};

use actix_web::http::StatusCode;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use serde_json::Value;
use tokio::task::JoinHandle;

/// A request that came.
#[derive(Clone, Debug)]
pub struct Received {
    pub path: String,
    /// `webhook-id`
    pub id: String,
    /// `webhook-timestamp`
    pub timestamp: String,
    /// `webhook-signature`
    pub signature: String,
    pub body: String,
    pub json: Value,
}

/// The program.
pub struct Receiver {
    pub port: u16,
    kept: Arc<Kept>,
    server: JoinHandle<()>,
}

#[derive(Default)]
struct Kept {
    requests: Mutex<Vec<Received>>,
    status: AtomicU16,
}

impl Receiver {
    /// Starts it on a free port of this machine; it takes everything.
    #[must_use]
    pub fn start() -> Receiver {
        let kept = Arc::new(Kept { status: AtomicU16::new(204), ..Kept::default() });
        let known = web::Data::from(kept.clone());
        let server =
            HttpServer::new(move || App::new().app_data(known.clone()).default_service(web::to(take)));
        let server = server.workers(1).disable_signals().bind(("127.0.0.1", 0)).expect("a free port");
        let port = server.addrs()[0].port();
        let server = server.run();
        let server = tokio::spawn(async move { server.await.expect("the receiver goes on") });
        Receiver { port, kept, server }
    }

    /// Answers with this status from now on.
    pub fn answers(&self, status: u16) {
        self.kept.status.store(status, Ordering::Relaxed);
    }

    /// What came since the last look, oldest first.
    pub fn received(&self) -> Vec<Received> {
        std::mem::take(&mut *self.kept.requests.lock().expect("nobody panicked"))
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn take(request: HttpRequest, body: String, kept: web::Data<Kept>) -> HttpResponse {
    let header = |name: &str| {
        request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    };
    let received = Received {
        path: request.path().to_owned(),
        id: header("webhook-id"),
        timestamp: header("webhook-timestamp"),
        signature: header("webhook-signature"),
        json: serde_json::from_str(&body).unwrap_or(Value::Null),
        body,
    };
    kept.requests.lock().expect("nobody panicked").push(received);
    let status = StatusCode::from_u16(kept.status.load(Ordering::Relaxed)).expect("a status");
    HttpResponse::build(status).insert_header(("location", "/elsewhere")).finish()
}
