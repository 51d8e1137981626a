//! Teams of schools, webinars and the network, for programs: who holds which role, and invitations. Nobody is put into a team: whoever is
//! invited accepts by the link in the e-mail.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use club::team::{self, InviteError, Invitee, LONGEST_NOTE, Member, NewInvitation, Team, TeamView};
use entity::{InvitationId, Role, RoleGrantId, invitation};
use lang::Lang;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::pages::invite_problem;
use crate::error::PageError;
use crate::extract::Context;
use crate::form::Errors;
use crate::json;
use crate::openapi::{Problem, TokenProblems, WriteProblems};
use crate::registration::form::address;
use crate::schedule::json::webinars::slug_of;
use crate::times::machine;

/// A team.
#[derive(Serialize, ToSchema)]
pub(crate) struct TeamDetail {
    /// By role and name.
    members: Vec<TeamMember>,
    /// Invitations that nobody has accepted or withdrawn, newest first.
    invitations: Vec<TeamInvitation>,
}

/// Somebody who holds a role.
#[derive(Serialize, ToSchema)]
pub(crate) struct TeamMember {
    /// Of the role that the person holds here.
    id: String,
    name: String,
    /// `curator`, `organizer`, `reviewer` or `moderator`.
    role: String,
    /// In UTC (RFC 3339).
    since: String,
}

/// An invitation that nobody has accepted yet.
#[derive(Serialize, ToSchema)]
pub(crate) struct TeamInvitation {
    id: String,
    email: String,
    role: String,
    /// In UTC (RFC 3339).
    sent_at: String,
    expires_at: String,
}

/// Somebody who is invited.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InvitationInput {
    #[schema(example = "oleg@school44.example")]
    email: String,
    /// Of a school: `organizer` or `reviewer`; of a webinar: `moderator`; of the network: `curator`.
    #[schema(value_type = String, example = "reviewer")]
    role: Role,
    /// Of the e-mail: `ru` or `en`.
    #[schema(value_type = Option<String>, example = "ru")]
    language: Option<Lang>,
    /// Stands in the e-mail as it is.
    #[serde(default)]
    note: String,
}

/// An invitation that is on its way.
#[derive(Serialize, ToSchema)]
pub(crate) struct SentInvitation {
    id: String,
}

/// The parts of an address below a team.
#[derive(Deserialize)]
pub(crate) struct Parts {
    school: Option<String>,
    session: Option<String>,
    code: Option<String>,
    id: Option<String>,
}

impl TeamMember {
    fn of(member: &Member) -> Self {
        Self {
            id: member.grant.id.to_string(),
            name: member.name.clone(),
            role: member.grant.role.to_string(),
            since: machine(member.grant.granted_at),
        }
    }
}

impl TeamInvitation {
    fn of(row: &invitation::Model) -> Self {
        Self {
            id: row.id.to_string(),
            email: row.email.clone(),
            role: row.role.to_string(),
            sent_at: machine(row.sent_at),
            expires_at: machine(row.expires_at),
        }
    }
}

impl TeamDetail {
    fn of(view: &TeamView) -> Self {
        Self {
            members: view.members.iter().map(TeamMember::of).collect(),
            invitations: view.pending.iter().map(TeamInvitation::of).collect(),
        }
    }
}

impl Parts {
    /// The team of an address; others do not learn that it exists.
    async fn team(&self, context: &Context) -> Result<Team, PageError> {
        let (club, viewer) = (&context.club, &context.viewer);
        let team = match (&self.school, &self.session, &self.code) {
            (Some(school), ..) => team::of_school(club, viewer, school).await?,
            (None, Some(session), Some(code)) => {
                team::of_webinar(club, viewer, &slug_of(context, session, code).await?).await?
            }
            _ => Some(Team::Network).filter(|_| viewer.is_curator()),
        };
        team.ok_or(PageError::NotFound)
    }

    fn id<T: std::str::FromStr>(&self) -> Result<T, PageError> {
        self.id.as_ref().and_then(|id| id.parse().ok()).ok_or(PageError::NotFound)
    }
}

async fn view(context: &Context, team: Team) -> Result<TeamView, PageError> {
    team::view(&context.club, &context.viewer, team).await?.ok_or(PageError::NotFound)
}

/// The answers below are the same for every team; only where it stands differs.
async fn show(context: &Context, request: &HttpRequest, parts: &Parts) -> Result<HttpResponse, PageError> {
    let team = parts.team(context).await?;
    json::answer(request, &TeamDetail::of(&view(context, team).await?), None)
}

async fn invite(
    context: &Context,
    request: &HttpRequest,
    parts: &Parts,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let input = json::read::<InvitationInput>(request, payload).await?;
    let team = parts.team(context).await?;
    let (mut errors, t) = (Errors::default(), context.t);
    let to = address("email", &input.email, &mut errors, t).map(Invitee::Address);
    let note = errors.optional_lines("note", &input.note, LONGEST_NOTE, t);
    if !team.roles().contains(&input.role) {
        errors.add("role", t.say("team-choose-role"));
    }
    let Some(to) = to.filter(|_| errors.is_empty()) else { return Err(json::unusable(&errors)) };
    let language = input.language.unwrap_or(context.lang);
    let new = NewInvitation { to, role: input.role, language, note };
    match team::invite(&context.club, &context.viewer, &team, new).await {
        Ok(id) => json::plain(StatusCode::CREATED, &SentInvitation { id: id.to_string() }),
        Err(InviteError::NotFound) => Err(PageError::NotFound),
        Err(error) => Err(json::wrong("email", t.say(invite_problem(error)?))),
    }
}

async fn withdraw(context: &Context, parts: &Parts) -> Result<HttpResponse, PageError> {
    let (team, id) = (parts.team(context).await?, parts.id::<InvitationId>()?);
    team::withdraw(&context.club, &context.viewer, &team, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn remove(context: &Context, parts: &Parts) -> Result<HttpResponse, PageError> {
    let (team, id) = (parts.team(context).await?, parts.id::<RoleGrantId>()?);
    let members = view(context, team).await?.members;
    if members.iter().all(|member| member.grant.id != id) {
        return Err(PageError::NotFound);
    }
    team::remove(&context.club, &context.viewer, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The team of the school. The token has to be for `team_read`.
#[utoipa::path(
    get,
    path = "/api/v1/schools/{school}/team",
    tag = "teams",
    params(
        ("school" = String, Path, description = "Key or id of the school", example = "school-44")
    ),
    security(("token" = ["team_read"])),
    responses((status = 200, body = TeamDetail), TokenProblems)
)]
pub(crate) async fn show_school(
    context: Context,
    request: HttpRequest,
    parts: web::Path<Parts>,
) -> Result<HttpResponse, PageError> {
    show(&context, &request, &parts).await
}

/// Invites somebody to the team of the school. The token has to be for `team_write`.
#[utoipa::path(
    post,
    path = "/api/v1/schools/{school}/team/invitations",
    tag = "teams",
    params(
        ("school" = String, Path, description = "Key or id of the school", example = "school-44")
    ),
    request_body = InvitationInput,
    security(("token" = ["team_write"])),
    responses((status = 201, body = SentInvitation), TokenProblems, WriteProblems)
)]
pub(crate) async fn invite_to_school(
    context: Context,
    request: HttpRequest,
    parts: web::Path<Parts>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    invite(&context, &request, &parts, payload).await
}

/// Withdraws an invitation to the team of the school. The token has to be for `team_write`.
#[utoipa::path(
    delete,
    path = "/api/v1/schools/{school}/team/invitations/{id}",
    tag = "teams",
    params(
        ("school" = String, Path, description = "Key or id of the school", example = "school-44"),
        ("id" = String, Path, description = "Its id")
    ),
    security(("token" = ["team_write"])),
    responses((status = 204, description = "Its link is good no more"), TokenProblems)
)]
pub(crate) async fn withdraw_from_school(
    context: Context,
    parts: web::Path<Parts>,
) -> Result<HttpResponse, PageError> {
    withdraw(&context, &parts).await
}

/// Takes a role in the team of the school away. The token has to be for `team_write`.
#[utoipa::path(
    delete,
    path = "/api/v1/schools/{school}/team/members/{id}",
    tag = "teams",
    params(
        ("school" = String, Path, description = "Key or id of the school", example = "school-44"),
        ("id" = String, Path, description = "Its id")
    ),
    security(("token" = ["team_write"])),
    responses(
        (status = 204, description = "The person holds the role no more"),
        (status = 409, description = "The last curator stays", body = Problem, content_type = "application/problem+json"),
        TokenProblems
    )
)]
pub(crate) async fn remove_from_school(
    context: Context,
    parts: web::Path<Parts>,
) -> Result<HttpResponse, PageError> {
    remove(&context, &parts).await
}

/// The team of a webinar: its moderators. The token has to be for `team_read`.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{session}/webinars/{code}/team",
    tag = "teams",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("code" = String, Path, description = "Code of the webinar", example = "S01")
    ),
    security(("token" = ["team_read"])),
    responses((status = 200, body = TeamDetail), TokenProblems)
)]
pub(crate) async fn show_webinar(
    context: Context,
    request: HttpRequest,
    parts: web::Path<Parts>,
) -> Result<HttpResponse, PageError> {
    show(&context, &request, &parts).await
}

/// Invites somebody to the team of a webinar: its moderators. The token has to be for `team_write`.
#[utoipa::path(
    post,
    path = "/api/v1/sessions/{session}/webinars/{code}/team/invitations",
    tag = "teams",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("code" = String, Path, description = "Code of the webinar", example = "S01")
    ),
    request_body = InvitationInput,
    security(("token" = ["team_write"])),
    responses((status = 201, body = SentInvitation), TokenProblems, WriteProblems)
)]
pub(crate) async fn invite_to_webinar(
    context: Context,
    request: HttpRequest,
    parts: web::Path<Parts>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    invite(&context, &request, &parts, payload).await
}

/// Withdraws an invitation to the team of a webinar: its moderators. The token has to be for `team_write`.
#[utoipa::path(
    delete,
    path = "/api/v1/sessions/{session}/webinars/{code}/team/invitations/{id}",
    tag = "teams",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("code" = String, Path, description = "Code of the webinar", example = "S01"),
        ("id" = String, Path, description = "Its id")
    ),
    security(("token" = ["team_write"])),
    responses((status = 204, description = "Its link is good no more"), TokenProblems)
)]
pub(crate) async fn withdraw_from_webinar(
    context: Context,
    parts: web::Path<Parts>,
) -> Result<HttpResponse, PageError> {
    withdraw(&context, &parts).await
}

/// Takes a role in the team of a webinar: its moderators away. The token has to be for `team_write`.
#[utoipa::path(
    delete,
    path = "/api/v1/sessions/{session}/webinars/{code}/team/members/{id}",
    tag = "teams",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("code" = String, Path, description = "Code of the webinar", example = "S01"),
        ("id" = String, Path, description = "Its id")
    ),
    security(("token" = ["team_write"])),
    responses(
        (status = 204, description = "The person holds the role no more"),
        (status = 409, description = "The last curator stays", body = Problem, content_type = "application/problem+json"),
        TokenProblems
    )
)]
pub(crate) async fn remove_from_webinar(
    context: Context,
    parts: web::Path<Parts>,
) -> Result<HttpResponse, PageError> {
    remove(&context, &parts).await
}

/// The team of the network: its curators, for tokens of the network. The token has to be for `team_read`.
#[utoipa::path(
    get,
    path = "/api/v1/network/team",
    tag = "teams",
    security(("token" = ["team_read"])),
    responses((status = 200, body = TeamDetail), TokenProblems)
)]
pub(crate) async fn show_network(
    context: Context,
    request: HttpRequest,
    parts: web::Path<Parts>,
) -> Result<HttpResponse, PageError> {
    show(&context, &request, &parts).await
}

/// Invites somebody to the team of the network: its curators, for tokens of the network. The token has to be for `team_write`.
#[utoipa::path(
    post,
    path = "/api/v1/network/team/invitations",
    tag = "teams",
    request_body = InvitationInput,
    security(("token" = ["team_write"])),
    responses((status = 201, body = SentInvitation), TokenProblems, WriteProblems)
)]
pub(crate) async fn invite_to_network(
    context: Context,
    request: HttpRequest,
    parts: web::Path<Parts>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    invite(&context, &request, &parts, payload).await
}

/// Withdraws an invitation to the team of the network: its curators, for tokens of the network. The token has to be for `team_write`.
#[utoipa::path(
    delete,
    path = "/api/v1/network/team/invitations/{id}",
    tag = "teams",
    params(
        ("id" = String, Path, description = "Its id")
    ),
    security(("token" = ["team_write"])),
    responses((status = 204, description = "Its link is good no more"), TokenProblems)
)]
pub(crate) async fn withdraw_from_network(
    context: Context,
    parts: web::Path<Parts>,
) -> Result<HttpResponse, PageError> {
    withdraw(&context, &parts).await
}

/// Takes a role in the team of the network: its curators, for tokens of the network away. The token has to be for `team_write`.
#[utoipa::path(
    delete,
    path = "/api/v1/network/team/members/{id}",
    tag = "teams",
    params(
        ("id" = String, Path, description = "Its id")
    ),
    security(("token" = ["team_write"])),
    responses(
        (status = 204, description = "The person holds the role no more"),
        (status = 409, description = "The last curator stays", body = Problem, content_type = "application/problem+json"),
        TokenProblems
    )
)]
pub(crate) async fn remove_from_network(
    context: Context,
    parts: web::Path<Parts>,
) -> Result<HttpResponse, PageError> {
    remove(&context, &parts).await
}
