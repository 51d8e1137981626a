//! Numbers of documents, by the session's pattern.

use entity::{DocumentKind, Season};

/// Why a pattern cannot make numbers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    #[error("a number has no place called {{{0}}}")]
    UnknownPlace(String),
    #[error("a brace stands alone")]
    Brace,
    /// Without it two documents would get one number.
    #[error("the place {{{0}}} is missing")]
    Missing(&'static str),
}

/// Checks the pattern of a session's numbers.
///
/// # Errors
/// What is wrong, for the person who wrote it, as the end of a Russian sentence.
pub fn check_number_pattern(pattern: &str) -> Result<(), String> {
    NumberPattern::parse(pattern).map(drop).map_err(|error| match error {
        PatternError::UnknownPlace(place) => {
            format!("поля {{{place}}} нет, есть {{year}}, {{season}}, {{kind}} и {{serial:04}}")
        }
        PatternError::Brace => "у фигурной скобки нет пары".to_owned(),
        PatternError::Missing(place) => format!("не хватает поля {{{place}}}, без него номера повторятся"),
    })
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Year,
    Season,
    Kind,
    /// With as many digits at least.
    Serial(usize),
}

/// A pattern such as `ВК-{year}-{season}-{kind}/{serial:04}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberPattern(Vec<Part>);

impl NumberPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// A place that does not exist, a lone brace, no place for kind or serial.
    pub fn parse(pattern: &str) -> Result<NumberPattern, PatternError> {
        let (mut parts, mut rest) = (vec![], pattern);
        while let Some((text, after)) = rest.split_once('{') {
            let (place, after) = after.split_once('}').ok_or(PatternError::Brace)?;
            parts.push(text_part(text)?);
            parts.push(place_part(place)?);
            rest = after;
        }
        parts.push(text_part(rest)?);
        parts.retain(|part| *part != Part::Text(String::new()));
        if !parts.contains(&Part::Kind) {
            return Err(PatternError::Missing("kind"));
        }
        if !parts.iter().any(|part| matches!(part, Part::Serial(_))) {
            return Err(PatternError::Missing("serial"));
        }
        Ok(NumberPattern(parts))
    }

    /// The number of a document.
    #[must_use]
    pub fn number(&self, year: i32, season: Season, kind: DocumentKind, serial: i32) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Year => year.to_string(),
            Part::Season => season_letter(season).to_owned(),
            Part::Kind => kind_letter(kind).to_owned(),
            Part::Serial(digits) => format!("{serial:0digits$}"),
        };
        self.0.iter().map(part).collect()
    }
}

fn text_part(text: &str) -> Result<Part, PatternError> {
    if text.contains('}') { Err(PatternError::Brace) } else { Ok(Part::Text(text.to_owned())) }
}

fn place_part(place: &str) -> Result<Part, PatternError> {
    let unknown = || PatternError::UnknownPlace(place.to_owned());
    match place.split_once(':') {
        None => match place {
            "year" => Ok(Part::Year),
            "season" => Ok(Part::Season),
            "kind" => Ok(Part::Kind),
            "serial" => Ok(Part::Serial(1)),
            _ => Err(unknown()),
        },
        Some(("serial", digits)) => match digits.parse() {
            Ok(digits @ 1..=9) => Ok(Part::Serial(digits)),
            _ => Err(unknown()),
        },
        Some(_) => Err(unknown()),
    }
}

/// Зимняя, весенняя.
fn season_letter(season: Season) -> &'static str {
    match season {
        Season::Winter => "З",
        Season::Spring => "В",
    }
}

/// Свидетельство, благодарность, сеРтификат: «С» is taken.
fn kind_letter(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::ProofOfPresentation => "С",
        DocumentKind::LetterOfThanks => "Б",
        DocumentKind::AttendanceCertificate => "Р",
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn a_number_follows_the_pattern() {
        let pattern = NumberPattern::parse("ВК-{year}-{season}-{kind}/{serial:04}").unwrap();
        let number = |kind, serial| pattern.number(2027, Season::Spring, kind, serial);
        assert_eq!(number(DocumentKind::ProofOfPresentation, 42), "ВК-2027-В-С/0042");
        assert_eq!(number(DocumentKind::LetterOfThanks, 1), "ВК-2027-В-Б/0001");
        assert_eq!(number(DocumentKind::AttendanceCertificate, 12_345), "ВК-2027-В-Р/12345");
        let short = NumberPattern::parse("{kind}{serial}{season}").unwrap();
        assert_eq!(short.number(2026, Season::Winter, DocumentKind::LetterOfThanks, 7), "Б7З");
    }

    #[rstest]
    #[case("{kind}/{sereal}", PatternError::UnknownPlace("sereal".into()))]
    #[case("{kind}/{serial:x}", PatternError::UnknownPlace("serial:x".into()))]
    #[case("{kind}/{serial:0}", PatternError::UnknownPlace("serial:0".into()))]
    #[case("{kind:2}/{serial}", PatternError::UnknownPlace("kind:2".into()))]
    #[case("{kind}/{}", PatternError::UnknownPlace(String::new()))]
    #[case("{kind}/{serial", PatternError::Brace)]
    #[case("}{kind}/{serial}", PatternError::Brace)]
    #[case("{kind}/{serial}}", PatternError::Brace)]
    #[case("{kind}", PatternError::Missing("serial"))]
    #[case("ВК/{serial}", PatternError::Missing("kind"))]
    #[case("", PatternError::Missing("kind"))]
    fn a_bad_pattern_is_refused(#[case] pattern: &str, #[case] error: PatternError) {
        assert_eq!(NumberPattern::parse(pattern), Err(error));
        assert!(check_number_pattern(pattern).is_err_and(|sentence| !sentence.is_empty()));
    }
}
