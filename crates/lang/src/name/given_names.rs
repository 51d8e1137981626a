//! What a patronymic or a given name tells about the gender.

use crate::Gender;

/// The gender by the patronymic, else by the given name.
pub(super) fn gender(_given: &str, patronymic: Option<&str>) -> Gender {
    let patronymic = patronymic.unwrap_or_default().to_lowercase();
    if patronymic.ends_with("ич") || patronymic.ends_with("оглы") {
        Gender::Male
    } else if patronymic.ends_with("вна") || patronymic.ends_with("чна") || patronymic.ends_with("кызы")
    {
        Gender::Female
    } else {
        Gender::Unknown
    }
}
