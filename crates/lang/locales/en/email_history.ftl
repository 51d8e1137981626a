# E-mails to one person.

email-history-title = E-mails
email-history-own = My e-mails
email-history-own-lead = Everything that the club has sent you. The links in these e-mails are personal.
email-history-lead = All e-mails to this person and what became of them. Personal links are for the person’s own eyes. The audit trail keeps who opened a text.
email-history-read = Show the text
email-history-bounced = did not arrive
