//! Numbered documents, cut into pieces.

use super::super::queries::Numbered;
use entity::DocumentId;

/// Pieces of about so many documents. What one issue gave to one person stays together: it is announced by one e-mail.
pub(super) fn pieces(waiting: Vec<Numbered>, size: usize) -> Vec<Vec<DocumentId>> {
    let mut pieces: Vec<Vec<DocumentId>> = vec![];
    let mut last = None;
    for numbered in waiting {
        let owner = (numbered.issued_at, numbered.person_id);
        match pieces.last_mut().filter(|piece| piece.len() < size || last == Some(owner)) {
            Some(piece) => piece.push(numbered.id),
            None => pieces.push(vec![numbered.id]),
        }
        last = Some(owner);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn nobodys_documents_are_torn_apart() {
        let of = |person: u128, id: u128| Numbered {
            id: Uuid::from_u128(id).into(),
            person_id: Uuid::from_u128(person).into(),
            issued_at: DateTime::UNIX_EPOCH,
        };
        let cut = pieces(vec![of(1, 1), of(1, 2), of(2, 3), of(2, 4), of(2, 5), of(3, 6)], 3);
        let sizes: Vec<usize> = cut.iter().map(Vec::len).collect();
        assert_eq!(sizes, [5, 1]);
        assert_eq!(pieces(vec![], 3), Vec::<Vec<DocumentId>>::new());
    }
}
