//! A program that asks by a token, as a school's website would.

use reqwest::Method;
use serde_json::Value;

/// A program with its token.
pub struct Program {
    client: reqwest::Client,
    address: String,
    token: Option<String>,
}

/// What a program was answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub content_type: String,
    pub tag: Option<String>,
    /// Where the thing stands that was made.
    pub location: Option<String>,
    /// Where `Link` says that the next page is.
    pub next: Option<String>,
    /// Who is asked for in `WWW-Authenticate`.
    pub asks_for: Option<String>,
    /// `null` where the answer has no body.
    pub json: Value,
}

impl Program {
    /// A program for the server at `address`; without a token, anybody.
    #[must_use]
    pub fn new(address: &str, token: Option<&str>) -> Program {
        let client = reqwest::Client::builder().build().expect("a client");
        Program { client, address: address.to_owned(), token: token.map(str::to_owned) }
    }

    /// Asks for a path with these headers.
    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(Method::GET, path, headers, None).await
    }

    /// Posts JSON with these headers.
    pub async fn post(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        self.send(Method::POST, path, headers, Some(body)).await
    }

    /// Puts JSON with these headers.
    pub async fn put(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        self.send(Method::PUT, path, headers, Some(body)).await
    }

    /// Deletes with these headers.
    pub async fn delete(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(Method::DELETE, path, headers, None).await
    }

    /// Posts a file as it is.
    pub async fn upload(&self, path: &str, headers: &[(&str, &str)], bytes: &[u8]) -> Answer {
        let content = ("application/octet-stream", bytes.to_vec());
        self.send_bytes(Method::POST, path, headers, Some(content)).await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        let body = body.map(|body| ("application/json", body.to_string().into_bytes()));
        self.send_bytes(method, path, headers, body).await
    }

    async fn send_bytes(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<(&str, Vec<u8>)>,
    ) -> Answer {
        let path = path.split_once("/api/").map_or(path.to_owned(), |(_, rest)| format!("/api/{rest}"));
        let mut request = self.client.request(method, format!("{}{path}", self.address));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some((kind, body)) = body {
            request = request.header("content-type", kind).body(body);
        }
        let answer = request.send().await.expect("the server answers");
        let header =
            |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let link = header("link").filter(|link| link.ends_with("rel=\"next\""));
        Answer {
            status: answer.status().as_u16(),
            content_type: header("content-type").unwrap_or_default(),
            tag: header("etag"),
            location: header("location"),
            next: link.and_then(|link| Some(link.split_once('<')?.1.split_once('>')?.0.to_owned())),
            asks_for: header("www-authenticate"),
            json: serde_json::from_slice(&answer.bytes().await.expect("a whole answer"))
                .unwrap_or(Value::Null),
        }
    }
}
