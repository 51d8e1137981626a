# E-mails to speakers: talks and materials. $days: how many days are left.

talk-email-deadline-headline =
    { $days ->
        [0] The last day for your talk is today
        [one] One day left for your talk
       *[other] { $days } days left for your talk
    }
talk-email-deadline-lead =
    { $days ->
        [0] Today is the last day on which talks may be handed in.
        [one] One day is left until the call for talks ends.
       *[other] { $days } days are left until the call for talks ends.
    }
talk-email-materials-headline-before =
    { $days ->
        [0] Your materials are due today
        [one] Your materials: one day left
       *[other] Your materials: { $days } days left
    }
talk-email-materials-headline-after = Please send the materials of your talk
talk-email-materials-lead-before = Listeners come back to the materials after a webinar, and the proceedings cannot do without them. Yours are not complete yet. Please send the rest by { $until }.
talk-email-materials-lead-after = Thank you for your talk! Listeners wait for the materials, so that they can use them at work. Yours are not complete yet.
talk-email-until = { $date }, { $time } of your own time
talk-email-state-draft = not handed in yet
talk-email-state-needs_fix = reviewers ask for changes
talk-email-materials-missing = no materials yet
talk-email-materials-needs_fix = materials need changes
talk-email-page = My page
talk-email-why = You got this e-mail because you prepare a talk: { $session }.
talk-email-untitled = No topic yet
