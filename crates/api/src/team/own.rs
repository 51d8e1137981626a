//! One's own roles and schools: what one does where, leaving a role, and saying where one works, too.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::school::JoinError;
use club::team::{Member, OwnRole, RemoveError, Team, TeamView};
use entity::{Role, RoleGrantId, SchoolId, invitation, role_grant, school};
use lang::{Lang, Texts};

use super::pages::role_name;
use super::place::Place;
use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::samples::data;
use crate::school::pages::{key_of, place_of};

/// One's own roles and schools.
#[derive(Template)]
#[template(path = "pages/team/own.html")]
struct OwnPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    roles: Vec<RoleLine>,
    /// Id, address, name and place.
    schools: Vec<(String, String, String, String)>,
    fields: Vec<Field>,
    done: Option<String>,
    errors: Errors,
}

/// A role of one's own.
struct RoleLine {
    id: String,
    role: String,
    place: String,
    /// Where the work is.
    address: String,
}

/// A school where somebody works, too, as typed.
#[derive(Clone, Debug, Default)]
struct BelongForm {
    school: String,
    city: String,
}

impl OwnPage {
    fn of(
        (layout, csrf): (Layout, String),
        roles: &[OwnRole],
        schools: &[school::Model],
        (form, errors): (&BelongForm, Errors),
    ) -> Self {
        let t = Texts(layout.lang);
        let line = |own: &OwnRole| {
            let place = Place::new(own.team.clone());
            RoleLine {
                id: own.grant.to_string(),
                role: role_name(own.role, t),
                place: place.name(t),
                address: work_of(own.role, &place, t),
            }
        };
        let fields = vec![
            Field::line("school", "team-own-school", &form.school, &errors, t).finding_schools(),
            Field::line("city", "page-register-city", &form.city, &errors, t),
        ];
        let schools = schools.iter().map(|school| {
            (school.id.to_string(), key_of(school), lang::typeset(&school.short_name), place_of(school))
        });
        Self {
            csrf,
            roles: roles.iter().map(line).collect(),
            schools: schools.collect(),
            fields,
            done: None,
            errors,
            t,
            layout,
        }
    }
}

/// Where the work of a role is done.
fn work_of(role: Role, place: &Place, t: Texts) -> String {
    match role {
        Role::Curator => "/network".to_owned(),
        Role::Organizer => place.base.clone(),
        Role::Reviewer | Role::Moderator => place.above(t).0,
    }
}

async fn own_page(context: &Context, typed: (&BelongForm, Errors)) -> Result<OwnPage, PageError> {
    let (club, viewer) = (&context.club, &context.viewer);
    let roles = club::team::own(club, viewer).await?;
    let schools = club::school::of_viewer(club, viewer).await?;
    Ok(OwnPage::of((Layout::of(context), context.csrf()), &roles, &schools, typed))
}

/// `GET /me/roles`
pub(crate) async fn show(context: Context) -> Result<HttpResponse, PageError> {
    let mut own = own_page(&context, (&BelongForm::default(), Errors::default())).await?;
    let done = ["left", "joined", "added", "gone"].into_iter().find(|done| context.query(done).is_some());
    own.done = done.map(|done| context.t.say(&format!("team-own-done-{done}")));
    page(&own)
}

/// `POST /me/roles/{id}/leave`
pub(crate) async fn leave(context: Context, id: web::Path<String>) -> Result<HttpResponse, PageError> {
    let id: RoleGrantId = id.parse().map_err(|_no_id| PageError::NotFound)?;
    let own = club::team::own(&context.club, &context.viewer).await?;
    if !own.iter().any(|role| role.grant == id) {
        return Err(PageError::NotFound);
    }
    match club::team::remove(&context.club, &context.viewer, id).await {
        Ok(()) => Ok(see_other("/me/roles?left=1")),
        Err(RemoveError::LastCurator) => {
            let mut own = own_page(&context, (&BelongForm::default(), Errors::default())).await?;
            own.errors.add("roles", context.t.say("team-last-curator"));
            form_again(&own)
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /me/schools`
pub(crate) async fn belong(context: Context, fields: Fields) -> Result<HttpResponse, PageError> {
    let form = BelongForm { school: fields.text("school")?, city: fields.text("city")? };
    let (mut errors, t) = (Errors::default(), context.t);
    let name = errors.line("school", &form.school, 200, t);
    let city = errors.line("city", &form.city, 100, t);
    if errors.is_empty() {
        match club::school::belong(&context.club, &context.viewer, &name, &city).await {
            Ok(()) => return Ok(see_other("/me/roles?added=1")),
            Err(JoinError::NotFound) => errors.add("school", t.say("team-own-no-such-school")),
            Err(JoinError::NotLoggedIn) => return Err(PageError::NotFound),
            Err(JoinError::Db(error)) => return Err(error.into()),
        }
    }
    form_again(&own_page(&context, (&form, errors)).await?)
}

/// `POST /me/schools/{id}/leave`
pub(crate) async fn leave_school(context: Context, id: web::Path<String>) -> Result<HttpResponse, PageError> {
    let id: SchoolId = id.parse().map_err(|_no_id| PageError::NotFound)?;
    match club::school::leave(&context.club, &context.viewer, id).await {
        Ok(()) => Ok(see_other("/me/roles?gone=1")),
        Err(JoinError::NotFound | JoinError::NotLoggedIn) => Err(PageError::NotFound),
        Err(JoinError::Db(error)) => Err(error.into()),
    }
}

/// A team of invented people.
pub(super) fn sample_view(lang: Lang, team: &Team) -> TeamView {
    let person = data::person(lang);
    let member = |number, role, is_viewer| Member {
        grant: role_grant::Model {
            id: data::id(number),
            person_id: person.id,
            role,
            school_id: team.school_id(),
            webinar_id: None,
            granted_at: data::before(),
            granted_by: None,
        },
        name: club::person::full_name(&person).full(),
        about: person.position.clone(),
        is_viewer,
    };
    let pending = |number, email: &str, days| invitation::Model {
        id: data::id(number),
        secret_sha256: String::new(),
        email: email.to_owned(),
        person_id: None,
        role: Role::Organizer,
        school_id: team.school_id(),
        webinar_id: None,
        language: lang.code().to_owned(),
        note: None,
        invited_by: Some(person.id),
        created_at: data::before() - chrono::TimeDelta::days(days),
        sent_at: data::before() - chrono::TimeDelta::days(days),
        expires_at: data::before() + chrono::TimeDelta::days(14 - days),
        accepted_at: None,
        accepted_by: None,
        withdrawn_at: None,
    };
    TeamView {
        members: vec![member(1, Role::Organizer, true), member(2, Role::Reviewer, false)],
        pending: vec![pending(3, "kim@school.example", 1), pending(4, "larina@school.example", 20)],
        team: team.clone(),
    }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let school = data::school(lang);
    let own = OwnRole { grant: data::id(1), role: Role::Organizer, team: Team::at(school.clone()) };
    let of = |roles: &[OwnRole], schools: &[school::Model], errors| {
        let surroundings = (Layout::sample(lang), "sample".to_owned());
        OwnPage::of(surroundings, roles, schools, (&BelongForm::default(), errors))
    };
    let mut errors = Errors::default();
    errors.add("school", Texts(lang).say("team-own-no-such-school"));
    vec![
        Sample::of("team-own", &of(&[own], &[school], Errors::default())),
        Sample::of("team-own-empty", &of(&[], &[], Errors::default())),
        Sample::of("team-own-wrong", &of(&[], &[], errors)),
    ]
}
