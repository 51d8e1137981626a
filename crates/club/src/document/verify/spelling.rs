//! Codes and numbers as people type them.

/// A code as it is stored. Its alphabet has no look-alikes, so a letter that was misread can only be one.
pub(in crate::document) fn plain_code(code: &str) -> String {
    let letters = code.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase);
    let letters = letters.map(|letter| match letter {
        'o' => '0',
        'i' | 'l' => '1',
        letter => letter,
    });
    letters.take(64).collect()
}

/// A number as it may stand in the registry: as typed, in capitals, and in Russian letters for Latin ones, «BK» for «ВК».
pub(in crate::document) fn numbers(typed: &str) -> Vec<String> {
    let typed: String = typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '№').collect();
    let capitals = typed.to_uppercase();
    let russian = capitals.chars().map(russian_letter).collect();
    let mut spellings = vec![typed, capitals, russian];
    spellings.dedup();
    spellings
}

fn russian_letter(letter: char) -> char {
    match letter {
        'A' => 'А',
        'B' => 'В',
        'C' => 'С',
        'E' => 'Е',
        'H' => 'Н',
        'K' => 'К',
        'M' => 'М',
        'O' => 'О',
        'P' => 'Р',
        'T' => 'Т',
        'X' => 'Х',
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_however_it_is_typed() {
        let stored = "7k2qm2xhd4t9c8v1n5b3w6y0za";
        for typed in ["7K2Q-M2XH-D4T9-C8V1-N5B3-W6Y0-ZA", " 7k2q m2xh d4t9 c8vl n5b3 w6yO za ", stored] {
            assert_eq!(plain_code(typed), stored, "{typed}");
        }
        assert_eq!(plain_code("../../etc"), "etc");
    }

    #[test]
    fn a_number_may_be_typed_in_latin_letters() {
        let newest = |typed| numbers(typed).pop().unwrap();
        assert_eq!(newest("BK-2027-B-C/0042"), "ВК-2027-В-С/0042");
        assert_eq!(newest("№ вк-2027-з-р/1"), "ВК-2027-З-Р/1");
        assert_eq!(numbers("Web-7"), ["Web-7", "WEB-7", "WЕВ-7"]);
    }
}
