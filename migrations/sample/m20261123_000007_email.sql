-- One row of each table of m20261123_000007_email: the steps after it run on a database that is not empty.

INSERT INTO mailing (id, session_id, kind, audience, texts, state, revision, created_at)
VALUES ('3a0d6f5e-6c1b-7b0a-9d2e-5f60718293a1', '21d6f40c-fb51-7982-8442-4e0e250a9557', 'announcement', '"listeners"', '{}', 'draft', 1, '2027-04-12T09:30:00+00:00');

INSERT INTO smtp_account (id, name, host, port, encryption, from_name, from_address, connections, is_used, revision, created_at)
VALUES ('3a0d6f5e-6c1b-7b0a-9d2e-5f60718293a2', 'Почта сети', 'smtp.network.example', 587, 'required', 'Web-клуб', 'club@network.example', 4, true, 1, '2027-04-12T09:30:00+00:00');

INSERT INTO email_text (id, level, kind, language, subject, body, revision, updated_at)
VALUES ('3a0d6f5e-6c1b-7b0a-9d2e-5f60718293a3', 'network', 'thanks', 'ru', 'Спасибо', 'До встречи!', 1, '2027-04-12T09:30:00+00:00');

INSERT INTO email_switch (id, session_id, kind, is_on, changed_at)
VALUES ('3a0d6f5e-6c1b-7b0a-9d2e-5f60718293a4', '21d6f40c-fb51-7982-8442-4e0e250a9557', 'reminder', false, '2027-04-12T09:30:00+00:00');

INSERT INTO domain_limit (id, domain, per_minute, connections, updated_at)
VALUES ('3a0d6f5e-6c1b-7b0a-9d2e-5f60718293a5', 'mail.example', 60, 2, '2027-04-12T09:30:00+00:00');

INSERT INTO domain_slowdown (domain, per_minute, since, until, reason)
VALUES ('mail.example', 30, '2027-04-12T09:30:00+00:00', '2027-04-12T09:40:00+00:00', '450 4.7.1 too many');

INSERT INTO suppression (id, address, reason, note, since)
VALUES ('3a0d6f5e-6c1b-7b0a-9d2e-5f60718293a6', 'nobody@school.example', 'bounced', '5.1.1', '2027-04-12T09:30:00+00:00');

INSERT INTO email_report (id, outbox_email_id, address, kind, source, status, reason, sha256, received_at)
VALUES ('3a0d6f5e-6c1b-7b0a-9d2e-5f60718293a7', '7cf3eefe-c39a-76fe-86b0-062ed53dce34', 'petrova@school.example', 'bounce', 'pipe', '5.1.1', 'no such user', 'sha256', '2027-04-12T09:30:00+00:00');

INSERT INTO waiting_place (id, webinar_id, person_id, secret, queued_at)
SELECT '3a0d6f5e-6c1b-7b0a-9d2e-5f60718293a8', id, '8b0a4404-8f58-788b-886b-dd0d245b22a8', 'waiting', '2027-04-12T09:30:00+00:00' FROM webinar LIMIT 1;
