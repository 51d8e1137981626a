//! Given names in their cases.

use super::Known;
use super::family_nouns::KEPT_SYLLABLES;
use super::words::{self, Word, ends_with_any};
use crate::declension::Oblique;
use crate::declension::{Declension, NOUN_IYA, NOUN_THIRD, NOUN_YA, UNCHANGED};
use crate::name::list::List;
use crate::name::parse::is_particle;

/// First parts of compound given names that keep their form: «Абдул-Меджиду», «Жан-Пьеру», «Магомед-Эмину».
const KEPT_FIRST_PARTS: List = List(
    "абд абду абдул абдур али аль амет амир ахмад ахмед ахмет ахмат бек гаджи гасан гусейн дин жан зайн \
     ибн магомед магомет мамед мехмед мир мирза мурза мухамад мухамед мухамет мухаммад мухаммед нур сайд \
     саид сан сейид сеид султан фон хаджи хан хас ходжа шайх шамс шах шейх эль",
);

/// Women's names in -ия with the stress on the end, as Turkic and Arabic names have: «Галие», not «Галии».
const STRESSED_IYA: List = List(
    "айния аксия албия алия алсия альбия альмия альфия асия аслия бадрия бария вазия вафия газия галия \
     дания гания гафия гульзия гульмария гульния гульнурия гульсия гульфия жания забия загия закия залия \
     замзамия зария захия зиния зульфия зухрия ильсия кадрия кафия лутфия маджия мавлия магия мадия \
     марзия маулия махия миния минзия минсия мунзия муния мусфия нажия наджия накия нафия нурания нурзия \
     нурия нурсия рабия равия радия разия райхания ракия рамзия рания рафия рашия римзия рузия румия сабия сабрия савия садия \
     саджия сакия салия сания сарвия сария сафия сурия сырия таджия таския фавзия факия фания фархия фатхия \
     фаузия фахрия хадия халия хания шамсия шарафия шарифия шафия шукрия ясмия",
);

/// Foreign women's names in -ль that keep one form: «Николь», «Мишель».
const KEPT_IN_SOFT_SIGN: List = List(
    "аннабель абигайль абигель анабель ариэль арьель вероль габриель габриэль даниель даниэль жоэль \
     изабель изабэль исабель камиль кароль кристель кристаль маибель марибель мейбель микаэль мирабель мишель марсель мануэль \
     мюриэль мюриель николь ноэль патрисиель ракель рафаэль рэйчель рэчель рейчель сесиль сибиль сибель фабиоль \
     хейзель шанель шанталь эммануэль эстель юриэль",
);

/// Men's names that keep one form although they end in -а.
const KEPT_MALE: List = List("люка тома шота");

/// Men's names in -ия with the stress on the end.
const STRESSED_MALE_IYA: List = List("зия яхия");

/// A given name of one or several words in a case.
pub(super) fn inflected(given: &str, case: Oblique, gender: Known) -> String {
    words::each(given, |word| {
        let lower = word.lower();
        if is_kept(&word, &lower, gender) {
            return word.text.to_owned();
        }
        match declension(&lower.replace('ё', "е"), gender) {
            Some(declension) => declension.apply(word.text, case),
            None => petrovich::firstname(gender.into(), word.text, case.into()),
        }
    })
}

fn is_kept(word: &Word<'_>, lower: &str, gender: Known) -> bool {
    let first_part = gender == Known::Male && word.before_hyphen() && KEPT_FIRST_PARTS.contains(lower);
    // «Рафик оглы» may stand in the field of the given name; «Ван» as the only word is a name.
    first_part || word.has_title_after() || (is_particle(word.text) && (lower == word.text))
}

/// How a name changes where `petrovich` is silent or wrong.
fn declension(name: &str, gender: Known) -> Option<Declension> {
    match gender {
        Known::Female if STRESSED_IYA.contains(name) => Some(NOUN_YA),
        Known::Female if KEPT_IN_SOFT_SIGN.contains(name) => Some(UNCHANGED),
        Known::Female if name.ends_with('ь') => Some(NOUN_THIRD),
        _ if KEPT_SYLLABLES.contains(name) || ends_with_any(name, &["уа", "иа"]) => Some(UNCHANGED),
        Known::Male if KEPT_MALE.contains(name) => Some(UNCHANGED),
        Known::Male if STRESSED_MALE_IYA.contains(name) => Some(NOUN_YA),
        Known::Male if name.ends_with("ия") => Some(NOUN_IYA),
        _ => None,
    }
}
