//! The page of tokens: those there are, a form for another one, and the new one, shown once.

use std::collections::BTreeSet;

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono_tz::Europe::Moscow;
use club::api_token::{self, IssueError, LONGEST_NAME, MOST_DAYS, NewToken, RevokeError, Token};
use entity::{ApiScope, ApiTokenId};
use lang::{Lang, Texts};
use serde::Deserialize;

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::samples::data;
use crate::school::place::Place;
use crate::times::instant;

/// The end of these addresses.
const LEAF: &str = "tokens";

/// For how long tokens are good that are issued by a form without a change.
const USUAL_DAYS: &str = "180";

/// The parameters of the paths.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Parts {
    /// Absent on the pages of the network.
    school: Option<String>,
    id: Option<ApiTokenId>,
}

/// The page of tokens.
#[derive(Template)]
#[template(path = "pages/api_token/list.html")]
struct TokensPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    above: (String, String),
    base: String,
    /// The token that was issued by this very request.
    issued: Option<String>,
    lines: Vec<Line>,
    fields: Vec<Field>,
    scopes: Vec<ScopeChoice>,
    scopes_error: Option<String>,
    done: Option<String>,
    errors: Errors,
}

/// A token in the list.
struct Line {
    id: String,
    name: String,
    scopes: Vec<String>,
    issued: String,
    used: String,
    state: String,
    is_valid: bool,
}

/// A purpose to tick.
struct ScopeChoice {
    word: &'static str,
    label: String,
    hint: String,
    is_ticked: bool,
}

/// The form, as typed.
#[derive(Clone, Debug)]
struct Typed {
    name: String,
    days: String,
    scopes: BTreeSet<ApiScope>,
}

impl Typed {
    fn nothing() -> Self {
        Self { name: String::new(), days: USUAL_DAYS.to_owned(), scopes: BTreeSet::new() }
    }

    fn read(fields: &Fields) -> Result<Self, PageError> {
        let scopes = fields.all("scope").iter().filter_map(|word| word.parse().ok()).collect();
        Ok(Self { name: fields.text("name")?, days: fields.text("days")?, scopes })
    }

    /// The checked value.
    fn check(&self, t: Texts) -> Result<NewToken, Errors> {
        let mut errors = Errors::default();
        let name = errors.line("name", &self.name, LONGEST_NAME, t);
        let days = self.days.trim().parse().ok().filter(|days| (1..=MOST_DAYS).contains(days));
        if days.is_none() {
            errors
                .add("days", t.say_with("api-token-problem-days", &[("most", i64::from(MOST_DAYS).into())]));
        }
        if self.scopes.is_empty() {
            errors.add("scopes", t.say("api-token-problem-scopes"));
        }
        match days {
            Some(days) if errors.is_empty() => Ok(NewToken { name, scopes: self.scopes.clone(), days }),
            _ => Err(errors),
        }
    }
}

/// What surrounds the list.
struct Frame {
    layout: Layout,
    csrf: String,
    place: Place,
}

impl TokensPage {
    fn of(frame: Frame, tokens: &[Token], typed: &Typed, errors: Errors) -> Self {
        let Frame { layout, csrf, place } = frame;
        let t = Texts(layout.lang);
        let fields = vec![
            Field::line("name", "api-token-name", &typed.name, &errors, t),
            Field::line("days", "api-token-days", &typed.days, &errors, t).of_kind("number"),
        ];
        let choice = |scope: &ApiScope| ScopeChoice {
            word: scope.as_str(),
            label: t.say(&format!("api-token-scope-{scope}")),
            hint: t.say(&format!("api-token-scope-{scope}-hint")),
            is_ticked: typed.scopes.contains(scope),
        };
        Self {
            csrf,
            above: place.above,
            base: place.base,
            issued: None,
            lines: tokens.iter().map(|token| Line::of(token, t)).collect(),
            fields,
            scopes: ApiScope::ALL.iter().map(choice).collect(),
            scopes_error: errors.of("scopes"),
            done: None,
            errors,
            t,
            layout,
        }
    }
}

impl Line {
    fn of(token: &Token, t: Texts) -> Self {
        let at = |at| instant(at, Moscow, t.lang());
        let row = &token.row;
        let state = match (row.revoked_at, token.is_valid) {
            (Some(revoked), _) => t.say_with("api-token-revoked", &[("at", at(revoked).into())]),
            (None, true) => t.say_with("api-token-until", &[("at", at(row.expires_at).into())]),
            (None, false) => t.say_with("api-token-expired", &[("at", at(row.expires_at).into())]),
        };
        let issued = [("at", at(row.issued_at).into()), ("name", token.issuer.as_str().into())];
        Self {
            id: row.id.to_string(),
            name: row.name.clone(),
            scopes: token.scopes.iter().map(|scope| t.say(&format!("api-token-scope-{scope}"))).collect(),
            issued: t.say_with("api-token-issued", &issued),
            used: row.last_used_at.map_or_else(|| t.say("api-token-never-used"), at),
            state,
            is_valid: token.is_valid,
        }
    }
}

async fn tokens_page(
    context: &Context,
    place: Place,
    (typed, errors): (&Typed, Errors),
) -> Result<TokensPage, PageError> {
    let tokens = api_token::list(&context.club, &context.viewer, place.owner).await?;
    let tokens = tokens.ok_or(PageError::NotFound)?;
    let frame = Frame { layout: Layout::of(context), csrf: context.csrf(), place };
    Ok(TokensPage::of(frame, &tokens, typed, errors))
}

/// `GET …/tokens`
pub(crate) async fn list(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, parts.school.as_ref(), LEAF).await?;
    let mut list = tokens_page(&context, place, (&Typed::nothing(), Errors::default())).await?;
    list.done =
        context.query("done").filter(|done| done == "revoked").map(|_| context.t.say("api-token-done"));
    page(&list)
}

/// `POST …/tokens`: the answer to it is the only page that shows the token.
pub(crate) async fn issue(
    context: Context,
    parts: web::Path<Parts>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, parts.school.as_ref(), LEAF).await?;
    let (typed, t) = (Typed::read(&fields)?, context.t);
    let errors = match typed.check(t) {
        Ok(new) => match api_token::issue(&context.club, &context.viewer, place.owner, new).await {
            Ok((token, _row)) => {
                let fresh = (&Typed::nothing(), Errors::default());
                let mut list = tokens_page(&context, place, fresh).await?;
                list.issued = Some(token);
                return page(&list);
            }
            Err(error) => refusal(error, t)?,
        },
        Err(errors) => errors,
    };
    form_again(&tokens_page(&context, place, (&typed, errors)).await?)
}

fn refusal(error: IssueError, t: Texts) -> Result<Errors, PageError> {
    let mut errors = Errors::default();
    match error {
        IssueError::SameName => errors.add("name", t.say("api-token-problem-same-name")),
        IssueError::TooMany => errors.add("name", t.say("api-token-problem-too-many")),
        IssueError::NotFound => return Err(PageError::NotFound),
        IssueError::Name(_) | IssueError::NoScope | IssueError::Days => return Err(PageError::BadRequest),
        IssueError::Db(error) => return Err(error.into()),
    }
    Ok(errors)
}

/// `POST …/tokens/{id}/revoke`
pub(crate) async fn revoke(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, parts.school.as_ref(), LEAF).await?;
    match api_token::revoke(&context.club, &context.viewer, place.owner, parts.id.ok_or(PageError::NotFound)?)
        .await
    {
        Ok(()) => Ok(see_other(&format!("{}?done=revoked", place.base))),
        Err(RevokeError::NotFound) => Err(PageError::NotFound),
        Err(RevokeError::Db(error)) => Err(error.into()),
    }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let t = Texts(lang);
    let token = |number: u128, is_valid: bool| Token {
        row: entity::api_token::Model {
            id: data::id(number),
            school_id: None,
            name: data::say(lang, "Сайт школы", "School website").to_owned(),
            secret_sha256: String::new(),
            scopes: "listeners_read".to_owned(),
            issued_by: data::id(1),
            issued_at: data::before(),
            expires_at: data::during(),
            revoked_at: (!is_valid).then(data::during),
            last_used_at: is_valid.then(data::before),
        },
        scopes: [ApiScope::ListenersRead].into(),
        issuer: data::say(lang, "Воронцова Галина Андреевна", "Galina Vorontsova").to_owned(),
        is_valid,
    };
    let of = |tokens: &[Token], typed: &Typed, errors| {
        let layout = Layout::sample_of_curator(lang);
        let frame = Frame { layout, csrf: "sample".to_owned(), place: Place::of_network(LEAF, t) };
        TokensPage::of(frame, tokens, typed, errors)
    };
    let empty = of(&[], &Typed::nothing(), Errors::default());
    let mut issued = of(&[token(2, true), token(3, false)], &Typed::nothing(), Errors::default());
    issued.issued = Some("webclub_0123456789abcdefghjkmnpqrs".to_owned());
    let wrong = Typed { days: "0".to_owned(), ..Typed::nothing() };
    let errors = wrong.check(t).err().unwrap_or_default();
    vec![
        Sample::of("api_token-list", &issued),
        Sample::of("api_token-list-empty", &empty),
        Sample::of("api_token-list-wrong", &of(&[], &wrong, errors)),
    ]
}
