//! Editing words: the page, its preview, saving, and going back to the words of the level above.

use actix_web::{HttpResponse, web};
use club::email_text::{Edit, Place, ResetError, SaveError, Text};
use club::emails::words::Words;

use super::editor::{EditorPage, Frame, compose, sample};
use super::place::{Parts, Room};
use super::telling;
use crate::error::{PageError, changed_meanwhile, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::Errors;
use crate::layout::{Layout, form_again, page};
use crate::outbox::framed::{framed, framed_text};

/// Everything that an answer of the editor is made of.
struct Editing {
    context: Context,
    room: Room,
    place: Place,
    text: Text,
}

impl Editing {
    async fn of(context: Context, parts: &web::Path<Parts>) -> Result<Editing, PageError> {
        let room = Room::of(&context, parts).await?;
        let place = room.place(parts).ok_or(PageError::NotFound)?;
        let text = club::email_text::find(&context.club, &context.viewer, place).await?;
        Ok(Editing { text: text.ok_or(PageError::NotFound)?, context, room, place })
    }

    fn page(&self, text: &Text, words: Words, errors: Errors) -> Result<EditorPage, PageError> {
        let frame = Frame {
            layout: Layout::of(&self.context),
            csrf: self.context.csrf(),
            room: &self.room,
            place: self.place,
            text,
        };
        EditorPage::of(frame, words, errors)
    }

    fn back(&self, deed: &str) -> HttpResponse {
        see_other(&format!("{}?{deed}=1", self.room.address(self.place)))
    }

    /// Both versions: theirs is stored, yours is in the form, and saving it again puts it over theirs knowingly.
    fn conflict(&self, yours: Words, theirs: &Text) -> Result<HttpResponse, PageError> {
        let mut editor = self.page(theirs, yours, Errors::default())?;
        editor.show_theirs(theirs.words());
        changed_meanwhile(&editor)
    }
}

fn typed(fields: &Fields) -> Result<Words, PageError> {
    Ok(Words { subject: fields.text("subject")?, body: fields.text("body")?.replace("\r\n", "\n") })
}

fn revision(fields: &Fields) -> Result<i32, PageError> {
    fields.text("revision")?.parse().map_err(|_no_number| PageError::BadRequest)
}

/// `GET …/email-texts/{email_kind}/{level}/{language}`
pub(crate) async fn show(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let editing = Editing::of(context, &parts).await?;
    let mut editor = editing.page(&editing.text, editing.text.words(), Errors::default())?;
    let done = ["saved", "reset"].into_iter().find(|done| editing.context.query(done).is_some());
    editor.tell(done.map(|done| editing.context.t.say(&format!("email-text-done-{done}"))));
    page(&editor)
}

/// `POST …/email-texts/{email_kind}/{level}/{language}`
pub(crate) async fn save(
    context: Context,
    parts: web::Path<Parts>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let editing = Editing::of(context, &parts).await?;
    let (club, viewer) = (&editing.context.club, &editing.context.viewer);
    let words = typed(&fields)?;
    let edit = Edit { revision: revision(&fields)?, words: words.clone() };
    match club::email_text::save(club, viewer, editing.place, edit).await {
        Ok(_) => Ok(editing.back("saved")),
        Err(SaveError::NotFound) => Err(PageError::NotFound),
        Err(SaveError::Conflict(theirs)) => editing.conflict(words, &theirs),
        Err(SaveError::Unusable(problems)) => {
            let errors = telling::errors(&problems, editing.text.kind, editing.context.t);
            form_again(&editing.page(&editing.text, words, errors)?)
        }
        Err(SaveError::Db(error)) => Err(error.into()),
    }
}

/// `POST …/email-texts/{email_kind}/{level}/{language}/reset`
pub(crate) async fn reset(
    context: Context,
    parts: web::Path<Parts>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let editing = Editing::of(context, &parts).await?;
    let (club, viewer) = (&editing.context.club, &editing.context.viewer);
    match club::email_text::reset(club, viewer, editing.place, revision(&fields)?).await {
        Ok(()) => Ok(editing.back("reset")),
        Err(ResetError::NotFound) => Err(PageError::NotFound),
        Err(ResetError::Conflict(theirs)) => editing.conflict(theirs.inherited.clone(), &theirs),
        Err(ResetError::Db(error)) => Err(error.into()),
    }
}

/// `GET …/email-texts/{email_kind}/{level}/{language}/preview`
pub(crate) async fn stored_preview(
    context: Context,
    parts: web::Path<Parts>,
) -> Result<HttpResponse, PageError> {
    let editing = Editing::of(context, &parts).await?;
    let filling = sample(editing.place)?.ok_or(PageError::NotFound)?;
    Ok(framed(&compose(editing.place, &editing.text.words(), &filling)?.html))
}

/// `POST …/email-texts/{email_kind}/{level}/{language}/preview`: what is typed, as a frame or for a script of ours.
pub(crate) async fn preview(
    context: Context,
    parts: web::Path<Parts>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let editing = Editing::of(context, &parts).await?;
    let filling = sample(editing.place)?.ok_or(PageError::NotFound)?;
    let words = typed(&fields)?;
    let content = compose(editing.place, &words, &filling)?;
    match fields.text("as")?.as_str() {
        "words" => {
            let problems = words.check(editing.place.kind).err().unwrap_or_default();
            let errors = telling::errors(&problems, editing.text.kind, editing.context.t);
            let problems = errors
                .list()
                .iter()
                .map(|error| serde_json::json!({ "field": error.field, "text": error.text }));
            Ok(HttpResponse::Ok().json(serde_json::json!({
                "subject": content.subject,
                "text": content.text,
                "problems": problems.collect::<Vec<_>>(),
            })))
        }
        "text" => Ok(framed_text(&content.text)),
        _ => Ok(framed(&content.html)),
    }
}
