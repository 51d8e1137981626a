-- One row of each table of m20261123_000002_session: the steps after it run on a database that is not empty.

INSERT INTO session (id, slug, title, season, year, host_school_id, time_zone, region, level, order_school, order_number, order_on, watch_percent, code_word_rule, early_career_years, number_pattern, issue_mode, state, created_at)
VALUES ('21d6f40c-fb51-7982-8442-4e0e250a9557', '2027-spring', 'Весенняя сессия', 'spring', 2027, '7516c3b3-5580-7349-8248-629cff5e498c', 'Asia/Yekaterinburg', 'region', 'regional', 'order_school', 'order_number', '2027-03-01', 50, 'counts', 1, 'ВК-{year}-{season}-{kind}/{serial:04}', 'by_hand', 'published', '2027-04-12T09:30:00+00:00');

INSERT INTO signatory (id, session_id, place, position, family, given)
VALUES ('324d3d34-9d03-710c-8e65-2291365416c1', '21d6f40c-fb51-7982-8442-4e0e250a9557', 1, 'position', 'Воронцова', 'Галина');

INSERT INTO webinar (id, session_id, code, slug, title, form, track, host_school_id, starts_at, ends_at, time_zone, state, sequence, created_at)
VALUES ('db53a344-cb3e-7143-88cd-b84983b9fac3', '21d6f40c-fb51-7982-8442-4e0e250a9557', 'S01', '2027-spring-s01', 'Родительское собрание без конфликтов', 'webinar', 1, '7516c3b3-5580-7349-8248-629cff5e498c', '2027-04-12T09:30:00+00:00', '2027-04-12T09:30:00+00:00', 'Asia/Yekaterinburg', 'planned', 1, '2027-04-12T09:30:00+00:00');

INSERT INTO talk (id, session_id, webinar_id, topic, minutes, state, materials, references_count, place, created_at)
VALUES ('64b59718-a47c-757a-8e4f-8443ff43d117', '21d6f40c-fb51-7982-8442-4e0e250a9557', 'db53a344-cb3e-7143-88cd-b84983b9fac3', 'Родительское собрание без конфликтов', 1, 'scheduled', 'received', 1, 1, '2027-04-12T09:30:00+00:00');

INSERT INTO speaker (id, talk_id, person_id, place)
VALUES ('f0dc81a8-a980-733e-811f-475b62f6f238', '64b59718-a47c-757a-8e4f-8443ff43d117', '8b0a4404-8f58-788b-886b-dd0d245b22a8', 1);

INSERT INTO role_grant (id, person_id, role, school_id, webinar_id, granted_at)
VALUES ('81576428-1974-7b69-8c2a-0aabfa88a37c', '8b0a4404-8f58-788b-886b-dd0d245b22a8', 'organizer', '7516c3b3-5580-7349-8248-629cff5e498c', 'db53a344-cb3e-7143-88cd-b84983b9fac3', '2027-04-12T09:30:00+00:00');
