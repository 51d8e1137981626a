//! The two languages of the club.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language in which the club speaks to people; Russian where nobody asked for another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Russian.
    #[default]
    Ru,
    /// English.
    En,
}

impl Lang {
    /// Both languages, Russian first.
    pub const ALL: [Lang; 2] = [Lang::Ru, Lang::En];

    /// The code of the language as in the `lang` attribute of a page.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::Ru => "ru",
            Lang::En => "en",
        }
    }

    /// The language a browser prefers by its `Accept-Language` header, or `None` if it asks for neither of ours.
    ///
    /// Of equal weights the first named wins, as browsers list the best first.
    pub fn preferred(accept_language: &str) -> Option<Lang> {
        let mut best: Option<(Lang, f32)> = None;
        for choice in accept_language.split(',') {
            let mut parts = choice.split(';');
            let Some(Ok(lang)) = parts.next().map(str::parse::<Lang>) else { continue };
            let weight = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(1.0, |weight| weight.trim().parse::<f32>().unwrap_or(0.0));
            if weight > best.map_or(0.0, |(_, best)| best) {
                best = Some((lang, weight));
            }
        }
        best.map(|(lang, _)| lang)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text names neither Russian nor English.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the language must be ru or en, not {0:?}")]
pub struct UnknownLang(pub String);

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(text: &str) -> Result<Lang, UnknownLang> {
        let lower = text.trim().to_lowercase();
        match lower.split(['-', '_']).next() {
            Some("ru" | "rus") => Ok(Lang::Ru),
            Some("en" | "eng") => Ok(Lang::En),
            _ => Err(UnknownLang(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_read_from_its_code_with_or_without_a_country() {
        for text in ["ru", "RU", "ru-RU", "ru_RU", " rus "] {
            assert_eq!(text.parse(), Ok(Lang::Ru), "{text}");
        }
        for text in ["en", "en-GB", "EN_us"] {
            assert_eq!(text.parse(), Ok(Lang::En), "{text}");
        }
        assert_eq!("de".parse::<Lang>(), Err(UnknownLang("de".into())));
        assert_eq!("".parse::<Lang>(), Err(UnknownLang(String::new())));
    }

    #[test]
    fn a_browser_gets_the_language_it_weighs_most() {
        assert_eq!(Lang::preferred("ru-RU,ru;q=0.9,en;q=0.8"), Some(Lang::Ru));
        assert_eq!(Lang::preferred("de, en;q=0.7, ru;q=0.3"), Some(Lang::En));
        assert_eq!(Lang::preferred("en;q=0, ru;q=0.1"), Some(Lang::Ru));
        assert_eq!(Lang::preferred("fr, de"), None);
        assert_eq!(Lang::preferred(""), None);
    }

    #[test]
    fn a_language_is_stored_by_its_code() {
        assert_eq!(serde_json::to_string(&Lang::ALL).unwrap(), r#"["ru","en"]"#);
        assert_eq!(serde_json::from_str::<Lang>(r#""en""#).unwrap(), Lang::En);
        assert_eq!(Lang::default().to_string(), "ru");
    }
}
