# What to look at before documents are issued. $detail is a letter, millimetres or percent.

document-concern-missing-glyph = The letter “{ $detail }” cannot be printed: no font has it. Mend the name or the title.
document-concern-overflow = The text does not fit: { $detail } mm are missing. Shorten the position, the topic or the school's name.
document-concern-missing-field = Something that the document prints is not known ({ $detail }).
document-concern-unusable = The document cannot be printed: { $detail }.
document-concern-shrunk = The text had to shrink to { $detail } % of its usual size. See whether it can be shortened.
document-concern-no-patronymic = There is no patronymic. If the person has one, add it before issuing.
document-concern-no-gender = The gender is not given and the name does not tell: the wording will be neutral.
document-concern-one-case = The name is typed in capitals only, or in small letters only.
document-concern-namesakes = Two people of this name are in one webinar. Make sure that they are two.
document-concern-two-addresses = This name stands twice in the session, with two addresses. If it is one person, keep one document back.
document-concern-only-initials = Only initials are known: the wording will be neutral and the name does not decline.
document-concern-by-hand = The name is declined as somebody wrote it. See whether it is right.
document-concern-no-school = There is no school.
document-concern-no-position = There is no position.
document-concern-unknown-position = The position does not decline: it will stand on a line of its own, as it is written.
