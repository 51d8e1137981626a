//! Surnames that only a list can tell: the words themselves, in small letters and with е for ё where both are written.

use crate::declension::{
    Declension, FLEETING_ETS, FLEETING_EY, FLEETING_K, FLEETING_L, FLEETING_LEV, FLEETING_N, FLEETING_R,
    FLEETING_SOFT_K, FLEETING_SOFT_L, FLEETING_T, FLEETING_YETS,
};
use crate::name::list::List;

/// First parts of double surnames that keep their form.
pub(super) const KEPT_FIRST_PARTS: List = List(
    "абд абдул абдур ага адам аз ак ал али аль амет ас ат ахмед аш бей бек белиц бен бонч ван вар гаджи гасан \
     грум гусейн дель дер джан дон драй дюмон дюссар жан ибн кара книппер корвин крым магомед магомет мак мамед \
     мелик мир мирза мурза мухамед мухаммед нор нур пан призван саид сан санкт сант санта сеид сен сент тер тян \
     тянь узун фиц фон хаджи хан хас шах шейх шолом эль",
);

/// Foreign surnames in a stressed -а, -я: one form for all cases.
pub(super) const KEPT: List = List("брока дега дюма золя люка петипа тома труайя ферма");

/// Korean and Chinese names of one syllable: with the stress on it they keep one form.
pub(super) const KEPT_SYLLABLES: List =
    List("ба ва га да жа ка кха ла ля ма мя на ня па пха ра са ся та тха ха хва ца цзя ча чжа ша ща");

/// Stems of possessive adjectives: «Лебяжий» → «Лебяжьему», «Лебяжья» → «Лебяжьей».
pub(super) const POSSESSIVES: List = List(
    "барсуч беляч бож быч верблюж вовч волч враж девич заяч казач коз коров кошач лебяж лис медвеж олен \
     охотнич пес помещич птич рыб собач собол сороч трет человеч",
);

/// Nouns in -ий where the letters before look like an adjective: «Топчию», «Корнию».
pub(super) const NOUNS_IY: List = List(
    "авксентий антоний арсений бокий георгий геннадий гуржий евгений елгий климентий корний малахий \
     сергий стахий топчий бовкий",
);

/// Adjectives of one syllable in -ой; all other such surnames are nouns, as «Цой», «Рой».
pub(super) const ADJECTIVE_OY_SHORT: List = List("злой");

/// Nouns in -ой: «Новиков-Прибой» → «Новикову-Прибою»; all others are adjectives, as «Толстой».
pub(super) const NOUNS_OY: List = List(
    "водопой герой домострой забой запой застой зверобой китобой козодой отбой отстой перебой перестрой \
     покой постой прибой разбой самострой скотобой сухостой устой",
);

/// Nouns in -ок whose vowel stays: «Пророку», «Хичкоку».
pub(super) const KEPT_OK: List = List(
    "барток блок войлок волок восток едок ездок знаток игрок инок исток мердок мэрдок оброк отрок поллок порок \
     поток прискок пророк прыскок скок сорок тягнибок урок хенкок хичкок ходок хэнкок челнок чеснок шейлок \
     шерлок шток щелок",
);

/// German surnames in -них, -ших, -ких…: «Минниху».
pub(super) const CONSONANT_IKH: List = List("линних минних мюних мюнних хених эйних");

/// Women's surnames in -ая that are nouns: «Цхакае».
pub(super) const FEMALE_AYA_NOUNS: List = List(
    "барая буая гая данелая зая лакая мая микая пая рая сакая стая тодая хахая цхакая чантурая шенгелая эсебая \
     ая",
);

/// Women's surnames in -жая, -шая with the stress on the ending: «Большой», not «Большей».
pub(super) const FEMALE_STRESSED_OY: List = List("большая чужая меньшая");

/// Nouns that look like the female form of a surname in -ов, -ев, -ин: «Сове», «Щербине».
pub(super) const NOUNS_OVA_INA: List =
    List("бузина голова дева диброва дуброва ева корова подкова рева сова щербина");

/// Men's surnames whose last vowel goes, each group with its declension.
const FLEETING: &[(Declension, List)] = &[
    (FLEETING_EY, List("жеребей муравей репей ручей соловей улей воробей")),
    (FLEETING_YETS, List("заяц")),
    (FLEETING_ETS, List("истец крестец столбец")),
    (FLEETING_L, List("дятел козел котел орел осел павел пепел посол угол узел хохол чехол щегол")),
    (FLEETING_LEV, List("лев")),
    (FLEETING_R, List("бобер ветер ковер костер осетр свекор шатер")),
    (
        FLEETING_N,
        List(
            "баловень бивень бредень гребень день камень корень кремень ливень оборотень огонь парень пень \
        перечень перстень плетень поршень ремень селезень слепень ставень студень шершень щебень",
        ),
    ),
    (FLEETING_T, List("деготь коготь лапоть локоть ломоть ноготь")),
    (FLEETING_SOFT_L, List("кашель стебель уголь")),
    (
        FLEETING_SOFT_K,
        List(
            "василек денек зверек кизек козырек конек королек кулек ларек мотылек огонек паренек пенек пузырек \
        уголек хмелек хорек царек",
        ),
    ),
    (
        FLEETING_K,
        List(
            "барашек воробышек горошек грибочек дружочек замочек камешек камушек кусочек листочек \
        маненок мешочек орешек платочек цветочек человечек",
        ),
    ),
];

/// The declension of a man's surname whose last vowel goes, by the list.
pub(super) fn fleeting(family: &str) -> Option<Declension> {
    FLEETING.iter().find(|(_, words)| words.contains(family)).map(|(declension, _)| *declension)
}
