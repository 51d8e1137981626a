use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::emails::sample_filling;
use lang::Texts;

fn words(subject: &str, body: &str) -> Words {
    Words { subject: subject.to_owned(), body: body.to_owned() }
}

fn filling(values: Values) -> Filling {
    let frame = Frame {
        t: Texts(Lang::Ru),
        club_name: "Клуб".to_owned(),
        preview: String::new(),
        why: "Потому что.".to_owned(),
        unsubscribe_address: None,
    };
    Filling { values, frame }
}

/// Text and HTML of a body, without what stands around it.
fn composed(body: &str, values: Values) -> (String, String) {
    let content = Prepared::new(&words("Тема", body)).compose(&filling(values)).unwrap();
    let text = content.text.split("\n\n--\n").next().unwrap().to_owned();
    let (_, html) = content.html.split_once("line-height:1.5;\">\n").unwrap();
    (text, html.split("</div>").next().unwrap().trim().to_owned())
}

#[test]
fn every_default_is_what_its_kind_allows_and_is_filled_completely() {
    for kind in worded_kinds() {
        for language in Lang::ALL {
            let words = Words::default_of(kind.kind, language).unwrap();
            assert_eq!(words.check(kind.kind), Ok(()), "{} in {language}", kind.kind);
            let filling = sample_filling(kind.kind, language).unwrap().unwrap();
            let given: Vec<&str> = filling.values.keys().copied().collect();
            let mut asked: Vec<&str> = kind.placeholders.iter().map(|one| one.name).collect();
            asked.sort_unstable();
            assert_eq!(given, asked, "{}", kind.kind);
        }
    }
}

#[test]
fn light_formatting_becomes_both_forms() {
    let (text, html) = composed(
        "Первая **важная** строка\nвторая *строка*\n\n## Заголовок\n\n- один\n- два\n\n1. раз\n2. два\n\n[Открыть](https://club.example/a?b=1&c=2) и https://club.example/s.",
        Values::new(),
    );
    assert_eq!(
        text,
        "Первая важная строка\nвторая строка\n\nЗаголовок\n\n– один\n– два\n\n1. раз\n2. два\n\nОткрыть (https://club.example/a?b=1&c=2) и https://club.example/s."
    );
    for piece in [
        "<strong>важная</strong>",
        "<br>",
        "<em>строка</em>",
        "Заголовок</h1>",
        "<li style=\"margin:0 0 6px;\">один</li>",
        "<ol ",
        "href=\"https://club.example/a?b=1&amp;c=2\"",
        ">https://club.example/s</a>.",
    ] {
        assert!(html.contains(piece), "{piece} in {html}");
    }
}

#[test]
fn nothing_in_a_value_is_formatting_a_placeholder_or_a_link() {
    let evil = "**Анна** {session} <b>x [тут](https://evil.example) https://evil.example";
    let values = Values::from([("greeting", Value::typed(evil)), ("session", Value::Text("С".to_owned()))]);
    let (text, html) = composed("{greeting}!", values);
    assert!(text.starts_with("**Анна** {session} <b>x [тут]("), "{text}");
    assert!(!text.contains("evil.example"), "{text}");
    assert!(html.contains("**Анна** {session} &lt;b&gt;x [тут]("), "{html}");
    assert!(!html.contains("href"), "{html}");
}

#[test]
fn html_and_pictures_of_organizers_are_words_too() {
    let (_, html) =
        composed("<script>alert(1)</script>\n\nа <b>б</b> ![в](https://x.example/p.png)", Values::new());
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{html}");
    assert!(html.contains("а &lt;b&gt;б&lt;/b&gt; в"), "{html}");
    assert!(!html.contains("<img"), "{html}");
}

#[test]
fn a_button_or_a_block_stands_in_a_paragraph_of_its_own() {
    let values = Values::from([
        (
            "page",
            Value::Button {
                label: "Моя страница".to_owned(), address: "https://club.example/me".to_owned()
            },
        ),
        ("webinars", Value::Block { text: "список".to_owned(), html: "<ul></ul>".to_owned() }),
    ]);
    let (text, html) = composed("{webinars}\n\n{page}", values);
    assert_eq!(text, "список\n\nМоя страница:\nhttps://club.example/me");
    assert!(
        html.contains("<ul></ul>") && html.contains("class=\"button\" href=\"https://club.example/me\""),
        "{html}"
    );
}

#[rstest]
#[case::no_subject(" ", "{webinars}", vec![WordsError::NoSubject])]
#[case::two_lines("а\nб", "{webinars}", vec![WordsError::LinesInSubject])]
#[case::no_body("а", " \n ", vec![WordsError::NoBody])]
#[case::no_links("а", "Приходите!", vec![WordsError::Missing("webinars")])]
#[case::links_in_subject("{webinars}", "{webinars}", vec![WordsError::BlockInSubject("webinars")])]
#[case::links_in_a_line("а", "Вот: {webinars}", vec![WordsError::BlockInLine("webinars")])]
#[case::unknown("{nme}", "{webinars}\n\n**{stream_url}**", vec![WordsError::Unknown("nme".to_owned()), WordsError::Unknown("stream_url".to_owned())])]
#[case::script("а", "{webinars}\n\n[б](javascript:alert)", vec![WordsError::NotAWebAddress("javascript:alert".to_owned())])]
#[case::password("а", "{webinars}\n\nhttps://user:pw@x.example", vec![WordsError::NotAWebAddress("https://user:pw@x.example".to_owned())])]
#[case::picture("а", "{webinars}\n\n![в](https://x.example/p.png)", vec![WordsError::Picture])]
fn words_that_would_not_do_are_refused(
    #[case] subject: &str,
    #[case] body: &str,
    #[case] errors: Vec<WordsError>,
) {
    assert_eq!(words(subject, body).check(EmailKind::StreamLink), Err(errors));
}

#[rstest]
#[case("{{7*7}} {%x%} ${Y} {0.class} { {a b}")]
#[case("{")]
#[case("}{")]
fn braces_that_are_no_placeholder_are_text(#[case] body: &str) {
    let whole = format!("{{webinars}}\n\n{body}");
    assert_eq!(words("а", &whole).check(EmailKind::StreamLink), Ok(()));
    assert_eq!(composed(body, Values::new()).0.replace('\u{a0}', " "), body);
}

#[test]
fn what_always_says_the_same_takes_no_words() {
    assert_eq!(words("а", "б").check(EmailKind::LoginLink), Err(vec![WordsError::NotWorded]));
}

proptest! {
    #[test]
    fn no_words_make_it_fail_or_write_a_tag(body in "[-*_#<>&{}\\[\\]()!`>a-zа-я0-9 \n\\\\:/.]{0,200}") {
        let (_, html) = composed(&body, Values::new());
        prop_assert!(!html.contains("<script") && !html.contains("<img"), "{}", html);
        drop(words("а", &body).check(EmailKind::StreamLink));
    }
}
