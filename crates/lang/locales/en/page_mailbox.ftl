# The mailbox of a demonstration.

page-mailbox-title = Mailbox
page-mailbox-lead = Every e-mail that the club sent, as its reader would see it.
page-mailbox-empty = There are no e-mails yet. They appear in the morning of a webinar's day, or right after a registration.
page-mailbox-to = To:
page-mailbox-text = The same e-mail as plain text
