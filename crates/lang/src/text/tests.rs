//! Claims about typed text and about lines that must not break.

use proptest::prelude::*;
use rstest::rstest;

use super::*;

#[test]
fn one_line_has_no_breaks_and_nothing_invisible() {
    assert_eq!(one_line(" Иван\r\nBcc: v@x ", 200).as_deref(), Ok("Иван Bcc: v@x"));
    assert_eq!(one_line("a\u{2028}b\u{2029}c\u{85}d\te", 200).as_deref(), Ok("a b c d e"));
    assert_eq!(
        one_line("\0Шко\u{202e}ла\u{200b} \u{1b}[31m№\u{feff} 44", 200).as_deref(),
        Ok("Школа [31m№ 44")
    );
    assert_eq!(one_line("Й", 1).as_deref(), Ok("Й"));
    assert_eq!(one_line(" \u{a0}\u{200b}\n", 10), Err(TextProblem::Empty));
    assert_eq!(one_line("семь семь", 8), Err(TextProblem::TooLong { chars: 9, max: 8 }));
}

#[test]
fn many_lines_keep_their_lines_and_one_empty_line_between_paragraphs() {
    assert_eq!(
        many_lines("\n\n раз  два \r\n\r\n\r\n\r\nтри\r четыре \n\n", 200).as_deref(),
        Ok("раз два\n\nтри\nчетыре")
    );
    assert_eq!(many_lines("\u{202e}\n \n", 200), Err(TextProblem::Empty));
    assert_eq!(many_lines("а\nб", 2), Err(TextProblem::TooLong { chars: 3, max: 2 }));
}

/// In these texts `_` stands for a no-break space.
#[rstest]
#[case::number_sign("МБОУ СОШ №_44, г._Сургут")]
#[case::initials("Директор М._П._Иванова рада")]
#[case::joined_initials("письмо М.П._Ивановой")]
#[case::double_initials("А.-М._С._Щёлокова")]
#[case::surname_first("рада Иванова_М._П. и_очень")]
#[case::surname_first_at_the_end("благодарит Иванову_М._П.")]
#[case::surname_with_comma("Иванова_М._П., учитель")]
#[case::year("12_апреля 2027_г. и_2027–2028_гг.")]
#[case::year_with_comma("12_апреля 2027_г., 60_мин")]
#[case::dash("Знание_— сила")]
#[case::percent("не_менее 50_%, то есть")]
#[case::prepositions("В_школе о_школе с_ней у_нас из_школы к_нам от_неё")]
#[case::opened("Сказано («о_школе» и_«О_жизни»)")]
#[case::particles("если_бы он_же знал_ли он")]
#[case::none("Сказано ясно. Потом молчали.")]
#[case::english("The school and the webinar at 14:00")]
#[case::line("раз два\nв_три")]
fn a_line_does_not_break(#[case] shown: &str) {
    let typed = shown.replace('_', " ");
    assert_eq!(typeset(&typed).replace('\u{a0}', "_"), shown);
}

proptest! {
    #[test]
    fn typesetting_changes_only_spaces_and_only_once(text in "([А-Яа-яёA-Za-z0-9№%—.,«»()-]{0,5}[ \u{a0}\n]{0,2}){0,12}|\\PC*") {
        let set = typeset(&text);
        prop_assert_eq!(set.replace('\u{a0}', " "), text.replace('\u{a0}', " "));
        prop_assert_eq!(set.chars().count(), text.chars().count());
        prop_assert_eq!(typeset(&set), set);
    }

    #[test]
    fn no_text_panics_and_cleaning_twice_is_cleaning_once(text in any::<String>(), max in 0_usize..50) {
        if let Ok(clean) = one_line(&text, max) {
            prop_assert!(!clean.contains('\n'));
            prop_assert_eq!(one_line(&clean, max), Ok(clean));
        }
        if let Ok(clean) = many_lines(&text, max) {
            prop_assert_eq!(many_lines(&clean, max), Ok(clean));
        }
        let key = search_key(&text);
        prop_assert_eq!(search_key(&key), key);
    }
}
