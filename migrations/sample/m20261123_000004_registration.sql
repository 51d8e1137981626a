-- One row of each table of m20261123_000004_registration: the steps after it run on a database that is not empty.

INSERT INTO registration (id, webinar_id, person_id, join_secret, registered_at)
VALUES ('563873d3-8950-7841-8ebf-89c3be1b1a35', 'db53a344-cb3e-7143-88cd-b84983b9fac3', '8b0a4404-8f58-788b-886b-dd0d245b22a8', 'join_secret', '2027-04-12T09:30:00+00:00');

INSERT INTO consent_text (id, purpose, language, version, body, sha256, created_at)
VALUES ('05060480-bbd6-7aaf-8948-80dca5225756', 'participation', 'ru', 1, 'body', 'sha256', '2027-04-12T09:30:00+00:00');

INSERT INTO consent (id, person_id, purpose, consent_text_id, given_at, given_how)
VALUES ('9d721d9a-8940-7a2a-8861-efaae44a785f', '8b0a4404-8f58-788b-886b-dd0d245b22a8', 'participation', '05060480-bbd6-7aaf-8948-80dca5225756', '2027-04-12T09:30:00+00:00', 'given_how');

INSERT INTO evidence (id, registration_id, kind, source, starts_at, ends_at, holds, noted_by, noted_at)
VALUES ('14e10d57-0047-767f-8042-61e6d08f520f', '563873d3-8950-7841-8ebf-89c3be1b1a35', 'watch_time', 'source', '2027-04-12T09:30:00+00:00', '2027-04-12T09:30:00+00:00', TRUE, '8b0a4404-8f58-788b-886b-dd0d245b22a8', '2027-04-12T09:30:00+00:00');

INSERT INTO attendance (registration_id, seconds, percent_tenths, attended, evidence, judged_at)
VALUES ('563873d3-8950-7841-8ebf-89c3be1b1a35', 1, 1, TRUE, 'evidence', '2027-04-12T09:30:00+00:00');
