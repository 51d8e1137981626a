# What a mail server answered, in plain words.

page-reason-answer = Answer of the server
page-reason-nobody = There is no such mailbox.
page-reason-domain = No mail server of this name was found; there is probably a slip in the address.
page-reason-full = The mailbox is full.
page-reason-large = The e-mail is too large for this mailbox.
page-reason-blocked = The mail server took the e-mail for an unwanted one.
page-reason-later = The mail server asks to try again later.
page-reason-account = The mail server does not let us in: check the sender's name and password.
page-reason-silent = The mail server did not answer.
page-reason-refused = The mail server refused the e-mail.
page-reason-too-late = It was too late for the start of the webinar.
page-reason-crowded = Many different people are registered with this address, and none of them has opened an e-mail of ours. Somebody else may have typed it in. The e-mail waits: it goes as soon as one of them opens any e-mail of ours.
page-reason-program = The e-mail could not be prepared.
