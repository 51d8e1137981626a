# The page that ends invitations.

page-unsubscribe-title = Invitations to sessions
page-unsubscribe-lead = We invite you to new sessions of the Web-club by e-mail. If you do not need that any more, press the button.
page-unsubscribe-stays = E-mails about webinars that you registered for, and about your documents, come in any case.
page-unsubscribe-end = Stop inviting me
page-unsubscribe-ended = No more invitations will come.
page-unsubscribe-by-mistake = Pressed by mistake?
page-unsubscribe-undo = Invite me again
page-unsubscribe-undone = Thank you! We will invite you again.
