# The page of somebody who waits for a place at a webinar that is full.

page-queue-waits =
    { $ahead ->
        [0] The webinar is full for now. You are first in the queue: as soon as a place becomes free, we will write to you and keep it.
        [one] The webinar is full for now. One person is before you in the queue. We will write as soon as it is your turn.
       *[other] The webinar is full for now. { $ahead } people are before you in the queue. We will write as soon as it is your turn.
    }
page-queue-kept = There is a place for you! We keep it until { $until } of your own time.
page-queue-open = There is a place! The start is near, so it goes to whoever takes it first.
page-queue-taken = You have taken a place at this webinar. An e-mail brings your personal link.
page-queue-left = You are not in this queue any more. If your plans have changed, register for the webinar again.
page-queue-over = The queue is closed: the webinar has begun or was cancelled.
page-queue-no-place = There is no free place now: somebody else has taken it, or the time is up.
page-queue-take = Take the place
page-queue-programme = The whole programme
page-queue-cannot-come = You cannot come?
page-queue-leave-text = Give your place in the queue up: the next one gets it at once, and you get no more e-mails about this webinar.
page-queue-leave = Leave the queue
