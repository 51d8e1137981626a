//! Doubts about a schedule in words.

use club::schedule::{Conflict, Working, WorkingWebinar};
use entity::WebinarId;
use lang::{Lang, Texts};

use crate::times::{Span, WebinarTime};

/// A doubt in a sentence.
pub(super) fn sentence(conflict: &Conflict, working: &Working, t: Texts) -> String {
    let title = |id: WebinarId| {
        working.webinar(id).map(|line| lang::typeset(&line.webinar.title)).unwrap_or_default()
    };
    let other = conflict.other.map(title).unwrap_or_default();
    let count = i64::try_from(conflict.count).unwrap_or(i64::MAX);
    t.say_with(
        &format!("page-conflict-{}", conflict.kind.word()),
        &[
            ("title", title(conflict.webinar).into()),
            ("other", other.into()),
            ("who", conflict.who.join(", ").into()),
            ("count", count.into()),
        ],
    )
}

/// A doubt in two or three words.
pub(super) fn short(conflict: &Conflict, t: Texts) -> String {
    t.say(&format!("page-conflict-short-{}", conflict.kind.word()))
}

/// When a webinar is meant to be.
pub(super) fn planned(line: &WorkingWebinar, lang: Lang) -> WebinarTime {
    let span = Span { starts_at: line.starts_at, ends_at: line.ends_at, time_zone: &line.webinar.time_zone };
    WebinarTime::of(span, &line.host_school.city, lang)
}

/// When people believe it to be, while it is meant to be at another time.
pub(super) fn told(line: &WorkingWebinar, lang: Lang) -> Option<String> {
    line.webinar.planned_starts_at?;
    let time = WebinarTime::of(&line.webinar, &line.host_school.city, lang);
    Some(format!("{}, {}", lang::day_month(time.on, lang), time.start))
}
