//! What the registration form suggests: zones to choose from, regions while typing.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use lang::{Lang, Texts};

/// The eleven zones of Russia from west to east, with the middle of the key of their cities.
const ZONES: [(Tz, &str); 11] = [
    (Tz::Europe__Kaliningrad, "kaliningrad"),
    (Tz::Europe__Moscow, "moscow"),
    (Tz::Europe__Samara, "samara"),
    (Tz::Asia__Yekaterinburg, "yekaterinburg"),
    (Tz::Asia__Omsk, "omsk"),
    (Tz::Asia__Novosibirsk, "novosibirsk"),
    (Tz::Asia__Irkutsk, "irkutsk"),
    (Tz::Asia__Yakutsk, "yakutsk"),
    (Tz::Asia__Vladivostok, "vladivostok"),
    (Tz::Asia__Magadan, "magadan"),
    (Tz::Asia__Kamchatka, "kamchatka"),
];

/// Zones as a form offers them: value and «Екатеринбург, Сургут, Тюмень, МСК+2».
pub(crate) fn zones(at: DateTime<Utc>, t: Texts) -> Vec<(String, String)> {
    let mut choices = vec![(String::new(), t.say("page-zone-choose"))];
    choices.extend(ZONES.iter().map(|(zone, key)| {
        let cities = t.say(&format!("page-zone-{key}"));
        (zone.name().to_owned(), lang::zone_label(Some(&cities), *zone, at, t.lang()))
    }));
    choices
}

/// Regions to suggest while somebody types; their names are Russian.
pub(crate) fn regions(lang: Lang) -> Vec<String> {
    match lang {
        Lang::Ru => club::school::regions().map(str::to_owned).collect(),
        Lang::En => Vec::new(),
    }
}

/// Positions to suggest while somebody types; their names are Russian.
pub(crate) fn positions(lang: Lang) -> Vec<String> {
    match lang {
        Lang::Ru => lang::positions().map(str::to_owned).collect(),
        Lang::En => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zones_of_russia_go_from_west_to_east() {
        let at = DateTime::from_timestamp(1_807_522_200, 0).unwrap();
        let offsets: Vec<_> = ZONES.iter().map(|(zone, _)| at.with_timezone(zone).naive_local()).collect();
        assert!(offsets.is_sorted());
        let (value, label) = zones(at, Texts(Lang::Ru)).swap_remove(4);
        assert_eq!(value, "Asia/Yekaterinburg");
        assert!(label.contains("Сургут"), "{label}");
    }
}
