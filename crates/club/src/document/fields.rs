//! The frozen data of a document: names and positions in their cases, dates in words, everything as it will be printed.

use std::collections::BTreeMap;

use certificates::{Fields, Grammar, Placeholder, Signatory};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::{DocumentKind, person, school, session, signatory, webinar};
use lang::{Case, FullName, Gender, Lang, Texts, Verb};

use super::earned::Earned;
use crate::Club;
use crate::person::{NameForm, NameForms, full_name, gender_of, written_forms};

/// Documents are Russian, whatever language their reader prefers for pages.
pub(super) const LANGUAGE: Lang = Lang::Ru;

/// What all documents of one issue share.
#[derive(Clone, Debug)]
pub(super) struct Common {
    pub(super) session: session::Model,
    pub(super) host_school: school::Model,
    /// Official names of the schools that make the session, its host first.
    pub(super) organizers: Vec<String>,
    pub(super) network_name: String,
    pub(super) signatories: Vec<signatory::Model>,
    /// The first and the last day of the session.
    pub(super) days: (NaiveDate, NaiveDate),
    pub(super) issued_at: DateTime<Utc>,
}

impl Common {
    fn zone(&self) -> Tz {
        self.session.time_zone.parse().unwrap_or(Tz::UTC)
    }

    fn day_of(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone()).date_naive()
    }
}

/// The lines that the registry keeps beside the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lines {
    /// Full name in the nominative.
    pub(super) name: String,
    /// Full name in the dative; of a letter of thanks the salutation; the nominative where the grammar is unknown.
    pub(super) line: String,
    /// The gendered verb; of a letter of thanks the accusative name; empty where the grammar is unknown.
    pub(super) verb: String,
}

/// A person's name with the grammar that their documents use; forms that somebody wrote stand in place of the computed ones.
pub(super) struct Named {
    name: FullName,
    gender: Gender,
    written: NameForms,
}

impl Named {
    pub(super) fn new(earned: &Earned) -> Named {
        Named::of(&earned.person)
    }

    pub(super) fn of(person: &person::Model) -> Named {
        Named { name: full_name(person), gender: gender_of(person), written: written_forms(person) }
    }

    /// Neutral with an unknown gender, or where only initials are known.
    pub(super) fn grammar(&self) -> Grammar {
        if self.name.has_only_initials() { Grammar::Neutral } else { Grammar::from(self.gender) }
    }

    pub(super) fn form(&self, form: NameForm) -> String {
        match self.written.get(&form) {
            Some(written) => lang::typeset(written),
            None => form.computed(&self.name, self.gender),
        }
    }

    fn verb(&self, kind: DocumentKind) -> String {
        let verb = match kind {
            DocumentKind::ProofOfPresentation => Verb::Presented,
            DocumentKind::AttendanceCertificate => Verb::TookPart,
            DocumentKind::LetterOfThanks => return String::new(),
        };
        let known = (self.grammar() != Grammar::Neutral).then(|| lang::verb(verb, self.gender)).flatten();
        known.unwrap_or_default().to_owned()
    }

    pub(super) fn lines(&self, kind: DocumentKind) -> Lines {
        let name = self.form(NameForm::Nominative);
        if self.grammar() == Grammar::Neutral {
            return Lines { line: name.clone(), verb: String::new(), name };
        }
        let (line, verb) = match kind {
            DocumentKind::LetterOfThanks => {
                (self.form(NameForm::Salutation), self.form(NameForm::Accusative))
            }
            _ => (self.form(NameForm::Dative), self.verb(kind)),
        };
        Lines { name, line, verb }
    }
}

/// Number and code of a document; what they stand in is filled in last.
pub(super) fn sign(
    club: &Club,
    fields: &mut Fields,
    kind: DocumentKind,
    name: &str,
    number: &str,
    code: &str,
) {
    let title = Texts(LANGUAGE).say(&format!("document-word-title-{kind}"));
    fields.title = format!("{title} №\u{a0}{number} — {name}");
    let address = club.settings.address(&format!("/verify/{code}"));
    fields.values.insert(Placeholder::DocumentNumber, number.to_owned());
    fields.values.insert(Placeholder::DocumentCode, readable_code(code));
    fields.values.insert(Placeholder::DocumentVerifyUrl, address);
}

/// A code as people read and type it: capitals in groups.
fn readable_code(code: &str) -> String {
    let letters: Vec<char> = code.to_uppercase().chars().collect();
    let groups = letters.chunks(4).map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join("-")
}

/// Everything but number and code.
pub(super) fn fields(club: &Club, common: &Common, earned: &Earned) -> Fields {
    let named = Named::new(earned);
    let mut values = BTreeMap::new();
    values.extend(of_person(earned, &named));
    values.extend(of_session(club, common));
    values.extend(of_webinar(common, &earned.webinar));
    values.insert(Placeholder::Verb, named.verb(earned.kind));
    let topic = earned.talk.as_ref().map(|talk| inside_quotes(&talk.topic));
    values.insert(Placeholder::TalkTopic, topic.unwrap_or_default());
    values.retain(|_, value| !value.is_empty());
    let signatories = common.signatories.iter().map(|signatory| Signatory {
        position: lang::typeset(&signatory.position),
        name: name_of(signatory).initials_first(),
        signature_image: signatory.signature_image.clone(),
        seal_image: signatory.seal_image.clone(),
    });
    Fields {
        values,
        grammar: named.grammar(),
        signatories: signatories.collect(),
        issued_on: common.day_of(common.issued_at),
        language: LANGUAGE,
        title: String::new(),
        author: common.host_school.full_name.clone(),
    }
}

fn name_of(signatory: &signatory::Model) -> FullName {
    FullName {
        family: signatory.family.clone(),
        given: signatory.given.clone(),
        patronymic: signatory.patronymic.clone(),
    }
}

fn of_person(earned: &Earned, named: &Named) -> Vec<(Placeholder, String)> {
    let person = &earned.person;
    let position = |case| lang::position_in_case(&person.position, case).unwrap_or_default();
    let is_known = named.grammar() != Grammar::Neutral;
    let pronoun = is_known.then(|| lang::pronoun(named.gender)).flatten();
    vec![
        (Placeholder::PersonNameNominative, named.form(NameForm::Nominative)),
        (Placeholder::PersonNameGenitive, named.form(NameForm::Genitive)),
        (Placeholder::PersonNameDative, named.form(NameForm::Dative)),
        (Placeholder::PersonNameAccusative, named.form(NameForm::Accusative)),
        (Placeholder::PersonNameInitials, named.form(NameForm::Initials)),
        (Placeholder::PersonNameSalutation, named.form(NameForm::Salutation)),
        (Placeholder::PersonPositionNominative, person.position.clone()),
        (Placeholder::PersonPositionDative, position(Case::Dative)),
        (Placeholder::PersonPositionAccusative, position(Case::Accusative)),
        (Placeholder::PersonSchool, lang::typeset(&person.school_name)),
        (Placeholder::PersonCity, city(&person.city)),
        (Placeholder::PersonRegion, lang::typeset(&person.region)),
        (Placeholder::Pronoun, pronoun.unwrap_or_default().to_owned()),
    ]
}

fn of_session(club: &Club, common: &Common) -> Vec<(Placeholder, String)> {
    let (t, session) = (Texts(LANGUAGE), &common.session);
    let order = [
        ("school", session.order_school.as_str().into()),
        ("date", lang::date(session.order_on, LANGUAGE).into()),
        ("number", session.order_number.as_str().into()),
    ];
    let site = club.settings.address("/verify");
    let site = site.split_once("://").map_or(site.as_str(), |(_, site)| site);
    vec![
        (Placeholder::SessionTitle, lang::typeset(&session.title)),
        (Placeholder::SessionSeasonGenitive, t.say(&format!("document-word-season-{}", session.season))),
        (Placeholder::SessionDates, lang::date_range(common.days.0, common.days.1, LANGUAGE)),
        (Placeholder::SessionYear, session.year.to_string()),
        (Placeholder::TalkLevel, t.say(&format!("document-word-level-{}", session.level))),
        (Placeholder::Order, t.say_with("document-word-order", &order)),
        (
            Placeholder::OrganizerName,
            common.organizers.iter().map(|name| lang::typeset(name)).collect::<Vec<_>>().join("\n"),
        ),
        (Placeholder::OrganizerCity, city(&common.host_school.city)),
        (Placeholder::NetworkName, lang::typeset(&common.network_name)),
        (Placeholder::DocumentDate, lang::date(common.day_of(common.issued_at), LANGUAGE)),
        (Placeholder::DocumentVerifySite, site.to_owned()),
    ]
}

fn of_webinar(common: &Common, webinar: &webinar::Model) -> Vec<(Placeholder, String)> {
    let minutes = (webinar.ends_at - webinar.starts_at).num_minutes();
    let zone = webinar.time_zone.parse().unwrap_or_else(|_| common.zone());
    let day = webinar.starts_at.with_timezone(&zone).date_naive();
    let t = Texts(LANGUAGE);
    vec![
        (Placeholder::WebinarTitle, inside_quotes(&webinar.title)),
        (Placeholder::WebinarDate, lang::date(day, LANGUAGE)),
        (Placeholder::WebinarFormGenitive, t.say(&format!("document-word-form-{}", webinar.form))),
        (Placeholder::WebinarMinutes, t.say_with("document-word-minutes", &[("n", minutes.into())])),
    ]
}

/// A title as it stands between « »: quotation marks inside are „ “.
fn inside_quotes(title: &str) -> String {
    lang::typeset(&title.replace('«', "„").replace('»', "“"))
}

/// «г. Курган»; a place that names its kind already stays as it is.
fn city(city: &str) -> String {
    if city.is_empty() || city.contains(". ") || city.contains(' ') && city.starts_with(char::is_lowercase) {
        city.to_owned()
    } else {
        format!("г.\u{a0}{city}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_is_named_as_one() {
        assert_eq!(city("Курган"), "г.\u{a0}Курган");
        assert_eq!(city("пгт. Барсово"), "пгт. Барсово");
        assert_eq!(city("посёлок Солнечный"), "посёлок Солнечный");
        assert_eq!(city(""), "");
    }

    #[test]
    fn a_code_is_read_in_groups() {
        assert_eq!(readable_code("7k2qm2xhd4t9c8v1n5b3w6y0za"), "7K2Q-M2XH-D4T9-C8V1-N5B3-W6Y0-ZA");
    }
}
