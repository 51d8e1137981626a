//! The indicators of a session for its organizers.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::monitoring::Indicator;
use entity::session;
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::PageError;
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::samples::data;
use crate::session::organize::{SessionWays, Way, find};

/// The indicators.
#[derive(Template)]
#[template(path = "pages/monitoring/report.html")]
struct ReportPage {
    layout: Layout,
    t: Texts,
    ways: SessionWays,
    figures: Vec<Figure>,
}

/// An indicator in words.
struct Figure {
    name: String,
    /// «52 из 60», or a bare number.
    number: String,
    /// «86,7 %»
    share: Option<String>,
}

impl ReportPage {
    fn of(
        layout: Layout,
        session: &session::Model,
        (indicators, topics): (&[Indicator], (usize, usize)),
    ) -> Self {
        let t = Texts(layout.lang);
        let ways = SessionWays::of(session, Way::Report, t);
        let mut figures: Vec<Figure> = indicators.iter().map(|indicator| Figure::of(indicator, t)).collect();
        figures.extend(topic_figure(topics, t));
        Self { t, ways, figures, layout }
    }
}

/// How many of the topics that were asked for the programme covers; nothing where nobody asked.
fn topic_figure((ordered, covered): (usize, usize), t: Texts) -> Option<Figure> {
    let whole = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let indicator =
        Indicator { name: "topics_covered", numerator: whole(covered), denominator: Some(whole(ordered)) };
    (ordered > 0).then(|| Figure { name: t.say("page-topics-share"), ..Figure::of(&indicator, t) })
}

impl Figure {
    fn of(indicator: &Indicator, t: Texts) -> Self {
        let key = format!("page-indicator-{}", indicator.name);
        let part = indicator.numerator.to_string();
        let number = match indicator.denominator {
            Some(whole) => {
                t.say_with("page-report-of", &[("part", part.into()), ("whole", whole.to_string().into())])
            }
            None => part,
        };
        Self {
            name: if t.has(&key) { t.say(&key) } else { indicator.name.to_owned() },
            number,
            share: indicator.percent().map(|percent| format!("{}\u{a0}%", local(&percent, t.lang()))),
        }
    }
}

/// A number with the language's own sign before its decimals.
fn local(number: &str, lang: Lang) -> String {
    match lang {
        Lang::Ru => number.replace('.', ","),
        Lang::En => number.to_owned(),
    }
}

/// `GET /organize/{session}/report`
pub(crate) async fn report(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    let indicators = club::monitoring::indicators(&context.club, session.id).await?;
    let topics = club::topic::counts(&context.club, session.id).await?;
    page(&ReportPage::of(Layout::of(&context), &session, (&indicators, topics)))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let indicators = [
        Indicator { name: "attended_unique_of_registered", numerator: 52, denominator: Some(60) },
        Indicator { name: "mentors", numerator: 14, denominator: None },
    ];
    let layout = Layout::sample_of_curator(lang);
    vec![Sample::of(
        "monitoring-report",
        &ReportPage::of(layout, &data::session(lang), (&indicators, (12, 7))),
    )]
}
