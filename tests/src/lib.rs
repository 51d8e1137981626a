//! `TestClub`: a club of its own for each test, with real routes, a clock one can move, a mailbox in memory, and people.
//!
//! Stories read like minutes of a meeting; people act through HTTP. A test fails when it leaves jobs un-run or e-mails unread.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed, and says where"
)]

mod browser;
mod dump;
mod person;
mod program;
mod receiver;
mod smtp;
mod store;
mod test_club;
mod time;

pub use browser::{Browser, Page};
pub use dump::{dump, limit_domain, person_with, take_roles_away};
pub use person::{Member, Teacher};
pub use program::{Answer, Program};
pub use receiver::{Received, Receiver};
pub use smtp::{Kept, MailServer};
pub use store::{Store, fixture_folder};
pub use test_club::{REPORT_SECRET, Round, TestClub};
pub use time::instant;
