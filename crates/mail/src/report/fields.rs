//! Groups of fields as in a delivery status: name, colon, value, folded lines; an empty line ends a group.

/// One group.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Group(Vec<(String, String)>);

impl Group {
    /// The value of a field; letter case does not matter.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(field, _)| field.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// The groups of a text, one after the other.
pub(super) struct Groups<'a>(std::str::Lines<'a>);

impl<'a> Groups<'a> {
    pub(super) fn of(text: &'a str) -> Groups<'a> {
        Groups(text.lines())
    }
}

impl Iterator for Groups<'_> {
    type Item = Group;

    fn next(&mut self) -> Option<Group> {
        let mut group = Group::default();
        for line in self.0.by_ref() {
            if line.trim().is_empty() {
                if group.0.is_empty() {
                    continue;
                }
                return Some(group);
            }
            let is_folded = line.starts_with([' ', '\t']);
            if is_folded && let Some((_, value)) = group.0.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            } else if let Some((name, value)) = line.split_once(':') {
                group.0.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
        (!group.0.is_empty()).then_some(group)
    }
}
