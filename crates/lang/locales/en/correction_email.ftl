# The answer to the wish to have a document corrected.

correction-email-subject = Document No. { $number }: an answer to your request
correction-email-lead = You asked to have document No. { $number } corrected. The organizers looked at it and decided to leave it as it is.
correction-email-wish = What you asked for
correction-email-answer = What the organizers say
correction-email-way-on = If anything is unclear, write to the organizers once more on your page.
correction-email-why = You get this e-mail because you asked to have a document corrected.
