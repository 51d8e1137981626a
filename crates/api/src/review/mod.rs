//! Review and decisions: the list of talks, a talk with its reviews, criteria, decisions that are released together.

pub(crate) mod criteria;
pub(crate) mod decisions;
pub(crate) mod enter;
pub(crate) mod json;
pub(crate) mod list;
pub(crate) mod one;
pub(crate) mod samples;

use entity::{TalkState, session};
use lang::Texts;

use crate::session::organize::{SessionWays, Way};

/// The pages of a session; reviewers have this one alone.
fn ways(session: &session::Model, may_organize: bool, t: Texts) -> SessionWays {
    let mut ways = SessionWays::of(session, Way::Talks, t);
    if !may_organize {
        ways.pages.retain(|(_, _, is_here)| *is_here);
    }
    ways
}

/// «4,2»
fn tenths(mean: i32, t: Texts) -> String {
    let (whole, tenth) = (mean / 10, mean % 10);
    match t.lang() {
        lang::Lang::Ru => format!("{whole},{tenth}"),
        lang::Lang::En => format!("{whole}.{tenth}"),
    }
}

fn state_text(state: TalkState, t: Texts) -> String {
    t.say(&format!("page-review-state-{state}"))
}
