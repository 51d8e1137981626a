# The queue of e-mails.

page-email-queue-title = Queue of e-mails
page-email-queue-moving = E-mails are going out.
page-email-queue-due = waiting to be sent
page-email-queue-due-one = waiting to be sent
page-email-queue-in-flight = being sent
page-email-queue-in-flight-one = being sent
page-email-queue-retrying = tried again later
page-email-queue-retrying-one = next attempt
page-email-queue-failed = not sent
page-email-queue-failed-one = not sent
page-email-queue-bounced = came back
page-email-queue-bounced-one = came back
page-email-queue-sent = sent
page-email-queue-sent-one = sent
page-email-queue-kinds = About:
page-email-queue-domains = Mail servers:
page-email-queue-search = Name or address
page-email-queue-find = Find
page-email-queue-all = Show the whole queue
page-email-queue-none = There are no such e-mails in the queue.
page-email-queue-again = Send now
page-email-queue-again-to = Send now: { $name }
page-email-queue-discard = Cancel the e-mail
page-email-queue-discard-now = Yes, do not send it
page-email-queue-discard-to = Do not send: { $name }
page-email-queue-pause = Pause sending
page-email-queue-pause-text = New e-mails will wait. If the pause lasts until a webinar starts, the e-mails with its links will not leave any more.
page-email-queue-pause-now = Yes, pause
page-email-queue-resume = Resume sending
page-email-queue-paused = Sending was paused on { $at }.
page-email-queue-network-paused = A curator paused all e-mails on { $at }.
page-email-queue-done-again = The e-mail is in the queue again and about to leave.
page-email-queue-done-discarded = The e-mail will not be sent.
page-email-queue-moved = The e-mail was sent or cancelled meanwhile. Refresh the page of the queue.
page-email-queue-late = The time of this e-mail has passed: the webinar has started.

page-audit-outbox-try_again = An e-mail was put into the queue again
page-audit-outbox-discard = An e-mail was cancelled
page-audit-outbox-pause = Sending of e-mails was paused
page-audit-outbox-resume = Sending of e-mails was resumed

page-email-queue-forecast =
    { $n ->
        [one] { $n } e-mail will be too late
       *[other] { $n } e-mails will be too late
    }
page-email-queue-forecast-domain = { $domain }: no more than { $rate } a minute go out; { $count } e-mails, { $late } of them too late
page-email-queue-forecast-text = The recipients’ mail service takes e-mails more slowly than needed. Pass the link on by another way to those who will not get it, or ask the curator to raise the limit.
