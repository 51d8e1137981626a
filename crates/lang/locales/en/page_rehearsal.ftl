# The rehearsal of a day.

page-rehearsal-title = Rehearsal of a day
page-rehearsal-short = Rehearsal: { $date }
page-rehearsal-timeline = Read the e-mails of a day beforehand
page-rehearsal-timeline-text = The e-mails that listeners and speakers will get on that day come to you. Nothing is sent to listeners.
page-rehearsal-lead = The e-mails of this day come to you or to colleagues just as listeners and speakers will get them. The subject begins with “[Rehearsal]”, and the first line says whom the e-mail is for. Nothing is sent to listeners, and links to join are for practice only.
page-rehearsal-kinds = Which e-mails
page-rehearsal-readers = Whose e-mails
page-rehearsal-organizers = Whom to send them to
page-rehearsal-no-team = None of the organizers has an e-mail address.
page-rehearsal-send = Send the rehearsal
page-rehearsal-nothing = The timeline has no e-mails for this day: nobody is registered, or these e-mails are switched off.
page-rehearsal-emails =
    { $n ->
        [one] { $n } e-mail
       *[other] { $n } e-mails
    }
page-rehearsal-sample =
    { $n ->
        [one] of { $n } recipient, as an example
       *[other] of { $n } recipients in different time zones, as an example
    }
page-rehearsal-all = of all recipients ({ $n })
page-rehearsal-left =
    { $n ->
        [one] You can rehearse { $n } more e-mail within the hour.
       *[other] You can rehearse { $n } more e-mails within the hour.
    }
page-rehearsal-lately = Rehearsed within the last hour: { $sent } sent, { $waiting } waiting, { $failed } not delivered.
page-rehearsal-no-kind = Tick at least one kind of e-mails.
page-rehearsal-no-organizer = Tick whom the rehearsal is sent to.
page-rehearsal-too-many = That makes { $wanted } e-mails, and no more than { $left } can be sent now. Choose a few recipients as an example, or fewer kinds of e-mails.
page-rehearsal-join-title = This was a rehearsal
page-rehearsal-join-text = The link in a rehearsed e-mail leads nowhere. In the real e-mail each listener has a link of their own.

page-audit-rehearsal-send = A day was rehearsed
