# E-mails to organizers: what they should see to.

alert-email-no-link-headline = No stream link, start at { $time }: { $title }
alert-email-no-link-lead = The webinar “{ $title }” begins soon and has no stream link. Start: { $times }. The listeners’ personal links work, but lead to a waiting page for now. Add the link, and everybody gets to the right place at once.
alert-email-no-link-page = Add the link
alert-email-why = You got this e-mail because you look after webinars: { $session }.
