-- One row of each table of m20261123_000006_login: the steps after it run on a database that is not empty.

INSERT INTO login_link (id, token_sha256, person_id, created_at, expires_at)
VALUES ('87a2154a-982c-7330-8ed1-7f46c44e897e', 'token_sha256', '8b0a4404-8f58-788b-886b-dd0d245b22a8', '2027-04-12T09:30:00+00:00', '2027-04-12T09:30:00+00:00');

INSERT INTO login (id, token_sha256, person_id, csrf_token, created_at, last_seen_at)
VALUES ('d56b6998-30e7-7ba5-8855-679cb1d252da', 'token_sha256', '8b0a4404-8f58-788b-886b-dd0d245b22a8', 'csrf_token', '2027-04-12T09:30:00+00:00', '2027-04-12T09:30:00+00:00');

INSERT INTO audit_entry (id, at, person_id, school_id, session_id, action, subject, details)
VALUES ('0b3fc732-892a-7ccc-8717-af6e99fae16f', '2027-04-12T09:30:00+00:00', '8b0a4404-8f58-788b-886b-dd0d245b22a8', '7516c3b3-5580-7349-8248-629cff5e498c', '21d6f40c-fb51-7982-8442-4e0e250a9557', 'action', 'subject', '{}');
