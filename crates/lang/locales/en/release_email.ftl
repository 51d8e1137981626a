# The e-mail about changes in the programme. $count: how many webinars.

release-email-headline =
    { $count ->
        [one] The programme has changed: your webinar
       *[other] The programme has changed: your webinars
    }
release-email-lead =
    { $count ->
        [one] The organizers have published a new version of the programme. This has changed in your webinar.
       *[other] The organizers have published a new version of the programme. This has changed in your webinars.
    }
release-email-added = The webinar is in the programme, and you speak in it.
release-email-renamed = A new title; it was called “{ $from }”.
release-email-speakers-added =
    { $count ->
        [one] A new speaker: { $names }.
       *[other] New speakers: { $names }.
    }
release-email-speakers-gone =
    { $count ->
        [one] No longer takes part: { $names }.
       *[other] No longer take part: { $names }.
    }
release-email-topics = The topics of the talks have changed.
release-email-details = Details have changed.
release-email-page = The whole programme
release-email-why = You receive this e-mail because you speak in webinars or are registered for them: { $session }.
