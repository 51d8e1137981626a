# The e-mail about a registration.

registration-email-subject =
    { $n ->
        [one] You are registered: “{ $title }”
       *[other] You are registered for { $n } webinars
    }
registration-email-subject-queue = You are in the queue: “{ $title }”
registration-email-lead =
    { $has ->
        [queue] This webinar is full at the moment, so we have put you in the queue. { $session }:
        [both] You are registered. Where a webinar is full at the moment, we have put you in the queue. { $session }:
       *[places] You are registered. { $session }:
    }
registration-email-next =
    { $has ->
        [queue] As soon as a place becomes free, we will write to you and keep it for you. There is nothing else to do.
        [both] On the day of the webinar, in the morning of your own time, an e-mail brings your personal link to the broadcast. As soon as a place becomes free where there is none yet, we will write as well. A file for your calendar is attached.
       *[places] On the day of the webinar, in the morning of your own time, an e-mail brings your personal link to the broadcast. There is nothing else to do. A file for your calendar is attached.
    }
registration-email-queued = Full at the moment; you are in the queue.
registration-email-queue-page = My place in the queue
registration-email-on-the-air = The webinar is on the air.
registration-email-join = Join the webinar
registration-email-page = My page
registration-email-why = You got this e-mail because you registered for webinars: { $session }. If that was not you, just delete it.
registration-email-confirm = Confirm the address
registration-email-next-confirm =
    { $has ->
        [queue] Press the button to confirm that this address is yours, so that our e-mails surely reach you. Your place in the queue stands in any case. As soon as a place becomes free, we will write to you and keep it for you.
        [both] Press the button to confirm that this address is yours, so that our e-mails surely reach you. Your registration stands in any case. On the day of the webinar, in the morning of your own time, an e-mail brings your personal link to the broadcast; as soon as a place becomes free where there is none yet, we will write as well. A file for your calendar is attached.
       *[places] Press the button to confirm that this address is yours, so that our e-mails surely reach you. Your registration stands in any case. On the day of the webinar, in the morning of your own time, an e-mail brings your personal link to the broadcast. A file for your calendar is attached.
    }
