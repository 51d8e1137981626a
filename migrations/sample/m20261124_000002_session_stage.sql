-- One row of each table of m20261124_000002_session_stage: the steps after it run on a database that is not empty.

INSERT INTO session_school (session_id, school_id, place, is_host, state, invited_at)
SELECT id, host_school_id, 1, TRUE, 'accepted', '2027-01-12T09:30:00+00:00' FROM session LIMIT 1;

INSERT INTO session_stage (session_id, stage, opens_at, closes_at, forced)
SELECT id, 'call', '2027-03-08T00:00:00+00:00', '2027-03-29T00:00:00+00:00', NULL FROM session LIMIT 1;

INSERT INTO topic_request (id, session_id, asked_by, title, search_title, reason, state, answer, revision, asked_at)
SELECT '4a0d6f5e-6c1b-7b0a-9d2e-5f60718293a1', id, '8b0a4404-8f58-788b-886b-dd0d245b22a8', 'Работа с родителями', 'работа с родителями', '', 'published', '', 1, '2027-02-12T09:30:00+00:00' FROM session LIMIT 1;

INSERT INTO topic_vote (topic_request_id, person_id, is_asker, voted_at)
VALUES ('4a0d6f5e-6c1b-7b0a-9d2e-5f60718293a1', '8b0a4404-8f58-788b-886b-dd0d245b22a8', TRUE, '2027-02-12T09:30:00+00:00');

INSERT INTO topic_cover (topic_request_id, talk_id, covered_at)
SELECT '4a0d6f5e-6c1b-7b0a-9d2e-5f60718293a1', id, '2027-03-12T09:30:00+00:00' FROM talk LIMIT 1;

INSERT INTO topic_silence (person_id, since)
VALUES ('8b0a4404-8f58-788b-886b-dd0d245b22a8', '2027-03-12T09:30:00+00:00');
