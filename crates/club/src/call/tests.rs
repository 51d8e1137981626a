use bytes::Bytes;

use super::*;

fn fields(change: impl FnOnce(&mut Vec<FormField>)) -> Vec<FormField> {
    let mut fields: Vec<FormField> = BuiltIn::ALL.into_iter().map(FormField::built_in).collect();
    change(&mut fields);
    fields
}

fn typed(pairs: &[(&str, &str)]) -> Typed {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

const GOOD: [(&str, &str); 3] = [("topic", "Урок"), ("annotation", "О чём"), ("form", "webinar")];

fn problems(pairs: &[(&str, &str)]) -> Vec<(String, Problem)> {
    let mut all = typed(&GOOD);
    all.extend(typed(pairs));
    check(&fields(|_| ()), &all, &[]).err().unwrap_or_default()
}

#[test]
fn a_good_application_is_taken_as_it_is() {
    let mut all = typed(&GOOD);
    all.extend(typed(&[("wished_day_1", "14.04.2027"), ("wished_from", "14:00"), ("category", "highest")]));
    let application = check(&fields(|_| ()), &all, &[]).unwrap();
    assert_eq!((&*application.topic, application.annotation.as_deref()), ("Урок", Some("О чём")));
    let wished = application.wished.unwrap();
    assert_eq!(wished.days, [NaiveDate::from_ymd_opt(2027, 4, 14).unwrap()]);
    assert_eq!(application.category, Some(entity::TeacherCategory::Highest));
    assert!(!application.is_ready_to_mentor);
}

#[test]
fn each_problem_stands_at_its_field() {
    let of = |name: &str, problem| vec![(name.to_owned(), problem)];
    assert_eq!(problems(&[("topic", " \u{200b} ")]), of("topic", Problem::Empty));
    assert_eq!(
        problems(&[("annotation", &"я".repeat(1001))]),
        of("annotation", Problem::TooLong { max: 1000 })
    );
    assert_eq!(problems(&[("annotation", &"я".repeat(1000))]), []);
    assert_eq!(problems(&[("form", "concert")]), of("form", Problem::NotAChoice));
    assert_eq!(problems(&[("wished_day_2", "2027-02-30")]), of("wished_day_2", Problem::NotADate));
    assert_eq!(problems(&[("wished_day_1", "10000-01-01")]), of("wished_day_1", Problem::NotADate));
    assert_eq!(problems(&[("wished_from", "25:00")]), of("wished_from", Problem::NotATime));
    let reversed = [("wished_from", "17:00"), ("wished_until", "14:00")];
    assert_eq!(problems(&reversed), of("wished_until", Problem::EndBeforeStart));
}

#[test]
fn a_field_that_is_switched_off_is_not_asked() {
    let off = fields(|fields| fields[0].is_on = false);
    let application =
        check(&off, &typed(&[("topic", "Урок"), ("form", "webinar"), ("annotation", "нет")]), &[]).unwrap();
    assert_eq!(application.annotation, None);
}

#[test]
fn fields_of_organizers_take_what_they_ask_for() {
    let id: entity::FormFieldId = uuid::Uuid::from_u128(7).into();
    let of = |kind, answer: &str| {
        let own = fields(|fields| {
            let own = FormField { id: Some(id), built_in: None, kind, ..fields[1].clone() };
            fields.push(FormField {
                choices: vec!["да".to_owned(), "нет".to_owned()],
                is_required: true,
                ..own
            });
        });
        let mut all = typed(&GOOD);
        all.insert(format!("own_{id}"), answer.to_owned());
        check(&own, &all, &[]).map(|application| application.answers).map_err(|problems| problems[0].1)
    };
    use entity::FieldType;
    assert_eq!(of(FieldType::Number, "1,5"), Ok(vec![(id, "1,5".to_owned())]));
    assert_eq!(of(FieldType::Number, "много"), Err(Problem::NotANumber));
    assert_eq!(of(FieldType::Number, "inf"), Err(Problem::NotANumber));
    assert_eq!(of(FieldType::Choice, "может"), Err(Problem::NotAChoice));
    assert_eq!(of(FieldType::Date, "31.04.2027"), Err(Problem::NotADate));
    assert_eq!(of(FieldType::Text, ""), Err(Problem::Empty));
    assert_eq!(of(FieldType::File, ""), Err(Problem::NoFile));
}

#[test]
fn a_file_is_known_by_its_bytes() {
    let of = |bytes: &[u8]| examine(bytes).map(|(_, ending)| ending);
    assert_eq!(of(b""), Err(FileProblem::Empty));
    assert_eq!(of(b"MZ\x90\0"), Err(FileProblem::Kind));
    assert_eq!(of(b"<svg onload=alert(1)>"), Err(FileProblem::Kind));
    assert_eq!(of(b"%PDF-1.4 cut off"), Err(FileProblem::Broken));
    assert_eq!(of(b"%PDF-1.4\n/Encrypt 5 0 R\n%%EOF"), Err(FileProblem::Locked));
    assert_eq!(of(b"%PDF-1.4\n%%EOF\n"), Ok("pdf"));
    assert_eq!(of(b"\xff\xd8\xff\xe0"), Ok("jpg"));
    let png = |width: u32| {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend_from_slice(&width.to_be_bytes());
        bytes.extend_from_slice(&10_u32.to_be_bytes());
        bytes
    };
    assert_eq!(of(&png(800)), Ok("png"));
    assert_eq!(of(&png(50_000)), Err(FileProblem::TooLarge));
    assert_eq!(of(b"PK\x03\x04....[Content_Types].xml....word/document.xml....PK\x05\x06"), Ok("docx"));
    assert_eq!(of(b"PK\x03\x04....ppt/presentation.xml....PK\x05\x06"), Ok("pptx"));
    assert_eq!(of(b"PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.textPK..PK\x05\x06"), Ok("odt"));
    assert_eq!(of(b"PK\x03\x04....evil.exe....PK\x05\x06"), Err(FileProblem::Kind));
    assert_eq!(of(&vec![b'%'; LARGEST_FILE + 1]), Err(FileProblem::TooLarge));
}

#[test]
fn a_photograph_loses_its_place() {
    let photo = b"\xff\xd8\xff\xe1\0\x0aExif\0GPS\xff\xdb\0\x04ab\xff\xda\0\x02picture\xff\xd9";
    let kept = file::without_place(Bytes::from_static(photo));
    assert_eq!(&kept[..], b"\xff\xd8\xff\xdb\0\x04ab\xff\xda\0\x02picture\xff\xd9");
    let broken = Bytes::from_static(b"\xff\xd8\xff\xe1\xff\xff");
    assert_eq!(file::without_place(broken.clone()), broken);
}
