//! What e-mails about one webinar say: reminders, new links, moves, cancellations, free places.

mod about;
mod fillings;
mod samples;

pub(crate) use about::About;
pub(crate) use fillings::{
    Bidden, Event, Reader, Way, cancelled, moved, new_stream_link, place_offered, reminder,
};
pub(crate) use samples::sample;
