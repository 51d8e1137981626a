-- One row of each table of m20261123_000005_document: the steps after it run on a database that is not empty.

INSERT INTO layout (id, kind, sha256, body, created_at)
VALUES ('c6140495-7758-7fda-8837-09e89376ab3e', 'attendance_certificate', 'sha256', 'body', '2027-04-12T09:30:00+00:00');

INSERT INTO document_serial (session_id, kind, last)
VALUES ('21d6f40c-fb51-7982-8442-4e0e250a9557', 'attendance_certificate', 1);

INSERT INTO document (id, session_id, kind, person_id, webinar_id, subject_key, serial, number, code, state, layout_id, fields, name, line, verb, search_name, size_bytes, issued_at)
VALUES ('fdc3bdef-b79c-7c8e-8821-1d2499e04704', '21d6f40c-fb51-7982-8442-4e0e250a9557', 'attendance_certificate', '8b0a4404-8f58-788b-886b-dd0d245b22a8', 'db53a344-cb3e-7143-88cd-b84983b9fac3', 'subject_key', 1, 'ВК-2027-В-Р/0001', 'code', 'issued', 'c6140495-7758-7fda-8837-09e89376ab3e', '{}', 'Петрова Анна Сергеевна', 'Петровой Анне Сергеевне', 'приняла участие', 'search_name', 1, '2027-04-12T09:30:00+00:00');

INSERT INTO signing_key (id, public_key, created_at)
VALUES ('key', 'public_key', '2027-04-12T09:30:00+00:00');

INSERT INTO document_hold (session_id, kind, subject_key, person_id, reason, held_at)
VALUES ('21d6f40c-fb51-7982-8442-4e0e250a9557', 'attendance_certificate', 'another_subject', '8b0a4404-8f58-788b-886b-dd0d245b22a8', 'Записана дважды', '2027-04-12T09:30:00+00:00');

INSERT INTO correction (id, document_id, asked_by, asked_at, wish, state)
VALUES ('5d0cf9c5-9d1e-7c6b-8b5f-3f6a1a1d7e42', 'fdc3bdef-b79c-7c8e-8821-1d2499e04704', '8b0a4404-8f58-788b-886b-dd0d245b22a8', '2027-04-13T09:30:00+00:00', 'Отчество написано с ошибкой', 'open');

INSERT INTO layout_design (id, kind, level, name, changes, is_used, revision, created_at, updated_at)
VALUES ('2f2b6d0e-6f0e-7a0b-9c0a-6f1f0e1d2c3b', 'attendance_certificate', 'network', 'Сертификат с эмблемой', '{}', TRUE, 1, '2027-04-12T09:30:00+00:00', '2027-04-12T09:30:00+00:00');
