# E-mails of mailings.

mailing-email-programme = Programme of the session
mailing-email-why = You get this e-mail because you take part in { $session }.
mailing-email-why-invited = You got this e-mail because you agreed to be invited to sessions of the Web-club.
