# The e-mail about a registration.

registration-email-subject =
    { $n ->
        [one] You are registered: “{ $title }”
       *[other] You are registered for { $n } webinars
    }
registration-email-lead = You are registered. { $session }:
registration-email-next = On the day of the webinar, in the morning of your own time, an e-mail brings your personal link to the broadcast. There is nothing else to do.
registration-email-page = My page
registration-email-calendar = A file for your calendar is attached.
registration-email-why = You got this e-mail because you registered for webinars: { $session }. If that was not you, just delete it.
