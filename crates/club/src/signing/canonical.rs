//! JSON in its one canonical form (RFC 8785), as far as documents need it: texts, whole numbers, lists and objects.

use serde_json::Value;

/// The largest whole number that every JSON program reads as it was written.
const LARGEST: i64 = 9_007_199_254_740_991;

/// The value has no canonical form here: a fraction, or a number that other programs would round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("only texts, whole numbers, lists and objects are signed")]
pub struct Uncanonical;

/// The one text of a value: no spaces, members in the order of their UTF-16 units, nothing escaped but what must be.
///
/// # Errors
/// For a number that is not whole or larger than 2^53 − 1.
pub fn canonical(value: &Value) -> Result<String, Uncanonical> {
    let mut text = String::new();
    write(value, &mut text)?;
    Ok(text)
}

fn write(value: &Value, out: &mut String) -> Result<(), Uncanonical> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(is_true) => out.push_str(if *is_true { "true" } else { "false" }),
        Value::Number(number) => {
            let whole = number.as_i64().filter(|whole| (-LARGEST..=LARGEST).contains(whole));
            out.push_str(&whole.ok_or(Uncanonical)?.to_string());
        }
        Value::String(text) => quoted(text, out),
        Value::Array(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                separate(place, out);
                write(item, out)?;
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
            out.push('{');
            for (place, (name, value)) in members.into_iter().enumerate() {
                separate(place, out);
                quoted(name, out);
                out.push(':');
                write(value, out)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

fn separate(place: usize, out: &mut String) {
    if place > 0 {
        out.push(',');
    }
}

fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            letter if letter < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => out.push(letter),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn members_are_sorted_by_utf_16_units_and_nothing_is_escaped_in_vain() {
        // The example of RFC 8785, section 3.2.3.
        let value = json!({
            "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh",
            "1": "One", "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{f6}": "Latin Small Letter O With Diaeresis"
        });
        let expected = "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\"\u{f6}\":\"Latin Small Letter O With Diaeresis\",\
            \"\u{20ac}\":\"Euro Sign\",\"\u{1f600}\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}";
        assert_eq!(canonical(&value).unwrap(), expected);
    }

    #[test]
    fn texts_are_written_as_the_standard_says() {
        let value = json!(["\u{20ac}$\u{f}\u{a}A'B\"\\\"/", "«Ёж» — № 1", "\u{8}\t\u{c}\r\u{7f}\u{2028}"]);
        let expected =
            "[\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\"/\",\"«Ёж» — № 1\",\"\\b\\t\\f\\r\u{7f}\u{2028}\"]";
        assert_eq!(canonical(&value).unwrap(), expected);
    }

    #[test]
    fn only_whole_numbers_are_written() {
        assert_eq!(
            canonical(&json!([0, -1, LARGEST, true, null, {}, []])).unwrap(),
            "[0,-1,9007199254740991,true,null,{},[]]"
        );
        for number in [json!(1.5), json!(LARGEST + 1), json!(u64::MAX)] {
            assert_eq!(canonical(&number), Err(Uncanonical), "{number}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(texts in prop::collection::btree_map(any::<String>(), any::<String>(), 0..8)) {
            let value = json!(texts);
            prop_assert_eq!(serde_json::from_str::<Value>(&canonical(&value).unwrap()).unwrap(), value);
        }
    }
}
