//! How a word changes its ending in the three cases that documents need.

use crate::Case;

/// A case that differs from the nominative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Oblique {
    Genitive,
    Dative,
    Accusative,
}

impl Oblique {
    /// The case, or `None` for the nominative.
    pub(crate) const fn of(case: Case) -> Option<Oblique> {
        match case {
            Case::Nominative => None,
            Case::Genitive => Some(Oblique::Genitive),
            Case::Dative => Some(Oblique::Dative),
            Case::Accusative => Some(Oblique::Accusative),
        }
    }
}

/// Letters cut from the nominative and the endings put in their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Declension {
    cut: usize,
    genitive: &'static str,
    dative: &'static str,
    accusative: &'static str,
}

/// Ли, Гюго, Черных: one form for all cases.
pub(crate) const UNCHANGED: Declension = ending(0, "", "", "");
/// Иванов, Ким, учитель-логопед: -а, -у, -а.
pub(crate) const NOUN_CONSONANT: Declension = ending(0, "а", "у", "а");
/// Гусь, Цой, учитель: -я, -ю, -я for the last letter.
pub(crate) const NOUN_SOFT: Declension = ending(1, "я", "ю", "я");
/// Сирота: -ы, -е, -у.
pub(crate) const NOUN_A: Declension = ending(1, "ы", "е", "у");
/// Шульга, Кваша: -и, -е, -у after к, г, х, ж, ш, ч, щ.
pub(crate) const NOUN_A_AFTER_VELAR: Declension = ending(1, "и", "е", "у");
/// Зоря, Алия with the stress on its end: -и, -е, -ю.
pub(crate) const NOUN_YA: Declension = ending(1, "и", "е", "ю");
/// Мария: -и, -и, -ю.
pub(crate) const NOUN_IYA: Declension = ending(1, "и", "и", "ю");
/// Любовь, Айгуль: -и, -и, and the accusative as the nominative.
pub(crate) const NOUN_THIRD: Declension = ending(1, "и", "и", "ь");
/// Толстой, Рыжий before г, к, х: -ого, -ому, -ого.
pub(crate) const ADJECTIVE_MALE: Declension = ending(2, "ого", "ому", "ого");
/// Горячий, Дальний: -его, -ему, -его.
pub(crate) const ADJECTIVE_MALE_SOFT: Declension = ending(2, "его", "ему", "его");
/// Лебяжий, Волчий: -ьего, -ьему, -ьего.
pub(crate) const POSSESSIVE_MALE: Declension = ending(2, "ьего", "ьему", "ьего");
/// Толстая: -ой, -ой, -ую.
pub(crate) const ADJECTIVE_FEMALE: Declension = ending(2, "ой", "ой", "ую");
/// Рыжая, Захожая: -ей, -ей, -ую.
pub(crate) const ADJECTIVE_FEMALE_SOFT: Declension = ending(2, "ей", "ей", "ую");
/// Лебяжья: -ей, -ей, -ю.
pub(crate) const POSSESSIVE_FEMALE: Declension = ending(1, "ей", "ей", "ю");
/// Стрелец, Голец: the vowel goes, ль stays soft.
pub(crate) const FLEETING_LETS: Declension = ending(2, "ьца", "ьцу", "ьца");
/// Кравец: the vowel goes.
pub(crate) const FLEETING_ETS: Declension = ending(2, "ца", "цу", "ца");
/// Боец, Коломиец, Заяц: the vowel becomes й.
pub(crate) const FLEETING_YETS: Declension = ending(2, "йца", "йцу", "йца");
/// Соловей: the vowel becomes ь.
pub(crate) const FLEETING_EY: Declension = ending(2, "ья", "ью", "ья");
/// Василёк, Конёк: the vowel becomes ь.
pub(crate) const FLEETING_SOFT_K: Declension = ending(2, "ька", "ьку", "ька");
/// Паёк: the vowel becomes й.
pub(crate) const FLEETING_YK: Declension = ending(2, "йка", "йку", "йка");
/// Горошек, Платочек: the vowel goes.
pub(crate) const FLEETING_K: Declension = ending(2, "ка", "ку", "ка");
/// Орёл, Дятел, Посол: the vowel goes.
pub(crate) const FLEETING_L: Declension = ending(2, "ла", "лу", "ла");
/// Камень, Ремень: the vowel goes.
pub(crate) const FLEETING_N: Declension = ending(3, "ня", "ню", "ня");
/// Локоть: the vowel goes.
pub(crate) const FLEETING_T: Declension = ending(3, "тя", "тю", "тя");
/// Уголь, Кашель: the vowel goes.
pub(crate) const FLEETING_SOFT_L: Declension = ending(3, "ля", "лю", "ля");
/// Бобёр, Ветер: the vowel goes.
pub(crate) const FLEETING_R: Declension = ending(2, "ра", "ру", "ра");
/// Лев: the vowel becomes ь.
pub(crate) const FLEETING_LEV: Declension = ending(2, "ьва", "ьву", "ьва");

const fn ending(
    cut: usize,
    genitive: &'static str,
    dative: &'static str,
    accusative: &'static str,
) -> Declension {
    Declension { cut, genitive, dative, accusative }
}

impl Declension {
    /// The word in this case.
    pub(crate) fn apply(self, word: &str, case: Oblique) -> String {
        let ending = match case {
            Oblique::Genitive => self.genitive,
            Oblique::Dative => self.dative,
            Oblique::Accusative => self.accusative,
        };
        let kept = word.chars().count().saturating_sub(self.cut);
        let mut out: String = word.chars().take(kept).collect();
        out.push_str(ending);
        out
    }
}
