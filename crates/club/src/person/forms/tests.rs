use rstest::rstest;

use super::*;
use crate::test_session::{SmallSession, logged_in};

fn maria() -> FullName {
    FullName::parse("Римская-Корсакова", "Мария", "Петровна").unwrap()
}

#[rstest]
#[case("  Римской-Корсаковой\u{202e} Марии  Петровне ", Ok(Some("Римской-Корсаковой Марии Петровне")))]
#[case("", Ok(None))]
#[case(" \u{200b} ", Ok(None))]
#[case("— 1 —", Err(FormProblem::NoLetter))]
#[case("Ивaновой", Err(FormProblem::MixedAlphabets { hint: "Ивановой".to_owned() }))]
fn a_form_is_cleaned_or_refused(#[case] typed: &str, #[case] kept: Result<Option<&str>, FormProblem>) {
    assert_eq!(check_form(typed), kept.map(|kept| kept.map(str::to_owned)));
    assert_eq!(check_form(&"я".repeat(201)), Err(FormProblem::TooLong { max: 200 }));
}

#[rstest]
#[case("Римской-Корсаковой Марии Петровне", true)]
#[case("римской корсаковой Марии Петровне", true)]
#[case("Римской-Корсаковой Марии", false)]
#[case("Римской-Корсаковой Анне Петровне", false)]
fn a_form_is_told_from_another_name(#[case] form: &str, #[case] is_own: bool) {
    assert_eq!(is_of_name(form, &maria()), is_own);
}

#[test]
fn every_form_is_computed() {
    let forms: Vec<String> =
        NameForm::ALL.iter().map(|form| form.computed(&maria(), Gender::Female)).collect();
    let expected = [
        "Римская-Корсакова Мария Петровна",
        "Римской-Корсаковой Марии Петровны",
        "Римской-Корсаковой Марии Петровне",
        "Римскую-Корсакову Марию Петровну",
        "Римская-Корсакова М.\u{a0}П.",
        "Уважаемая Мария Петровна",
    ];
    assert_eq!(
        forms.iter().map(|form| form.replace(['\u{a0}', '\u{202f}'], " ")).collect::<Vec<_>>(),
        expected.map(|form| form.replace('\u{a0}', " "))
    );
}

#[tokio::test]
async fn somebody_writes_how_the_own_name_declines_and_takes_it_back() {
    let small = SmallSession::new().await;
    let club = &small.club;
    let anna = small.person("Кремень Анна", chrono_tz::Tz::Europe__Moscow, None).await;
    let viewer = logged_in(club, &anna);
    let typed = |dative: &str| NameForms::from([(NameForm::Dative, dative.to_owned())]);
    write_own_forms(club, &viewer, &typed("Кремню Анне")).await.unwrap();
    let kept = own_forms(club, &viewer).await.unwrap().unwrap();
    assert_eq!(written_forms(&kept), typed("Кремню Анне"));

    let refused = write_own_forms(club, &viewer, &typed("Орловой Инне")).await;
    let Err(OwnFormsError::Invalid(problems)) = refused else { panic!("{refused:?}") };
    assert_eq!(problems, [(NameForm::Dative, FormProblem::OtherName)]);
    let nominative = NameForms::from([(NameForm::Nominative, "Орлова Инна".to_owned())]);
    write_own_forms(club, &viewer, &nominative).await.unwrap();
    let kept = own_forms(club, &viewer).await.unwrap().unwrap();
    assert_eq!((kept.name_forms, kept.family), (None, "Кремень".to_owned()), "a name is not for its bearer");
    assert!(matches!(
        write_own_forms(club, &crate::Viewer::Guest, &typed("")).await,
        Err(OwnFormsError::NotFound)
    ));
}
