# The e-mail about a registration.

registration-email-subject =
    { $n ->
        [one] You are registered: “{ $title }”
       *[other] You are registered for { $n } webinars
    }
registration-email-page = My page
registration-email-why = You got this e-mail because you registered for webinars: { $session }. If that was not you, just delete it.
