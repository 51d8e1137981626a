//! Claims about every text file, whoever wrote it.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement};
use rstest::rstest;

use super::*;

/// Russian words that an English text may hold: how the language switch calls Russian, and names that have no other form.
const RUSSIAN_IN_ENGLISH: &[&str] = &["Русский", "МАХ", "Сферум"];

/// A variable that only Russian needs: English verbs have no gender.
const ONLY_RUSSIAN: &str = "gender";

fn of(lang: Lang) -> Vec<(&'static str, FluentResource)> {
    files(lang).map(|(_, name, text)| (*name, parsed(text))).collect()
}

fn messages(resource: &FluentResource) -> impl Iterator<Item = &Message<&str>> {
    resource.entries().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    })
}

/// The variables of each message and attribute under its whole key.
fn variables(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for (_, resource) in of(lang) {
        for message in messages(&resource) {
            let patterns = message.value.iter().map(|value| (message.id.name.to_owned(), value)).chain(
                message.attributes.iter().map(|a| (format!("{}.{}", message.id.name, a.id.name), &a.value)),
            );
            for (key, pattern) in patterns {
                let mut names = BTreeSet::new();
                in_pattern(pattern, &mut names);
                found.insert(key, names);
            }
        }
    }
    found
}

fn in_pattern(pattern: &Pattern<&str>, names: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, names);
        }
    }
}

fn in_expression(expression: &Expression<&str>, names: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, names),
        Expression::Select { selector, variants } => {
            in_inline(selector, names);
            variants.iter().for_each(|variant| in_pattern(&variant.value, names));
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, names: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            names.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => in_expression(expression, names),
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|argument| in_inline(argument, names));
        }
        _ => {}
    }
}

#[test]
fn every_text_file_parses_and_has_its_twin_in_the_other_language() {
    let names = |lang| files(lang).map(|(_, name, _)| *name).collect::<Vec<_>>();
    assert_eq!(names(Lang::Ru), names(Lang::En));
    for (lang, name, text) in FILES {
        if let Err((_, errors)) = FluentResource::try_new((*text).to_owned()) {
            panic!("{lang}/{name}: {errors:?}");
        }
    }
}

#[test]
fn both_languages_have_the_same_keys() {
    let only = |lang, other| {
        let others: BTreeSet<String> = variables(other).into_keys().collect();
        variables(lang).into_keys().filter(|key| !others.contains(key)).collect::<Vec<_>>()
    };
    assert_eq!(only(Lang::Ru, Lang::En), Vec::<String>::new(), "only in Russian");
    assert_eq!(only(Lang::En, Lang::Ru), Vec::<String>::new(), "only in English");
    assert_eq!(keys(Lang::Ru), keys(Lang::En));
}

#[test]
fn no_key_is_written_twice() {
    for lang in Lang::ALL {
        let keys = keys(lang);
        let twice: Vec<_> = keys.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
        assert_eq!(twice, Vec::<&String>::new(), "{lang}");
    }
}

#[test]
fn every_key_begins_with_the_concept_its_file_is_named_after() {
    for lang in Lang::ALL {
        for (name, resource) in of(lang) {
            let concept = name.split(['_', '.']).next().map(|concept| format!("{concept}-")).unwrap();
            for message in messages(&resource) {
                assert!(message.id.name.starts_with(&concept), "{} in {lang}/{name}", message.id.name);
            }
        }
    }
}

#[test]
fn a_message_uses_the_same_variables_in_both_languages() {
    let english = variables(Lang::En);
    for (key, mut names) in variables(Lang::Ru) {
        let mut others = english.get(&key).cloned().unwrap_or_default();
        names.remove(ONLY_RUSSIAN);
        others.remove(ONLY_RUSSIAN);
        assert_eq!(names, others, "{key}");
    }
}

#[test]
fn every_message_speaks_with_its_own_variables() {
    for lang in Lang::ALL {
        for (key, names) in variables(lang) {
            for value in
                [Value::from(1), Value::from(3), Value::from(5), Value::from("слово"), Value::from("")]
            {
                let args: Vec<(&str, Value)> =
                    names.iter().map(|name| (name.as_str(), value.clone())).collect();
                let said = Texts(lang).say_with(&key, &args);
                assert!(!said.contains('⟦'), "{lang} {key}: {said}");
            }
        }
    }
}

#[test]
fn english_texts_have_no_cyrillic_letter() {
    for (_, name, text) in files(Lang::En) {
        for line in text.lines() {
            let rest = RUSSIAN_IN_ENGLISH.iter().fold(line.to_owned(), |line, word| line.replace(word, ""));
            assert!(!rest.chars().any(|c| matches!(c, '\u{400}'..='\u{52f}')), "{name}: {line}");
        }
    }
}

#[test]
fn what_is_missing_shows_in_white_brackets() {
    let texts = Texts(Lang::Ru);
    assert_eq!(texts.say("no-such-message"), "⟦no-such-message⟧");
    assert_eq!(texts.say("common-weekday-1.no-such-attribute"), "⟦common-weekday-1.no-such-attribute⟧");
    assert_eq!(texts.say(""), "⟦⟧");
    assert_eq!(texts.say("common-your-time"), "у Вас: ⟦$time⟧");
    assert!(texts.has("common-weekday-1"));
    assert!(!texts.has("no-such-message"));
}

#[test]
fn a_text_says_its_variables_as_they_are() {
    let said = Texts(Lang::Ru).say_with("common-your-time", &[("time", "{ $x } «\u{202e}»".into())]);
    assert_eq!(said, "у Вас: { $x } «\u{202e}»");
}

#[rstest]
#[case(Counted::Webinar, 1, "1 вебинар", "1 webinar")]
#[case(Counted::Webinar, 3, "3 вебинара", "3 webinars")]
#[case(Counted::Webinar, 11, "11 вебинаров", "11 webinars")]
#[case(Counted::Webinar, 21, "21 вебинар", "21 webinars")]
#[case(Counted::Webinar, 0, "0 вебинаров", "0 webinars")]
#[case(Counted::Person, 1, "1 человек", "1 person")]
#[case(Counted::Person, 2, "2 человека", "2 people")]
#[case(Counted::Person, 5, "5 человек", "5 people")]
#[case(Counted::Document, 126, "126 документов", "126 documents")]
#[case(Counted::Email, 102, "102 письма", "102 e-mails")]
#[case(Counted::Document, 1234, "1234 документа", "1234 documents")]
fn a_number_chooses_the_form_of_its_noun(
    #[case] counted: Counted,
    #[case] n: i64,
    #[case] russian: &str,
    #[case] english: &str,
) {
    assert_eq!(count(counted, n, Lang::Ru).replace('\u{a0}', " "), russian);
    assert_eq!(count(counted, n, Lang::En).replace('\u{a0}', " "), english);
}

#[test]
fn years_of_experience_are_counted_as_people_say_them() {
    let said: Vec<String> =
        [1, 3, 11, 21, 25].iter().map(|n| years(*n, Lang::Ru).replace('\u{a0}', " ")).collect();
    assert_eq!(said, ["1 год", "3 года", "11 лет", "21 год", "25 лет"]);
    assert_eq!(minutes(60, Lang::Ru), "60\u{a0}минут");
    assert_eq!(minutes(1, Lang::En), "1\u{a0}minute");
}

#[test]
fn everything_counted_has_its_message() {
    for counted in Counted::ALL {
        for lang in Lang::ALL {
            assert!(Texts(lang).has(counted.key()), "{counted:?} {lang}");
        }
    }
}
