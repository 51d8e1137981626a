//! Reading light formatting: a small part of Markdown, and everything else is plain text.

use lang::typeset;
use pulldown_cmark::{Event, Parser, Tag, TagEnd, TextMergeStream};

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inline {
    Text(String),
    /// The name between the braces.
    Placeholder(String),
    /// The end of a line inside a paragraph.
    Break,
    Strong(Vec<Inline>),
    Emphasis(Vec<Inline>),
    Link {
        address: String,
        words: Vec<Inline>,
    },
    /// What stood for a picture; e-mails load none, so its words remain.
    Picture(Vec<Inline>),
}

/// A part of a body that stands by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Paragraph(Vec<Inline>),
    Heading(Vec<Inline>),
    List { is_ordered: bool, items: Vec<Vec<Inline>> },
    Rule,
}

/// Reads a body.
pub(super) fn body(text: &str) -> Vec<Node> {
    let mut reader = Reader::default();
    for event in TextMergeStream::new(Parser::new(text)) {
        reader.take(event);
    }
    reader.nodes
}

/// Splits a line into text and placeholders: `{name}` of small Latin letters and underscores; other braces are text.
pub(super) fn line(text: &str) -> Vec<Inline> {
    let mut pieces = vec![];
    let (mut plain, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('{') {
        plain.push_str(before);
        match after.split_once('}').filter(|(name, _)| is_name(name)) {
            Some((name, after)) => {
                push_text(&mut pieces, std::mem::take(&mut plain));
                pieces.push(Inline::Placeholder(name.to_owned()));
                rest = after;
            }
            None => {
                plain.push('{');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    push_text(&mut pieces, plain);
    pieces
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

fn push_text(pieces: &mut Vec<Inline>, text: String) {
    if !text.is_empty() {
        pieces.push(Inline::Text(text));
    }
}

/// A text with the web addresses in it as links: organizers paste them as they are.
fn with_links(piece: Inline) -> Vec<Inline> {
    let Inline::Text(text) = piece else { return vec![piece] };
    let (mut pieces, mut plain) = (vec![], String::new());
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end().trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '»']);
        if bare.starts_with("https://") || bare.starts_with("http://") {
            push_text(&mut pieces, std::mem::take(&mut plain));
            let words = vec![Inline::Text(bare.to_owned())];
            pieces.push(Inline::Link { address: bare.to_owned(), words });
            plain.extend(word.chars().skip(bare.chars().count()));
        } else {
            plain.push_str(word);
        }
    }
    push_text(&mut pieces, plain);
    pieces
}

/// What is being read: the pieces of everything that is still open, the innermost last.
#[derive(Default)]
struct Reader {
    nodes: Vec<Node>,
    open: Vec<Vec<Inline>>,
    lists: usize,
    items: Vec<Vec<Inline>>,
    is_ordered: bool,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.text(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.push(Inline::Break),
            Event::Rule => self.nodes.push(Node::Rule),
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::List(first) => {
                self.lists += 1;
                if self.lists == 1 {
                    self.is_ordered = first.is_some();
                    self.open.push(vec![]);
                }
            }
            Tag::Item if self.lists > 1 => {
                self.push(Inline::Break);
                self.push(Inline::Text("– ".to_owned()));
            }
            Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. } => self.open.push(vec![]),
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock if self.lists == 0 => {
                self.open.push(vec![]);
            }
            Tag::Paragraph if self.open.last().is_some_and(|item| !item.is_empty()) => {
                self.push(Inline::Break);
            }
            _ => {}
        }
        if let Tag::Link { dest_url, .. } = tag {
            // The address stands in front of its words until the link is closed.
            self.push(Inline::Text(dest_url.to_string()));
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => {
                self.lists = self.lists.saturating_sub(1);
                if self.lists == 0 {
                    self.open.pop();
                    let items = std::mem::take(&mut self.items);
                    self.nodes.push(Node::List { is_ordered: self.is_ordered, items });
                }
            }
            TagEnd::Item if self.lists == 1 => {
                let item = self.open.last_mut().map(std::mem::take).unwrap_or_default();
                self.items.push(item);
            }
            TagEnd::Strong => self.close(Inline::Strong),
            TagEnd::Emphasis => self.close(Inline::Emphasis),
            TagEnd::Image => self.close(Inline::Picture),
            TagEnd::Link => self.close(|mut words| {
                let address = if words.is_empty() { Inline::Break } else { words.remove(0) };
                let address = if let Inline::Text(address) = address { address } else { String::new() };
                Inline::Link { address, words }
            }),
            TagEnd::Heading(_) if self.lists == 0 => self.close_node(Node::Heading),
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock if self.lists == 0 => {
                self.close_node(Node::Paragraph);
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        for (number, text) in text.trim_end_matches('\n').split('\n').enumerate() {
            if number > 0 {
                self.push(Inline::Break);
            }
            for piece in line(text).into_iter().flat_map(with_links) {
                self.push(if let Inline::Text(text) = piece { Inline::Text(typeset(&text)) } else { piece });
            }
        }
    }

    fn push(&mut self, piece: Inline) {
        if let Some(open) = self.open.last_mut() {
            open.push(piece);
        }
    }

    fn close(&mut self, wrap: impl FnOnce(Vec<Inline>) -> Inline) {
        let words = self.open.pop().unwrap_or_default();
        self.push(wrap(words));
    }

    fn close_node(&mut self, wrap: impl FnOnce(Vec<Inline>) -> Node) {
        let words = self.open.pop().unwrap_or_default();
        if !words.is_empty() {
            self.nodes.push(wrap(words));
        }
    }
}
