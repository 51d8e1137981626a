-- One row of each table of m20261124_000003_release: the steps after it run on a database that is not empty.

INSERT INTO release (id, session_id, number, note, snapshot, changes, published_at)
VALUES ('4b1e7a6f-7d2c-7c1b-8e3f-607182930a01', '21d6f40c-fb51-7982-8442-4e0e250a9557', 1, 'Первая программа', '{"webinars": [], "breaks": []}', '[]', '2027-04-12T09:30:00+00:00');

INSERT INTO schedule_break (id, session_id, title, starts_at, ends_at, created_at)
VALUES ('4b1e7a6f-7d2c-7c1b-8e3f-607182930a02', '21d6f40c-fb51-7982-8442-4e0e250a9557', 'Перерыв', '2027-04-12T09:30:00+00:00', '2027-04-12T10:30:00+00:00', '2027-04-12T09:30:00+00:00');

INSERT INTO calendar_feed (person_id, secret, created_at)
VALUES ('8b0a4404-8f58-788b-886b-dd0d245b22a8', 'calendar', '2027-04-12T09:30:00+00:00');
