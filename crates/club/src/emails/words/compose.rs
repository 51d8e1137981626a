//! Putting values into words: the subject, the plain text and the HTML of one e-mail.

use std::collections::BTreeMap;

use askama::Template;
use lang::Texts;
use sea_orm::DbErr;

use super::Words;
use super::parse::{self, Inline, Node};
use crate::emails::{Content, unlinked};

/// What stands in place of a placeholder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Words within a line.
    Text(String),
    /// A button in a paragraph of its own.
    Button { label: String, address: String },
    /// Something that a template has written in both forms.
    Block { text: String, html: String },
}

impl Value {
    /// Words that somebody typed into a form: an address in them becomes no link in the reader's program.
    #[must_use]
    pub fn typed(words: &str) -> Value {
        Value::Text(unlinked(words))
    }

    /// Lines that somebody typed, as they were typed, in a paragraph of their own.
    #[must_use]
    pub fn typed_lines(lines: &str) -> Value {
        let text = unlinked(lines);
        let mut html = "<p style=\"margin:0 0 16px;white-space:pre-line;\">".to_owned();
        escaped(&mut html, &text);
        html.push_str("</p>\n");
        Value::Block { text, html }
    }

    /// Something that two templates write.
    ///
    /// # Errors
    /// When a template cannot be written.
    pub fn block(text: &impl Template, html: &impl Template) -> Result<Value, DbErr> {
        let failed = |error: askama::Error| DbErr::Custom(format!("an e-mail cannot be written: {error}"));
        Ok(Value::Block { text: text.render().map_err(failed)?, html: html.render().map_err(failed)? })
    }
}

/// Values by the names of their placeholders.
pub type Values = BTreeMap<&'static str, Value>;

/// What stands around the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    pub t: Texts,
    pub club_name: String,
    /// What a list of e-mails shows beside the subject.
    pub preview: String,
    /// Why the reader gets the e-mail.
    pub why: String,
    /// Where e-mails of this kind are ended, where they can be.
    pub unsubscribe_address: Option<String>,
}

/// Everything that makes an e-mail to one reader out of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filling {
    pub values: Values,
    pub frame: Frame,
}

/// Words that were read once, for as many readers as there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    subject: Vec<Inline>,
    nodes: Vec<Node>,
}

#[derive(Template)]
#[template(path = "emails/frame.txt", escape = "none")]
struct TextFrame<'a> {
    t: Texts,
    frame: &'a Frame,
    content: &'a str,
}

#[derive(Template)]
#[template(path = "emails/frame.html")]
struct HtmlFrame<'a> {
    t: Texts,
    frame: &'a Frame,
    subject: &'a str,
    club_name: &'a str,
    content: &'a str,
}

#[derive(Template)]
#[template(
    source = r##"<p style="margin:0 0 16px;"><a class="button" href="{{ address }}" style="display:inline-block;background-color:#1d5fc4;border:solid #1d5fc4;border-width:13px 28px;border-radius:8px;color:#ffffff;font-weight:600;text-decoration:none;">{{ label }}</a></p>
"##,
    ext = "html"
)]
struct Button<'a> {
    label: &'a str,
    address: &'a str,
}

impl Prepared {
    /// Reads the formatting of words.
    #[must_use]
    pub fn new(words: &Words) -> Prepared {
        Prepared { subject: parse::line(&words.subject), nodes: parse::body(&words.body) }
    }

    /// Writes the e-mail to one reader. A placeholder without a value stays as it is written.
    ///
    /// # Errors
    /// When a template cannot be written.
    pub fn compose(&self, filling: &Filling) -> Result<Content, DbErr> {
        let Filling { values, frame } = filling;
        let t = frame.t;
        let mut subject = String::new();
        plain(&mut subject, &self.subject, values);
        let (mut text, mut html) = (String::new(), String::new());
        for node in &self.nodes {
            text_of(&mut text, node, values);
            html_of(&mut html, node, values)?;
        }
        let text = TextFrame { t, frame, content: &text };
        let html = HtmlFrame { t, frame, subject: &subject, club_name: &frame.club_name, content: &html };
        Content::render(subject.clone(), &text, &html)
    }
}

/// A value that stands alone in its paragraph, and is more than words.
fn alone<'a>(words: &[Inline], values: &'a Values) -> Option<&'a Value> {
    let [Inline::Placeholder(name)] = words else { return None };
    values.get(name.as_str()).filter(|value| !matches!(value, Value::Text(_)))
}

fn text_of(out: &mut String, node: &Node, values: &Values) {
    match node {
        Node::Paragraph(words) => match alone(words, values) {
            Some(Value::Button { label, address }) => {
                out.push_str(label);
                out.push_str(":\n");
                out.push_str(address);
            }
            Some(Value::Block { text, .. }) => out.push_str(text),
            Some(Value::Text(_)) | None => plain(out, words, values),
        },
        Node::Heading(words) => plain(out, words, values),
        Node::List { is_ordered, items } => {
            for (place, item) in items.iter().enumerate() {
                let mark = if *is_ordered { format!("{}. ", place + 1) } else { "– ".to_owned() };
                out.push_str(&mark);
                plain(out, item, values);
                out.push('\n');
            }
        }
        Node::Rule => out.push_str("* * *"),
    }
    out.push_str("\n\n");
}

fn plain(out: &mut String, words: &[Inline], values: &Values) {
    for piece in words {
        match piece {
            Inline::Text(text) => out.push_str(text),
            Inline::Break => out.push('\n'),
            Inline::Placeholder(name) => match values.get(name.as_str()) {
                Some(Value::Text(text) | Value::Block { text, .. }) => out.push_str(text),
                Some(Value::Button { address, .. }) => out.push_str(address),
                None => out.push_str(&format!("{{{name}}}")),
            },
            Inline::Strong(words) | Inline::Emphasis(words) | Inline::Picture(words) => {
                plain(out, words, values);
            }
            Inline::Link { address, words } => {
                let before = out.len();
                plain(out, words, values);
                if out.get(before..).is_some_and(|words| words != address) {
                    out.push_str(&format!(" ({address})"));
                }
            }
        }
    }
}

fn html_of(out: &mut String, node: &Node, values: &Values) -> Result<(), DbErr> {
    let failed = |error: askama::Error| DbErr::Custom(format!("an e-mail cannot be written: {error}"));
    match node {
        Node::Paragraph(words) => match alone(words, values) {
            Some(Value::Button { label, address }) => {
                out.push_str(&Button { label, address }.render().map_err(failed)?);
            }
            Some(Value::Block { html, .. }) => out.push_str(html),
            Some(Value::Text(_)) | None => tagged(out, ("p", "margin:0 0 12px;"), words, values),
        },
        Node::Heading(words) => {
            tagged(out, ("h1", "margin:16px 0 6px;font-size:22px;line-height:1.3;"), words, values);
        }
        Node::List { is_ordered, items } => {
            let tag = if *is_ordered { "ol" } else { "ul" };
            out.push_str(&format!("<{tag} style=\"margin:0 0 12px;padding-left:24px;\">\n"));
            for item in items {
                tagged(out, ("li", "margin:0 0 6px;"), item, values);
            }
            out.push_str(&format!("</{tag}>\n"));
        }
        Node::Rule => out
            .push_str("<hr class=\"line\" style=\"margin:20px 0;border:0;border-top:1px solid #dde3ec;\">\n"),
    }
    Ok(())
}

fn tagged(out: &mut String, (tag, style): (&str, &str), words: &[Inline], values: &Values) {
    out.push_str(&format!("<{tag} style=\"{style}\">"));
    marked(out, words, values);
    out.push_str(&format!("</{tag}>\n"));
}

fn marked(out: &mut String, words: &[Inline], values: &Values) {
    for piece in words {
        match piece {
            Inline::Text(text) => escaped(out, text),
            Inline::Break => out.push_str("<br>\n"),
            Inline::Placeholder(name) => match values.get(name.as_str()) {
                Some(Value::Text(text) | Value::Block { text, .. }) => escaped(out, text),
                Some(Value::Button { label, address }) => link(out, address, |out| escaped(out, label)),
                None => escaped(out, &format!("{{{name}}}")),
            },
            Inline::Strong(words) => wrapped(out, "strong", words, values),
            Inline::Emphasis(words) => wrapped(out, "em", words, values),
            Inline::Picture(words) => marked(out, words, values),
            Inline::Link { address, words } if super::check::is_web_address(address) => {
                link(out, address, |out| marked(out, words, values));
            }
            Inline::Link { words, .. } => marked(out, words, values),
        }
    }
}

fn wrapped(out: &mut String, tag: &str, words: &[Inline], values: &Values) {
    out.push_str(&format!("<{tag}>"));
    marked(out, words, values);
    out.push_str(&format!("</{tag}>"));
}

fn link(out: &mut String, address: &str, words: impl FnOnce(&mut String)) {
    out.push_str("<a class=\"link\" href=\"");
    escaped(out, address);
    out.push_str("\" style=\"color:#1d5fc4;\">");
    words(out);
    out.push_str("</a>");
}

fn escaped(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(letter),
        }
    }
}
