//! Rows about schools, and about the teams of schools, webinars and the network.

use actix_web::http::Method;

use super::{Policy, Route, row, to};
use crate::limits::Limit;
use crate::{school, team};

/// The directory of schools and the page of each.
pub(super) fn directory_and_pages() -> Vec<Route> {
    vec![
        get!("/network/schools", Curator, school::directory::list),
        get!("/network/schools/new", Curator, school::edit::form),
        post!("/network/schools/new", Curator, school::edit::add).with_files(16),
        get!("/network/schools/duplicates", Curator, school::directory::duplicates),
        get!("/network/schools/{school}/merge", Curator, school::merge::show),
        post!("/network/schools/{school}/merge", Curator, school::merge::merge),
        // Before the pages of schools: it is none of them.
        get!("/schools/suggest", Api, school::pages::suggest).limited(Limit::Suggest),
        get!("/schools/{school}", Public, school::pages::show),
        get!("/schools/{school}/logo.png", Public, school::pages::logo),
        get!("/schools/{school}/edit", Organizer, school::edit::show),
        post!("/schools/{school}/edit", Organizer, school::edit::save).with_files(16),
        post!("/schools/{school}/signatories", Organizer, school::signatories::set).with_files(50),
    ]
}

/// Who holds which role, who is invited, and one's own roles.
pub(super) fn teams() -> Vec<Route> {
    vec![
        get!("/invite/{secret}", Secret, team::accept::show),
        post!("/invite/{secret}", Secret, team::accept::accept).limited(Limit::Login),
        get!("/me/roles", SelfOnly, team::own::show),
        post!("/me/roles/{id}/leave", SelfOnly, team::own::leave),
        post!("/me/schools", SelfOnly, team::own::belong),
        post!("/me/schools/{id}/leave", SelfOnly, team::own::leave_school),
        get!("/network/team", Curator, team::pages::show),
        post!("/network/team/invite", Curator, team::pages::invite),
        post!("/network/team/people", Curator, team::pages::people),
        post!("/network/team/members/{id}/remove", Curator, team::act::remove),
        post!("/network/team/invitations/{id}/again", Curator, team::act::again),
        post!("/network/team/invitations/{id}/withdraw", Curator, team::act::withdraw),
        get!("/schools/{school}/team", Organizer, team::pages::show),
        post!("/schools/{school}/team/invite", Organizer, team::pages::invite),
        post!("/schools/{school}/team/people", Organizer, team::pages::people),
        post!("/schools/{school}/team/members/{id}/remove", Organizer, team::act::remove),
        post!("/schools/{school}/team/invitations/{id}/again", Organizer, team::act::again),
        post!("/schools/{school}/team/invitations/{id}/withdraw", Organizer, team::act::withdraw),
        get!("/broadcast/{webinar}/team", Organizer, team::pages::show),
        post!("/broadcast/{webinar}/team/invite", Organizer, team::pages::invite),
        post!("/broadcast/{webinar}/team/people", Organizer, team::pages::people),
        post!("/broadcast/{webinar}/team/members/{id}/remove", Organizer, team::act::remove),
        post!("/broadcast/{webinar}/team/invitations/{id}/again", Organizer, team::act::again),
        post!("/broadcast/{webinar}/team/invitations/{id}/withdraw", Organizer, team::act::withdraw),
    ]
}
