-- One row with the columns of m20261124_000008_answer: the steps after it run on a database that is not empty.

INSERT INTO idempotent_answer (id, token_id, key, request_sha256, status, body, answered_at, location, tag)
VALUES ('4b0d6f5e-6c1b-7b0a-9d2e-5f60718293c3', '4b0d6f5e-6c1b-7b0a-9d2e-5f60718293c1', 'two', 'request_sha256', 201, '{}', '2027-04-12T09:30:00+00:00', '/new', '"1"');
