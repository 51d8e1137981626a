//! What is printed now, all layouts that can be changed here, and the small deeds: copy, use, rename, follow, delete.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::Owner;
use club::layout::{
    CopyError, DeleteError, FollowError, LONGEST_NAME, NewCopy, RenameError, SetUsedError, Shelf,
};
use entity::{DocumentKind, LayoutLevel, layout_design, signatory};
use lang::Texts;

use super::place::{Parts, Place};
use super::signatories::Signing;
use super::telling;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::Errors;
use crate::layout::{Layout, form_again, page};
use crate::session::organize::SessionWays;

/// The layouts of a session or of the network.
#[derive(Template)]
#[template(path = "pages/layout_design/list.html")]
pub(crate) struct ListPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    base: String,
    ways: Option<SessionWays>,
    kinds: Vec<Printed>,
    designs: Vec<Line>,
    levels: Vec<(String, String)>,
    /// Value and name of each kind of document.
    kind_choices: Vec<(String, String)>,
    /// Value and name of what an imported layout may follow.
    parents: Vec<(String, String)>,
    chosen: Chosen,
    signing: Vec<Signing>,
    errors: Errors,
    done: Option<String>,
}

/// What was chosen in the form for files.
#[derive(Default)]
struct Chosen {
    kind: String,
    level: String,
    parent: String,
}

/// How documents of a kind look now.
struct Printed {
    kind: DocumentKind,
    title: String,
    from: String,
    name: String,
    /// The design that prints, as a parent of copies; empty: the one that comes with the program.
    id: String,
    /// Ways to change it: level, words, and the address of what prints where it is of that very level; else a copy is made.
    changes: Vec<(String, String, Option<String>)>,
}

/// A design.
struct Line {
    id: String,
    name: String,
    kind: String,
    level: String,
    is_used: bool,
    parent: String,
    /// What it may follow: value, name, whether it does.
    parents: Vec<(String, String, bool)>,
}

impl ListPage {
    pub(super) fn of(
        layout: Layout,
        csrf: String,
        place: &Place,
        shelf: &Shelf,
        signatories: &[signatory::Model],
    ) -> Self {
        let t = Texts(layout.lang);
        let changeable = |design: &&layout_design::Model| place.levels().contains(&design.level);
        let parents = shelf.designs.iter().map(|design| (design.id.to_string(), titled(design, t)));
        let standard = (String::new(), t.say("layout-parent-standard"));
        Self {
            csrf,
            base: place.base.clone(),
            ways: place.ways(t),
            kinds: shelf
                .current
                .iter()
                .map(|(kind, design)| Printed::of(*kind, design.as_ref(), place, t))
                .collect(),
            designs: shelf
                .designs
                .iter()
                .filter(changeable)
                .map(|design| Line::of(design, shelf, t))
                .collect(),
            levels: place
                .levels()
                .iter()
                .map(|level| (level.to_string(), t.say(&format!("layout-for-{level}"))))
                .collect(),
            kind_choices: DocumentKind::ALL
                .iter()
                .map(|kind| (kind.to_string(), telling::kind(*kind, t)))
                .collect(),
            parents: std::iter::once(standard).chain(parents).collect(),
            chosen: Chosen::default(),
            signing: Signing::all(place.session.is_some(), signatories),
            errors: Errors::default(),
            done: None,
            t,
            layout,
        }
    }

    /// The page again, with what is wrong in one of its forms.
    pub(super) fn refuse(&mut self, field: &'static str, text: String) {
        self.errors.add(field, text);
    }

    /// What was chosen in the form for files stays chosen.
    pub(super) fn keep_import(&mut self, fields: &Fields) -> Result<(), PageError> {
        self.chosen = Chosen {
            kind: fields.text("kind")?,
            level: fields.text("level")?,
            parent: fields.text("parent")?,
        };
        Ok(())
    }

    /// Who signs, as typed.
    pub(super) fn keep_signatories(&mut self, signing: Vec<Signing>, errors: Errors) {
        self.signing = signing;
        self.errors = errors;
    }

    pub(super) fn tell(&mut self, done: String) {
        self.done = Some(done);
    }
}

/// «Сертификат слушателя: наш макет»
fn titled(design: &layout_design::Model, t: Texts) -> String {
    format!("{}: {} ({})", telling::kind(design.kind, t), design.name, telling::level(Some(design.level), t))
}

impl Printed {
    fn of(kind: DocumentKind, design: Option<&layout_design::Model>, place: &Place, t: Texts) -> Self {
        // Nothing of the session's own is copied for the whole school by this button.
        let is_offered = |level: &&LayoutLevel| design.is_none_or(|design| design.level <= **level);
        let changes = place.levels().iter().filter(is_offered).map(|level| {
            let own = design.filter(|design| design.level == *level);
            let address = own.map(|design| format!("{}/{}", place.base, design.id));
            (level.to_string(), t.say(&format!("layout-change-for-{level}")), address)
        });
        Self {
            kind,
            title: telling::kind(kind, t),
            from: telling::level(design.map(|design| design.level), t),
            name: design.map(|design| design.name.clone()).unwrap_or_default(),
            id: design.map(|design| design.id.to_string()).unwrap_or_default(),
            changes: changes.collect(),
        }
    }
}

impl Line {
    fn of(design: &layout_design::Model, shelf: &Shelf, t: Texts) -> Self {
        let name_of = |id| shelf.designs.iter().find(|other| other.id == id).map(|other| other.name.clone());
        let parent = design.parent_id.and_then(name_of);
        let standard = (String::new(), t.say("layout-parent-standard"), design.parent_id.is_none());
        let others = shelf
            .designs
            .iter()
            .filter(|other| other.kind == design.kind && other.id != design.id)
            .filter(|other| other.level <= design.level)
            .map(|other| (other.id.to_string(), other.name.clone(), Some(other.id) == design.parent_id));
        Self {
            id: design.id.to_string(),
            name: design.name.clone(),
            kind: telling::kind(design.kind, t),
            level: telling::level(Some(design.level), t),
            is_used: design.is_used,
            parent: parent.unwrap_or_else(|| t.say("layout-parent-standard")),
            parents: std::iter::once(standard).chain(others).collect(),
        }
    }
}

/// The page as it is now.
pub(super) async fn list_page(context: &Context, place: &Place) -> Result<ListPage, PageError> {
    let shelf = club::layout::shelf(&context.club, &context.viewer, place.owner).await?;
    let shelf = shelf.ok_or(PageError::NotFound)?;
    let signatories = match &place.session {
        Some(session) => club::session::signatories(&context.club, session.id).await?,
        None => vec![],
    };
    Ok(ListPage::of(Layout::of(context), context.csrf(), place, &shelf, &signatories))
}

/// `GET …/layouts`
pub(crate) async fn list(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, &parts).await?;
    let mut list = list_page(&context, &place).await?;
    let done = ["used", "unused", "renamed", "deleted", "signing"];
    if let Some(done) = done.into_iter().find(|done| context.query(done).is_some()) {
        list.tell(context.t.say(&format!("layout-done-{done}")));
    }
    page(&list)
}

/// `POST …/layouts/copy`
pub(crate) async fn copy(
    context: Context,
    parts: web::Path<Parts>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, &parts).await?;
    let kind: DocumentKind = fields.text("kind")?.parse().map_err(|_no_kind| PageError::BadRequest)?;
    let owner = place.at(&fields.text("level")?)?;
    let from = fields.text("from")?;
    // What is no id at all is a layout that is not there.
    let from = (!from.is_empty()).then(|| from.parse().unwrap_or(uuid::Uuid::nil().into()));
    let suffix = context.t.say(&format!("layout-name-{}", owner.level()));
    let name = format!("{} ({suffix})", telling::kind(kind, context.t));
    let new = NewCopy { kind, owner, from, name };
    match club::layout::copy(&context.club, &context.viewer, new).await {
        Ok(design) => Ok(see_other(&format!("{}/{}", place.base, design.id))),
        Err(CopyError::NotFound) => {
            let mut again = list_page(&context, &place).await?;
            again.refuse("layouts", context.t.say("layout-problem-missing-parent"));
            form_again(&again)
        }
        Err(CopyError::Db(error)) => Err(error.into()),
    }
}

/// `POST …/layouts/{id}/use`
pub(crate) async fn set_used(
    context: Context,
    parts: web::Path<Parts>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, &parts).await?;
    let is_used = fields.text("used")? == "yes";
    match club::layout::set_used(&context.club, &context.viewer, place.owner, parts.id()?, is_used).await {
        Ok(_) => Ok(see_other(&format!("{}?{}=1", place.base, if is_used { "used" } else { "unused" }))),
        Err(SetUsedError::NotFound) => Err(PageError::NotFound),
        Err(SetUsedError::Db(error)) => Err(error.into()),
    }
}

/// `POST …/layouts/{id}/rename`: another name, or another layout to follow.
pub(crate) async fn rename(
    context: Context,
    parts: web::Path<Parts>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, &parts).await?;
    let (id, owner) = (parts.id()?, place.owner);
    let design = super::place::design(&context, &place, &parts).await?;
    let mut errors = Errors::default();
    let name = errors.line("name", &fields.text("name")?, LONGEST_NAME, context.t);
    if let Some(text) = errors.of("name") {
        return refused(&context, &place, text).await;
    }
    let parent = fields.text("parent")?;
    if parent != design.row.parent_id.map(|id| id.to_string()).unwrap_or_default()
        && let Some(text) = follow(&context, owner, &parts, &parent).await?
    {
        return refused(&context, &place, text).await;
    }
    if name == design.row.name {
        return Ok(see_other(&format!("{}?renamed=1", place.base)));
    }
    match club::layout::rename(&context.club, &context.viewer, owner, id, name).await {
        Ok(_) => Ok(see_other(&format!("{}?renamed=1", place.base))),
        Err(RenameError::NotFound) => Err(PageError::NotFound),
        Err(RenameError::Db(error)) => Err(error.into()),
    }
}

/// Lets a layout follow another one; a sentence where it may not.
async fn follow(
    context: &Context,
    owner: Owner,
    parts: &Parts,
    parent: &str,
) -> Result<Option<String>, PageError> {
    let parent = (!parent.is_empty()).then(|| parent.parse().unwrap_or(uuid::Uuid::nil().into()));
    let key = match club::layout::follow(&context.club, &context.viewer, owner, parts.id()?, parent).await {
        Ok(_) => return Ok(None),
        Err(FollowError::NotFound) => return Err(PageError::NotFound),
        Err(FollowError::MissingParent) => "layout-problem-missing-parent",
        Err(FollowError::Cycle) => "layout-problem-cycle",
        Err(FollowError::Unusable(error)) => return Err(error.into()),
        Err(FollowError::Db(error)) => return Err(error.into()),
    };
    Ok(Some(context.t.say(key)))
}

async fn refused(context: &Context, place: &Place, text: String) -> Result<HttpResponse, PageError> {
    let mut again = list_page(context, place).await?;
    again.refuse("layouts", text);
    form_again(&again)
}

/// `POST …/layouts/{id}/delete`
pub(crate) async fn delete(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, &parts).await?;
    match club::layout::delete(&context.club, &context.viewer, place.owner, parts.id()?).await {
        Ok(()) => Ok(see_other(&format!("{}?deleted=1", place.base))),
        Err(DeleteError::NotFound) => Err(PageError::NotFound),
        Err(DeleteError::IsFollowed(names)) => {
            let names = names.iter().map(|name| format!("«{name}»")).collect::<Vec<_>>().join(", ");
            let text = context.t.say_with("layout-problem-followed", &[("names", names.into())]);
            refused(&context, &place, text).await
        }
        Err(DeleteError::Db(error)) => Err(error.into()),
    }
}
