//! From what was sent to the form, and from the form to a layout.

use club::layout::{Layout, Placeholder};
use lang::{Texts, Value as Word};
use serde_json::{Map, Value, json};

use super::attributes::{Attribute, Input, PARAGRAPH_TYPE, attributes};
use super::{DIFFERS, ElementForm, LayoutForm, Trouble, VARIANTS};
use crate::error::PageError;
use crate::fields::{Fields, Upload};

/// More elements than any layout may have.
const MOST_ELEMENTS: usize = 250;

/// The files that came with the form: which element each is for (`page`: the background), and the file.
pub(crate) type Uploads = Vec<(String, Upload)>;

impl LayoutForm {
    /// Reads what was sent.
    ///
    /// # Errors
    /// A field that comes twice.
    pub(crate) fn read(fields: &Fields) -> Result<(LayoutForm, Uploads), PageError> {
        let mut uploads = Uploads::new();
        let mut form = LayoutForm {
            size: fields.text("page.size")?,
            orientation: fields.text("page.orientation")?,
            background: if fields.is_ticked("page.no_background") {
                String::new()
            } else {
                fields.text("page.background")?
            },
            elements: vec![],
        };
        if let Some(upload) = fields.upload("page.file")? {
            uploads.push(("page".to_owned(), upload));
        }
        for number in 0..MOST_ELEMENTS {
            let prefix = format!("e{number}");
            let Some(mut element) = read_element(fields, &prefix, None)? else { break };
            for number in 0..MOST_ELEMENTS {
                let prefix = format!("{prefix}.p{number}");
                let Some(paragraph) = read_element(fields, &prefix, Some(PARAGRAPH_TYPE))? else { break };
                element.paragraphs.push(paragraph);
            }
            if let Some(upload) = fields.upload(&format!("{prefix}.file"))? {
                uploads.push((element.id.clone(), upload));
            }
            form.elements.push(element);
        }
        Ok((form, uploads))
    }

    /// Puts an image that was taken in where it is shown.
    pub(crate) fn place_image(&mut self, element: &str, sha256: &str) {
        if element == "page" {
            sha256.clone_into(&mut self.background);
        }
        for form in self.elements.iter_mut().filter(|form| form.id == element) {
            form.values.insert("image".to_owned(), sha256.to_owned());
        }
    }

    /// The layout that the form describes. `images` are those that only signatories name.
    ///
    /// # Errors
    /// What cannot be read, field by field.
    pub(crate) fn layout(&self, name: &str, images: &[String], t: Texts) -> Result<Layout, Vec<Trouble>> {
        let mut troubles = vec![];
        let background = (!self.background.is_empty()).then_some(&self.background);
        let page = json!({ "size": self.size, "orientation": self.orientation, "background": background });
        let elements: Vec<Value> =
            self.elements.iter().map(|element| element.file(t, &mut troubles)).collect();
        if !troubles.is_empty() {
            return Err(troubles);
        }
        let file = json!({ "format": 1, "name": name, "page": page, "images": images, "elements": elements });
        // Through the file's own door, so that a form can say no more than a file.
        let parsed: Result<Layout, _> = serde_json::from_value(file);
        parsed.map_err(|error| {
            tracing::debug!(%error, "a form is no layout");
            vec![Trouble {
                element: String::new(),
                attribute: String::new(),
                text: t.say("layout-problem-unreadable"),
            }]
        })
    }
}

fn read_element(fields: &Fields, prefix: &str, kind: Option<&str>) -> Result<Option<ElementForm>, PageError> {
    let id = fields.text(&format!("{prefix}.id"))?;
    if id.is_empty() {
        return Ok(None);
    }
    let kind = match kind {
        Some(kind) => kind.to_owned(),
        None => fields.text(&format!("{prefix}.type"))?,
    };
    let mut form = ElementForm { id, kind, ..ElementForm::default() };
    for attribute in attributes(&form.kind) {
        let field = format!("{prefix}.{}", attribute.name);
        if attribute.input == Input::Content && fields.is_ticked(&format!("{prefix}.{DIFFERS}")) {
            form.values.insert(DIFFERS.to_owned(), "yes".to_owned());
            let same = fields.text(&field)?;
            for variant in VARIANTS {
                let name = format!("{}.{variant}", attribute.name);
                // Whoever has just ticked the box begins with the text for all.
                let text = if fields.has(&format!("{prefix}.{name}")) {
                    fields.text(&format!("{prefix}.{name}"))?
                } else {
                    same.clone()
                };
                form.values.insert(name, lines(&text));
            }
            continue;
        }
        let mut text = fields.text(&field)?;
        if attribute.input == Input::Content && !fields.has(&field) {
            // The box was just cleared: the first of the texts goes on.
            text = fields.text(&format!("{field}.female"))?;
        }
        form.values.insert(attribute.name.to_owned(), lines(&text));
    }
    Ok(Some(form))
}

/// Browsers send line breaks as two characters.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

impl ElementForm {
    /// The element as a file has it; what cannot be read is added to the troubles.
    fn file(&self, t: Texts, troubles: &mut Vec<Trouble>) -> Value {
        let mut object = Map::new();
        if self.kind != PARAGRAPH_TYPE {
            object.insert("type".to_owned(), json!(self.kind));
        }
        object.insert("id".to_owned(), json!(self.id));
        for attribute in attributes(&self.kind) {
            match self.attribute(attribute, t) {
                Ok(Some(value)) => drop(object.insert(attribute.name.to_owned(), value)),
                Ok(None) => {}
                Err(text) => troubles.push(Trouble {
                    element: self.id.clone(),
                    attribute: attribute.name.to_owned(),
                    text,
                }),
            }
        }
        if self.kind == "stack" {
            let paragraphs: Vec<Value> =
                self.paragraphs.iter().map(|paragraph| paragraph.file(t, troubles)).collect();
            object.insert("paragraphs".to_owned(), Value::Array(paragraphs));
        }
        Value::Object(object)
    }

    /// An attribute as a file has it; none where it is left out.
    fn attribute(&self, attribute: &Attribute, t: Texts) -> Result<Option<Value>, String> {
        let typed = self.value(attribute.name).trim();
        let value = match attribute.input {
            Input::Content => return Ok(Some(self.content(attribute.name))),
            Input::OptionalNumber | Input::Count | Input::OptionalColor | Input::OptionalLine
                if typed.is_empty() =>
            {
                return Ok(None);
            }
            Input::Number | Input::OptionalNumber => json!(number(typed, t)?),
            Input::Count => {
                json!(typed.parse::<u32>().map_err(|_not_whole| t.say("layout-problem-not-whole"))?)
            }
            Input::Choice(words) if words.contains(&typed) => json!(typed),
            Input::Choice(_) => return Err(t.say("layout-problem-no-choice")),
            Input::Color | Input::OptionalColor => json!(color(typed, t)?),
            Input::Line | Input::OptionalLine => json!(line(typed, t)?),
            Input::Placeholders => {
                let names = placeholders(typed, t)?;
                if names.is_empty() {
                    return Ok(None);
                }
                json!(names)
            }
            Input::Image if typed.is_empty() => return Err(t.say("layout-problem-no-image")),
            Input::Image => json!(typed),
        };
        Ok(Some(value))
    }

    fn content(&self, name: &str) -> Value {
        if !self.differs() {
            return json!(self.value(name));
        }
        let variants = VARIANTS.map(|variant| self.value(&format!("{name}.{variant}")));
        let [female, male, neutral] = variants;
        json!({ "female": female, "male": male, "neutral": neutral })
    }
}

fn number(typed: &str, t: Texts) -> Result<f64, String> {
    let plain = typed.replace(',', ".");
    let number = plain.parse::<f64>().ok().filter(|number| number.is_finite());
    number.ok_or_else(|| t.say("layout-problem-no-number"))
}

fn color(typed: &str, t: Texts) -> Result<String, String> {
    let is_color = typed
        .strip_prefix('#')
        .is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
    if is_color { Ok(typed.to_ascii_lowercase()) } else { Err(t.say("layout-problem-no-color")) }
}

fn line(typed: &str, t: Texts) -> Result<String, String> {
    match lang::one_line(typed, 200) {
        Ok(line) => Ok(line),
        Err(lang::TextProblem::Empty) => Ok(String::new()),
        Err(lang::TextProblem::TooLong { max, .. }) => {
            Err(t.say_with("page-form-too-long", &[("most", Word::from(max))]))
        }
    }
}

/// Names with or without braces, with commas or spaces between them.
fn placeholders(typed: &str, t: Texts) -> Result<Vec<String>, String> {
    let names = typed.split([',', ' ', ';', '{', '}']).filter(|name| !name.is_empty());
    names
        .map(|name| match name.parse::<Placeholder>() {
            Ok(placeholder) => Ok(placeholder.as_str().to_owned()),
            Err(_unknown) => Err(t.say_with("layout-problem-unknown-placeholder", &[("name", name.into())])),
        })
        .collect()
}
