-- One row of each table of m20261124_000001_school: the steps after it run on a database that is not empty.

UPDATE school SET slug = 'school-44', address = 'Сургут, проспект Мира, 1', site = 'https://school44.example', email = 'office@school44.example';

INSERT INTO school_alias (id, school_id, short_name, city, created_at)
VALUES ('4b0d6f5e-6c1b-7b0a-9d2e-5f60718293b1', '7516c3b3-5580-7349-8248-629cff5e498c', 'СОШ 44', 'Сургут', '2027-04-12T09:30:00+00:00');

INSERT INTO school_signatory (id, school_id, place, position, family, given)
VALUES ('4b0d6f5e-6c1b-7b0a-9d2e-5f60718293b2', '7516c3b3-5580-7349-8248-629cff5e498c', 1, 'Директор', 'Воронцова', 'Галина');

INSERT INTO person_school (id, person_id, school_id, since)
VALUES ('4b0d6f5e-6c1b-7b0a-9d2e-5f60718293b3', '8b0a4404-8f58-788b-886b-dd0d245b22a8', '7516c3b3-5580-7349-8248-629cff5e498c', '2027-04-12T09:30:00+00:00');

INSERT INTO invitation (id, secret_sha256, email, role, school_id, language, note, created_at, sent_at, expires_at)
VALUES ('4b0d6f5e-6c1b-7b0a-9d2e-5f60718293b4', 'secret_sha256', 'somebody@school.example', 'organizer', '7516c3b3-5580-7349-8248-629cff5e498c', 'ru', 'Будем рады!', '2027-04-12T09:30:00+00:00', '2027-04-12T09:30:00+00:00', '2027-04-26T09:30:00+00:00');
