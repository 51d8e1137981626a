-- One row of each table of m20261123_000001_network: the steps after it run on a database that is not empty.

INSERT INTO network (id, name, created_at)
VALUES ('91e02cd2-b862-7d0c-8519-7f645668c5c4', 'Интернет-наставник', '2027-04-12T09:30:00+00:00');

INSERT INTO school (id, full_name, short_name, search_name, city, region, time_zone, created_at)
VALUES ('7516c3b3-5580-7349-8248-629cff5e498c', 'МБОУ СОШ № 44, г. Сургут', 'МБОУ СОШ № 44', 'мбоу сош № 44', 'city', 'region', 'Asia/Yekaterinburg', '2027-04-12T09:30:00+00:00');

INSERT INTO person (id, family, given, patronymic, gender, search_name, position, school_id, school_name, city, region, time_zone, experience_years, email, language, created_at)
VALUES ('8b0a4404-8f58-788b-886b-dd0d245b22a8', 'Петрова', 'Анна', 'Сергеевна', 'female', 'петрова анна сергеевна', 'учитель математики', '7516c3b3-5580-7349-8248-629cff5e498c', 'school_name', 'city', 'region', 'Asia/Yekaterinburg', 1, 'petrova@school.example', 'ru', '2027-04-12T09:30:00+00:00');
