# The e-mail with the link on the webinar's day. $when: today, tomorrow or later; $time on the reader's clock.

stream-link-email-subject-one =
    { $when ->
        [today] Today at { $time } — { $title }
        [tomorrow] Tomorrow at { $time } — { $title }
       *[later] { $date }, { $time } — { $title }
    }
stream-link-email-subject-many =
    { $when ->
        [today] Today: { $n } webinars, the first at { $time }. Your links
        [tomorrow] Tomorrow: { $n } webinars, the first at { $time }. Your links
       *[later] { $date }: { $n } webinars, the first at { $time }. Your links
    }
stream-link-email-lead-one =
    { $when ->
        [today] The webinar you registered for is today. We look forward to seeing you!
        [tomorrow] The webinar you registered for is tomorrow. It starts early, so here is your link the evening before.
       *[later] The webinar you registered for is coming soon. We look forward to seeing you!
    }
stream-link-email-lead-many =
    { $when ->
        [today] The webinars you registered for are today. We look forward to seeing you!
        [tomorrow] The webinars you registered for are tomorrow. The first starts early, so here are your links the evening before.
       *[later] The webinars you registered for are coming soon. We look forward to seeing you!
    }
stream-link-email-join = Join the webinar
stream-link-email-why = You receive this e-mail because you registered: { $session }.
