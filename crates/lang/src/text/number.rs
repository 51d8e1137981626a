//! Decimal numbers as people of each language write them.

use crate::Lang;

/// A number with a fixed count of decimals: «86,7» in Russian, "86.7" in English.
pub fn decimal(number: f64, decimals: usize, lang: Lang) -> String {
    let text = format!("{number:.decimals$}");
    match lang {
        Lang::Ru => text.replace('.', ",").replace('-', "−"),
        Lang::En => text.replace('-', "−"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_follow_a_comma_in_russian_and_a_point_in_english() {
        assert_eq!(decimal(86.666, 1, Lang::Ru), "86,7");
        assert_eq!(decimal(86.666, 1, Lang::En), "86.7");
        assert_eq!(decimal(-0.25, 2, Lang::Ru), "−0,25");
        assert_eq!(decimal(100.0, 0, Lang::Ru), "100");
    }
}
