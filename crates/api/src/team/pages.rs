//! The page of a team: members, open invitations, the form that invites, and a search for people.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Europe::Moscow;
use club::team::{FoundPerson, InviteError, Invitee, LONGEST_NOTE, NewInvitation, TeamView};
use entity::{PersonId, Role};
use lang::{Lang, Texts};

use super::place::{Parts, Place};
use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::registration::form::address;
use crate::samples::data;
use crate::times::instant;

/// Of a search no more is minded.
const LONGEST_SEARCH: usize = 100;

/// The page of a team.
#[derive(Template)]
#[template(path = "pages/team/show.html")]
pub(super) struct TeamPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    above: (String, String),
    name: String,
    base: String,
    lead: String,
    members: Vec<MemberLine>,
    pending: Vec<PendingLine>,
    fields: Vec<Field>,
    /// Whom a search found; the person who is being invited stays chosen when the form comes back.
    search: Field,
    found: Option<Vec<FoundLine>>,
    chosen: Option<FoundLine>,
    is_network: bool,
    done: Option<String>,
    errors: Errors,
}

/// A member of the team.
struct MemberLine {
    id: String,
    name: String,
    about: String,
    role: String,
    since: String,
    is_viewer: bool,
}

/// An invitation that nobody has accepted yet.
struct PendingLine {
    id: String,
    email: String,
    role: String,
    sent: String,
    until: String,
    is_old: bool,
}

/// Somebody whom a search found.
#[derive(Clone, Debug)]
struct FoundLine {
    id: String,
    name: String,
    about: String,
    has_email: bool,
}

/// The form that invites, as typed.
#[derive(Clone, Debug, Default)]
pub(super) struct InviteForm {
    email: String,
    /// Empty: whoever reads at the address.
    person: String,
    person_name: String,
    role: String,
    language: String,
    note: String,
}

/// «организатор»
pub(crate) fn role_name(role: Role, t: Texts) -> String {
    t.say(&format!("team-role-{role}"))
}

impl InviteForm {
    fn read(fields: &Fields) -> Result<Self, PageError> {
        Ok(Self {
            email: fields.text("email")?,
            person: fields.text("person")?,
            person_name: fields.text("person_name")?,
            role: fields.text("role")?,
            language: fields.text("language")?,
            note: fields.text("note")?,
        })
    }

    fn fields(&self, roles: &[Role], errors: &Errors, t: Texts) -> Vec<Field> {
        let line = |name, key, value: &str| Field::line(name, key, value, errors, t);
        let roles: Vec<_> = roles.iter().map(|role| (role.to_string(), role_name(*role, t))).collect();
        let languages = Lang::ALL.into_iter();
        let languages =
            languages.map(|lang| (lang.code().to_owned(), t.say(&format!("team-language-{}", lang.code()))));
        let mut fields = vec![];
        if self.person.is_empty() {
            fields.push(line("email", "team-email", &self.email).of_kind("email"));
        }
        if roles.len() > 1 {
            let chosen = if self.role.is_empty() { Role::Organizer.as_str() } else { &self.role };
            fields.push(line("role", "team-role", chosen).radio(roles));
        }
        let language = if self.language.is_empty() { t.lang().code() } else { &self.language };
        fields.push(line("language", "team-language", language).radio(languages.collect()));
        fields.push(line("note", "team-note", &self.note).lines().optional(t));
        fields
    }

    /// The checked value.
    fn invitation(&self, roles: &[Role], t: Texts) -> Result<NewInvitation, Errors> {
        let mut errors = Errors::default();
        let to = if self.person.is_empty() {
            address("email", &self.email, &mut errors, t).map(Invitee::Address)
        } else {
            let person: Option<PersonId> = self.person.parse().ok();
            if person.is_none() {
                errors.add("email", t.say("team-person-gone"));
            }
            person.map(Invitee::Person)
        };
        let role = match roles {
            [only] => Some(*only),
            roles => self.role.parse().ok().filter(|role| roles.contains(role)),
        };
        if role.is_none() {
            errors.add("role", t.say("team-choose-role"));
        }
        let note = errors.optional_lines("note", &self.note, LONGEST_NOTE, t);
        let language = self.language.parse().unwrap_or(t.lang());
        match (to, role) {
            (Some(to), Some(role)) if errors.is_empty() => Ok(NewInvitation { to, role, language, note }),
            _ => Err(errors),
        }
    }
}

impl TeamPage {
    fn of(
        (layout, csrf): (Layout, String),
        (place, view): (&Place, &TeamView),
        (form, errors): (&InviteForm, Errors),
        now: DateTime<Utc>,
    ) -> Self {
        let t = Texts(layout.lang);
        let chosen = (!form.person.is_empty()).then(|| FoundLine {
            id: form.person.clone(),
            name: form.person_name.clone(),
            about: String::new(),
            has_email: true,
        });
        let is_network = matches!(place.team, club::team::Team::Network);
        let search = Field::line("q", "team-search", "", &Errors::default(), t);
        let kind = match place.team {
            club::team::Team::Network => "network",
            club::team::Team::School(_) => "school",
            club::team::Team::Webinar { .. } => "webinar",
        };
        Self {
            csrf,
            above: place.above(t),
            name: place.name(t),
            base: place.base.clone(),
            lead: t.say(&format!("team-lead-{kind}")),
            members: view.members.iter().map(|member| MemberLine::of(member, t)).collect(),
            pending: view.pending.iter().map(|row| PendingLine::of(row, now, t)).collect(),
            fields: form.fields(view.team.roles(), &errors, t),
            search: search.of_kind("search"),
            found: None,
            chosen,
            is_network,
            done: None,
            errors,
            t,
            layout,
        }
    }
}

impl MemberLine {
    fn of(member: &club::team::Member, t: Texts) -> Self {
        Self {
            id: member.grant.id.to_string(),
            name: member.name.clone(),
            about: lang::typeset(&member.about),
            role: role_name(member.grant.role, t),
            since: instant(member.grant.granted_at, Moscow, t.lang()),
            is_viewer: member.is_viewer,
        }
    }
}

impl PendingLine {
    fn of(row: &entity::invitation::Model, now: DateTime<Utc>, t: Texts) -> Self {
        Self {
            id: row.id.to_string(),
            email: row.email.clone(),
            role: role_name(row.role, t),
            sent: instant(row.sent_at, Moscow, t.lang()),
            until: instant(row.expires_at, Moscow, t.lang()),
            is_old: row.expires_at <= now,
        }
    }
}

impl FoundLine {
    fn of(person: &FoundPerson) -> Self {
        Self {
            id: person.person_id.to_string(),
            name: person.name.clone(),
            about: lang::typeset(&person.about),
            has_email: person.has_email,
        }
    }
}

pub(super) async fn team_page(
    context: &Context,
    place: &Place,
    typed: (&InviteForm, Errors),
) -> Result<TeamPage, PageError> {
    let view = club::team::view(&context.club, &context.viewer, place.team.clone()).await?;
    let view = view.ok_or(PageError::NotFound)?;
    let surroundings = (Layout::of(context), context.csrf());
    Ok(TeamPage::of(surroundings, (place, &view), typed, context.club.clock.now()))
}

impl TeamPage {
    /// What is wrong with a deed beside the form.
    pub(super) fn complain(&mut self, field: &'static str, text: String) {
        self.errors.add(field, text);
    }
}

/// `GET …/team`
pub(crate) async fn show(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, &parts).await?;
    let mut team = team_page(&context, &place, (&InviteForm::default(), Errors::default())).await?;
    let done = ["invited", "again", "withdrawn", "removed", "joined"];
    let done = done.into_iter().find(|done| context.query(done).is_some());
    team.done = done.map(|done| context.t.say(&format!("team-done-{done}")));
    page(&team)
}

/// `POST …/team/invite`
pub(crate) async fn invite(
    context: Context,
    parts: web::Path<Parts>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, &parts).await?;
    let form = InviteForm::read(&fields)?;
    // A search shows people with a button beside each: pressing it only chooses the person.
    if fields.has("choose") {
        return page(&team_page(&context, &place, (&form, Errors::default())).await?);
    }
    let errors = match form.invitation(place.team.roles(), context.t) {
        Ok(new) => match club::team::invite(&context.club, &context.viewer, &place.team, new).await {
            Ok(_) => return Ok(see_other(&format!("{}?invited=1", place.base))),
            Err(error) => of_club(error, &form, context.t)?,
        },
        Err(errors) => errors,
    };
    form_again(&team_page(&context, &place, (&form, errors)).await?)
}

/// What the club says, at the field that it is about.
fn of_club(error: InviteError, form: &InviteForm, t: Texts) -> Result<Errors, PageError> {
    if matches!(error, InviteError::NotFound) && form.person.is_empty() {
        return Err(PageError::NotFound);
    }
    let mut errors = Errors::default();
    errors.add("email", t.say(invite_problem(error)?));
    Ok(errors)
}

/// Why somebody is not invited.
///
/// # Errors
/// When the database refuses.
pub(super) fn invite_problem(error: InviteError) -> Result<&'static str, PageError> {
    match error {
        InviteError::NotFound => Ok("team-person-gone"),
        InviteError::NoAddress => Ok("team-no-address"),
        InviteError::HoldsAlready => Ok("team-holds-already"),
        InviteError::Pending => Ok("team-is-invited"),
        InviteError::TooMany => Ok("team-too-many"),
        InviteError::Db(error) => Err(error.into()),
    }
}

/// `POST …/team/people`: a search is a form that is sent, so that no name stands in an address or a log.
pub(crate) async fn people(
    context: Context,
    parts: web::Path<Parts>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, &parts).await?;
    let wanted: String = fields.text("q")?.chars().take(LONGEST_SEARCH).collect();
    let found = club::team::search(&context.club, &context.viewer, &wanted).await?;
    let mut team = team_page(&context, &place, (&InviteForm::default(), Errors::default())).await?;
    team.search.value = wanted;
    team.found = Some(found.iter().map(FoundLine::of).collect());
    page(&team)
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let (t, now) = (Texts(lang), data::before());
    let team = club::team::Team::at(data::school(lang));
    let (place, view) = (Place::new(team.clone()), super::own::sample_view(lang, &team));
    let empty = TeamView { members: vec![], pending: vec![], team };
    let of = |view: &TeamView, form: &InviteForm, errors| {
        let surroundings = (Layout::sample_of_curator(lang), "sample".to_owned());
        TeamPage::of(surroundings, (&place, view), (form, errors), now)
    };
    let form = InviteForm::default();
    let wrong = form.invitation(place.team.roles(), t).err().unwrap_or_default();
    let chosen = InviteForm {
        person: data::id::<PersonId>(4).to_string(),
        person_name: data::say(lang, "Ким Олег", "Oleg Kim").to_owned(),
        ..form.clone()
    };
    let mut searched = of(&view, &form, Errors::default());
    let found = |number, name: &str, has_email| FoundLine {
        id: data::id::<PersonId>(number).to_string(),
        name: name.to_owned(),
        about: data::school(lang).short_name,
        has_email,
    };
    searched.found = Some(vec![
        found(4, data::say(lang, "Ким Олег", "Oleg Kim"), true),
        found(5, data::say(lang, "Кимова Анна", "Anna Kimova"), false),
    ]);
    let mut nobody = of(&view, &form, Errors::default());
    nobody.found = Some(vec![]);
    vec![
        Sample::of("team-show", &of(&view, &form, Errors::default())),
        Sample::of("team-empty", &of(&empty, &form, Errors::default())),
        Sample::of("team-wrong", &of(&view, &form, wrong)),
        Sample::of("team-chosen", &of(&view, &chosen, Errors::default())),
        Sample::of("team-searched", &searched),
        Sample::of("team-nobody-found", &nobody),
    ]
}
