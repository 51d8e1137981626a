-- One row of each table of m20261124_000004_call: the steps after it run on a database that is not empty.

INSERT INTO form_field (id, session_id, place, kind, label, is_on, is_required, seen_by, updated_at)
VALUES ('5b0d6f5e-6c1b-7b0a-9d2e-5f60718293a1', '21d6f40c-fb51-7982-8442-4e0e250a9557', 1, 'text', 'Класс', true, false, 'reviewers', '2027-03-12T09:30:00+00:00');

INSERT INTO talk_file (id, talk_id, form_field_id, file_name, content_type, size, sha256, uploaded_at)
VALUES ('5b0d6f5e-6c1b-7b0a-9d2e-5f60718293a2', '64b59718-a47c-757a-8e4f-8443ff43d117', '5b0d6f5e-6c1b-7b0a-9d2e-5f60718293a1', 'Слайды.pdf', 'application/pdf', 100, 'sha256', '2027-03-12T09:30:00+00:00');

INSERT INTO talk_answer (id, talk_id, form_field_id, label, value, seen_by, answered_at)
VALUES ('5b0d6f5e-6c1b-7b0a-9d2e-5f60718293a3', '64b59718-a47c-757a-8e4f-8443ff43d117', '5b0d6f5e-6c1b-7b0a-9d2e-5f60718293a1', 'Класс', '5', 'reviewers', '2027-03-12T09:30:00+00:00');

INSERT INTO co_speaker (id, talk_id, email, secret, invited_at)
VALUES ('5b0d6f5e-6c1b-7b0a-9d2e-5f60718293a4', '64b59718-a47c-757a-8e4f-8443ff43d117', 'kim@school.example', 'invited', '2027-03-12T09:30:00+00:00');

INSERT INTO criterion (id, session_id, place, name, weight)
VALUES ('5b0d6f5e-6c1b-7b0a-9d2e-5f60718293a5', '21d6f40c-fb51-7982-8442-4e0e250a9557', 1, 'Польза для молодого педагога', 2);

INSERT INTO review (id, talk_id, person_id, scores, advice, written_at)
VALUES ('5b0d6f5e-6c1b-7b0a-9d2e-5f60718293a6', '64b59718-a47c-757a-8e4f-8443ff43d117', '8b0a4404-8f58-788b-886b-dd0d245b22a8', '{}', 'accept', '2027-03-12T09:30:00+00:00');
