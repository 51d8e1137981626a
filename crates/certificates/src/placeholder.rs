//! The closed list of what a layout may ask for: a layout holds data's names, never code.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! placeholders {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal,)+) => {
        /// A piece of data that a layout may print, written `{person.name.dative}` in its content.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(into = "String", try_from = "String")]
        pub enum Placeholder {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Placeholder {
            /// Every placeholder there is, in the order in which a form should offer them.
            pub const ALL: &'static [Placeholder] = &[$(Placeholder::$name,)+];

            /// The name of the placeholder as it stands between the braces.
            pub const fn as_str(self) -> &'static str {
                match self { $(Placeholder::$name => $text,)+ }
            }
        }
    };
}

placeholders! {
    /// «Иванова Мария Петровна», or «Иванова М. П.» where no more is known.
    PersonNameNominative = "person.name.nominative",
    /// «Ивановой Марии Петровны».
    PersonNameGenitive = "person.name.genitive",
    /// «Ивановой Марии Петровне».
    PersonNameDative = "person.name.dative",
    /// «Иванову Марию Петровну».
    PersonNameAccusative = "person.name.accusative",
    /// «Иванова М. П.».
    PersonNameInitials = "person.name.initials",
    /// «Уважаемая Мария Петровна», without the exclamation mark.
    PersonNameSalutation = "person.name.salutation",
    /// «учитель математики».
    PersonPositionNominative = "person.position.nominative",
    /// «учителю математики»; empty where the position cannot be declined.
    PersonPositionDative = "person.position.dative",
    /// «учителя математики»; empty where the position cannot be declined.
    PersonPositionAccusative = "person.position.accusative",
    /// «МБОУ гимназия № 2».
    PersonSchool = "person.school",
    /// «г. Курган».
    PersonCity = "person.city",
    /// «Курганская область».
    PersonRegion = "person.region",
    /// «представила» or «приняла участие»; empty where the gender is unknown.
    Verb = "verb",
    /// «она» or «он»; empty where the gender is unknown.
    Pronoun = "pronoun",
    /// «ВК-2027-В-С/0042».
    DocumentNumber = "document.number",
    /// «20 апреля 2027 г.»: the day of issue.
    DocumentDate = "document.date",
    /// The short code that a person can type, «K7QM-2XHD-…».
    DocumentCode = "document.code",
    /// The whole address under which the document can be checked.
    DocumentVerifyUrl = "document.verify_url",
    /// The address of the page on which a code can be typed, without the scheme: «club.example/verify».
    DocumentVerifySite = "document.verify_site",
    /// «Весенняя сессия Web-клуба …».
    SessionTitle = "session.title",
    /// «весенней».
    SessionSeasonGenitive = "session.season_genitive",
    /// «12–16 апреля 2027 г.».
    SessionDates = "session.dates",
    /// «2027».
    SessionYear = "session.year",
    /// The title of the webinar.
    WebinarTitle = "webinar.title",
    /// «12 апреля 2027 г.».
    WebinarDate = "webinar.date",
    /// «вебинара», «мастер-класса».
    WebinarFormGenitive = "webinar.form_genitive",
    /// «60 мин»: the length with its unit.
    WebinarMinutes = "webinar.minutes",
    /// The topic of the talk.
    TalkTopic = "talk.topic",
    /// «региональном».
    TalkLevel = "talk.level",
    /// «приказ МБОУ СОШ № 44 от 1 марта 2027 г. № 118-од».
    Order = "order",
    /// The founder, a line above the organizer; may be empty.
    OrganizerFounder = "organizer.founder",
    /// The issuing organization or organizations, one a line.
    OrganizerName = "organizer.name",
    /// The name of the network, «Web-клуб молодых специалистов и наставников «Интернет-наставник»».
    NetworkName = "network.name",
    /// The town in which the document is issued, «г. Сургут».
    OrganizerCity = "organizer.city",
    /// «Взамен свидетельства № …, выданного …»; empty in a first issue.
    Replaces = "replaces",
}

/// The text is the name of no placeholder.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no placeholder {{{0}}}")]
pub struct UnknownPlaceholder(pub String);

impl fmt::Display for Placeholder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Placeholder {
    type Err = UnknownPlaceholder;

    fn from_str(text: &str) -> Result<Placeholder, UnknownPlaceholder> {
        Placeholder::ALL
            .iter()
            .copied()
            .find(|placeholder| placeholder.as_str() == text)
            .ok_or_else(|| UnknownPlaceholder(text.to_owned()))
    }
}

impl TryFrom<String> for Placeholder {
    type Error = UnknownPlaceholder;

    fn try_from(text: String) -> Result<Placeholder, UnknownPlaceholder> {
        text.parse()
    }
}

impl From<Placeholder> for String {
    fn from(placeholder: Placeholder) -> String {
        placeholder.as_str().to_owned()
    }
}
