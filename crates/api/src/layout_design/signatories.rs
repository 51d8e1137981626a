//! Who signs the documents of a session: up to three people with the images of their signatures and of the seal.

use actix_web::{HttpResponse, web};
use club::Owner;
use club::layout::{MOST_SIGNATORIES, NewSignatory, SetSignatoriesError};
use entity::{school_signatory, signatory};
use lang::FullName;

use super::list::list_page;
use super::place::{Parts, Place};
use super::problems::of_add_image;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::Errors;
use crate::layout::form_again;

/// Somebody who signs, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signing {
    /// 1 is the first.
    pub(crate) place: usize,
    pub(crate) position: String,
    pub(crate) family: String,
    pub(crate) given: String,
    pub(crate) patronymic: String,
    /// The SHA-256 of a stored image, or nothing.
    pub(crate) signature: String,
    /// Likewise.
    pub(crate) seal: String,
}

/// The names of the fields of errors: forms have their names fixed.
const PLACES: [&str; MOST_SIGNATORIES] = ["signatory-1", "signatory-2", "signatory-3"];

impl Signing {
    /// All places of a session, filled or not; none where nobody signs.
    pub(crate) fn all(is_of_session: bool, signatories: &[signatory::Model]) -> Vec<Signing> {
        let places = if is_of_session { MOST_SIGNATORIES } else { 0 };
        (1..=places).map(|place| Signing::of(place, signatories.get(place - 1))).collect()
    }

    /// All places of a school, filled or not.
    pub(crate) fn of_school(signatories: &[school_signatory::Model]) -> Vec<Signing> {
        let of = |place: usize| match signatories.get(place - 1) {
            None => Signing { place, ..Signing::default() },
            Some(row) => Signing {
                place,
                position: row.position.clone(),
                family: row.family.clone(),
                given: row.given.clone(),
                patronymic: row.patronymic.clone().unwrap_or_default(),
                signature: row.signature_image.clone().unwrap_or_default(),
                seal: row.seal_image.clone().unwrap_or_default(),
            },
        };
        (1..=MOST_SIGNATORIES).map(of).collect()
    }

    fn of(place: usize, row: Option<&signatory::Model>) -> Signing {
        let Some(row) = row else { return Signing { place, ..Signing::default() } };
        Signing {
            place,
            position: row.position.clone(),
            family: row.family.clone(),
            given: row.given.clone(),
            patronymic: row.patronymic.clone().unwrap_or_default(),
            signature: row.signature_image.clone().unwrap_or_default(),
            seal: row.seal_image.clone().unwrap_or_default(),
        }
    }

    /// Whether nobody was typed.
    pub(crate) fn is_empty(&self) -> bool {
        [&self.position, &self.family, &self.given, &self.patronymic]
            .iter()
            .all(|typed| typed.trim().is_empty())
    }
}

/// `POST /organize/{session}/layouts/signatories`
pub(crate) async fn set(
    context: Context,
    parts: web::Path<Parts>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, &parts).await?;
    let session = place.session.clone().ok_or(PageError::NotFound)?;
    let mut errors = Errors::default();
    let (mut typed, mut people) = (vec![], vec![]);
    for number in 1..=MOST_SIGNATORIES {
        let signing = read(&context, place.owner, (&fields, number), &mut errors).await?;
        if !signing.is_empty()
            && let Some(person) = person(&context, &signing, &mut errors)
        {
            people.push(person);
        }
        typed.push(signing);
    }
    if errors.is_empty() {
        let outcome = club::layout::set_signatories(&context.club, &context.viewer, &session, people).await;
        match outcome {
            Ok(()) => return Ok(see_other(&format!("{}?signing=1", place.base))),
            Err(SetSignatoriesError::NotFound) => return Err(PageError::NotFound),
            Err(SetSignatoriesError::Nobody) => {
                errors.add("signatory-1", context.t.say("layout-problem-nobody-signs"));
            }
            Err(SetSignatoriesError::TooMany) => return Err(PageError::BadRequest),
            Err(SetSignatoriesError::MissingImage) => {
                errors.add("signatory-1", context.t.say("layout-problem-missing-image"));
            }
            Err(SetSignatoriesError::Db(error)) => return Err(error.into()),
            Err(error @ SetSignatoriesError::Files(_)) => return Err(PageError::broken(error)),
        }
    }
    let mut again = list_page(&context, &place).await?;
    again.keep_signatories(typed, errors);
    form_again(&again)
}

/// What was typed at a place; chosen files are taken in at once, so that they are not lost with an error elsewhere.
pub(crate) async fn read(
    context: &Context,
    owner: Owner,
    (fields, number): (&Fields, usize),
    errors: &mut Errors,
) -> Result<Signing, PageError> {
    let text = |name: &str| fields.text(&format!("{name}_{number}"));
    let mut signing = Signing {
        place: number,
        position: text("position")?,
        family: text("family")?,
        given: text("given")?,
        patronymic: text("patronymic")?,
        signature: text("signature")?,
        seal: text("seal")?,
    };
    for (name, image) in [("signature", &mut signing.signature), ("seal", &mut signing.seal)] {
        if fields.is_ticked(&format!("no_{name}_{number}")) || !is_sha256(image) {
            image.clear();
        }
        if let Some(upload) = fields.upload(&format!("{name}_file_{number}"))? {
            let added =
                club::layout::add_ink(&context.club, &context.viewer, owner, upload.bytes.to_vec()).await;
            match added {
                Ok(added) => *image = added.sha256,
                Err(error) => {
                    let text = of_add_image(error, context.t)?;
                    errors.add(PLACES.get(number - 1).copied().unwrap_or("signatory-1"), text);
                }
            }
        }
    }
    Ok(signing)
}

fn is_sha256(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|digit| digit.is_ascii_hexdigit())
}

/// The checked value of a place; what is wrong stands at the place.
pub(crate) fn person(context: &Context, signing: &Signing, errors: &mut Errors) -> Option<NewSignatory> {
    let field = PLACES.get(signing.place - 1).copied()?;
    let t = context.t;
    let Ok(position) = lang::one_line(&signing.position, 200) else {
        errors.add(field, t.say("layout-problem-signatory-position"));
        return None;
    };
    let Ok(name) = FullName::parse(&signing.family, &signing.given, &signing.patronymic) else {
        errors.add(field, t.say("layout-problem-signatory-name"));
        return None;
    };
    let image = |name: &String| (!name.is_empty()).then(|| name.clone());
    Some(NewSignatory {
        position,
        name,
        signature_image: image(&signing.signature),
        seal_image: image(&signing.seal),
    })
}
