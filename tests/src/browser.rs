//! A browser as far as stories need one: cookies, pages, forms with their hidden fields; redirects are followed by hand.

use std::collections::BTreeMap;

use reqwest::header::{CONTENT_TYPE, LOCATION};
use scraper::{ElementRef, Html, Selector};

/// A browser with cookies of its own.
pub struct Browser {
    client: reqwest::Client,
    address: String,
}

/// What a server answered.
#[derive(Debug)]
pub struct Page {
    /// The path that was asked for.
    pub path: String,
    pub status: u16,
    /// Where a redirect leads.
    pub location: Option<String>,
    pub content_type: String,
    pub bytes: Vec<u8>,
}

impl Browser {
    /// A fresh browser for the server at `address`.
    #[must_use]
    pub fn new(address: &str) -> Browser {
        Browser::with(reqwest::Client::builder(), address)
    }

    /// A fresh browser in another house: limits are a sender's.
    #[must_use]
    pub fn from_house(address: &str, house: u8) -> Browser {
        let own = std::net::Ipv4Addr::new(127, 0, 0, house);
        Browser::with(reqwest::Client::builder().local_address(Some(own.into())), address)
    }

    fn with(client: reqwest::ClientBuilder, address: &str) -> Browser {
        let client = client.cookie_store(true).redirect(reqwest::redirect::Policy::none());
        Browser { client: client.build().expect("a client"), address: address.to_owned() }
    }

    fn url(&self, path: &str) -> String {
        match path.strip_prefix(&self.address) {
            Some(path) => format!("{}{path}", self.address),
            None => format!("{}{path}", self.address),
        }
    }

    /// Opens a path.
    pub async fn get(&self, path: &str) -> Page {
        let request = self.client.get(self.url(path)).header("Accept-Language", "ru");
        self.page(path, request).await
    }

    /// Opens a path and follows redirects, as a person's browser does.
    pub async fn open(&self, path: &str) -> Page {
        let mut page = self.get(path).await;
        for _ in 0..5 {
            let Some(location) = page.location.clone() else { return page };
            page = self.get(&location).await;
        }
        panic!("{path} redirects for ever");
    }

    /// Posts fields as a form of our own page would.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.post_from("same-origin", path, fields).await
    }

    /// Posts fields as a page of elsewhere would: `cross-site`, `same-site`.
    pub async fn post_from(&self, site: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = self.client.post(self.url(path)).header("Sec-Fetch-Site", site).form(fields);
        self.page(path, request).await
    }

    /// Sends a request by any method, with the browser's token in a form.
    pub async fn call(&self, method: reqwest::Method, path: &str) -> Page {
        let token = self.form_token().await;
        let request = self.client.request(method, self.url(path)).header("Sec-Fetch-Site", "same-origin");
        self.page(path, request.form(&[("csrf", &token)])).await
    }

    /// Sends a file with a form as our own page would, and the browser's token.
    pub async fn post_file(&self, path: &str, field: &str, name: &str, bytes: &[u8]) -> Page {
        let token = self.form_token().await;
        self.post_parts(path, &[("csrf", &token)], &[(field, name, bytes)]).await
    }

    /// Posts fields and files as a form of our own page with files would: name of the field, name and bytes of each file.
    pub async fn post_parts(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Page {
        let mut body = Vec::new();
        for (name, value) in fields {
            let head =
                format!("--cut-here\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(head.as_bytes());
        }
        for (name, file_name, bytes) in files {
            let head = format!(
                "--cut-here\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--cut-here--\r\n");
        let request = self.client.post(self.url(path)).header("Sec-Fetch-Site", "same-origin");
        let request = request.header(CONTENT_TYPE, "multipart/form-data; boundary=cut-here").body(body);
        self.page(path, request).await
    }

    /// The token that every form of this browser carries.
    pub async fn form_token(&self) -> String {
        let page = self.get("/verify").await;
        let selector = Selector::parse("input[name=csrf]").unwrap();
        let html = Html::parse_document(&page.html());
        let token = html.select(&selector).find_map(|field| field.attr("value").map(str::to_owned));
        token.expect("a form with a token")
    }

    /// Fills in the form that posts to a path ending in `action` on a page and sends it with its hidden fields; fields with the
    /// same name add up, as check boxes do.
    pub async fn submit(&self, page: &Page, action: &str, fields: &[(&str, &str)]) -> Page {
        let (path, mut values) = page.form(action);
        values.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let request = self.client.post(self.url(&path)).header("Sec-Fetch-Site", "same-origin").form(&values);
        self.page(&path, request).await
    }

    async fn page(&self, path: &str, request: reqwest::RequestBuilder) -> Page {
        let answer = request.send().await.expect("the server answers");
        let header =
            |name| answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Page {
            path: path.to_owned(),
            status: answer.status().as_u16(),
            location: header(LOCATION),
            content_type: header(CONTENT_TYPE).unwrap_or_default(),
            bytes: answer.bytes().await.expect("a whole answer").to_vec(),
        }
    }
}

impl Page {
    /// The answer as text.
    #[must_use]
    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The text of every element that a CSS selector finds, with spaces collapsed.
    #[must_use]
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a CSS selector");
        Html::parse_document(&self.html()).select(&selector).map(|element| flat(&element)).collect()
    }

    /// The text of the one element that a CSS selector finds.
    #[must_use]
    pub fn text(&self, selector: &str) -> String {
        match &self.texts(selector)[..] {
            [text] => text.clone(),
            texts => panic!("{} elements are {selector} on {}: {}", texts.len(), self.path, self.html()),
        }
    }

    /// All that the page says.
    #[must_use]
    pub fn says(&self) -> String {
        self.text("main")
    }

    /// Addresses of the links that a CSS selector finds.
    #[must_use]
    pub fn links(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a CSS selector");
        let page = Html::parse_document(&self.html());
        page.select(&selector).filter_map(|link| link.attr("href")).map(str::to_owned).collect()
    }

    /// Action and hidden fields of a form.
    /// Where the forms of the page go whose path begins like this.
    #[must_use]
    pub fn form_actions(&self, beginning: &str) -> Vec<String> {
        let page = Html::parse_document(&self.html());
        let forms = Selector::parse("form[action]").unwrap();
        let actions = page.select(&forms).filter_map(|form| form.attr("action"));
        actions.filter(|action| action.starts_with(beginning)).map(str::to_owned).collect()
    }

    fn form(&self, action: &str) -> (String, Vec<(String, String)>) {
        let page = Html::parse_document(&self.html());
        let (forms, hidden) =
            (Selector::parse("form").unwrap(), Selector::parse("input[type=hidden]").unwrap());
        let forms =
            page.select(&forms).filter(|form| form.attr("action").unwrap_or(&self.path).ends_with(action));
        let Some(form) = forms.into_iter().next() else {
            panic!("no form of {} ({}) posts to {action}: {}", self.path, self.status, self.html());
        };
        let fields = form.select(&hidden).filter_map(|field| {
            Some((field.attr("name")?.to_owned(), field.attr("value").unwrap_or_default().to_owned()))
        });
        (form.attr("action").unwrap_or(&self.path).to_owned(), fields.collect())
    }

    /// Everything that a browser would send of the form that a CSS selector finds, but buttons and files.
    #[must_use]
    pub fn form_values(&self, form: &str) -> Vec<(String, String)> {
        let page = Html::parse_document(&self.html());
        let form = Selector::parse(form).expect("a CSS selector");
        let form = page.select(&form).next().expect("a form");
        let fields = Selector::parse("input[name], textarea[name], select[name]").unwrap();
        let chosen = Selector::parse("option[selected]").unwrap();
        let first = Selector::parse("option").unwrap();
        let values = form.select(&fields).filter_map(|field| {
            let name = field.attr("name")?.to_owned();
            let is_box = matches!(field.attr("type"), Some("checkbox" | "radio"));
            let value = match field.value().name() {
                "textarea" => {
                    let text = field.text().collect::<String>();
                    text.strip_prefix('\n').map(str::to_owned).unwrap_or(text)
                }
                "select" => {
                    let option = field.select(&chosen).next().or_else(|| field.select(&first).next())?;
                    option.attr("value").unwrap_or_default().to_owned()
                }
                _ if field.attr("type") == Some("file") || is_box && field.attr("checked").is_none() => {
                    return None;
                }
                _ => field.attr("value").unwrap_or_default().to_owned(),
            };
            Some((name, value))
        });
        values.collect()
    }

    /// What may be chosen in a group of buttons or boxes of one name.
    #[must_use]
    pub fn form_choices(&self, name: &str) -> Vec<String> {
        let page = Html::parse_document(&self.html());
        let boxes = Selector::parse(&format!("input[name='{name}']")).expect("a CSS selector");
        page.select(&boxes).filter_map(|one| Some(one.attr("value")?.to_owned())).collect()
    }

    /// The answer as JSON.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).expect("JSON")
    }

    /// Checked or typed values of a page's named fields: what a person finds again after an error.
    #[must_use]
    pub fn typed(&self) -> BTreeMap<String, String> {
        let page = Html::parse_document(&self.html());
        let fields =
            Selector::parse("input[name]:not([type=hidden]):not([type=checkbox]):not([type=radio])").unwrap();
        let typed = page.select(&fields).filter_map(|field| {
            Some((field.attr("name")?.to_owned(), field.attr("value").unwrap_or_default().to_owned()))
        });
        typed.collect()
    }
}

fn flat(element: &ElementRef<'_>) -> String {
    let text: String = element.text().collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
