# E-mails about one webinar: reminder, new time, cancellation, free place.

webinar-email-reminder-headline =
    { $when ->
        [hour] In one hour: { $title }
        [minutes] In 10 minutes: { $title }
       *[soon] Begins at { $time }: { $title }
    }
webinar-email-reminder-lead =
    { $when ->
        [hour] In one hour the webinar begins that you registered for. The doors open 30 minutes before the start.
        [minutes] In 10 minutes the webinar begins that you registered for. The doors are open.
       *[soon] The webinar that you registered for begins soon. The doors open 30 minutes before the start.
    }
webinar-email-moved-headline = Moved to { $date }, { $time }: { $title }
webinar-email-moved-lead =
    { $who ->
        [speaker] The webinar in which you speak takes place at another time. If it does not suit you, please write to the organizers at once.
       *[listener] The webinar that you registered for takes place at another time. Your registration stays as it is. We are sorry for the change.
    }
webinar-email-was = It was planned for:
webinar-email-in-the-morning = Your personal link comes on the day of the webinar, in the morning of your own time.
webinar-email-page = Page of the webinar
webinar-email-programme = Other webinars of the programme
webinar-email-until = { $date }, { $time } of your own time
webinar-email-offer-kept = A place has become free at the webinar that you were waiting for. We keep it for you until { $until }. Then it goes to the next in the queue.
webinar-email-offer-open = A place has become free at the webinar that you were waiting for. The start is near, so the place goes to whoever takes it first.
webinar-email-take-place = Take the place
webinar-email-why-speaker = You got this e-mail because you speak in a webinar: { $session }.
webinar-email-why-waiting = You got this e-mail because you were waiting for a place at a webinar: { $session }.
