# How one version of a programme differs from another.

release-added = New in the programme: “{ $title }”, { $time } ({ $zone }).
release-removed = “{ $title }” is no longer in the programme.
release-cancelled = “{ $title }” is cancelled.
release-moved = “{ $title }” has moved from { $from } to { $time } ({ $zone }).
release-renamed = “{ $from }” is now called “{ $title }”.
release-speakers-added =
    { $count ->
        [one] “{ $title }”: a new speaker, { $names }.
       *[other] “{ $title }”: new speakers, { $names }.
    }
release-speakers-gone =
    { $count ->
        [one] “{ $title }”: { $names } no longer takes part.
       *[other] “{ $title }”: { $names } no longer take part.
    }
release-topics = “{ $title }”: the topics of the talks have changed.
release-details = “{ $title }”: details have changed.
release-breaks = The breaks have changed.
