# E-mails to organizers: what they should see to.

alert-email-no-link-headline = No stream link, start at { $time }: { $title }
alert-email-no-link-lead = The webinar “{ $title }” begins soon and has no stream link. Start: { $times }. The listeners’ personal links work, but lead to a waiting page for now. Add the link, and everybody gets to the right place at once.
alert-email-no-link-page = Add the link
alert-email-why = You got this e-mail because you look after webinars: { $session }.
alert-email-late-headline = There is no time for { $emails ->
    [one] { $emails } e-mail
   *[other] { $emails } e-mails
}
alert-email-late-lead = Mail servers take no more e-mails a minute than this: { $domains }. So not all e-mails with links go out before the webinars start: there is no time for { $emails ->
    [one] { $emails } e-mail
   *[other] { $emails } e-mails
}. Ask the curator of the network to raise the limit if the server allows it, or give the links to the listeners in another way.
alert-email-late-page = Open the session’s e-mails

alert-email-bounces-headline =
    { $count ->
        [one] One listener gets no e-mails: the address takes none
       *[other] { $count } listeners get no e-mails: their addresses take none
    }
alert-email-bounces-lead = These people are registered for webinars to come, but e-mails do not reach them: { $names }. Find out the right address and correct it: links to the webinars go out at once.
alert-email-bounces-more = { $names } and { $more } more
alert-email-bounces-page = Correct the addresses

alert-email-account-headline = The mail “{ $name }” does not work
alert-email-account-lead = E-mails do not go out through the mail “{ $name }” any more. None is lost: for now they go by the network’s common mail, from its address. The mail server answered: “{ $said }”. Most often a password was changed: look at the settings and press “Try it out”.
alert-email-account-page = Open the settings of the mail
