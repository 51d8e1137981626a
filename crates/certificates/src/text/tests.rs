use super::stick::sticks;
use super::*;
use crate::error::RenderError;
use crate::fonts::Fonts;
use crate::layout::VerticalAlign;

fn style(size: f64, min_size: f64, align: Align) -> TextStyle {
    TextStyle {
        font: Font::Regular,
        case: Case::None,
        size,
        min_size,
        max_lines: usize::MAX,
        align,
        leading: 1.3,
        tracking: 0.0,
        color: Color::INK,
    }
}

fn area(w: f64, h: f64) -> Area {
    Area { x: 10.0, y: 20.0, w, h, valign: VerticalAlign::Top }
}

fn set(text: &str, style: &TextStyle, area: Area) -> Result<SetText, RenderError> {
    let copy = Copy { id: "text", style, gap: 0.0, inset: 0.0, lines: plain(text) };
    flow("box", area, &[copy], &Fonts::libertinus().unwrap()).map(|mut set| set.remove(0))
}

fn lines(set: &SetText) -> Vec<String> {
    set.lines
        .iter()
        .map(|line| {
            let words = &set.words[line.start..line.end];
            words.iter().enumerate().fold(String::new(), |text, (index, word)| {
                text + if index > 0 && word.space > 0.0 { " " } else { "" } + &word.text
            })
        })
        .collect()
}

#[test]
fn short_words_numbers_and_initials_stay_with_their_neighbours() {
    for (before, after) in [
        ("в", "школе"),
        ("«О", "школе"),
        ("№", "5"),
        ("И.", "Иванов"),
        ("Иванова", "М."),
        ("М.", "П.,"),
        ("г.", "Курган"),
        ("12", "апреля"),
        ("12–16", "апреля"),
        ("2027", "г."),
        ("2027", "г.,"),
        ("округ", "—"),
        ("СОШ", "№"),
        ("50", "%"),
    ] {
        assert!(sticks(before, after), "{before} {after}");
    }
    for (before, after) in
        [("учитель", "математики"), ("школа,", "г.Курган"), ("г.,", "№"), ("12,", "14"), ("для", "детей")]
    {
        assert!(!sticks(before, after), "{before} {after}");
    }
}

#[test]
fn lines_are_even_and_no_more_than_needed() {
    let text = "один два три четыре пять шесть семь восемь девять десять";
    let set = set(text, &style(12.0, 12.0, Align::Center), area(200.0, 100.0)).unwrap();
    assert_eq!(lines(&set), ["один два три четыре пять шесть", "семь восемь девять десять"]);
}

#[test]
fn a_text_shrinks_to_its_box_and_no_further() {
    let text = "слово ".repeat(30);
    let roomy = set(&text, &style(20.0, 8.0, Align::Left), area(200.0, 400.0)).unwrap();
    let tight = set(&text, &style(20.0, 8.0, Align::Left), area(200.0, 60.0)).unwrap();
    assert_eq!(roomy.size, 20.0);
    assert!(tight.size < 20.0 && tight.size >= 8.0, "{}", tight.size);
    let last = tight.lines.last().unwrap();
    assert!(last.y <= 20.0 + 60.0, "{}", last.y);
    let error = set(&text, &style(20.0, 12.0, Align::Left), area(200.0, 60.0)).unwrap_err();
    assert!(matches!(&error, RenderError::Overflow { element, .. } if element == "box"), "{error}");
}

#[test]
fn a_word_that_is_wider_than_its_box_is_hyphenated_only_at_the_smallest_size() {
    let word = "высокопревосходительствующий";
    let shrunk = set(word, &style(20.0, 8.0, Align::Left), area(150.0, 60.0)).unwrap();
    assert_eq!(lines(&shrunk), [word]);
    let cut = set(word, &style(20.0, 18.0, Align::Left), area(150.0, 90.0)).unwrap();
    assert_eq!(cut.size, 18.0);
    assert_eq!(lines(&cut).concat().replace('-', ""), word);
    assert_eq!(cut.lines.len(), 2);
    let error = set("№".repeat(40).as_str(), &style(20.0, 18.0, Align::Left), area(50.0, 60.0)).unwrap_err();
    assert!(matches!(&error, RenderError::Overflow { element, .. } if element == "text"), "{error}");
}

#[test]
fn justified_lines_reach_both_edges_but_the_last() {
    let text = "один два три четыре пять шесть семь восемь девять десять";
    let set = set(text, &style(12.0, 12.0, Align::Justify), area(180.0, 100.0)).unwrap();
    for (index, line) in set.lines.iter().enumerate() {
        let words = &set.words[line.start..line.end];
        let spaces: f64 = words.iter().skip(1).map(|word| word.space + line.stretch).sum();
        let width = (words.iter().map(|word| word.width).sum::<f64>() + spaces) * set.size / 1_000.0;
        assert_eq!((width - 180.0).abs() < 1e-6, index + 1 < set.lines.len(), "{width}");
    }
}

#[test]
fn a_double_name_is_parted_after_its_hyphen_and_a_short_one_is_not() {
    let style = style(20.0, 20.0, Align::Center);
    let long = set("Шарафутдинова-Константинопольская", &style, area(210.0, 90.0)).unwrap();
    assert_eq!(lines(&long), ["Шарафутдинова-", "Константинопольская"]);
    let short = set("Мастерская и Web-клуб", &style, area(150.0, 90.0)).unwrap();
    assert_eq!(lines(&short), ["Мастерская", "и Web-клуб"]);
}

#[test]
fn paragraphs_share_their_box_and_shrink_together() {
    let style = style(20.0, 10.0, Align::Left);
    let copy =
        |id| Copy {
            id, style: &style, gap: 10.0, inset: 0.0, lines: plain("слово слово слово слово")
        };
    let fonts = Fonts::libertinus().unwrap();
    let set = flow("box", area(100.0, 100.0), &[copy("one"), copy("two")], &fonts).unwrap();
    assert_eq!(set[0].size, set[1].size);
    assert!(set[0].size < 20.0);
    assert!(set[1].lines[0].y > set[0].lines.last().unwrap().y + set[0].size);
}
