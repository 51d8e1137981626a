//! What the columns of a list mean: proposed by their heads, decided by a person.

use lang::search_key;

/// What a column of a list means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Ignored,
    FullName,
    Family,
    Given,
    Patronymic,
    Gender,
    Position,
    School,
    City,
    Region,
    Experience,
    Email,
    Phone,
    Webinars,
}

/// Every meaning with its word, and beginnings of words in the heads of columns that have it.
const MEANINGS: [(Column, &str, &[&str]); 14] = [
    (Column::Ignored, "ignored", &[]),
    (Column::Email, "email", &["e-mail", "email", "mail", "электронн", "почта", "эл. почта", "эл.почта"]),
    (Column::Phone, "phone", &["телефон", "phone", "тел."]),
    (Column::FullName, "full_name", &["фио", "ф.и.о", "ф. и. о", "full name", "name", "участник", "педагог"]),
    (Column::Family, "family", &["фамили", "family", "surname", "last name"]),
    (Column::Given, "given", &["имя", "given", "first name"]),
    (Column::Patronymic, "patronymic", &["отчеств", "patronymic", "middle name"]),
    (Column::Gender, "gender", &["пол", "gender", "sex"]),
    (Column::Position, "position", &["должност", "position", "job", "предмет"]),
    (
        Column::School,
        "school",
        &["школ", "организац", "образовательн", "оо", "school", "место работы", "учрежден"],
    ),
    (Column::City, "city", &["город", "населен", "city", "town", "муниципал"]),
    (Column::Region, "region", &["регион", "област", "субъект", "region"]),
    (Column::Experience, "experience", &["стаж", "experience", "years"]),
    (Column::Webinars, "webinars", &["вебинар", "webinar", "мероприят", "тема", "темы"]),
];

impl Column {
    /// Every meaning, in the order of a form.
    pub fn all() -> impl Iterator<Item = Column> {
        MEANINGS.iter().map(|(column, _, _)| *column)
    }

    /// Its word, as a form sends it.
    #[must_use]
    pub fn word(self) -> &'static str {
        MEANINGS.iter().find(|(column, _, _)| *column == self).map_or("ignored", |(_, word, _)| word)
    }

    /// The meaning with a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Column> {
        MEANINGS.iter().find(|(_, own, _)| *own == word).map(|(column, _, _)| *column)
    }

    fn of_head(head: &str) -> Column {
        let head = search_key(head);
        // «Имя, отчество» and «Фамилия, имя» are names in one column.
        if head.contains("фамили") && head.contains("имя") {
            return Column::FullName;
        }
        let begins = |words: &[&str]| words.iter().any(|word| begins_with(&head, word));
        MEANINGS.iter().find(|(_, _, words)| begins(words)).map_or(Column::Ignored, |(column, _, _)| *column)
    }
}

/// Short words are whole heads: «пол» does not begin «полное название».
fn begins_with(head: &str, word: &str) -> bool {
    if word.chars().count() <= 3 { head == word } else { head.starts_with(word) }
}

/// What the heads of a list seem to mean; each meaning goes to the first column that has it.
#[must_use]
pub fn proposed(heads: &[String]) -> Vec<Column> {
    let mut columns: Vec<Column> = vec![];
    for head in heads {
        let column = Column::of_head(head);
        columns.push(if columns.contains(&column) { Column::Ignored } else { column });
    }
    columns
}

/// Why columns cannot be used as they were named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ColumnsError {
    #[error("no column has the names of people")]
    NoName,
    #[error("two columns mean the same")]
    Twice(Column),
}

/// Checks what a person decided.
///
/// # Errors
/// See [`ColumnsError`].
pub(super) fn check(columns: &[Column]) -> Result<(), ColumnsError> {
    for (place, column) in columns.iter().enumerate() {
        if *column != Column::Ignored && columns.iter().skip(place + 1).any(|other| other == column) {
            return Err(ColumnsError::Twice(*column));
        }
    }
    let has = |column| columns.contains(&column);
    if has(Column::FullName) || has(Column::Family) && has(Column::Given) {
        Ok(())
    } else {
        Err(ColumnsError::NoName)
    }
}
