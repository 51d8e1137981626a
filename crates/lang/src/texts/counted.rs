//! Numbers with the noun they count: «5 вебинаров», «21 год».

use crate::{Lang, Texts};

/// A thing that the club counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counted {
    /// вебинар
    Webinar,
    /// выступление
    Talk,
    /// минута
    Minute,
    /// час
    Hour,
    /// день
    Day,
    /// год (of experience)
    Year,
    /// человек
    Person,
    /// слушатель
    Listener,
    /// докладчик
    Speaker,
    /// наставник
    Mentor,
    /// организация
    School,
    /// регион
    Region,
    /// запись (на вебинар)
    Registration,
    /// документ
    Document,
    /// письмо
    Email,
    /// материал
    Material,
    /// строка (of a file)
    Row,
}

impl Counted {
    /// All counted things.
    pub const ALL: [Counted; 17] = [
        Counted::Webinar,
        Counted::Talk,
        Counted::Minute,
        Counted::Hour,
        Counted::Day,
        Counted::Year,
        Counted::Person,
        Counted::Listener,
        Counted::Speaker,
        Counted::Mentor,
        Counted::School,
        Counted::Region,
        Counted::Registration,
        Counted::Document,
        Counted::Email,
        Counted::Material,
        Counted::Row,
    ];

    /// The key of the message that counts this thing with its variable `n`.
    pub const fn key(self) -> &'static str {
        match self {
            Counted::Webinar => "common-webinars",
            Counted::Talk => "common-talks",
            Counted::Minute => "common-minutes",
            Counted::Hour => "common-hours",
            Counted::Day => "common-days",
            Counted::Year => "common-years",
            Counted::Person => "common-people",
            Counted::Listener => "common-listeners",
            Counted::Speaker => "common-speakers",
            Counted::Mentor => "common-mentors",
            Counted::School => "common-schools",
            Counted::Region => "common-regions",
            Counted::Registration => "common-registrations",
            Counted::Document => "common-documents",
            Counted::Email => "common-emails",
            Counted::Material => "common-materials",
            Counted::Row => "common-rows",
        }
    }
}

/// The number with its noun in the right form: «1 вебинар», «3 вебинара», «11 вебинаров».
pub fn count(counted: Counted, n: i64, lang: Lang) -> String {
    Texts(lang).say_with(counted.key(), &[("n", n.into())])
}

/// A number of minutes: «60 минут».
pub fn minutes(n: i64, lang: Lang) -> String {
    count(Counted::Minute, n, lang)
}

/// A number of years: «1 год», «3 года», «11 лет», «21 год».
pub fn years(n: i64, lang: Lang) -> String {
    count(Counted::Year, n, lang)
}
