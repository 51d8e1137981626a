//! Time zones by a city that people know and the distance from Moscow, which every clock in Russia is compared with.

use chrono::{DateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

use crate::{Lang, Texts};

/// The zones a teacher may live in, from west to east, with the number of their city's message.
const ZONES: &[(Tz, &str)] = &[
    (Tz::Europe__Kaliningrad, "kaliningrad"),
    (Tz::Europe__Moscow, "moscow"),
    (Tz::Europe__Minsk, "minsk"),
    (Tz::Europe__Simferopol, "simferopol"),
    (Tz::Europe__Kirov, "kirov"),
    (Tz::Europe__Volgograd, "volgograd"),
    (Tz::Europe__Samara, "samara"),
    (Tz::Europe__Saratov, "saratov"),
    (Tz::Europe__Ulyanovsk, "ulyanovsk"),
    (Tz::Europe__Astrakhan, "astrakhan"),
    (Tz::Asia__Yekaterinburg, "yekaterinburg"),
    (Tz::Asia__Omsk, "omsk"),
    (Tz::Asia__Novosibirsk, "novosibirsk"),
    (Tz::Asia__Barnaul, "barnaul"),
    (Tz::Asia__Tomsk, "tomsk"),
    (Tz::Asia__Novokuznetsk, "novokuznetsk"),
    (Tz::Asia__Krasnoyarsk, "krasnoyarsk"),
    (Tz::Asia__Irkutsk, "irkutsk"),
    (Tz::Asia__Chita, "chita"),
    (Tz::Asia__Yakutsk, "yakutsk"),
    (Tz::Asia__Khandyga, "khandyga"),
    (Tz::Asia__Vladivostok, "vladivostok"),
    (Tz::Asia__UstNera, "ust-nera"),
    (Tz::Asia__Magadan, "magadan"),
    (Tz::Asia__Sakhalin, "sakhalin"),
    (Tz::Asia__Srednekolymsk, "srednekolymsk"),
    (Tz::Asia__Kamchatka, "kamchatka"),
    (Tz::Asia__Anadyr, "anadyr"),
];

/// The zones that have a name here, from west to east, to offer in a form.
pub fn known_zones() -> impl Iterator<Item = Tz> {
    ZONES.iter().map(|(zone, _)| *zone)
}

/// A zone by its city and its distance from Moscow at that instant: «Екатеринбург, МСК+2», «Москва».
///
/// A zone without a known city shows only the distance: «МСК−1».
pub fn zone_name(zone: Tz, at: DateTime<Utc>, lang: Lang) -> String {
    match ZONES.iter().find(|(known, _)| *known == zone) {
        Some((Tz::Europe__Moscow, city)) => city_name(city, lang),
        Some((_, city)) => format!("{}, {}", city_name(city, lang), distance(zone, at, lang)),
        None => distance(zone, at, lang),
    }
}

/// A zone by a city in it: «Сургут, МСК+2», «Мурино, МСК», «Москва»; without a city as in [`zone_name`].
pub fn zone_label(city: Option<&str>, zone: Tz, at: DateTime<Utc>, lang: Lang) -> String {
    match city.map(str::trim).filter(|city| !city.is_empty()) {
        None => zone_name(zone, at, lang),
        Some(city) if Lang::ALL.iter().any(|lang| city == city_name("moscow", *lang)) => {
            city_name("moscow", lang)
        }
        Some(city) => format!("{city}, {}", distance(zone, at, lang)),
    }
}

fn city_name(city: &str, lang: Lang) -> String {
    Texts(lang).say(&format!("common-city-{city}"))
}

/// «МСК», «МСК+2», «МСК−1», «МСК+2:30».
fn distance(zone: Tz, at: DateTime<Utc>, lang: Lang) -> String {
    let minutes = (seconds_east(zone, at) - seconds_east(Tz::Europe__Moscow, at)) / 60;
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    let sign = if minutes < 0 { '−' } else { '+' };
    let moscow = Texts(lang).say("common-moscow-time");
    match (hours, rest) {
        (0, 0) => moscow,
        (_, 0) => format!("{moscow}{sign}{hours}"),
        _ => format!("{moscow}{sign}{hours}:{rest:02}"),
    }
}

/// How far the zone's clocks are ahead of UTC at that instant.
pub(super) fn seconds_east(zone: Tz, at: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
}
