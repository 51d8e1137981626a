//! Limits of domains: what holds, what servers asked for, what comes, and a form.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono_tz::Europe::Moscow;
use club::domain_limit::{self, Draft, Limit, LimitError, MOST, MOST_CONNECTIONS, Overview, Problem};
use club::outbox::limits::Forecast;
use entity::{DomainLimitId, domain_slowdown};
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::samples::data;
use crate::times::instant;

/// Limits of domains.
#[derive(Template)]
#[template(path = "pages/domain_limit/list.html")]
struct ListPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    slowdowns: Vec<Slowdown>,
    forecasts: Vec<Coming>,
    limits: Vec<Limit>,
    fields: Vec<Field>,
    errors: Errors,
    done: Option<String>,
}

/// A domain that asked for less.
struct Slowdown {
    domain: String,
    per_minute: i32,
    until: String,
    said: String,
}

/// What goes to a domain.
struct Coming {
    domain: String,
    count: u64,
    last_at: String,
    late: u64,
}

/// What stands in the form.
#[derive(Clone, Debug, Default)]
struct Typed {
    domain: String,
    per_minute: String,
    connections: String,
}

impl ListPage {
    fn of((layout, csrf): (Layout, String), overview: Overview, (typed, errors): (&Typed, Errors)) -> Self {
        let t = Texts(layout.lang);
        let at = |at| instant(at, Moscow, t.lang());
        let slowdown = |row: domain_slowdown::Model| Slowdown {
            domain: row.domain,
            per_minute: row.per_minute,
            until: at(row.until),
            said: row.reason,
        };
        let coming = |forecast: Forecast| Coming {
            domain: forecast.domain,
            count: forecast.count,
            last_at: at(forecast.last_at),
            late: forecast.late,
        };
        let field = |name, key, value: &str| Field::line(name, key, value, &errors, t);
        let fields = vec![
            field("domain", "domain-limit-domain", &typed.domain),
            field("per_minute", "domain-limit-per-minute", &typed.per_minute).of_kind("number"),
            field("connections", "domain-limit-connections", &typed.connections).of_kind("number"),
        ];
        Self {
            csrf,
            slowdowns: overview.slowdowns.into_iter().map(slowdown).collect(),
            forecasts: overview.forecasts.into_iter().map(coming).collect(),
            limits: overview.limits,
            fields,
            errors,
            done: None,
            t,
            layout,
        }
    }
}

async fn overview(context: &Context) -> Result<Overview, PageError> {
    domain_limit::overview(&context.club, &context.viewer).await?.ok_or(PageError::NotFound)
}

/// `GET /network/domain-limits`; `?domain=` puts one into the form.
pub(crate) async fn list(context: Context) -> Result<HttpResponse, PageError> {
    let overview = overview(&context).await?;
    let wanted = context.query("domain");
    let chosen = wanted.and_then(|wanted| overview.limits.iter().find(|limit| limit.domain == wanted));
    let typed = chosen.map_or_else(Typed::default, |limit| Typed {
        domain: limit.domain.clone(),
        per_minute: limit.per_minute.to_string(),
        connections: limit.connections.to_string(),
    });
    let surroundings = (Layout::of(&context), context.csrf());
    let mut list = ListPage::of(surroundings, overview, (&typed, Errors::default()));
    let done = context.query("done").filter(|done| ["saved", "removed"].contains(&done.as_str()));
    list.done = done.map(|done| context.t.say(&format!("domain-limit-{done}")));
    page(&list)
}

/// `POST /network/domain-limits`
pub(crate) async fn keep(context: Context, fields: Fields) -> Result<HttpResponse, PageError> {
    let typed = Typed {
        domain: fields.text("domain")?,
        per_minute: fields.text("per_minute")?,
        connections: fields.text("connections")?,
    };
    // What is no number is none that would do.
    let number = |typed: &str| typed.trim().parse().unwrap_or(0);
    let draft = Draft {
        domain: typed.domain.clone(),
        per_minute: number(&typed.per_minute),
        connections: number(&typed.connections),
    };
    match domain_limit::save(&context.club, &context.viewer, draft).await {
        Ok(()) => Ok(see_other("/network/domain-limits?done=saved")),
        Err(LimitError::NotFound) => Err(PageError::NotFound),
        Err(LimitError::Unusable(problems)) => {
            let surroundings = (Layout::of(&context), context.csrf());
            let errors = told(&problems, context.t);
            form_again(&ListPage::of(surroundings, overview(&context).await?, (&typed, errors)))
        }
        Err(LimitError::Db(error)) => Err(error.into()),
    }
}

fn told(problems: &[Problem], t: Texts) -> Errors {
    let mut errors = Errors::default();
    for problem in problems {
        let (field, key, most) = match problem {
            Problem::Domain => ("domain", "domain-limit-problem-domain", 0),
            Problem::PerMinute => ("per_minute", "domain-limit-problem-number", MOST),
            Problem::Connections => ("connections", "domain-limit-problem-number", MOST_CONNECTIONS),
        };
        errors.add(field, t.say_with(key, &[("most", i64::from(most).into())]));
    }
    errors
}

/// `POST /network/domain-limits/{id}/remove`
pub(crate) async fn remove(context: Context, id: web::Path<String>) -> Result<HttpResponse, PageError> {
    let id: DomainLimitId = id.parse().map_err(|_no_id| PageError::NotFound)?;
    match domain_limit::remove(&context.club, &context.viewer, id).await {
        Ok(()) => Ok(see_other("/network/domain-limits?done=removed")),
        Err(LimitError::NotFound) => Err(PageError::NotFound),
        Err(LimitError::Unusable(_)) => Err(PageError::BadRequest),
        Err(LimitError::Db(error)) => Err(error.into()),
    }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let limit = |number: Option<u128>, domain: &str, per_minute| Limit {
        id: number.map(data::id),
        domain: domain.to_owned(),
        per_minute,
        connections: 4,
    };
    let overview = Overview {
        limits: vec![limit(Some(1), "mail.ru", 300), limit(None, "yandex.ru", 600)],
        slowdowns: vec![domain_slowdown::Model {
            domain: "school.example".to_owned(),
            per_minute: 30,
            since: data::before(),
            until: data::during(),
            reason: "421 4.7.0 too many connections".to_owned(),
        }],
        forecasts: vec![
            Forecast {
                domain: "mail.ru".to_owned(),
                count: 840,
                last_at: data::during(),
                late: 340,
                per_minute: 300,
            },
            Forecast {
                domain: "yandex.ru".to_owned(),
                count: 120,
                last_at: data::during(),
                late: 0,
                per_minute: 600,
            },
        ],
    };
    let of = |overview: Overview, problems: &[Problem]| {
        let surroundings = (Layout::sample_of_curator(lang), "sample".to_owned());
        let typed =
            Typed { domain: "mail".to_owned(), per_minute: "0".to_owned(), connections: "4".to_owned() };
        let typed = if problems.is_empty() { Typed::default() } else { typed };
        ListPage::of(surroundings, overview, (&typed, told(problems, Texts(lang))))
    };
    vec![
        Sample::of("domain_limit-list", &of(overview, &[])),
        Sample::of("domain_limit-wrong", &of(Overview::default(), &[Problem::Domain, Problem::PerMinute])),
    ]
}
