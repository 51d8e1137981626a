# E-mails of a rehearsal.

rehearsal-email-mark = [Rehearsal]
rehearsal-email-note = This is a rehearsal. { $name } ({ $address }) will get this e-mail on { $date } at { $time }. Its link to join is for practice only.
