//! The form of a school: what was typed, and the checked value that comes of it.

use club::Address;
use club::school::{LONGEST_SLUG, SchoolDetails, SchoolProfile};
use entity::{SchoolKind, school};
use lang::{Texts, Value};
use url::Url;

use crate::error::PageError;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::registration::suggestions;

/// The form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SchoolForm {
    pub(crate) full_name: String,
    pub(crate) short_name: String,
    pub(crate) kind: String,
    pub(crate) city: String,
    pub(crate) region: String,
    /// Empty: that of the region.
    pub(crate) zone: String,
    pub(crate) slug: String,
    pub(crate) address: String,
    pub(crate) site: String,
    pub(crate) email: String,
    pub(crate) phone: String,
    /// The SHA-256 of a stored image, or nothing.
    pub(crate) logo: String,
    pub(crate) revision: i32,
}

impl SchoolForm {
    /// Reads what was typed; the logo's file comes on its own.
    ///
    /// # Errors
    /// When the form is not ours.
    pub(crate) fn read(fields: &Fields) -> Result<Self, PageError> {
        let revision = fields.text("revision")?;
        Ok(Self {
            full_name: fields.text("full_name")?,
            short_name: fields.text("short_name")?,
            kind: fields.text("kind")?,
            city: fields.text("city")?,
            region: fields.text("region")?,
            zone: fields.text("zone")?,
            slug: fields.text("slug")?,
            address: fields.text("address")?,
            site: fields.text("site")?,
            email: fields.text("email")?,
            phone: fields.text("phone")?,
            logo: fields.text("logo")?,
            revision: if revision.is_empty() {
                0
            } else {
                revision.parse().map_err(|_no_number| PageError::BadRequest)?
            },
        })
    }

    /// A school as it stands.
    pub(crate) fn of(school: &school::Model) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            full_name: school.full_name.clone(),
            short_name: school.short_name.clone(),
            kind: school.kind.to_string(),
            city: school.city.clone(),
            region: school.region.clone(),
            zone: school.time_zone.clone(),
            slug: text(&school.slug),
            address: text(&school.address),
            site: text(&school.site),
            email: text(&school.email),
            phone: text(&school.phone),
            logo: text(&school.logo),
            revision: school.revision,
        }
    }

    /// The checked value.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub(crate) fn details(&self, t: Texts) -> Result<SchoolDetails, Errors> {
        let mut errors = Errors::default();
        let full_name = errors.line("full_name", &self.full_name, 300, t);
        let short_name = errors.line("short_name", &self.short_name, 120, t);
        let city = errors.line("city", &self.city, 100, t);
        let region = errors.line("region", &self.region, 100, t);
        let chosen =
            if self.zone.is_empty() { club::school::zone_of(&region) } else { self.zone.parse().ok() };
        if chosen.is_none() {
            errors.add("zone", t.say("school-zone-unknown"));
        }
        let details = SchoolDetails {
            kind: self.kind.parse().unwrap_or(SchoolKind::General),
            slug: errors.optional_line("slug", &self.slug, LONGEST_SLUG, t).map(|slug| slug.to_lowercase()),
            logo: (!self.logo.is_empty()).then(|| self.logo.clone()),
            address: errors.optional_line("address", &self.address, 300, t),
            site: site(&self.site, &mut errors, t),
            email: email(&self.email, &mut errors, t),
            phone: errors.optional_line("phone", &self.phone, 100, t),
            profile: SchoolProfile { full_name, short_name, city, region, zone: chosen.unwrap_or_default() },
        };
        if errors.is_empty() { Ok(details) } else { Err(errors) }
    }

    /// The fields of the form: names, place, contacts.
    pub(crate) fn fields(
        &self,
        now: chrono::DateTime<chrono::Utc>,
        errors: &Errors,
        t: Texts,
    ) -> [Vec<Field>; 3] {
        let line = |name, key, value: &str| Field::line(name, key, value, errors, t);
        let kinds = SchoolKind::ALL.iter();
        let kinds = kinds.map(|kind| (kind.to_string(), t.say(&format!("school-kind-{kind}")))).collect();
        let mut zones = suggestions::zones(now, t);
        if let Some((_, label)) = zones.first_mut() {
            *label = t.say("school-zone-of-region");
        }
        let names = vec![
            line("full_name", "school-full-name", &self.full_name).autocomplete("organization"),
            line("short_name", "school-short-name", &self.short_name),
            line("kind", "school-kind", &self.kind).select(kinds, false),
        ];
        let place = vec![
            line("city", "page-register-city", &self.city),
            line("region", "page-register-region", &self.region).suggesting(suggestions::regions(t.lang())),
            line("zone", "school-zone", &self.zone).select(zones, false).optional_silently(),
        ];
        let contacts = vec![
            line("address", "school-address", &self.address).optional(t),
            line("site", "school-site", &self.site).of_kind("url").optional(t),
            line("email", "school-email", &self.email).of_kind("email").optional(t),
            line("phone", "school-phone", &self.phone).of_kind("tel").optional(t),
            line("slug", "school-slug", &self.slug).optional(t),
        ];
        [names, place, contacts]
    }

    /// What stands otherwise in the directory by now: label and words of each field.
    pub(crate) fn differences(&self, theirs: &school::Model, t: Texts) -> Vec<(String, String)> {
        let theirs = SchoolForm::of(theirs);
        let kind = |form: &SchoolForm| t.say(&format!("school-kind-{}", form.kind));
        let all = [
            ("school-full-name", self.full_name != theirs.full_name, theirs.full_name.clone()),
            ("school-short-name", self.short_name != theirs.short_name, theirs.short_name.clone()),
            ("school-kind", self.kind != theirs.kind, kind(&theirs)),
            ("page-register-city", self.city != theirs.city, theirs.city.clone()),
            ("page-register-region", self.region != theirs.region, theirs.region.clone()),
            ("school-zone", self.zone != theirs.zone, theirs.zone.clone()),
            ("school-address", self.address != theirs.address, theirs.address.clone()),
            ("school-site", self.site != theirs.site, theirs.site.clone()),
            ("school-email", self.email != theirs.email, theirs.email.clone()),
            ("school-phone", self.phone != theirs.phone, theirs.phone.clone()),
            ("school-slug", self.slug != theirs.slug, theirs.slug.clone()),
            ("school-logo", self.logo != theirs.logo, t.say("school-logo-other")),
        ];
        let differing = all.into_iter().filter(|(_, differs, _)| *differs);
        let said = |words: String| if words.is_empty() { t.say("school-nothing") } else { words };
        differing.map(|(key, _, words)| (t.say(key), said(words))).collect()
    }
}

/// An address of a page that a browser opens; who types `school44.ru` means `https://school44.ru`.
fn site(typed: &str, errors: &mut Errors, t: Texts) -> Option<String> {
    let line = errors.optional_line("site", typed, 300, t)?;
    let whole = if line.contains("://") { line } else { format!("https://{line}") };
    let is_of_web = |url: &Url| {
        ["http", "https"].contains(&url.scheme())
            && url.host_str().is_some_and(|host| host.contains('.'))
            && url.username().is_empty()
            && url.password().is_none()
    };
    match Url::parse(&whole).ok().filter(is_of_web) {
        Some(url) => Some(url.as_str().trim_end_matches('/').to_owned()),
        None => {
            errors.add("site", t.say("school-site-wrong"));
            None
        }
    }
}

fn email(typed: &str, errors: &mut Errors, t: Texts) -> Option<String> {
    let line = errors.optional_line("email", typed, 254, t)?;
    match Address::parse(&line) {
        Ok(address) => Some(address.as_str().to_owned()),
        Err(_wrong) => {
            errors.add("email", t.say_with("school-email-wrong", &[("typed", Value::from(line))]));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use lang::Lang;

    use super::*;

    fn typed() -> SchoolForm {
        SchoolForm {
            full_name: "Средняя школа № 2".to_owned(),
            short_name: "СОШ № 2".to_owned(),
            kind: "general".to_owned(),
            city: "Курган".to_owned(),
            region: "Курганская область".to_owned(),
            ..SchoolForm::default()
        }
    }

    #[test]
    fn the_zone_is_that_of_the_region_unless_another_is_chosen() {
        let t = Texts(Lang::Ru);
        let zone = |form: SchoolForm| form.details(t).unwrap().profile.zone.name().to_owned();
        assert_eq!(zone(typed()), "Asia/Yekaterinburg");
        assert_eq!(zone(SchoolForm { zone: "Asia/Omsk".to_owned(), ..typed() }), "Asia/Omsk");
        let abroad = SchoolForm { region: "Минская область".to_owned(), ..typed() };
        assert!(abroad.details(t).unwrap_err().of("zone").is_some());
    }

    #[test]
    fn only_pages_of_the_web_are_sites() {
        let t = Texts(Lang::Ru);
        let of = |site: &str| SchoolForm { site: site.to_owned(), ..typed() }.details(t);
        assert_eq!(
            of("school2.example/about/").unwrap().site.as_deref(),
            Some("https://school2.example/about")
        );
        assert_eq!(of(" ").unwrap().site, None);
        for wrong in
            ["javascript:alert(1)", "https://user:word@school.example", "ftp://school.example", "нет"]
        {
            assert!(of(wrong).unwrap_err().of("site").is_some(), "{wrong}");
        }
    }
}
