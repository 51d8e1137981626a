-- One row of each table of m20261123_000005_document: the steps after it run on a database that is not empty.

INSERT INTO layout (id, kind, sha256, body, created_at)
VALUES ('c6140495-7758-7fda-8837-09e89376ab3e', 'attendance_certificate', 'sha256', 'body', '2027-04-12T09:30:00+00:00');

INSERT INTO document_serial (session_id, kind, last)
VALUES ('21d6f40c-fb51-7982-8442-4e0e250a9557', 'attendance_certificate', 1);

INSERT INTO document (id, session_id, kind, person_id, webinar_id, subject_key, serial, number, code, state, layout_id, fields, name, line, verb, search_name, size_bytes, issued_at)
VALUES ('fdc3bdef-b79c-7c8e-8821-1d2499e04704', '21d6f40c-fb51-7982-8442-4e0e250a9557', 'attendance_certificate', '8b0a4404-8f58-788b-886b-dd0d245b22a8', 'db53a344-cb3e-7143-88cd-b84983b9fac3', 'subject_key', 1, 'ВК-2027-В-Р/0001', 'code', 'issued', 'c6140495-7758-7fda-8837-09e89376ab3e', '{}', 'Петрова Анна Сергеевна', 'Петровой Анне Сергеевне', 'приняла участие', 'search_name', 1, '2027-04-12T09:30:00+00:00');
