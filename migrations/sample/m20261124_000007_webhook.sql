-- One row of each table of m20261124_000007_webhook: the steps after it run on a database that is not empty.

INSERT INTO webhook (id, school_id, url, events, secret_sealed, is_on, failures, added_at)
VALUES ('4b0d6f5e-6c1b-7b0a-9d2e-5f60718293d1', '7516c3b3-5580-7349-8248-629cff5e498c', 'https://school44.example/hook', 'registration_made', '1.2.3', TRUE, 0, '2027-04-12T09:30:00+00:00');

INSERT INTO webhook_delivery (id, webhook_id, event, body, state, attempts, created_at)
VALUES ('4b0d6f5e-6c1b-7b0a-9d2e-5f60718293d2', '4b0d6f5e-6c1b-7b0a-9d2e-5f60718293d1', 'registration_made', '{}', 'due', 0, '2027-04-12T09:30:00+00:00');
