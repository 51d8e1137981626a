//! Surnames in their cases.
//!
//! The rule behind all of it: a surname declines like the word it looks like. Women's surnames in a consonant and all
//! surnames in -о, -е, -э, -и, -ы, -у, -ю, -их, -ых keep one form; surnames in an unstressed -а, -я decline for both.

use super::Known;
use super::family_nouns::{
    ADJECTIVE_OY_SHORT, CONSONANT_IKH, FEMALE_AYA_NOUNS, FEMALE_STRESSED_OY, KEPT, KEPT_FIRST_PARTS, KEPT_OK,
    KEPT_SYLLABLES, NOUNS_IY, NOUNS_OVA_INA, NOUNS_OY, POSSESSIVES, fleeting,
};
use super::words::{self, ends_with_any, is_monosyllable, is_vowel, letter_from_end};
use crate::declension::Oblique;
use crate::declension::{
    ADJECTIVE_FEMALE, ADJECTIVE_FEMALE_SOFT, ADJECTIVE_MALE, ADJECTIVE_MALE_SOFT, Declension, FLEETING_ETS,
    FLEETING_LETS, FLEETING_SOFT_K, FLEETING_YETS, FLEETING_YK, NOUN_A, NOUN_A_AFTER_VELAR, NOUN_CONSONANT,
    NOUN_SOFT, NOUN_YA, POSSESSIVE_FEMALE, POSSESSIVE_MALE, UNCHANGED,
};
use crate::name::parse::is_particle;

/// A surname of one or several words in a case.
pub(super) fn inflected(family: &str, case: Oblique, gender: Known) -> String {
    words::each(family, |word| {
        let lower = word.lower();
        // «Амет-Хан» keeps its first part, «Яковлев-Хан» does not.
        let before_title = word.has_title_after() && !ends_with_any(&lower, &["ов", "ев", "ёв", "ин", "ий"]);
        let is_kept_part = before_title || (word.before_hyphen() && KEPT_FIRST_PARTS.contains(&lower));
        if is_kept_part
            || (!word.is_last() && is_particle(&lower))
            || (lower == word.text && is_particle(&lower))
        {
            return word.text.to_owned();
        }
        match declension(&lower, gender) {
            Some(declension) => declension.apply(word.text, case),
            None => petrovich::lastname(gender.into(), word.text, case.into()),
        }
    })
}

/// How a surname in small letters changes where `petrovich` is silent or wrong.
fn declension(typed: &str, gender: Known) -> Option<Declension> {
    let family = &*typed.replace('ё', "е");
    if KEPT.contains(family) || KEPT_SYLLABLES.contains(family) {
        return Some(UNCHANGED);
    }
    match gender {
        Known::Female => female(family),
        Known::Male => fleeting(typed).or_else(|| fleeting(family)).or_else(|| male(typed, family)),
    }
}

fn female(family: &str) -> Option<Declension> {
    if family.ends_with("ая") {
        return Some(female_aya(family));
    }
    if family.ends_with("ья") {
        let adjective = family.strip_suffix("ья").is_some_and(|stem| POSSESSIVES.contains(stem));
        return Some(if adjective { POSSESSIVE_FEMALE } else { NOUN_YA });
    }
    // «Сова», «Щербина» are nouns although they look like the female form of «Совов», «Щербин».
    if NOUNS_OVA_INA.contains(family) {
        return Some(NOUN_A);
    }
    // «Весна», «Ворона»: only -ина and -ына are female forms of a man's surname.
    if family.ends_with("на") && !ends_with_any(family, &["ина", "ына"]) {
        return Some(NOUN_A);
    }
    // «Ласка» is a noun, «Брыльска» a Slavic adjective, which `petrovich` knows.
    if family.ends_with("ска") && letter_from_end(family, 3).is_none_or(is_vowel) {
        return Some(NOUN_A_AFTER_VELAR);
    }
    shared(family)
}

/// «Броневая», «Рыжая» are adjectives, Georgian «Цхакая» is a noun.
fn female_aya(family: &str) -> Declension {
    if FEMALE_AYA_NOUNS.contains(family) {
        return NOUN_YA;
    }
    let sibilant = matches!(letter_from_end(family, 2), Some('ж' | 'ч' | 'ш' | 'щ' | 'ц'));
    if sibilant && !FEMALE_STRESSED_OY.contains(family) { ADJECTIVE_FEMALE_SOFT } else { ADJECTIVE_FEMALE }
}

fn male(typed: &str, family: &str) -> Option<Declension> {
    match letter_from_end(family, 0)? {
        'ц' if family.ends_with("ец") => male_ets(family),
        'к' if typed.ends_with("ёк") => Some(male_yok(family)),
        'к' if family.ends_with("ок") => male_ok(family),
        'й' => male_y(family),
        'х' => male_kh(family),
        'ь' => Some(NOUN_SOFT),
        // `petrovich` holds these two for names without cases.
        _ if matches!(family, "нечипас" | "онук") => Some(NOUN_CONSONANT),
        _ => shared(family),
    }
}

/// Nouns that `petrovich` holds for names without cases, for both genders.
fn shared(family: &str) -> Option<Declension> {
    match family {
        "богода" | "гамарра" | "каруана" | "кива" | "рева" | "шандра" => {
            Some(NOUN_A)
        }
        "скаля" => Some(NOUN_YA),
        _ => None,
    }
}

/// «Стрельцу», «Кравцу», «Коломийцу»; but «Швецу», «Кузнецу», where two consonants stand before the vowel.
fn male_ets(family: &str) -> Option<Declension> {
    if is_monosyllable(family) {
        return Some(NOUN_CONSONANT);
    }
    let before = letter_from_end(family, 2)?;
    let further = letter_from_end(family, 3)?;
    if is_vowel(before) {
        return Some(FLEETING_YETS);
    }
    // «Голландцу»: these two let the vowel go although another consonant stands before them.
    let light = is_vowel(further) || (further == 'н' && matches!(before, 'д' | 'т'));
    match before {
        _ if !light => Some(NOUN_CONSONANT),
        'л' => Some(FLEETING_LETS),
        // «Кобец» keeps its vowel, «Горобец» does not: `petrovich` knows them.
        'б' if family.ends_with("обец") => None,
        _ => Some(FLEETING_ETS),
    }
}

/// «Василёк» → «Васильку», «Паёк» → «Пайку».
fn male_yok(family: &str) -> Declension {
    if letter_from_end(family, 2).is_some_and(is_vowel) { FLEETING_YK } else { FLEETING_SOFT_K }
}

/// «Починку», but «Блоку», «Пророку».
fn male_ok(family: &str) -> Option<Declension> {
    (is_monosyllable(family) || KEPT_OK.contains(family)).then_some(NOUN_CONSONANT)
}

fn male_y(family: &str) -> Option<Declension> {
    if family.ends_with("ой") {
        let noun =
            (is_monosyllable(family) && !ADJECTIVE_OY_SHORT.contains(family)) || NOUNS_OY.contains(family);
        return Some(if noun { NOUN_SOFT } else { ADJECTIVE_MALE });
    }
    let Some(stem) = family.strip_suffix("ий") else {
        let adjective = family.ends_with("ый") && family != "батый";
        return (!adjective).then_some(NOUN_SOFT);
    };
    if POSSESSIVES.contains(stem) {
        return Some(POSSESSIVE_MALE);
    }
    if is_monosyllable(family) || NOUNS_IY.contains(family) {
        return Some(NOUN_SOFT);
    }
    if family == "куций" {
        return Some(ADJECTIVE_MALE_SOFT);
    }
    // «Строгий»: `petrovich` takes only -кий and -хий for adjectives.
    family.ends_with("гий").then_some(ADJECTIVE_MALE)
}

/// «Долгих», «Черных» keep their form; «Эрлих», «Дых» do not.
fn male_kh(family: &str) -> Option<Declension> {
    if !ends_with_any(family, &["их", "ых"]) {
        return None;
    }
    // Russian -их stands only after these letters.
    let russian_ikh =
        matches!(letter_from_end(family, 2), Some('г' | 'к' | 'х' | 'ж' | 'ш' | 'ч' | 'щ' | 'н' | 'ь'));
    let foreign = family.ends_with("их") && (!russian_ikh || CONSONANT_IKH.contains(family));
    Some(if is_monosyllable(family) || foreign { NOUN_CONSONANT } else { UNCHANGED })
}
