//! Editing a layout: the page, and what its one form does when a button is pressed.

use std::collections::HashMap;

use actix_web::{HttpResponse, web};
use club::layout::{Design, Draft, Edit, Layout as Sheet, SaveError};

use super::editor::{Conflict, EditorPage, Frame, differing};
use super::form::{LayoutForm, Step, Trouble};
use super::pictures::{choice, inline, tried};
use super::place::{Parts, Place, design};
use super::problems::{of_add_image, of_render, of_unusable};
use crate::error::{PageError, changed_meanwhile, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::layout::{Layout, form_again, page};

/// Everything that an answer of the editor is made of.
struct Editing<'a> {
    context: &'a Context,
    place: &'a Place,
    design: &'a Design,
    sample: String,
}

impl Editing<'_> {
    async fn page(
        &self,
        form: &LayoutForm,
        troubles: &[Trouble],
        open: Option<&str>,
    ) -> Result<EditorPage, PageError> {
        let (club, kind) = (&self.context.club, self.design.row.kind);
        let frame = Frame {
            layout: Layout::of(self.context),
            csrf: self.context.csrf(),
            place: self.place,
            design: self.design,
            values: club::layout::sample_values(club, self.place.owner, kind).await?,
        };
        let mut editor = EditorPage::of(frame, form, (troubles, open));
        editor.sample.clone_from(&self.sample);
        Ok(editor)
    }

    fn draft(&self, layout: Sheet) -> Draft {
        Draft { kind: self.design.row.kind, layout, images: HashMap::new(), choice: choice(&self.sample) }
    }

    /// The page of a form that is not saved, with its picture inside.
    async fn unsaved(
        &self,
        form: &LayoutForm,
        mut troubles: Vec<Trouble>,
        open: Option<&str>,
    ) -> Result<EditorPage, PageError> {
        let mut picture = None;
        if troubles.is_empty() {
            match form.layout(&self.design.row.name, &self.design.layout.images, self.context.t) {
                Err(mut unreadable) => troubles.append(&mut unreadable),
                Ok(layout) => match tried(self.context, self.place, self.draft(layout)).await? {
                    Ok(preview) => picture = Some((inline(&preview).await?, preview)),
                    Err(trouble) => troubles.push(trouble),
                },
            }
        }
        let mut editor = self.page(form, &troubles, open).await?;
        if let Some((data, preview)) = picture {
            editor.picture = Some(data);
            editor.person.clone_from(&preview.person_name);
            editor.name_shrunk(&preview.shrunk, form);
        }
        Ok(editor)
    }
}

/// `GET …/layouts/{id}`
pub(crate) async fn show(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, &parts).await?;
    let design = design(&context, &place, &parts).await?;
    let sample = context.query("sample").unwrap_or_else(|| "longest".to_owned());
    let editing = Editing { context: &context, place: &place, design: &design, sample };
    let form = LayoutForm::of(&design.layout, context.lang);
    let tried = tried(&context, &place, editing.draft(design.layout.clone())).await?;
    let troubles: Vec<Trouble> = tried.as_ref().err().cloned().into_iter().collect();
    let mut editor = editing.page(&form, &troubles, None).await?;
    if let Ok(preview) = &tried {
        let (base, id, sample, revision) = (&place.base, design.row.id, &editing.sample, design.row.revision);
        let sample: String = url::form_urlencoded::byte_serialize(sample.as_bytes()).collect();
        editor.picture = Some(format!("{base}/{id}/picture.png?sample={sample}&revision={revision}"));
        editor.person.clone_from(&preview.person_name);
        editor.name_shrunk(&preview.shrunk, &form);
    }
    let done = ["saved", "imported"].into_iter().find(|done| context.query(done).is_some());
    editor.done = done.map(|done| context.t.say(&format!("layout-done-{done}")));
    page(&editor)
}

/// `POST …/layouts/{id}`: saves, or changes the form and shows it again.
pub(crate) async fn edit(
    context: Context,
    parts: web::Path<Parts>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, &parts).await?;
    let design = design(&context, &place, &parts).await?;
    let (mut form, uploads) = LayoutForm::read(&fields)?;
    let mut troubles = vec![];
    for (element, upload) in uploads {
        // Taken in at once: a browser does not choose the file again when the page comes back.
        let added =
            club::layout::add_image(&context.club, &context.viewer, place.owner, upload.bytes.to_vec()).await;
        match added {
            Ok(image) => form.place_image(&element, &image.sha256),
            Err(error) => {
                let text = of_add_image(error, context.t)?;
                troubles.push(Trouble { element, attribute: "image".to_owned(), text });
            }
        }
    }
    let sample = fields.text("sample")?;
    let editing = Editing { context: &context, place: &place, design: &design, sample };
    let step = Step::read(&fields.text("do")?, &fields.text("new")?);
    if !matches!(step, Step::Save | Step::SaveAndUse) {
        let open = form.take(&step, &design.parent, context.lang);
        return page(&editing.unsaved(&form, troubles, open.as_deref()).await?);
    }
    if !troubles.is_empty() {
        return form_again(&editing.unsaved(&form, troubles, None).await?);
    }
    let revision = fields.text("revision")?.parse().map_err(|_no_number| PageError::BadRequest)?;
    save(&editing, &form, (revision, step == Step::SaveAndUse)).await
}

async fn save(
    editing: &Editing<'_>,
    form: &LayoutForm,
    (revision, is_to_be_used): (i32, bool),
) -> Result<HttpResponse, PageError> {
    let (context, design, place) = (editing.context, editing.design, editing.place);
    let layout = match form.layout(&design.row.name, &design.layout.images, context.t) {
        Ok(layout) => layout,
        Err(troubles) => return form_again(&editing.unsaved(form, troubles, None).await?),
    };
    let edit = Edit { revision, layout, images: HashMap::new(), is_to_be_used };
    let trouble =
        match club::layout::save(&context.club, &context.viewer, place.owner, design.row.id, edit).await {
            Ok(_) => return Ok(see_other(&format!("{}/{}?saved=1", place.base, design.row.id))),
            Err(SaveError::NotFound) => return Err(PageError::NotFound),
            Err(SaveError::Conflict(theirs)) => return conflict(editing, form, &theirs).await,
            Err(SaveError::Unusable(error)) => of_unusable(error, context.t)?,
            Err(SaveError::Render(error)) => of_render(&error, context.t),
            Err(SaveError::Breaks(names)) => {
                let names = names.iter().map(|name| format!("«{name}»")).collect::<Vec<_>>().join(", ");
                let text = context.t.say_with("layout-problem-breaks", &[("names", names.into())]);
                Trouble { element: String::new(), attribute: String::new(), text }
            }
            Err(SaveError::Db(error)) => return Err(error.into()),
        };
    form_again(&editing.unsaved(form, vec![trouble], None).await?)
}

/// Both versions: theirs is stored, yours is in the form, and saving it again puts it over theirs knowingly.
async fn conflict(
    editing: &Editing<'_>,
    form: &LayoutForm,
    theirs: &Design,
) -> Result<HttpResponse, PageError> {
    let now = Editing {
        context: editing.context,
        place: editing.place,
        design: theirs,
        sample: editing.sample.clone(),
    };
    let mut editor = now.unsaved(form, vec![], None).await?;
    editor.conflict = Some(Conflict { differs: differing(&theirs.layout, form, editing.context.lang) });
    changed_meanwhile(&editor)
}
