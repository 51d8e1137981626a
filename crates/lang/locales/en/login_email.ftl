# The e-mail with a log-in link.

login-email-subject = Log in to the Web-club
login-email-lead = You asked for a link to log in. Press the button; no password is needed.
login-email-open = Log in
login-email-valid = The link is good for one hour and works once.
login-email-not-you = If you did not ask for anything, just delete this e-mail: nobody gets in by it without you.
login-email-why = You got this e-mail because your address was given on the log-in page.
