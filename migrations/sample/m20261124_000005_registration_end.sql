-- m20261124_000005_registration_end adds no table: its column is filled in a row that is there.

UPDATE webinar SET registration_ends_hours = 24;
