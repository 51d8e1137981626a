# The page on which an organizer moves, cancels or limits a webinar.

page-change-title = New time, cancellation, places
page-change-link = Move, cancel, limit the places
page-change-back = To the page of the webinar
page-change-move = Move
page-change-move-text = Give the time by the clocks of the webinar ({ $zone }). The new time stands in the programme and in calendars at once; e-mails with links and reminders follow it by themselves.
page-change-day = Day
page-change-start = Start
page-change-end = End
page-change-move-button = Move and tell everybody
page-change-day-wrong = Give a day such as 2027-04-14.
page-change-time-wrong = Give a time such as 14:30.
page-change-end-wrong = A webinar ends later than it begins, on the same day.
page-change-past = This time is past. Choose a day and an hour ahead.
page-change-unchanged = The webinar takes place at this time already. Change the day or the hour.
page-change-told =
    { $all ->
        [0] Nobody has to be written to.
        [one] One person gets an e-mail (listeners { $listeners }, speakers { $speakers }{ $queue }).
       *[other] { $all } people get an e-mail (listeners { $listeners }, speakers { $speakers }{ $queue }).
    }
page-change-told-queue = , waiting { $waiting }
page-change-places = Places
page-change-places-text = Registered now: { $registered }, waiting for a place: { $waiting }. When no place is left, whoever comes next joins the queue, and a place that becomes free is offered to the first at once. Whoever is registered stays.
page-change-capacity = Places
page-change-capacity-hint = Leave it empty if there is room for everybody.
page-change-capacity-wrong = Give a whole number from 1 to 100,000, or leave the field empty.
page-change-places-button = Save
page-change-cancel = Cancel the webinar
page-change-cancel-text = A cancelled webinar cannot be brought back. Everybody who gets the e-mail reads the reason; the webinar goes out of their calendars.
page-change-reason = Reason
page-change-reason-hint = For example: the speaker is ill. We will tell you the new date.
page-change-cancel-button = Cancel and tell everybody
page-change-moved = The webinar is moved. The e-mails are on their way.
page-change-cancelled = The webinar is cancelled. The e-mails are on their way.
page-change-limited = The number of places is saved.
page-change-over = This webinar is over or cancelled: there is nothing to change any more.
page-change-is-cancelled = This webinar is cancelled.
