//! Every kind of e-mail: what it is for, when it goes out, and on which level its words were written.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::Owner;
use club::email_text::{Place, Written};
use entity::TextLevel;
use lang::{Lang, Texts};

use super::place::{Parts, Room};
use super::telling;
use crate::error::PageError;
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::session::organize::SessionWays;

/// The kinds of e-mails of a session or of the network.
#[derive(Template)]
#[template(path = "pages/email_text/list.html")]
pub(crate) struct ListPage {
    layout: Layout,
    t: Texts,
    ways: Option<SessionWays>,
    kinds: Vec<Kind>,
}

/// A kind of e-mails.
struct Kind {
    title: String,
    purpose: String,
    languages: Vec<Line>,
}

/// Its words in a language.
struct Line {
    name: String,
    level: String,
    is_changed: bool,
    /// Address and label of each editor.
    editors: Vec<(String, String)>,
}

impl ListPage {
    pub(super) fn of(layout: Layout, room: &Room, written: &[Written]) -> Self {
        let t = Texts(layout.lang);
        let kinds = written.iter().map(|written| Kind {
            title: telling::kind(written.kind, t),
            purpose: telling::purpose(written.kind, t),
            languages: written.levels.iter().map(|line| Line::of(room, written, *line, t)).collect(),
        });
        Self { t, ways: room.ways(t), kinds: kinds.collect(), layout }
    }
}

impl Line {
    fn of(room: &Room, written: &Written, (language, level): (Lang, Option<TextLevel>), t: Texts) -> Self {
        let editor = |level: &TextLevel| {
            let owner = match (level, room.owner) {
                (TextLevel::School, Owner::Session { school, .. }) => Owner::School(school),
                (_, owner) => owner,
            };
            let address = room.address(Place::new(owner, written.kind, language));
            (address, t.say(&format!("email-text-change-for-{level}")))
        };
        Self {
            name: telling::language(language, t),
            level: telling::level(level, t),
            is_changed: level.is_some(),
            editors: room.levels().iter().map(editor).collect(),
        }
    }
}

/// `GET …/email-texts`
pub(crate) async fn list(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let room = Room::of(&context, &parts).await?;
    let written = club::email_text::all(&context.club, &context.viewer, room.owner).await?;
    let written = written.ok_or(PageError::NotFound)?;
    page(&ListPage::of(Layout::of(&context), &room, &written))
}
