-- One row of each table of m20261123_000003_outbox: the steps after it run on a database that is not empty.

INSERT INTO outbox_email (id, dedup_key, kind, session_id, person_id, to_address, language, subject, webinars, message_id, state, due_at, attempts, created_at)
VALUES ('7cf3eefe-c39a-76fe-86b0-062ed53dce34', 'dedup_key', 'stream_link', '21d6f40c-fb51-7982-8442-4e0e250a9557', '8b0a4404-8f58-788b-886b-dd0d245b22a8', 'petrova@school.example', 'ru', 'Ссылка на сегодняшний вебинар', 'webinars', 'message_id', 'due', '2027-04-12T09:30:00+00:00', 1, '2027-04-12T09:30:00+00:00');

INSERT INTO outbox_content (outbox_email_id, text, html, attachments)
VALUES ('7cf3eefe-c39a-76fe-86b0-062ed53dce34', 'text', 'html', '[]');

INSERT INTO job (id, kind, payload, state, run_at, attempts, max_attempts, created_at)
VALUES ('9dddd5ce-1b13-75bc-897f-eeb871842d4b', 'kind', '{}', 'ready', '2027-04-12T09:30:00+00:00', 1, 1, '2027-04-12T09:30:00+00:00');
