-- One row of each table of m20261124_000006_api: the steps after it run on a database that is not empty.

INSERT INTO api_token (id, school_id, name, secret_sha256, scopes, issued_by, issued_at, expires_at)
VALUES ('4b0d6f5e-6c1b-7b0a-9d2e-5f60718293c1', '7516c3b3-5580-7349-8248-629cff5e498c', 'Сайт школы', 'secret_sha256', 'listeners_read', '8b0a4404-8f58-788b-886b-dd0d245b22a8', '2027-04-12T09:30:00+00:00', '2028-04-12T09:30:00+00:00');

INSERT INTO idempotent_answer (id, token_id, key, request_sha256, status, body, answered_at)
VALUES ('4b0d6f5e-6c1b-7b0a-9d2e-5f60718293c2', '4b0d6f5e-6c1b-7b0a-9d2e-5f60718293c1', 'one', 'request_sha256', 201, '{}', '2027-04-12T09:30:00+00:00');
