# The e-mail of thanks after a session.

thanks-email-page = My page and documents
thanks-email-why = You got this e-mail because you took part: { $session }.
