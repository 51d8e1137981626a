//! Lists as schools send them: encodings, delimiters, spreadsheets, and what is no list at all.

use std::io::Write as _;

use encoding_rs::WINDOWS_1251;
use rstest::rstest;
use rust_xlsxwriter::{Formula, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const LIST: &str = "ФИО;Стаж;E-mail\nПетрова Анна;7;anna@school.example\n\n\"Ким; Борис\";;\n";

fn expected() -> Table {
    let cells = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
    Table {
        heads: cells(["ФИО", "Стаж", "E-mail"]),
        lines: vec![
            TableLine { number: 2, cells: cells(["Петрова Анна", "7", "anna@school.example"]) },
            TableLine { number: 4, cells: cells(["Ким; Борис", "", ""]) },
        ],
    }
}

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn a_list_is_read_in_every_encoding_that_spreadsheet_programs_write() {
    let with_mark = format!("\u{feff}{LIST}");
    let files = [
        LIST.as_bytes().to_vec(),
        with_mark.as_bytes().to_vec(),
        WINDOWS_1251.encode(LIST).0.into_owned(),
        utf_16(&with_mark, u16::to_le_bytes),
        utf_16(&with_mark, u16::to_be_bytes),
        utf_16(LIST, u16::to_le_bytes),
        utf_16(LIST, u16::to_be_bytes),
    ];
    for file in files {
        assert_eq!(Table::read(&file), Ok(expected()), "{file:?}");
    }
}

#[rstest]
#[case("\n")]
#[case("\r\n")]
#[case("\r")]
fn lines_have_the_numbers_that_a_spreadsheet_shows(#[case] end: &str) {
    let rows = [
        "",
        "ФИО;Школа",
        "",
        "Ким Борис;\"СОШ\n№ 8\"",
        "",
        "",
        "Орлова Дарья;",
        ";",
        "Петрова Анна;\"\"\"Гимназия\"\"\"",
    ];
    let table = Table::read(rows.join(end).as_bytes()).unwrap();
    let numbers: Vec<usize> = table.lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, [4, 7, 9]);
    assert_eq!(table.lines[0].cells[1], "СОШ\n№ 8");
    assert_eq!(table.lines[2].cells[1], "\"Гимназия\"");
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_refused_with_its_line() {
    let list = "ФИО;Школа\nКим Борис;СОШ № 8\n\nОрлова Дарья;\"СОШ № 1\nПетрова Анна;Гимназия\n";
    assert_eq!(Table::read(list.as_bytes()), Err(TableError::OpenQuote(4)));
    let inside = Table::read("ФИО;Школа\nКим Борис;Гимназия \"Росток\n".as_bytes()).unwrap();
    assert_eq!(inside.lines[0].cells[1], "Гимназия \"Росток");
}

#[rstest]
#[case(",")]
#[case("\t")]
#[case(";")]
fn the_delimiter_is_the_one_of_the_head(#[case] delimiter: &str) {
    let text = format!(
        "Фамилия{delimiter}\"Имя, отчество; полностью\"{delimiter}E-mail\r\nПетрова{delimiter}Анна{delimiter}\r\n"
    );
    let table = Table::read(text.as_bytes()).unwrap();
    assert_eq!(table.heads, ["Фамилия", "Имя, отчество; полностью", "E-mail"]);
    assert_eq!(table.lines[0].cells, ["Петрова", "Анна", ""]);
}

#[test]
fn a_workbook_is_read_by_its_first_sheet_and_formulas_are_not_computed() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, head) in ["ФИО", "Стаж", "E-mail"].into_iter().enumerate() {
        sheet.write(0, u16::try_from(column).unwrap(), head).unwrap();
    }
    sheet.write(1, 0, "Петрова Анна").unwrap().write(1, 1, 7).unwrap();
    sheet.write(1, 2, "anna@school.example").unwrap();
    let formula = Formula::new("=WEBSERVICE(\"https://elsewhere.example\")").set_result("Ким; Борис");
    sheet.write_formula(3, 0, formula).unwrap();
    book.add_worksheet().write(0, 0, "second").unwrap();
    let table = Table::read(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(table.lines[0], expected().lines[0]);
    assert_eq!(table.lines[1], TableLine { number: 4, cells: vec!["Ким; Борис".to_owned()] });
}

#[test]
fn a_cell_far_out_is_refused_and_takes_no_memory() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "ФИО").unwrap().write(1_048_575, 16_383, "Петрова Анна").unwrap();
    assert_eq!(Table::read(&book.save_to_buffer().unwrap()), Err(TableError::TooMuch));
}

#[test]
fn a_small_file_that_unpacks_into_a_large_one_is_refused() {
    let mut packed = ZipWriter::new(std::io::Cursor::new(vec![]));
    packed.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
    for _ in 0..64 {
        packed.write_all(&vec![b' '; 1024 * 1024]).unwrap();
    }
    let bytes = packed.finish().unwrap().into_inner();
    assert!(bytes.len() < 5 * 1024 * 1024, "{}", bytes.len());
    assert_eq!(Table::read(&bytes), Err(TableError::TooMuch));
}

#[test]
fn what_is_no_list_is_refused_by_its_kind() {
    assert_eq!(Table::read(b""), Err(TableError::Empty));
    assert_eq!(Table::read("ФИО;E-mail\n;\n".as_bytes()), Err(TableError::Empty));
    assert_eq!(Table::read(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), Err(TableError::UnknownKind));
    assert_eq!(Table::read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00"), Err(TableError::UnknownKind));
    assert_eq!(Table::read(b"PK\x03\x04 and nothing more"), Err(TableError::Damaged));
    let long = format!("ФИО\n{}", "Петрова Анна\n".repeat(MOST_LINES + 1));
    assert_eq!(Table::read(long.as_bytes()), Err(TableError::TooMuch));
}

#[test]
fn a_list_that_travels_with_a_form_comes_back_as_it_was() {
    assert_eq!(Table::from_text(&expected().to_text().unwrap()), Ok(expected()));
    assert_eq!(Table::from_text("[]"), Err(TableError::Damaged));
}

#[test]
fn columns_are_recognised_by_their_heads_and_each_meaning_once() {
    let heads = ["№", "Фамилия", "Имя", "Отчество", "Должность", "Образовательная организация", "Эл. почта"];
    let more = ["Населённый пункт", "Пол", "Полное имя", "Вебинары", "E-mail"];
    let heads: Vec<String> = heads.into_iter().chain(more).map(str::to_owned).collect();
    let words: Vec<&str> = proposed(&heads).into_iter().map(Column::word).collect();
    let expected = [
        "ignored",
        "family",
        "given",
        "patronymic",
        "position",
        "school",
        "email",
        "city",
        "gender",
        "ignored",
        "webinars",
        "ignored",
    ];
    assert_eq!(words, expected);
    assert_eq!(proposed(&["Фамилия, имя, отчество".to_owned()]), [Column::FullName]);
}

#[test]
fn columns_without_names_or_with_one_meaning_twice_cannot_be_used() {
    assert_eq!(columns::check(&[Column::Family, Column::Email]), Err(ColumnsError::NoName));
    assert_eq!(
        columns::check(&[Column::FullName, Column::Email, Column::Email]),
        Err(ColumnsError::Twice(Column::Email))
    );
    assert_eq!(columns::check(&[Column::Family, Column::Ignored, Column::Ignored, Column::Given]), Ok(()));
}
