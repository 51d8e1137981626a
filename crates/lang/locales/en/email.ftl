# Shared by all e-mails.

email-hello = Hello
email-footer = { $club }. There is no need to answer this e-mail.
email-unsubscribe = Stop these invitations
email-webinars =
    { $n ->
        [one] { $n } webinar
       *[other] { $n } webinars
    }
